"""A full sample of what each message speaks of, in the shapes that the use cases give it."""

from datetime import date
from typing import Any

from bot.rules.reglamento import Reglamento, Topic
from tests.chat import samples_convening, samples_folder, samples_followup, samples_signatures
from tests.chat.samples_signatures import SIGNED

TEXT = "Aprobar el plan de trabajo 2026.\nRemitirlo a <las> áreas & publicarlo."
HELD = "2026-11-27T20:30:00+00:00"
LATER = "2026-11-27T20:45:00+00:00"
SECOND = "2026-11-30T20:30:00+00:00"
NAME = "Sesión Ordinaria N.° 03-2026"
POST = "Directora General de Políticas y Estrategias"

REGISTERED: dict[str, Any] = {
    "kind": "acta",
    "body": "Grupo de Trabajo <del> Laboratorio",
    "sitting": NAME,
    "number": "",
    "acuerdo": "",
    "version": 1,
    "code": "128-3F9A-1C0B-22D4",
    "state": "draft",
    "sha256": "0" * 64,
    "later": None,
    "since": None,
}
LATER_VERSION = {"version": 2, "state": "approved", "sha256": "1" * 64}
EXTRACT = REGISTERED | {
    "kind": "extracto",
    "state": None,
    "number": "001-2026-AYNI-GT",
    "acuerdo": "ACUERDO N.° 007-2026-AYNI-GT",
}

ORIGINAL: dict[str, Any] = {
    "kind": "acta",
    "version": 0,
    "sha256": "0" * 64,
    "approved_at": None,
    "approver": None,
}
TEMPLATE = ORIGINAL | {"version": 2, "approved_at": HELD}

COUNTS: dict[str, Any] = {"in_favour": 3, "against": 1, "abstentions": 0}
NOTICE: dict[str, Any] = {"given": 7, "required": 7, "counting": "calendar", "article": "25 d"}
HELD_POSTS = [
    {"capacity": "titular", "post": POST},
    {"capacity": "alternate", "post": "Director General de Calidad"},
    {"capacity": "staff", "post": None},
]
UNSERVED = [{"key": "dgp", "post": POST, "name": "Dra. Rosa Díaz"}, {"key": "dgq", "post": "X", "name": ""}]
FORECAST = {
    "attending": 3,
    "by_alternate": 1,
    "absent": 1,
    "silent": 2,
    "reached": True,
    "possible": True,
}
ITEMS = samples_convening.AGENDA


def _notice() -> dict[str, Any]:
    days = [{"date": "2026-11-20", "counts": False, "why": "notice_day"}]
    days += [{"date": f"2026-11-{day}", "counts": True, "why": "counted"} for day in range(21, 27)]
    days += [{"date": "2026-11-27", "counts": True, "why": "session_day"}]
    return {**NOTICE, "earliest": "2026-11-27", "days": days}


def _seat(place: int, *, present: bool, answer: str | None = None, alternate: bool = False) -> dict[str, Any]:
    return {
        "id": place,
        "key": f"dg{place}",
        "post": POST,
        "acting": place == 2,
        "present": present,
        "who": "Dra. Rosa Díaz" if place != 4 else None,
        "alternate": alternate,
        "alternate_post": "Coordinadora de Planeamiento" if alternate else "",
        "at": HELD if present else None,
        "answer": answer,
        "has_alternate": alternate,
        "enrolled": place != 3,
    }


SEATS = [
    _seat(1, present=True),
    _seat(2, present=True, alternate=True, answer="alternate"),
    _seat(3, present=False, answer="absent"),
    _seat(4, present=False),
    _seat(5, present=False, answer="attending"),
]


def summary(state: str = "convened", **changes: Any) -> dict[str, Any]:
    running = state not in ("convened", "cancelled")
    return {
        "sitting": NAME,
        "id": 1,
        "state": state,
        "kind": "ordinary",
        "held_at": HELD,
        "place": "Sala de Directorio, piso 5",
        "station": "agenda" if state in ("in_session", "suspended", "closed") else None,
        "present": 4 if running else 0,
        "required": 4,
        "total": 7,
        "second_at": SECOND,
        "second_of": False,
        "presider": "Dra. Rosa Díaz" if running else None,
        "installed_at": HELD if running else None,
        "closed_at": LATER if state in ("closed", "concluded") else None,
        "holds": running,
        "forecast": FORECAST,
    } | changes


def panel(state: str, **changes: Any) -> dict[str, Any]:
    more = {"seats": SEATS, "agenda": ITEMS, "vote": None, "proposal": None, "second_list_opens": None}
    more |= {"actas": [], "urgency": None, "guests": [], "pause": None, "universal": None}
    return summary(state) | more | changes


