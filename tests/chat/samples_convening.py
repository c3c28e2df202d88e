"""Samples of what is said on requests, rectifications, documents, service and universal attendance."""

from typing import Any

HELD = "2026-11-27T20:30:00+00:00"
SECOND = "2026-11-30T20:30:00+00:00"
SITTING = "Sesión Ordinaria del 27/11/2026"
TEXT = "Por la visita de la ministra a las <regiones> & su gira."
NOTICE: dict[str, Any] = {
    "given": 7,
    "required": 7,
    "counting": "calendar",
    "article": "25 d",
    "earliest": "2026-11-27",
    "days": [
        {"date": "2026-11-20", "counts": False, "why": "notice_day"},
        {"date": "2026-11-27", "counts": True, "why": "session_day"},
    ],
}
AGENDA = [
    {"number": 1, "text": "Plan de trabajo", "minutes": None, "points": [], "papers": []},
    {"number": 2, "text": TEXT, "minutes": 20, "points": ["Metas <2>", TEXT], "papers": ["Informe <1>.pdf"]},
]
CALL: dict[str, Any] = {
    "sitting": SITTING,
    "kind": "ordinary",
    "held_at": HELD,
    "place": "Sala <5>",
    "second_at": SECOND,
    "agenda": AGENDA,
    "notice": NOTICE,
    "article": "19 b",
}
CHANGES = [
    {"what": "date", "before": HELD, "after": SECOND},
    {"what": "hour", "before": HELD, "after": SECOND},
    {"what": "place", "before": "Sala 5", "after": "Sala <7>"},
    {"what": "agenda", "before": ["Plan\n- Metas", TEXT], "after": ["Plan"]},
    {"what": "second_convening", "before": None, "after": SECOND},
]
PAPERS = [
    {"name": "Informe <1>.pdf", "item": 1, "state": "distributed"},
    {"name": "Anexo.pdf", "item": None, "state": "late"},
]
SEAT = {"key": "opi", "post": "Jefe de Planeamiento", "name": "Ing. Pedro Quiroz"}
SERVED = SEAT | {
    "means": "chat",
    "medium": None,
    "reference": None,
    "served_at": HELD,
    "seen_at": HELD,
    "days": 8,
}
MISSED = SERVED | {"served_at": None, "seen_at": None, "days": None, "means": "none"}
OTHER = SERVED | {
    "means": "other",
    "medium": "oficio",
    "reference": "Oficio N.° 1-2026",
    "seen_at": None,
    "days": 1,
}
PROPOSED = {key: CALL[key] for key in ("sitting", "kind", "held_at", "place")} | {"reason": TEXT}
CANCELLED = CALL | {
    "body": "Grupo de Trabajo",
    "reason": TEXT,
    "cancelled": True,
    "changes": [],
    "version": 2,
}
UNIVERSAL = {key: CALL[key] for key in ("sitting", "held_at", "place", "agenda", "article")}

MESSAGES: dict[str, list[dict[str, Any]]] = {
    "solicitud": [CALL | {"name": "Dr. Martín Ñaupari"}, CALL | {"name": "X", "second_at": None}],
    "solicitud_enviada": [CALL],
    "solicitud_denegada": [{"sitting": SITTING, "held_at": HELD, "reason": TEXT, "article": "19 b"}],
    "pide_motivo_denegacion": [{"sitting": SITTING}],
    "rectificacion_propuesta": [
        PROPOSED | {"cancelled": False, "changes": CHANGES, "notice": NOTICE},
        PROPOSED | {"cancelled": False, "changes": CHANGES[2:3], "notice": None},
        PROPOSED | {"cancelled": True, "changes": [], "notice": None},
    ],
    "sesion_cancelada": [CANCELLED],
    "entrega_rechazada": [
        {"sitting": SITTING, "held_at": HELD, "seat": SEAT, "cancelled": cancelled}
        for cancelled in (True, False)
    ],
    "notificacion_anotada": [
        {
            "sitting": SITTING,
            "seat": SEAT,
            "medium": medium,
            "reference": TEXT,
            "served_at": HELD,
            "days": days,
        }
        for medium, days in (("oficio", 8), ("", 1), ("oficio", None))
    ],
    "notificaciones": [
        {
            "sitting": SITTING,
            "held_at": HELD,
            "version": version,
            "served": served,
            "unserved": unserved,
            "operates": version == 1,
        }
        for version, served, unserved in (
            (1, [SERVED, OTHER], [MISSED, MISSED | {"means": "chat"}]),
            (2, [SERVED, SERVED | {"days": None}], []),
            (2, [], [MISSED]),
            (1, [], []),
        )
    ],
    "sin_documentos": [
        {"sitting": SITTING, "held_at": HELD, "place": "Sala", "late": late, "over": over, "article": "25 d"}
        for late, over in ((True, True), (True, False), (False, False))
    ],
    "pide_sesion_documento": [{"name": "Informe <1>.pdf", "reports": reports} for reports in (False, True)],
    "pide_punto_documento": [
        {"name": "Informe <1>.pdf", "sitting": SITTING, "agenda": AGENDA, "reports": reports}
        for reports in (False, True)
    ],
    "documento_archivado": [
        {"name": "Informe <1>.pdf", "sitting": SITTING, "state": state, "article": "25 d", "papers": PAPERS}
        for state in ("attached", "distributed", "late")
    ],
    "documento_presentado": [
        {"sitting": SITTING, "item": 1, "item_text": TEXT, "state": "distributed"},
        {"sitting": SITTING, "item": None, "item_text": None, "state": "late"},
    ],
    "universal": [UNIVERSAL],
    "universal_preparada": [UNIVERSAL | {"unreached": []}, UNIVERSAL | {"unreached": ["opi", "de"]}],
    "universal_descartada": [{"sitting": SITTING, "held_at": HELD}],
    "universal_negada": [{"name": "Dra. Díaz", "sitting": SITTING, "article": "LPAG 98"}],
}
