"""The forms on acuerdos that were adopted: the certified extract, the immediate execution."""

from bot.chat.fields import Field
from bot.chat.form import Form
from bot.rules.lifecycle import Verb
from bot.usecases import certifying, consult, execution
from bot.usecases.certifying import CertifyAcuerdo
from bot.usecases.execution import ProposeExecution

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
FORMS = (CERTIFY, EXECUTE)
