"""The forms on acuerdos that were adopted: extract, immediate execution, reports."""

from bot.chat.fields import Field, Kind
from bot.chat.form import Form, Values
from bot.rules.lifecycle import Verb
from bot.usecases import certifying, consult, execution, reports
from bot.usecases.certifying import CertifyAcuerdo
from bot.usecases.execution import ProposeExecution
from bot.usecases.reports import SAID, PrepareReport

ADOPTED = (Field("adopted", limit=120),)
_AGAIN = {"UnreadableReference": "adopted", "NotFound acuerdo": "adopted"}
CERTIFY = Form(
    "certificar",
    Verb.CERTIFY,
    ADOPTED,
    certifying.certify_acuerdo,
    lambda values: CertifyAcuerdo(str(values["adopted"])),
    options={"adopted": consult.recent_codes},
    again=_AGAIN,
)
EXECUTE = Form(
    "ejecutar",
    Verb.AUTHORISE_EXECUTION,
    ADOPTED,
    execution.propose_execution,
    lambda values: ProposeExecution(str(values["adopted"])),
    options={"adopted": consult.recent_codes},
    again=_AGAIN,
)


def _items(values: Values, name: str) -> tuple[str, ...] | None:
    given = values.get(name)
    return tuple(given) if isinstance(given, list) else None


def _report(values: Values) -> PrepareReport:
    year, _, month = str(values.get("report_month") or "").partition("-")
    return PrepareReport(
        month=int(month) if month else None,
        year=int(year) if year else None,
        recipient="minister" if values.get("recipient") == "minister" else "body",
        **{name: _items(values, name) for name in SAID},
    )


REPORT = Form(
    "informe",
    Verb.MONTHLY_REPORT,
    (
        Field("report_month", Kind.MONTH, optional=True),
        Field("recipient", Kind.CHOICE, optional=True),
        *(Field(name, Kind.LIST, optional=True, limit=1000) for name in SAID),
    ),
    reports.prepare_report,
    _report,
    again={"MonthAhead": "report_month"},
)
FORMS = (CERTIFY, EXECUTE, REPORT)
