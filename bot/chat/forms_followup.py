"""The forms on acuerdos that were adopted: extract, immediate execution, reports."""

from bot.chat.fields import Field, Kind
from bot.chat.form import Form
from bot.chat.values import Values, if_given, items, text
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
    lambda values: CertifyAcuerdo(text(values, "adopted")),
    options={"adopted": consult.recent_codes},
    again=_AGAIN,
)
EXECUTE = Form(
    "ejecutar",
    Verb.AUTHORISE_EXECUTION,
    ADOPTED,
    execution.propose_execution,
    lambda values: ProposeExecution(text(values, "adopted")),
    options={"adopted": consult.recent_codes},
    again=_AGAIN,
)


def _report(values: Values) -> PrepareReport:
    year, _, month = text(values, "report_month").partition("-")
    return PrepareReport(
        month=int(month) if month else None,
        year=int(year) if year else None,
        recipient="minister" if values.get("recipient") == "minister" else "body",
        **{name: if_given(items, values, name) for name in SAID},
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
