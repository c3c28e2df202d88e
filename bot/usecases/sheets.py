"""Papers that follow the record: the register of service and the vote tables, anew whenever it changed (A5; 25 i)."""

from typing import Any

from sqlalchemy import Row

from bot.rules.lifecycle import State
from bot.store import sittings
from bot.usecases import acta, papers, parts
from bot.usecases.case import Case
from docgen import records
from docgen.data import Vote


def register(case: Case, row: Row[Any], lines: list[dict[str, Any]]) -> int:
    """The register of service of a sitting, a line per seat; the document's id."""
    content = records.Notificaciones(
        body=parts.body_of(case, row.held_at),
        sitting=parts.sitting_part(case, row),
        lines=tuple(
            records.Service(
                seat=line["post"],
                name=line["name"],
                means=line["means"],
                medium=line["medium"] or "",
                reference=line["reference"] or "",
                served_at=line["served_at"],
                days=line["days"],
                seen_at=line["seen_at"],
            )
            for line in lines
        ),
        secretary=parts.officer(case, parts.seats_of(case, row), "technical_secretary"),
        cancelled=row.state == State.CANCELLED,
        articles=parts.articles(case, row.held_at),
    )
    return papers.renew(case, "notificaciones", row, content)


def vote_tables(case: Case, row: Row[Any]) -> int | None:
    """Every vote of the sitting by name, and what was adopted by consensus; None where nothing was decided."""
    whole = acta.content_of(case, row)
    taken = [(vote, "") for vote in whole.votes]
    taken += [(each.vote, each.code) for each in whole.acuerdos if each.vote is not None]
    consensus = tuple(each for each in whole.acuerdos if each.vote is None)
    if not taken and not consensus:
        return None
    titles = {item.number: item.title for item in whole.agenda}
    posts = [seat.post for seat in parts.seats_of(case, row)]

    def table(vote: Vote, code: str) -> records.TakenVote:
        voted = {ballot.seat for ballot in vote.ballots}
        return records.TakenVote(
            vote=vote,
            item_title=titles.get(vote.item or 0, ""),
            code=code,
            absent=tuple(post for post in posts if post not in voted),
            dissents=tuple(each for each in whole.dissents if each.subject == (code or vote.text)),
        )

    content = records.Votacion(
        body=whole.body,
        sitting=whole.sitting,
        secretary=whole.secretary,
        votes=tuple(
            table(*each) for each in sorted(taken, key=lambda each: each[0].opened_at or row.held_at)
        ),
        consensus=consensus,
        articles=whole.articles,
    )
    return papers.renew(case, "votacion", row, content)


def follow(case: Case, sitting_id: int) -> None:
    """What was decided in a sitting that is over reads otherwise now: its vote tables have a new version."""
    row = sittings.sitting_of(case.db, case.body.id, sitting_id)
    if row is not None and row.state == State.CLOSED:
        vote_tables(case, row)