GUESTS = [
    {"name": "Dra. Elena Rojas", "institution": "UNMSM", "item": 2},
    {"name": "Sr. Juan Paz", "institution": "MEF", "item": None},
]
CONVOCATORIA: dict[str, Any] = {
    "guests": GUESTS,
    "sitting": "Sesión Ordinaria del 27/11/2026",
    "kind": "ordinary",
    "held_at": HELD,
    "place": "Sala de Directorio",
    "second_at": SECOND,
    "version": 1,
    "body": "Grupo de Trabajo del Laboratorio",
    "notice": NOTICE,
    "agenda": ITEMS,
    "second_of": False,
    "article": "25 d",
    "cancelled": False,
    "changes": [],
    "reason": None,
    "papers": samples_convening.PAPERS,
}
DESIGNATION: dict[str, Any] = {
    "titular": "Dra. Rosa Díaz",
    "post": POST,
    "name": "Sr. Juan Paz",
    "alternate_post": "Director de Evaluación",
    "document": "Oficio N.° 12-2026",
    "sitting": None,
    "article": "16",
}
TIE: dict[str, Any] = {
    "text": TEXT,
    "in_favour": 2,
    "against": 2,
    "abstentions": 0,
    "presider": "Dra. Rosa Díaz",
    "article": "18",
    "sitting": NAME,
}
VOTERS = [
    {"post": POST, "name": "Dra. Rosa Díaz", "cast": True, "choice": "for"},
    {"post": "Director General de Calidad", "name": "Sr. Juan Paz", "cast": True, "choice": "against"},
    {"post": "Viceministra", "name": "Sra. Ana Ríos", "cast": False, "choice": None},
]
RESULT: dict[str, Any] = {
    "item": 1,
    "text": TEXT,
    "outcome": "approved",
    "code": "ACUERDO N.° 001-2026-AYNI-GT",
    **COUNTS,
    "casting": None,
    "readings_differ": False,
    "majority": "of_votes",
    "voters": VOTERS,
    "article": "18",
    "article_casting": "18",
    "article_lpag": "LPAG 100",
    "sitting": NAME,
}
VOTE: dict[str, Any] = {
    "item": 1,
    "item_text": "Plan de trabajo",
    "text": TEXT,
    "state": "open",
    "hidden": True,
    "outcome": None,
    "in_favour": None,
    "against": None,
    "abstentions": None,
    "voters": [{**voter, "choice": None} for voter in VOTERS],
    "casting": None,
}
PAPER: dict[str, Any] = {
    "item": 1,
    "item_text": "Plan de trabajo",
    "text": TEXT,
    "state": "open",
    "outcome": None,
    "choice": None,
    "reason": None,
    "cast_at": None,
    "code": "0a1b2c3d4e5f",
    "by": None,
    "left": False,
    "waiting": False,
}
CONSENSUS: dict[str, Any] = {
    "text": TEXT,
    "item": 1,
    "responsible": POST,
    "deadline": "2026-12-15",
    "sitting": NAME,
    "article": "23 f",
}
CODE = "ACUERDO N.° 001-2026-AYNI-GT"
INSTALLED: dict[str, Any] = {
    "universal": False,
    "sitting": NAME,
    "present": 4,
    "seats": 7,
    "required": 4,
    "presider": "Dra. Rosa Díaz",
    "why": "titular",
    "station": "previous_acta",
    "kind": "ordinary",
    "second_of": False,
    "agenda": ITEMS,
    "article": "19 c",
    "few": False,
    "few_article": "LPAG 99",
}
ACTA: dict[str, Any] = {
    "sitting": NAME,
    "version": 1,
    "article": "19 g",
    "kind": "acta",
    "state": "circulated",
}
REVIEW: dict[str, Any] = {"sitting": NAME, "answer": "observed", "text": TEXT, "version": 1}
LATE: dict[str, Any] = {"sitting": NAME, "held_at": HELD, "place": "Sala", "late": True, "article": "19 e"}
DUE: dict[str, Any] = {"sitting": NAME, "due": "2026-12-02", "overdue": 0, "late": False, "article": "25 j"}
ACUERDO_DUE: dict[str, Any] = {
    "code": CODE,
    "text": TEXT,
    "responsible": POST,
    "deadline": "2026-12-15",
    "late": False,
    "article": "25 k",
    "claimed": False,
    "overdue": 0,
    "standing_in": "",
    "article_alternate": "16",
}
RULES: dict[str, Any] = {
    "ordinary_days": 7,
    "ordinary_counting": "calendar",
    "extraordinary_days": 3,
    "extraordinary_counting": "business",
    "notice_day_counts": False,
    "session_day_counts": True,
    "second_list_minutes": 15,
    "acta_business_days": 3,
    "majority": "of_votes",
    "quorum_base": "all_seats",
    "quorum_sticky": True,
    "ballots_hidden_while_open": True,
    "second_convening_business_days": 1,
    "acuerdo_code": "ACUERDO N.° {numero:03d}-{anio}-{sigla}",
    "sitting_name": "Sesión {tipo} N.° {numero:02d}-{anio}",
}


