"""The sitting that a command speaks of: found by its id, led through its states, called by its name."""

from typing import Any

from sqlalchemy import Row

from bot.rules.errors import NotLawfulNow
from bot.rules.lifecycle import State, Verb, advance
from bot.store import sittings
from bot.usecases import naming
from bot.usecases.case import Case
from bot.usecases.refusals import NotFound


def sitting_of(case: Case, sitting_id: int | None) -> Row[Any]:
    """The body's sitting of that id, the one that is running without an id. Raises NotFound."""
    if sitting_id is None:
        return running(case)
    row = sittings.sitting_of(case.db, case.body.id, sitting_id)
    if row is None:
        raise NotFound(what="sitting", name=str(sitting_id))
    return row


def running(case: Case) -> Row[Any]:
    """The sitting that is running. Raises NotFound."""
    rows = sittings.in_states(case.db, case.body.id, sittings.RUNNING)
    if not rows:
        raise NotFound(what="running_sitting", name="")
    return rows[-1]


def upcoming(case: Case) -> list[Row[Any]]:
    """Convened sittings that are not over, by date."""
    return sittings.in_states(case.db, case.body.id, (State.CONVENED, *sittings.RUNNING))


def seated(case: Case) -> list[Row[Any]]:
    """The upcoming sittings, and those proposed without a convocatoria: wherever somebody may take a seat."""
    drafts = sittings.in_states(case.db, case.body.id, (State.DRAFT,))
    return [*upcoming(case), *(row for row in drafts if row.universal)]


def refresh_all(case: Case) -> None:
    """What several panels show has changed: who holds a seat, or may stand in; what waits for a sitting."""
    for row in seated(case):
        case.refresh(row.id)


def step(case: Case, state: str, verb: Verb) -> State:
    """The state after the act. Raises NotLawfulNow, with the article as the body has it."""
    return advance(State(state), verb, article=case.article(verb.topic))


def attending(case: Case, row: Row[Any], verb: Verb) -> State:
    """As `step`, for presence in a sitting; a draft takes it only of a universal attendance (C5)."""
    if row.state == State.DRAFT and not row.universal:
        raise NotLawfulNow(
            verb=verb, state=row.state, lawful=(Verb.ISSUE, Verb.DISCARD), article=case.article(verb.topic)
        )
    return step(case, row.state, verb)


def name_of(case: Case, row: Row[Any]) -> str:
    """What a sitting is called: by its number once installed, else by its kind and date."""
    return naming.sitting_name(case.body, row)
