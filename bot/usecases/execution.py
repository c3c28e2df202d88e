"""The immediate execution of an acuerdo, authorised by those present before its acta is approved (V8; LPAG)."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import Row, update

from bot.rules.lifecycle import Verb
from bot.store.tables import acuerdo
from bot.usecases import acuerdos, naming, voting
from bot.usecases.acuerdos import acuerdo_of
from bot.usecases.adoption import acuerdo_named, item_number, own_presence
from bot.usecases.buttons import press
from bot.usecases.case import Case, Receipt
from bot.usecases.decision import check_decision
from bot.usecases.refusals import Outdated
from bot.usecases.room import ask_room, tell_room
from bot.usecases.sitting import name_of, sitting_of, step


@dataclass(frozen=True, slots=True)
class ProposeExecution:
    """Of an acuerdo by its id, or by its code or number and year."""

    verb: ClassVar[Verb] = Verb.AUTHORISE_EXECUTION
    reference: str = ""
    acuerdo_id: int | None = None


def propose_execution(case: Case, command: ProposeExecution) -> Receipt:
    """All present may ask for the vote on it; whoever leads declares it where nobody does.

    Raises NotFound, UnreadableReference, Outdated for an annulled acuerdo, and what forbids a decision now.
    """
    if command.acuerdo_id is not None:
        found = acuerdo_of(case, command.acuerdo_id)
    else:
        found = acuerdo_named(case, command.reference)
    row, number = _decidable(case, found)
    if found.execution_authorised_at is not None:
        return Receipt("ejecucion_autorizada", {"code": found.code})
    proposed = {"execution_proposed_at": case.now, "execution_vote_id": None}
    case.db.execute(update(acuerdo).where(acuerdo.c.id == found.id).values(proposed))
    case.record("execution_proposed", f"acuerdo:{found.id}")
    context = _context(case, row, found, number)
    ask = [press("voteexecution", found.id, style="danger")]
    authorise = [press("authorise", found.id, style="success")]
    ask_room(case, row, "ejecucion_propuesta", ask, authorise, **context)
    return Receipt("ejecucion_propuesta", {"code": found.code})


@dataclass(frozen=True, slots=True)
class AuthoriseExecution:
    """Nobody present asked for the vote: the execution is declared authorised."""

    verb: ClassVar[Verb] = Verb.AUTHORISE_EXECUTION
    acuerdo_id: int


def authorise_execution(case: Case, command: AuthoriseExecution) -> Receipt:
    """It stands in the acta and in every extract.

    Raises NotFound, Outdated where it wasn't proposed or a member asked for the vote, and what forbids a
    decision now.
    """
    found = acuerdo_of(case, command.acuerdo_id)
    if found.execution_authorised_at is not None:
        return Receipt("ejecucion_autorizada", {"code": found.code})
    row, number = _decidable(case, found)
    if found.execution_proposed_at is None or found.execution_vote_id is not None:
        raise Outdated(what="execution", article=case.article("acta_lpag"))
    acuerdos.authorise_execution(case, found.id)
    tell_room(case, row, "ejecucion_autorizada", **_context(case, row, found, number))
    return Receipt("ejecucion_autorizada", {"code": found.code})


@dataclass(frozen=True, slots=True)
class AskForExecutionVote:
    """A member present wants the vote on the immediate execution."""

    verb: ClassVar[Verb] = Verb.ASK_FOR_VOTE
    acuerdo_id: int


def ask_for_execution_vote(case: Case, command: AskForExecutionVote) -> Receipt:
    """The vote is opened at once; approved, it authorises the execution by an acuerdo with its own code.

    Raises NotFound, Outdated, NotPresent, and what forbids a decision now.
    """
    found = acuerdo_of(case, command.acuerdo_id)
    if found.execution_vote_id is not None:
        return Receipt("votacion_pedida", {})
    if found.execution_proposed_at is None or found.execution_authorised_at is not None:
        raise Outdated(what="execution", article=case.article("acta_lpag"))
    row = sitting_of(case, found.sitting_id)
    step(case, row.state, Verb.ASK_FOR_VOTE)
    mine, number = own_presence(case, row), item_number(case, found)
    article = case.article("consensus")
    tell_room(case, row, "votacion_pedida", name=mine.name, post=mine.post, item=number, article=article)
    vote_id = voting.open_asked(case, row.id, number, naming.EXECUTION.format(code=found.code))
    case.db.execute(update(acuerdo).where(acuerdo.c.id == found.id).values(execution_vote_id=vote_id))
    case.record("execution_vote_asked_for", f"acuerdo:{found.id}", seat=mine.key, vote=vote_id)
    return Receipt("votacion_pedida", {})


def _decidable(case: Case, found: Row[Any]) -> tuple[Row[Any], int]:
    """Its sitting, where those present may decide now, and the number of its agenda item."""
    if found.state != "adopted":
        raise Outdated(what="acuerdo_annulled", holds=found.code or "", article=case.article("acta"))
    row, number = sitting_of(case, found.sitting_id), item_number(case, found)
    check_decision(case, row, Verb.AUTHORISE_EXECUTION, number)
    return row, number


def _context(case: Case, row: Row[Any], found: Row[Any], number: int) -> dict[str, Any]:
    return {
        "code": found.code,
        "text": found.text,
        "item": number,
        "sitting": name_of(case, row),
        "article": case.article("acta_lpag"),
    }
