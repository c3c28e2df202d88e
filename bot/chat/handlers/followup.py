"""Acuerdos once they are adopted: certified, executed, followed until they are fulfilled, reported on."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.chat.cleaning import plain
from bot.chat.context import Turn
from bot.chat.forms_followup import CERTIFY, EXECUTE, REPORT
from bot.chat.handlers import guided
from bot.chat.routing import Handler, numbered
from bot.chat.values import Values
from bot.usecases import certifying, compliance, execution, followup, followup_lists, reports
from bot.usecases.certifying import CertifyAcuerdo
from bot.usecases.compliance import InformCompliance
from bot.usecases.desk import Receipt
from bot.usecases.execution import AskForExecutionVote, AuthoriseExecution, ProposeExecution
from bot.usecases.followup import (
    ClaimFulfilment,
    ConfirmFulfilment,
    ReportProgress,
    ReturnFulfilment,
    VoidAcuerdo,
)
from bot.usecases.followup_lists import ListAcuerdos, ListMine, ListPending, ShowAcuerdo
from bot.usecases.reports import SendReport

LIMIT = 4000


async def propose_execution(turn: Turn) -> Receipt:
    """**Ejecución inmediata**, under an acuerdo just adopted."""
    return await turn.perform(execution.propose_execution, ProposeExecution(acuerdo_id=turn.number(0)))


authorise_execution = numbered(execution.authorise_execution, AuthoriseExecution)
"""**Autorizar ejecución**."""
ask_for_vote = numbered(execution.ask_for_execution_vote, AskForExecutionVote)
"""**Pedir votación**, on the immediate execution."""


async def certify(turn: Turn) -> Receipt:
    """**Certificar**, in an acuerdo's card."""
    return await turn.perform(certifying.certify_acuerdo, CertifyAcuerdo(acuerdo_id=turn.number(0)))


async def acuerdos(turn: Turn) -> None:
    """`/acuerdos [texto]`."""
    await turn.perform(followup_lists.list_acuerdos, ListAcuerdos(turn.words(limit=200)))


async def earlier(turn: Turn) -> Receipt:
    """**Anteriores**."""
    return await turn.perform(followup_lists.list_acuerdos, ListAcuerdos(before=turn.number(0)))


async def mine(turn: Turn) -> None:
    """`/misacuerdos`."""
    await turn.perform(followup_lists.list_mine, ListMine())


async def pending(turn: Turn) -> None:
    """`/pendientes`."""
    await turn.perform(followup_lists.list_pending, ListPending())


async def inform(turn: Turn) -> Receipt:
    """`/cumplimiento`, **Informar al órgano**."""
    return await turn.perform(compliance.inform_compliance, InformCompliance())


async def inform_by_command(turn: Turn) -> None:
    """`/cumplimiento`."""
    await inform(turn)


card = numbered(followup_lists.show_acuerdo, ShowAcuerdo)
"""An acuerdo's button."""
progress = numbered(followup.report_progress, ReportProgress)
"""**Avance**: asks what was done."""


async def write_progress(turn: Turn, asked: dict[str, Any]) -> None:
    """What was done, as the next plain text."""
    command = ReportProgress(asked["acuerdo"], turn.words(limit=LIMIT))
    await turn.perform(followup.report_progress, command)


fulfilled = numbered(followup.claim_fulfilment, ClaimFulfilment)
"""**Cumplido**."""
confirm = numbered(followup.confirm_fulfilment, ConfirmFulfilment)
"""**Confirmar cumplimiento**."""
give_back = numbered(followup.return_fulfilment, ReturnFulfilment)
"""**Devolver**: asks why."""


async def explain_return(turn: Turn, asked: dict[str, Any]) -> None:
    """Why it is not fulfilled yet, as the next plain text."""
    command = ReturnFulfilment(asked["acuerdo"], turn.words(limit=LIMIT))
    await turn.perform(followup.return_fulfilment, command)


void = numbered(followup.void_acuerdo, VoidAcuerdo)
"""**Dejar sin efecto**: asks why."""


async def explain_void(turn: Turn, asked: dict[str, Any]) -> None:
    """Why it is without effect, as the next plain text."""
    command = VoidAcuerdo(asked["acuerdo"], turn.words(limit=LIMIT))
    await turn.perform(followup.void_acuerdo, command)


async def report(turn: Turn) -> None:
    """`/informe [ministro] [mes]` prepares it at once; with labelled lines, with what they say."""
    if REPORT.is_labelled(turn.text):
        await guided.fill_in(turn, REPORT)
        return
    values: Values = {}
    first, _, rest = turn.text.partition(" ")
    for token, spellings in REPORT.find("recipient").words["opciones"].items():
        if plain(first) in map(plain, spellings):
            values["recipient"], turn.text = token, rest
    if turn.text.strip():
        values["report_month"] = await turn.read(REPORT.find("report_month"))
    await turn.perform(REPORT.act, REPORT.command_of(values))


async def complete_report(turn: Turn) -> None:
    """**Completar**: asks for what is not counted."""
    month = f"{turn.number(0)}-{turn.number(1):02d}"
    await guided.start(turn, REPORT, {"report_month": month, "recipient": turn.word(2)})


send_report = numbered(reports.send_report, SendReport)
"""**Enviar al órgano**, **Enviar a la Presidencia**."""


COMMANDS: Mapping[str, Handler] = {
    "certificar": guided.of_one_field(CERTIFY),
    "ejecutar": guided.of_one_field(EXECUTE),
    "acuerdos": acuerdos,
    "misacuerdos": mine,
    "pendientes": pending,
    "cumplimiento": inform_by_command,
    "informe": report,
}
PRESSES: Mapping[str, Handler] = {
    "execution": propose_execution,
    "authorise": authorise_execution,
    "voteexecution": ask_for_vote,
    "certify": certify,
    "acuerdo": card,
    "acuerdos": earlier,
    "progress": progress,
    "fulfilled": fulfilled,
    "confirm": confirm,
    "return": give_back,
    "void": void,
    "inform": inform,
    "sendreport": send_report,
    "completereport": complete_report,
}
ANSWERS: Mapping[str, Callable[[Turn, dict[str, Any]], Awaitable[None]]] = {
    "progress": write_progress,
    "return": explain_return,
    "void": explain_void,
}
