"""Acuerdos once they are adopted: certified, executed before the acta is approved."""

from collections.abc import Mapping

from bot.chat.context import Turn
from bot.chat.forms_followup import CERTIFY, EXECUTE
from bot.chat.handlers import guided
from bot.chat.routing import Handler
from bot.usecases import execution
from bot.usecases.desk import Receipt
from bot.usecases.execution import AskForExecutionVote, AuthoriseExecution, ProposeExecution


async def propose_execution(turn: Turn) -> Receipt:
    """**Ejecución inmediata**, under an acuerdo just adopted."""
    return await turn.perform(execution.propose_execution, ProposeExecution(acuerdo_id=turn.number(0)))


async def authorise_execution(turn: Turn) -> Receipt:
    """**Autorizar ejecución**."""
    return await turn.perform(execution.authorise_execution, AuthoriseExecution(turn.number(0)))


async def ask_for_vote(turn: Turn) -> Receipt:
    """**Pedir votación**, on the immediate execution."""
    return await turn.perform(execution.ask_for_execution_vote, AskForExecutionVote(turn.number(0)))


COMMANDS: Mapping[str, Handler] = {
    "certificar": guided.of_one_field(CERTIFY),
    "ejecutar": guided.of_one_field(EXECUTE),
}
PRESSES: Mapping[str, Handler] = {
    "execution": propose_execution,
    "authorise": authorise_execution,
    "voteexecution": ask_for_vote,
}
