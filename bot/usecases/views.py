"""What live messages show at the moment they are sent: the panel, the list, the vote, one's ballot paper."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from typing import Any

from sqlalchemy import Connection, Row

from bot.rules.ballots import counts
from bot.rules.lifecycle import State
from bot.store import sittings, votes
from bot.usecases import panel
from bot.usecases.bodies import Body
from bot.usecases.buttons import Button, press
from bot.usecases.case import plain
from bot.usecases.panel import CHOICES
from bot.usecases.receipts import short
from bot.usecases.summary import seat_lines, summary


@dataclass(frozen=True, slots=True)
class View:
    """A text by name, what it speaks of, and its buttons."""

    template: str
    context: dict[str, Any]
    buttons: list[list[Button]]


class Views:
    """The live messages as they stand at one moment, in one transaction: what several show is read once."""

    def __init__(self, db: Connection, now: datetime) -> None:
        self._db, self._now = db, now
        self._made: dict[str, View | None] = {}
        self._vote = cache(partial(votes.vote_of, db))
        self._ballots = cache(partial(_by_seat, db))

    def compose(self, body: Body, template: str, context: dict[str, Any]) -> View | None:
        """None where its subject is gone."""
        subject = f"{body.id} {template} {sorted(context.items())}"
        if subject not in self._made:
            self._made[subject] = self._compose(body, template, context)
        return self._made[subject]

    def _compose(self, body: Body, template: str, context: dict[str, Any]) -> View | None:
        if template in ("panel", "lista"):
            row = sittings.sitting_of(self._db, body.id, context["sitting"])
            if row is None:
                return None
            if template == "panel":
                return _panel(self._db, body, row, self._now)
            return _list(self._db, body, row, context["ordinal"])
        row = self._vote(body.id, context["vote"])
        if row is None:
            return None
        cast = self._ballots(row.id)
        if template == "votacion":
            return _vote(self._db, body, row, cast)
        return _ballot_paper(row, cast.get(context["seat"]), context["person"], left=context["left"])


def _by_seat(db: Connection, vote_id: int) -> dict[int, Row[Any]]:
    return {each.seat_id: each for each in votes.ballots(db, vote_id)}


def _panel(db: Connection, body: Body, row: Row[Any], now: datetime) -> View:
    here = sittings.present(db, row.id)
    said = panel.context(db, body, row, here)
    return View("panel", plain(said), panel.buttons(db, row, now, said, here))


def _list(db: Connection, body: Body, row: Row[Any], ordinal: int) -> View:
    """A list that is closed shows what was marked in it, and the marks that it took over, whatever came later."""
    taken = {1: (1, sittings.ONLY_IN_FIRST), 2: (1, 2)}[ordinal]
    open_ = State(row.state) is {1: State.FIRST_LIST, 2: State.SECOND_LIST}[ordinal]
    came = [each for each in sittings.marks(db, row.id) if each.list in taken]
    said = summary(db, body, row)
    context = said | {
        "ordinal": ordinal,
        "open": open_,
        "taken_at": row.first_list_at if ordinal == 1 else row.second_list_at,
        "present": len(came),
        "holds": len(came) >= said["required"],
        "seats": seat_lines(db, body, row, came),
    }
    return View("lista", plain(context), [[press("here", row.id, style="success")]] if open_ else [])


def ballot_buttons(vote_id: int) -> list[list[Button]]:
    """*A favor*, *En contra*, *Abstención*."""
    first, second, third = (press("cast", vote_id, choice, style=style) for choice, style in CHOICES)
    return [[first, second], [third]]


def _vote(db: Connection, body: Body, row: Row[Any], cast: dict[int, Row[Any]]) -> View:
    hidden = body.reglamento.ballots_hidden_while_open and row.state == "open"
    voters = sittings.present(db, row.sitting_id) if row.state == "open" else votes.entitled_to(db, row.id)
    context = {
        "item": row.position,
        "item_text": row.item_text,
        "text": row.text,
        "state": row.state,
        "hidden": hidden,
        "outcome": row.outcome,
        "in_favour": row.in_favour,
        "against": row.against,
        "abstentions": row.abstentions,
        "voters": [_voter(each, cast.get(each.seat_id), hidden) for each in voters],
        "casting": row.casting_choice,
    }
    return View("votacion", plain(context), ballot_buttons(row.id) if row.state == "open" else [])


def _voter(seat: Row[Any], ballot: Row[Any] | None, hidden: bool) -> dict[str, Any]:
    """A seat by whoever cast its ballot, else by whoever occupies it."""
    counted = ballot is not None and counts(ballot.choice, ballot.reason)
    whose = ballot if ballot is not None and counted else seat
    return {
        "post": whose.post,
        "name": whose.name,
        "cast": counted,
        "choice": ballot.choice if ballot is not None and counted and not hidden else None,
    }


def _ballot_paper(row: Row[Any], mine: Row[Any] | None, reader: int, *, left: bool) -> View:
    """As that person reads it: another's ballot for the seat bears the other's name, and no code of theirs (W3).

    Whoever `left` the seat votes no more (V2)."""
    another = mine is not None and mine.person_id != reader
    context = {
        "item": row.position,
        "item_text": row.item_text,
        "text": row.text,
        "state": row.state,
        "outcome": row.outcome,
        "choice": mine.choice if mine else None,
        "reason": mine.reason if mine else None,
        "cast_at": mine.cast_at if mine else None,
        "by": mine.name if mine and another else None,
        "left": left,
        "code": short(mine.receipt) if mine and not another else None,
        "waiting": mine is not None and not counts(mine.choice, mine.reason),
    }
    votes_still = row.state == "open" and not left
    return View("papeleta", plain(context), ballot_buttons(row.id) if votes_still else [])


def result_context(db: Connection, body: Body, row: Row[Any], code: str | None) -> dict[str, Any]:
    """A decided vote: counts, casting vote, whether the other reading differs, code, votes by name (V1)."""
    cast = _by_seat(db, row.id)
    return {
        "item": row.position,
        "text": row.text,
        "outcome": row.outcome,
        "code": code,
        "in_favour": row.in_favour,
        "against": row.against,
        "abstentions": row.abstentions,
        "casting": row.casting_choice,
        "readings_differ": row.readings_differ,
        "majority": body.reglamento.majority.value,
        "voters": [
            _voter(each, cast.get(each.seat_id), hidden=False) for each in votes.entitled_to(db, row.id)
        ],
        "article": body.article("majority", row.closed_at),
        "article_casting": body.article("casting", row.closed_at),
        "article_lpag": body.article("votes", row.closed_at),
    }
