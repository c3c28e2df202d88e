"""What the messages on acuerdos speak of once these are adopted."""

from typing import Any

from bot.rules.followup import AcuerdoStatus
from tests.chat.samples_signatures import FRESH, SIGNED

TEXT = "Aprobar el plan de trabajo 2026.\nRemitirlo a <las> áreas & publicarlo."
HELD = "2026-11-27T20:30:00+00:00"
LATER = "2026-11-27T20:45:00+00:00"
NAME = "Sesión Ordinaria N.° 03-2026"
CODE = "ACUERDO N.° 002-2026-AYNI-GT"
POST = "Directora General de Políticas y Estrategias"

EXECUTION = {"code": CODE, "text": TEXT, "item": 1, "sitting": NAME, "article": "LPAG 102"}
CERTIFIED = {
    "code": CODE,
    "number": "003-2026-AYNI-GT",
    "sitting": NAME,
    "annulled": False,
    "approved_at": None,
    "execution_at": None,
    "article": "LPAG 102",
}


def _line(status: str, **changes: Any) -> dict[str, Any]:
    return {
        "id": 1,
        "code": CODE,
        "text": TEXT * 5,
        "status": status,
        "responsible": POST,
        "deadline": "2026-12-15",
        "overdue": 3 if status == "overdue" else 0,
        "claimed": status == "in_progress",
    } | changes


LINES = [_line(status) for status in (*AcuerdoStatus, "annulled")]
LINES.append(_line("pending", responsible="", deadline=None))
CARD = _line("in_progress") | {
    "sitting": NAME,
    "item": 1,
    "adopted_at": HELD,
    "execution_at": HELD,
    "settled_at": None,
    "annulled": "",
    "voided": "",
    "notes": [
        {"at": HELD, "by": "Dra. Rosa Díaz", "kind": "progress", "text": TEXT, "file": "informe.pdf"},
        {"at": HELD, "by": "Dra. Rosa Díaz", "kind": "claimed", "text": "", "file": None},
        {"at": LATER, "by": "Sr. Juan Paz", "kind": "returned", "text": "Falta el anexo", "file": None},
    ],
    "article": "25 k",
}
LIST = {"which": "all", "acuerdos": LINES, "search": "", "left": 12, "actas": [], "article": "25 k"}
PROGRESS = {"code": CODE, "text": TEXT, "file": "informe.pdf", "by": "Dra. Rosa Díaz", "article": "25 k"}
COMPLIANCE = {
    "total": 9,
    "counts": {status.value: place for place, status in enumerate(AcuerdoStatus)},
    "overdue": [_line("overdue"), _line("overdue", responsible="")],
    "today": "2026-12-18",
    "article": "25 k",
    "by": "Sr. Juan Paz",
}
REPORT = {"year": 2026, "month": 9, "recipient": "body", "article": "25 s"}
MESSAGES: dict[str, list[dict[str, Any]]] = {
    "ejecucion_propuesta": [EXECUTION],
    "ejecucion_autorizada": [EXECUTION],
    "acuerdo_certificado": [
        CERTIFIED,
        CERTIFIED | {"annulled": True, "approved_at": LATER, "execution_at": HELD},
    ],
    "acuerdos": [
        LIST,
        LIST | {"which": "pending"},
        LIST | {"which": "pending", "actas": [SIGNED | {"sitting": NAME}, FRESH | {"sitting": NAME}]},
        LIST | {"search": "plan <x>", "left": 3},
        *(LIST | {"which": which, "acuerdos": [], "left": 0} for which in ("all", "mine", "pending")),
        LIST | {"acuerdos": [], "left": 0, "search": "nada"},
    ],
    "acuerdo": [
        CARD,
        CARD
        | {"status": "fulfilled", "settled_at": LATER, "claimed": False, "notes": [], "execution_at": None},
        CARD | {"status": "without_effect", "settled_at": LATER, "claimed": False, "voided": "Ya no procede"},
        CARD | {"status": "annulled", "annulled": "Se contó mal", "claimed": False, "deadline": None},
        CARD | {"status": "overdue", "overdue": 1, "responsible": ""},
    ],
    "pide_avance": [{"code": CODE}],
    "avance_anotado": [PROGRESS, PROGRESS | {"file": ""}],
    "avance_informado": [PROGRESS, PROGRESS | {"file": ""}, PROGRESS | {"text": ""}],
    "cumplimiento_informado": [{"code": CODE}],
    "cumplimiento_por_confirmar": [PROGRESS],
    "acuerdo_cumplido": [PROGRESS],
    "pide_motivo_devolucion": [{"code": CODE}],
    "cumplimiento_devuelto": [{"code": CODE, "text": TEXT, "reason": "Falta el anexo", "article": "25 k"}],
    "pide_motivo_sin_efecto": [{"code": CODE}],
    "acuerdo_sin_efecto": [{"code": CODE, "text": TEXT, "reason": "Ya no procede", "article": "25 k"}],
    "informe": [
        REPORT | {"version": version, "missing": missing, "recipient": recipient}
        for version, missing, recipient in ((1, True, "body"), (2, False, "minister"))
    ],
    "recordatorio_informe": [REPORT | {"late": late} for late in (True, False)],
    "informe_presentado": [REPORT, REPORT | {"recipient": "minister"}],
    "informe_enviado": [
        REPORT | {"unreached": [POST, "Jefe"]},
        REPORT | {"recipient": "minister", "unreached": []},
    ],
    "cumplimiento": [COMPLIANCE, COMPLIANCE | {"overdue": [], "by": ""}],
}
