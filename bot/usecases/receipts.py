"""The receipt of one's ballots: choice, hour, and the code under which they stand in the journal (V2)."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import select

from bot.rules.ballots import counts
from bot.rules.lifecycle import Verb
from bot.store.tables import ballot, seat, sitting, vote
from bot.usecases.case import Case, Receipt
from bot.usecases.refusals import NotFound
from bot.usecases.sitting import name_of, sitting_of

DIGITS = 12


def short(receipt: str | None) -> str | None:
    """As many digits of the hash as people can compare."""
    return receipt[:DIGITS] if receipt else None


@dataclass(frozen=True, slots=True)
class ShowReceipts:
    """`/comprobante`: those of the latest sitting in which the person voted."""

    verb: ClassVar[Verb] = Verb.CONSULT


def show_receipts(case: Case, _command: ShowReceipts) -> Receipt:
    """In private, to whoever cast them, and to nobody else. Raises NotFound."""
    mine = (
        select(ballot, vote.c.text.label("subject"), vote.c.state, vote.c.sitting_id, seat.c.post)
        .join(vote, vote.c.id == ballot.c.vote_id)
        .join(sitting, sitting.c.id == vote.c.sitting_id)
        .join(seat, seat.c.id == ballot.c.seat_id)
        .where(ballot.c.person_id == case.actor.person_id, sitting.c.body_id == case.body.id)
        .order_by(vote.c.id)
    )
    rows = list(case.db.execute(mine))
    if not rows:
        raise NotFound(what="ballot_cast", name="", article=case.article("votes"))
    latest = sitting_of(case, rows[-1].sitting_id)
    ballots: list[dict[str, Any]] = [
        {
            "text": row.subject,
            "choice": row.choice,
            "reason": row.reason,
            "added": row.added_reason,
            "at": row.cast_at,
            "code": short(row.receipt),
            "waiting": not counts(row.choice, row.reason),
            "annulled": row.state == "annulled",
        }
        for row in rows
        if row.sitting_id == latest.id
    ]
    case.send(case.actor.telegram_id, "comprobante", sitting=name_of(case, latest), ballots=ballots)
    return Receipt("comprobante")