def _articles() -> dict[str, str]:
    day = date(2026, 11, 20)
    return {topic.value: Reglamento().article(topic, day) for topic in Topic}


# Every message by name, in each of the shapes that make it read differently.
COMMITTEE: dict[str, Any] = {
    "number": 1,
    "name": "Comité de evaluación de pilotos",
    "objectives": TEXT,
    "deadline": "2026-12-15",
    "overdue": 0,
    "fulfilled_at": None,
    "ended_at": None,
    "ended_reason": None,
    "acuerdo": None,
    "own_sigla": None,
    "coordinator": {"post": POST, "name": "Dra. Rosa Díaz"},
    "members": [{"post": POST, "name": "Dra. Rosa Díaz"}, {"post": "Director", "name": ""}],
    "reports": [],
}
REPORTED: dict[str, Any] = {
    **COMMITTEE,
    "overdue": 3,
    "acuerdo": CODE,
    "own_sigla": "AYNI-GT-C1",
    "reports": [{"at": HELD, "by": "Dra. Rosa Díaz", "text": TEXT}],
}
ENDED: dict[str, Any] = {**COMMITTEE, "ended_at": HELD, "ended_reason": TEXT}
ADVISER: dict[str, Any] = {
    "name": "Dra. Carmen Paz",
    "specialty": "Evaluación",
    "document": "Informe N.° 12",
    "article": "28",
}
RELIEF: dict[str, Any] = {
    "post": POST + " (e)",
    "name": "Mg. Elena Rojas",
    "former": "Dra. Rosa Díaz",
    "alternate": "Sr. Juan Paz",
    "document": "RM 120-2026",
    "article": "12",
    "article_alternate": "16",
}
OBSERVATIONS = [
    {
        "key": f"dg{at}",
        "post": POST,
        "name": "Dra. Rosa Díaz",
        "version": 1,
        "text": TEXT,
        "outcome": outcome,
        "resolution": outcome and "Se agrega su <intervención>.",
    }
    for at, outcome in enumerate((None, "accepted", "declined"))
]
RESOLVED = {"sitting": NAME, "outcome": "accepted", "key": "dgp"}
CORRECTED = {"sitting": NAME, "version": 2, "who": "Dra. Rosa Díaz", "added": False}
DIFFERENCES = [
    {"what": "acuerdo", "name": CODE, "stood": TEXT, "stands": "Aprobar otra cosa."},
    {"what": "acuerdo", "name": CODE, "stood": f"{CODE}\n{TEXT}", "stands": ""},
    {"what": "unknown_acuerdo", "name": CODE, "stood": "", "stands": CODE},
    {
        "what": "adoption",
        "name": CODE,
        "stood": "Adopción: por unanimidad.",
        "stands": "Adopción: por mayoría.",
    },
    {"what": "attendees", "name": "", "stood": f"{POST} | Dra. Rosa Díaz | Titular", "stands": ""},
    {"what": "vote", "name": TEXT, "stood": "", "stands": "Votación: 3 votos a favor."},
    {"what": "version", "name": "", "stood": "3", "stands": "1"},
]
MESSAGES: dict[str, list[dict[str, Any]]] = {
    "comite": [{**COMMITTEE, "article": "20"}, {**REPORTED, "article": "20"}],
    "comites": [
        {
            "committees": committees,
            "advisers": [ADVISER] if committees else [],
            "proposed": len(committees),
            "article": "20",
            "article_advisers": "28",
        }
        for committees in ([], [COMMITTEE, REPORTED, {**COMMITTEE, "fulfilled_at": HELD}, ENDED])
    ],
    "comite_formado": [{**COMMITTEE, "article": "20"}, {**REPORTED, "article": "20"}],
    "informe_comite": [
        {"number": 1, "name": "Comité", "by": "Dra. Díaz", "text": TEXT, "article": "20", "file": file}
        for file in (False, True)
    ],
    "comite_concluido": [{"number": 1, "name": "Comité", "reason": TEXT, "article": "20"}],
    "asesor_cesado": [{**ADVISER, "reason": TEXT}],
    "comite_cumplido": [{"number": 1, "name": "Comité", "by": "Dra. Díaz", "article": "20"}],
    "comite_sesiona": [{"name": "Comité", "sigla": "AYNI-GT-C1", "parent": "AYNI-GT", "article": "20"}],
    "recordatorio_comite": [
        {**COMMITTEE, "stage": stage, "late": stage == "acuerdo_last_day", "article": "20"}
        for stage in ("acuerdo_week_before", "acuerdo_day_before", "acuerdo_last_day", "acuerdo_overdue")
    ],
    "asesor_propuesto": [ADVISER],
    "asesor_en_consulta": [{**ADVISER, "reached": True}, {**ADVISER, "reached": False}],
    "asesor_decidido": [{**ADVISER, "appointed": True}, {**ADVISER, "appointed": False}],
    "relevo_comunicado": [RELIEF, {**RELIEF, "former": None, "alternate": None}],
    "titular_reemplazado": [
        {**RELIEF, "code": "Ab_c-1"},
        {**RELIEF, "former": None, "alternate": None, "code": None},
    ],
    "bienvenida": [
        {
            "name": "Dra. Rosa Díaz",
            "held": HELD_POSTS,
            "body": "Grupo de Trabajo",
            "sigla": "AYNI-GT",
        }
    ],
    "enrolado": [{"name": "Dra. Rosa Díaz", "held": HELD_POSTS}],
    "revocado": [{"name": "Dra. Rosa Díaz"}],
    "vinculado": [{"body": "Grupo de Trabajo"}],
    "desconocido": [{}],
    "plantillas": [{"kinds": [TEMPLATE, ORIGINAL]}],
    "plantilla_campos": [{"kind": "acta"}],
    "plantilla": [TEMPLATE | {"approver": "Dra. Rosa <Díaz>"}, ORIGINAL],
    "plantilla_probada": [TEMPLATE | {"in_force": False}, TEMPLATE | {"in_force": True}],
    "plantilla_en_uso": [TEMPLATE | {"name": "Dra. Paz"}, ORIGINAL | {"name": "Dra. Paz"}],
    "plantilla_fallida": [TEMPLATE | {"reason": "La plantilla <no> sirve."}, TEMPLATE | {"reason": ""}],
    "verificar": [{}],
    "no_consta": [{}],
    "consta": [REGISTERED, REGISTERED | {"later": LATER_VERSION}, EXTRACT, REGISTERED | {"sha256": None}]
    + [REGISTERED | {"state": state} for state in ("circulated", "approved")]
    + [
        EXTRACT | {"since": {"what": what, "at": at}}
        for what, at in (("annulled", None), ("voided", HELD), ("voided", None), ("amended", None))
    ],
    "intento_ajeno": [{"group": False}, {"group": True}],
    "fallo": [{"reference": "A1B2C3"}],
    "recibo": [{"text": TEXT}],
    "rechazo": [{"error": "AgendaRequired", "article": "23 d"}, {"error": "nobody knows"}],
    "previsualizacion": [
        {
            "kind": kind,
            "held_at": HELD,
            "place": "Sala",
            "second_at": SECOND,
            "agenda": ITEMS,
            "day_off": kind == "extraordinary",
            "same_day": [{"sitting": "Sesión Ordinaria del 27/11/2026", "held_at": HELD}]
            if kind == "ordinary"
            else [],
            "pending": ["Bases", TEXT] if kind == "ordinary" else [],
            "papers": [{"name": TEXT, "item": 1}, {"name": "Plan.pdf", "item": None}],
            "guests": [{"name": TEXT, "institution": TEXT, "item": 2}] if kind == "ordinary" else [],
            "notice": _notice(),
        }
        for kind in ("ordinary", "extraordinary")
    ],
    "convocatoria": [
        CONVOCATORIA,
        {**CONVOCATORIA, "version": 2, "changes": samples_convening.CHANGES, "reason": TEXT},
        {**CONVOCATORIA, "second_of": True},
    ],
    "convocatoria_grupo": [CONVOCATORIA, {**CONVOCATORIA, "version": 2}],
    "convocado_st": [
        {**CONVOCATORIA, "unserved": [], "group": True},
        {**CONVOCATORIA, "unserved": UNSERVED, "group": False, "version": 2},
    ],
    "descartado": [{}],
    "archivo": [
        {},
        ACTA | {"signatures": SIGNED},
        ACTA | {"signatures": SIGNED | {"owing": [], "version": 1}},
        ACTA | {"signatures": None},
        ACTA,
        {"kind": "acta", "state": "draft", "version": 1},
        {**ACTA, "state": "draft", "by_hand": True, "behind": ["acuerdos", "documents"], "edits": True},
        {**ACTA, "state": "approved", "by_hand": False, "behind": [], "edits": False, "approved_in": NAME},
        {"kind": "convocatoria", "state": None, "version": 2},
        {"kind": "convocatoria", "state": "cancelled", "version": 3},
        {"kind": "calendario", "state": None, "version": 1},
        {"kind": "calendario", "state": "cancelled", "version": 2},
    ],
    **samples_signatures.MESSAGES,
    "abstencion_sin_motivo": [{"vote": TEXT, "article": "LPAG 101"}],
    "suplencia": [
        {"sitting": NAME, "held_at": HELD, "place": "Sala", "post": POST, "titular": "Dra. Rosa Díaz"}
    ],
    "pide_motivo_ausencia": [{"sitting": NAME}],
    "respuesta": [
        {"answer": answer, "sitting": NAME, "held_at": HELD}
        for answer in ("attending", "alternate", "absent")
    ],
    "motivo_anotado": [{"sitting": NAME, "reason": TEXT}, {"sitting": NAME, "reason": ""}],
    "alterno_designado": [{**DESIGNATION, "code": "Ab_c-1"}, {**DESIGNATION, "code": "x", "sitting": NAME}],
    "alterno_comunicado": [DESIGNATION, {**DESIGNATION, "sitting": NAME}],
    "alterno_cesado": [
        {
            "cause": cause,
            "successor": "Sra. Ana <Paz>" if cause in ("replaced", "renewed") else "",
            "titular": "Dra. Rosa Díaz",
            "post": POST,
            "name": "Sr. Juan Paz",
            "alternate_post": "Asesor",
            "article": "16",
        }
        for cause in ("replaced", "renewed", "left", "withdrawn")
    ],
    "alterno_retirado": [
        {"titular": "Dra. Rosa Díaz", "post": POST, "name": "Sr. Juan Paz", "alternate_post": "Asesor"}
    ],
    "panel": [
        panel("convened"),
        panel("convened", forecast={**FORECAST, "reached": False, "possible": False}),
        panel("first_list", present=3, holds=False, second_list_opens=LATER),
        panel("second_list", present=3, holds=False, second_list_opens=LATER),
        panel("in_session", present=3),
        panel(
            "in_session",
            actas=[{"id": 1, "sitting": NAME}, {"id": 2, "sitting": NAME}],
            urgency={"id": 1, "text": TEXT, "agreed": 2, "owing": ["dgp", "dgq"]},
            guests=GUESTS,
        ),
        panel("suspended", pause={"reason": TEXT, "resumes_at": LATER}),
        panel("suspended", pause={"reason": None, "resumes_at": None}),
        panel(
            "in_session",
            vote={
                "id": 1,
                "text": TEXT,
                "item": 1,
                "state": "open",
                "cast": 2,
                "owing_reason": ["dgp"],
                "present": 4,
            },
            proposal={"text": TEXT},
        ),
        panel(
            "in_session",
            vote={
                "id": 1,
                "text": TEXT,
                "item": 1,
                "state": "tied",
                "cast": 4,
                "owing_reason": [],
                "present": 4,
            },
        ),
        panel("suspended"),
        panel("closed"),
        panel("concluded", second_of=True),
        panel("draft", universal={"in_favour": 3, "members": 7, "missing": ["opi", "de"]}),
        panel("draft", universal={"in_favour": 7, "members": 7, "missing": []}),
    ],
    "lista": [
        summary("first_list") | {"ordinal": 1, "open": True, "taken_at": HELD, "seats": SEATS},
        summary("second_list") | {"ordinal": 2, "open": False, "taken_at": None, "seats": SEATS},
    ],
    "lista_abierta": [{"sitting": NAME, "ordinal": n, "place": "Sala", "at": HELD} for n in (1, 2)],
    "instalada": [
        INSTALLED,
        {**INSTALLED, "universal": True},
        {**INSTALLED, "why": "alternate"},
        {**INSTALLED, "why": "elected", "kind": "extraordinary", "station": "agenda"},
        {**INSTALLED, "second_of": True, "few": True, "required": 1, "present": 2},
    ],
    "estacion": [
        {"station": station, "sitting": NAME, "agenda": ITEMS, "requests": requests}
        for requests in ([], [{"id": 1, "text": TEXT, "name": "Dra. Rosa Díaz", "post": POST}])
        for station in ("previous_acta", "dispatch", "reports", "requests", "agenda", "agreements")
    ],
    "pide_motivo_suspension": [{}],
    "suspendida": [{"sitting": NAME, "at": HELD}],
    "anotado": [{"text": TEXT}, {"text": ""}],
    "suspension_explicada": [
        {"sitting": NAME, "reason": TEXT, "resumes_at": at, "another_day": another}
        for at, another in ((None, False), (LATER, False), (SECOND, True))
    ],
    "hora_de_reanudar": [{"sitting": NAME, "at": HELD, "late": late} for late in (True, False)],
    "reanudada": [
        {
            "sitting": NAME,
            "at": HELD,
            "another_day": another,
            "present": 3,
            "required": 4,
            "holds": holds,
            "article": "19 c",
        }
        for another in (True, False)
        for holds in (True, False)
    ],
    "presidencia": [
        {
            "sitting": NAME,
            "at": HELD,
            "presider": "Dra. Rosa Díaz",
            "post": POST,
            "why": why,
            "article": "LPAG 96",
        }
        for why in ("president", "alternate", "elected")
    ],
    "acta_anterior": [
        {
            "kind": "acta",
            "sitting": NAME,
            "version": 2,
            "state": "circulated",
            "conform": 5,
            "observed": observed,
            "article": "19 f",
        }
        for observed in ([], ["dgp", "dgq"])
    ],
    "acta_aprobada": [
        {"sitting": NAME, "version": 2, "where": where, "article": "19 f"} for where in ("", NAME)
    ],
    "acta_completada": [
        {
            "kind": "acta",
            "sitting": NAME,
            "version": 2,
            "state": "draft",
            "who": "Dra. Díaz",
            "article": "LPAG 97",
        }
    ],
    "urgencia": [{"sitting": NAME, "text": TEXT, "article": "LPAG 98"}],
    "urgencia_resuelta": [
        {
            "sitting": NAME,
            "text": TEXT,
            "accepted": accepted,
            "item": 4,
            "present": present,
            "members": 7,
            "in_favour": in_favour,
            "article": "LPAG 98",
        }
        for accepted, present, in_favour in ((True, 7, 7), (False, 7, 6), (False, 5, 0))
    ],
    "pedido_presentado": [{"text": TEXT, "article": "19 f"}],
    "pedido_recibido": [{"text": TEXT, "name": "Dra. Rosa Díaz", "post": POST, "article": "19 f"}],
    "pedido_en_estacion": [{"text": TEXT, "name": "Dra. Rosa Díaz", "post": POST, "article": "19 f"}],
    "pedido_en_agenda": [{"text": TEXT}],
    "invitado": [
        {**guest, "sitting": NAME, "announced": announced, "article": "19 h"}
        for guest in GUESTS
        for announced in (True, False)
    ],
    "invitado_retirado": [{"name": "Sr. Juan Paz", "sitting": NAME}],
    "recuento": [
        {
            **COUNTS,
            "sitting": NAME,
            "text": TEXT,
            "reason": TEXT,
            "outcome": outcome,
            "article": "LPAG 100",
            "voters": [{"post": POST, "name": "Dra. Díaz", "choice": choice} for choice in ("for", None)],
        }
        for outcome in ("approved", "rejected", "tied")
    ],
    "votacion_anulada": [
        {"sitting": NAME, "item": 1, "text": TEXT, "reason": TEXT, "code": code, "article": "LPAG 100"}
        for code in (None, CODE)
    ],
    "comprobante": [
        {
            "sitting": NAME,
            "ballots": [
                {
                    "text": TEXT,
                    "choice": "for",
                    "reason": None,
                    "added": TEXT,
                    "at": HELD,
                    "code": "0a1b2c3d4e5f",
                    "waiting": False,
                    "annulled": True,
                },
                {
                    "text": TEXT,
                    "choice": "abstain",
                    "reason": None,
                    "added": None,
                    "at": HELD,
                    "code": None,
                    "waiting": True,
                    "annulled": False,
                },
            ],
        }
    ],
    "sin_decidir": [
        {
            "sitting": NAME,
            "undecided": [
                {"what": "vote_open", "text": TEXT},
                {"what": "vote_tied", "text": TEXT},
                {"what": "consensus", "text": TEXT},
                {"what": "item", "number": 2, "text": TEXT},
            ],
        }
    ],
    "cerrada": [{"sitting": NAME, "at": HELD}],
    "borrador_listo": [
        {"sitting": NAME, "due": "2026-12-02", "article": "25 j", "voted": voted} for voted in (True, False)
    ],
    "concluida": [
        {"sitting": NAME, "present": 3, "required": 4, "second_at": second, "article": "19 e"}
        for second in (SECOND, None)
    ],
    "pide_segunda_convocatoria": [{"proposed": SECOND}],
    "votacion": [
        VOTE,
        {**VOTE, "hidden": False, "voters": VOTERS},
        {**VOTE, "state": "tied", "hidden": False, "voters": VOTERS},
        {**VOTE, "state": "decided", "hidden": False, "voters": VOTERS, "outcome": "approved", **COUNTS},
        {**VOTE, "state": "annulled", "hidden": False},
    ],
    "papeleta": [
        PAPER,
        {**PAPER, "choice": "abstain", "waiting": True, "cast_at": HELD},
        {**PAPER, "choice": "abstain", "reason": TEXT, "cast_at": HELD},
        {
            **PAPER,
            "state": "decided",
            "outcome": "approved",
            "choice": "for",
            "cast_at": HELD,
            "reason": TEXT,
        },
        {**PAPER, "state": "decided", "outcome": "rejected"},
        {**PAPER, "state": "tied", "choice": "for", "cast_at": HELD},
        {**PAPER, "state": "annulled", "choice": "for", "cast_at": HELD},
        {**PAPER, "by": "Sra. Elena <Ticona> & Apaza", "code": None, "choice": "for", "cast_at": HELD},
        {
            **PAPER,
            "by": "Sra. Elena <Ticona> & Apaza",
            "code": None,
            "choice": "abstain",
            "waiting": True,
            "cast_at": HELD,
        },
        {
            **PAPER,
            "by": "Sra. Elena <Ticona> & Apaza",
            "code": None,
            "choice": "for",
            "cast_at": HELD,
            "state": "decided",
            "outcome": "approved",
        },
        {
            **PAPER,
            "by": "Sra. Elena <Ticona> & Apaza",
            "code": None,
            "choice": "abstain",
            "waiting": True,
            "state": "decided",
            "outcome": "approved",
        },
        {**PAPER, "left": True},
        {**PAPER, "left": True, "choice": "for", "cast_at": HELD},
        {**PAPER, "left": True, "by": "Dra. Ana Paz", "code": None, "choice": "for", "cast_at": HELD},
        {
            **PAPER,
            "left": True,
            "by": "Dra. Ana Paz",
            "code": None,
            "choice": "for",
            "cast_at": HELD,
            "state": "decided",
            "outcome": "rejected",
        },
    ],
    "pide_motivo_abstencion": [{"article": "LPAG 101", "seat": "dgp"}],
    "razon_anotada": [{"text": TEXT, "choice": "against", "vote": TEXT}],
    "pide_voto_dirimente": [TIE],
    "empate": [TIE, {**TIE, "presider": ""}],
    "resultado": [
        RESULT,
        {**RESULT, "outcome": "rejected", "code": None, "readings_differ": True},
        {**RESULT, "in_favour": 2, "against": 2, "casting": "for", "majority": "of_present"},
    ],
    "consenso_propuesto": [CONSENSUS, {**CONSENSUS, "responsible": "", "deadline": None}],
    "acuerdo_por_consenso": [{**CONSENSUS, "code": CODE}],
    "votacion_pedida": [{"name": "Dra. Rosa Díaz", "post": POST, "item": 1, "article": "23 f"}],
    "acuerdo_anotado": [{"code": CODE, "text": TEXT, "responsible": POST, "deadline": "2026-12-15"}],
    "nota_anotada": [
        {"text": TEXT, "item": 1, "station": None},
        {"text": TEXT, "item": None, "station": "requests"},
    ],
    "acta_para_conformidad": [
        {**ACTA, "changes": [], "gained": {"reasons": [], "acuerdos": [], "by_hand": False}},
        {
            **ACTA,
            "changes": OBSERVATIONS[1:],
            "gained": {"reasons": ["Ing. Raúl Paz"], "acuerdos": [CODE], "by_hand": True},
        },
    ],
    "observaciones": [
        {**ACTA, "conform": ["dgp"], "silent": ["dgq", "opi"], "observations": OBSERVATIONS},
        {**ACTA, "conform": [], "silent": [], "observations": []},
    ],
    "pide_resolucion": [
        {**RESOLVED, "observed": TEXT},
        {**RESOLVED, "observed": TEXT, "outcome": "declined"},
    ],
    "resolucion_anotada": [
        {**RESOLVED, "resolution": TEXT, "waiting": OBSERVATIONS[:1]},
        {**RESOLVED, "resolution": TEXT, "waiting": [], "outcome": "declined"},
    ],
    "observacion_resuelta": [
        {**RESOLVED, "version": 1, "observed": TEXT, "resolution": TEXT},
        {**RESOLVED, "version": 1, "observed": TEXT, "resolution": TEXT, "outcome": "declined"},
    ],
    "acta_corregida": [
        {"sitting": NAME, "version": 2},
        {**CORRECTED, "confirmed": 0, "unaccepted": False, "comments": False},
        {**CORRECTED, "confirmed": 2, "unaccepted": True, "comments": True, "added": True},
        {**CORRECTED, "confirmed": 1, "unaccepted": False, "comments": True},
    ],
    "acta_difiere": [
        {"sitting": NAME, "differences": DIFFERENCES, "fixed": True, "article": "19 g"},
        {"sitting": NAME, "differences": DIFFERENCES[3:4], "fixed": False, "article": "19 g"},
    ],
    "correccion_descartada": [{"sitting": NAME}],
    "acta_circulada": [
        *(
            {
                **ACTA,
                "reached": 6,
                "unreached": UNSERVED,
                "lapsed": lapsed,
                "observers": ["dgp", "opi"][:lapsed],
            }
            for lapsed in (0, 1, 3)
        ),
        {"sitting": NAME, "version": 1},
    ],
    "pide_observacion": [{"sitting": NAME}],
    "acta_revisada": [
        {**REVIEW, "name": "Dra. Rosa Díaz", "post": POST},
        {**REVIEW, "name": "Dra. Rosa Díaz", "post": POST, "answer": "conform", "text": None},
    ],
    "revision_anotada": [REVIEW, {**REVIEW, "answer": "conform", "text": None}],
    "hora_de_lista": [{**LATE, "stage": "first"}, {**LATE, "stage": "second", "late": False}],
    "recordatorio_asistencia": [LATE],
    "recordatorio_acta": [
        {**DUE, "stage": "acta_day_before"},
        {**DUE, "stage": "acta_last_day", "late": True},
        {**DUE, "stage": "acta_overdue", "overdue": 1},
        {**DUE, "stage": "acta_overdue", "overdue": 2, "late": True},
    ],
    "recordatorio_acuerdo": [
        {**ACUERDO_DUE, "stage": "acuerdo_week_before"},
        {**ACUERDO_DUE, "stage": "acuerdo_day_before", "standing_in": POST},
        {**ACUERDO_DUE, "stage": "acuerdo_last_day", "late": True, "responsible": ""},
        {**ACUERDO_DUE, "stage": "acuerdo_overdue", "overdue": 8},
        {**ACUERDO_DUE, "stage": "acuerdo_overdue", "overdue": 8, "claimed": True},
    ],
    "aviso_mensual": [
        {
            "year": 2026,
            "month": 9,
            "last_held_on": "2026-09-30",
            "last_issue_on": "2026-09-23",
            "late": late,
            "article": "19 a",
        }
        for late in (False, True)
    ],
    "sesiones": [
        {
            "coming": [summary("convened"), summary("in_session")],
            "past": [
                summary("closed") | {"acta": "circulated", "signatures": SIGNED},
                summary("concluded") | {"acta": None, "signatures": None},
            ],
            "leads": leads,
        }
        for leads in (True, False)
    ]
    + [{"coming": [], "past": [], "leads": False}],
    **samples_folder.MESSAGES,
    "elige_sesion": [{"sittings": [summary("convened"), summary("convened")]}],
    "reglamento": [
        {
            "body": "Grupo de Trabajo",
            "norm": "RVM N.° 002-2017-MIDIS/MPES",
            "rules": RULES,
            "articles": _articles(),
        },
        {
            "body": "Grupo de Trabajo",
            "norm": "RVM N.° 002-2017-MIDIS/MPES",
            "rules": RULES
            | {
                "notice_day_counts": True,
                "session_day_counts": False,
                "majority": "of_present",
                "quorum_base": "filled_seats",
                "quorum_sticky": False,
                "ballots_hidden_while_open": False,
            },
            "articles": _articles(),
        },
    ],
    "ayuda": [{"commands": ["convocar", "sala", "ayuda"], "name": "Dra. Rosa Díaz", "held": HELD_POSTS}],
    "ayuda_pasos": [
        {"operates": operates, "presides": presides, "member": member, "titular": titular}
        for operates, presides, member, titular in (
            (True, False, True, True),
            (True, False, False, False),
            (False, True, True, True),
            (False, False, True, False),
        )
    ],
    "ayuda_grupo": [{}],
    "cancelado": [{}],
    "nada_que_cancelar": [{}],
    "no_entendido": [{}],
    "elige_organo": [{}],
    "formulario": [
        {"form": "/convocar\nTipo: ordinaria", "error": None, "direct": ""},
        {
            "form": "/convocar\nTipo: ordinaria",
            "error": {"error": "MissingField", "field": "Fecha", "expected": "un día"},
            "direct": "el texto, por ejemplo /pedido <x>",
        },
    ],
    "pregunta": [
        {
            "field": "Agenda",
            "hint": "Los puntos de la agenda",
            "options": ["Ordinaria", "Una opción que no cabe en un botón del teléfono"],
            "optional": True,
            "items": ["Plan de trabajo", TEXT],
            "error": None,
        },
        {
            "field": "Fecha",
            "hint": "¿Qué día?",
            "options": [],
            "optional": False,
            "items": [],
            "repeated": True,
            "error": None,
        },
        {
            "field": "Fecha",
            "hint": "¿Qué día?",
            "options": [],
            "optional": False,
            "items": [],
            "error": {
                "error": "UnreadableField",
                "field": "Fecha",
                "value": TEXT,
                "expected": "un día",
                "article": "",
            },
        },
    ],
    "anonimo": [{}],
    "edicion": [{}],
}
MESSAGES |= samples_convening.MESSAGES
MESSAGES |= samples_followup.MESSAGES
