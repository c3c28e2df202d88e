"""An acuerdo once it is adopted: its code, never changed, and who is to carry it out (V7; 19 g)."""

from datetime import date
from typing import Any

from sqlalchemy import Row, select, update

from bot.rules import codes
from bot.store import counters, people, votes
from bot.store.engine import add
from bot.store.tables import acuerdo
from bot.usecases import naming, planning
from bot.usecases.case import Case
from bot.usecases.refusals import NotFound, NotFuture


def adopt_voted(case: Case, sitting: Row[Any], vote: Row[Any]) -> str:
    """The acuerdo of an approved vote, be it the proposal that the vote was asked for on; its code."""
    proposed = case.db.execute(select(acuerdo.c.id).where(acuerdo.c.vote_id == vote.id)).scalar()
    acuerdo_id = proposed or add(
        case.db,
        acuerdo,
        body_id=case.body.id,
        sitting_id=sitting.id,
        agenda_item_id=vote.agenda_item_id,
        vote_id=vote.id,
        state="proposed",
        mode="vote",
        text=vote.text,
        progress="pending",
        proposed_by=vote.opened_by,
        proposed_at=vote.opened_at,
    )
    _authorise_execution(case, vote)
    return adopt(case, sitting, acuerdo_id, "vote")


def _authorise_execution(case: Case, vote: Row[Any]) -> None:
    """The vote may have been asked for on the immediate execution of an acuerdo of its sitting (V8)."""
    mine = (acuerdo.c.sitting_id == vote.sitting_id, acuerdo.c.execution_vote_id == vote.id)
    asked = case.db.execute(select(acuerdo.c.id).where(*mine)).scalar()
    if asked is not None:
        authorise_execution(case, asked)


def authorise_execution(case: Case, acuerdo_id: int) -> None:
    """It may be carried out before the acta is approved, from this moment on (V8)."""
    mine = acuerdo.c.id == acuerdo_id
    case.db.execute(update(acuerdo).where(mine).values(execution_authorised_at=case.now))
    case.record("execution_authorised", f"acuerdo:{acuerdo_id}")


def adopt(case: Case, sitting: Row[Any], acuerdo_id: int, mode: str) -> str:
    """Gives the proposal its number, from a series without gaps that begins each year with 1; its code."""
    year = codes.series_year(case.now, case.body.zone)
    number = counters.next_number(case.db, case.body.id, "acuerdo", year)
    code = codes.acuerdo_code(
        case.body.reglamento.acuerdo_code,
        number,
        year,
        case.body.sigla,
        kind=naming.KIND[sitting.kind],
        sitting_number=sitting.number,
        article=case.article("acta"),
    )
    case.db.execute(
        update(acuerdo)
        .where(acuerdo.c.id == acuerdo_id)
        .values(state="adopted", mode=mode, number=number, year=year, code=code, adopted_at=case.now)
    )
    case.record("acuerdo_adopted", f"acuerdo:{acuerdo_id}", code=code, mode=mode)
    planning.plan_acuerdo(case, acuerdo_id)
    return code


def withdraw_proposals(case: Case, sitting_id: int) -> None:
    """What was on the table to be adopted by consensus is not any more."""
    for row in votes.acuerdos(case.db, sitting_id, "proposed"):
        case.db.execute(update(acuerdo).where(acuerdo.c.id == row.id).values(state="withdrawn"))
        case.record("consensus_withdrawn", f"acuerdo:{row.id}")


def of_vote(case: Case, vote_id: int) -> int | None:
    """What the vote adopted, if it adopted anything."""
    return case.db.execute(select(acuerdo.c.id).where(acuerdo.c.vote_id == vote_id)).scalar()


def code_of_vote(case: Case, vote_id: int) -> str | None:
    """The code of what the vote adopted, if it adopted anything."""
    return case.db.execute(select(acuerdo.c.code).where(acuerdo.c.vote_id == vote_id)).scalar()


def acuerdo_of(case: Case, acuerdo_id: int) -> Row[Any]:
    """The body's acuerdo, or proposal of one, of that id. Raises NotFound."""
    query = select(acuerdo).where(acuerdo.c.id == acuerdo_id, acuerdo.c.body_id == case.body.id)
    row = case.db.execute(query).first()
    if row is None:
        raise NotFound(what="acuerdo", name=str(acuerdo_id))
    return row


def responsible(case: Case, words: str) -> str:
    """Claves, set apart by commas, become the posts of their seats; anything else is a unit, as written.

    "" is nobody yet. Raises NotFound for one word that looks like a clave and is none.
    """
    seats = {seat.key: seat.office for seat in people.seats(case.db, case.body.id)}
    given = [part.strip() for part in words.split(",") if part.strip()]
    if not any(part.casefold() in seats for part in given):
        given = [words.strip()] if words.strip() else []
    for part in given:
        if part.casefold() not in seats and part.isalnum() and part == part.lower():
            raise NotFound(what="seat", name=part, known=tuple(seats))
    return "; ".join(seats.get(part.casefold(), part) for part in given)


def check_deadline(case: Case, sitting: Row[Any], deadline: date | None) -> None:
    """An acuerdo isn't due before it was taken. Raises NotFuture."""
    if deadline is not None and deadline < case.body.day(sitting.held_at):
        raise NotFuture(moment=deadline.isoformat())
