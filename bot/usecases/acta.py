"""The acta as the record has it: its versions, and what each is printed from (A1; 19 g, 25 i)."""

from typing import Any, get_args

from sqlalchemy import Row, select

from bot.rules.acta import Outcome
from bot.rules.ballots import counts
from bot.rules.lifecycle import VoteState
from bot.rules.presiding import PresidesAs
from bot.store import reviews, sittings, votes
from bot.store.tables import document, presidency, sitting
from bot.usecases import exhibits, naming, parts, requests
from bot.usecases.case import Case
from docgen import data as paper
from docgen.decisions import StationName
from docgen.parts import Gender, Presiding

_PRESIDING: dict[str, Presiding] = {
    PresidesAs.PRESIDENT: "titular",
    PresidesAs.ALTERNATE: "alternate",
    PresidesAs.ELECTED: "elected",
}


def content_of(case: Case, row: Row[Any]) -> paper.Acta:
    """The whole record of a sitting."""
    acuerdos = votes.acuerdos(case.db, row.id)
    adopted = {each.vote_id: each.code for each in acuerdos if each.vote_id}
    held = votes.votes(case.db, row.id)
    genders = parts.genders(case, row)
    printed = {each.id: _vote(case, each, genders) for each in held}
    notes = sittings.notes(case.db, row.id)
    presiders = _presiders(case, row)
    return paper.Acta(
        body=parts.body_of(case, row.installed_at),
        sitting=parts.sitting_part(case, row),
        secretary=parts.officer(case, parts.seats_of(case, row), "technical_secretary"),
        presider=presiders[0],
        successors=tuple(presiders[1:]),
        guests=parts.guests(case, row),
        previous_actas=_previous(case, row),
        lists=parts.roll_calls(case, row),
        attendees=parts.attendees(case, row),
        absentees=parts.absentees(case, row),
        agenda=parts.agenda(case, row, notes),
        stations=_stations(case, row, notes),
        votes=tuple(vote for vote_id, vote in printed.items() if vote_id not in adopted),
        acuerdos=tuple(_acuerdo(each, printed.get(each.vote_id)) for each in acuerdos),
        suspensions=tuple(
            paper.Suspension(
                suspended_at=each.suspended_at,
                reason=each.reason or "",
                resumed_at=each.resumed_at,
                announced_for=each.resumes_at,
            )
            for each in sittings.interruptions(case.db, row.id)
        ),
        dissents=tuple(
            dissent
            for each in held
            for dissent in _dissents(case, each, adopted.get(each.id, each.text), genders)
        ),
        documents=tuple(each["name"] for each in exhibits.names(case, row) if each["item"] is None),
        articles=parts.articles(case, row.installed_at),
    )


def _presiders(case: Case, row: Row[Any]) -> list[paper.Presider]:
    """Whoever opened the sitting, then who took over from when; the template cites the right they did it in."""
    query = select(presidency).where(presidency.c.sitting_id == row.id).order_by(presidency.c.id)
    came = {each.person_id: each for each in sittings.presences(case.db, row.id)}
    return [
        paper.Presider(
            name=came[each.person_id].name,
            seat=came[each.person_id].post,
            why=_PRESIDING[each.why],
            post=(came[each.person_id].alternate_post or "") if came[each.person_id].as_alternate else "",
            since=each.since if place else None,
        )
        for place, each in enumerate(case.db.execute(query))
    ]


def _previous(case: Case, row: Row[Any]) -> tuple[paper.PreviousActa, ...]:
    """The earlier actas that it found unapproved: approved in it, left pending, or not circulated yet (19 f)."""
    if row.kind != "ordinary":
        return ()
    until = row.closed_at or case.now
    query = (
        select(
            document.c.sitting_id, document.c.approved_at, document.c.approved_in, document.c.circulated_at
        )
        .join(sitting, sitting.c.id == document.c.sitting_id)
        .where(sitting.c.body_id == case.body.id, sitting.c.closed_at < row.installed_at)
        .where(document.c.kind == "acta")
        .order_by(sitting.c.closed_at, document.c.version)
    )
    newest: dict[int, tuple[bool, Any]] = {}
    for each in case.db.execute(query):
        circulated = each.circulated_at is not None and each.circulated_at <= until
        if circulated or each.sitting_id not in newest:
            newest[each.sitting_id] = (circulated, each)
    found = []
    for presented, each in newest.values():
        mine = each.approved_in == row.id
        if mine or each.approved_at is None or each.approved_at > until:
            own = sittings.sitting_of(case.db, case.body.id, each.sitting_id)
            if own is not None:
                name = f"Acta de la {naming.sitting_name(case.body, own)}"
                found.append(
                    paper.PreviousActa(
                        name=name,
                        presented=presented,
                        approved=mine,
                        observations=_not_accepted(case, own.id) if mine else (),
                    )
                )
    return tuple(found)


def _not_accepted(case: Case, sitting_id: int) -> tuple[str, ...]:
    """The observations with which an acta was approved (A3)."""
    return tuple(
        f"{each.name}, {each.post}: {each.text} (no acogida: {each.resolution})"
        for each in reviews.standing(case.db, sitting_id)
        if each.outcome == Outcome.DECLINED
    )


def _stations(case: Case, row: Row[Any], notes: list[Row[Any]]) -> tuple[paper.Station, ...]:
    if row.kind != "ordinary":
        return ()
    asked = tuple(f"{each.name}, {each.post}: {each.text}" for each in requests.heard(case, row.id))
    return tuple(
        paper.Station(
            station=name,
            notes=(
                *(asked if name == "requests" else ()),
                *(note.text for note in notes if note.station == name),
            ),
        )
        for name in get_args(StationName)
    )


def _vote(case: Case, row: Row[Any], genders: dict[str, Gender]) -> paper.Vote:
    cast = {each.seat_id: each for each in votes.ballots(case.db, row.id)}
    return paper.Vote(
        text=row.text,
        item=row.position,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        ballots=tuple(
            _ballot(each, cast.get(each.seat_id), genders) for each in votes.entitled_to(case.db, row.id)
        ),
        outcome=row.outcome if row.state == VoteState.DECIDED else "annulled",
        readings_differ=bool(row.readings_differ),
        majority=case.body.reglamento.majority.value,
        casting=_casting(case, row, genders) if row.casting_choice else None,
        annulled=row.annulled_reason or "",
        recounts=tuple(
            paper.Recount(
                reason=each.reason,
                in_favour=each.in_favour,
                against=each.against,
                abstentions=each.abstentions,
                recounted_at=each.recounted_at,
            )
            for each in votes.recounts(case.db, row.id)
        ),
    )


def _casting(case: Case, row: Row[Any], genders: dict[str, Gender]) -> paper.Casting:
    *_, place = (
        each
        for each in sittings.presences(case.db, row.sitting_id)
        if each.person_id == row.casting_person_id
    )
    return paper.Casting(
        seat=place.post,
        name=row.casting_name,
        choice=row.casting_choice,
        alternate=place.as_alternate,
        gender=genders.get(row.casting_name, ""),
        cast_at=row.casting_at,
    )


def _ballot(seat: Row[Any], cast: Row[Any] | None, genders: dict[str, Gender]) -> paper.Ballot:
    """An abstention without its reason was never cast (V3)."""
    counted = cast is not None and counts(cast.choice, cast.reason)
    return paper.Ballot(
        seat=seat.post,
        name=seat.name,
        alternate=seat.as_alternate,
        gender=genders.get(seat.name, ""),
        choice=cast.choice if cast is not None and counted else "not_cast",
        reason=(cast.reason or "") if cast is not None and counted else "",
    )


def _acuerdo(row: Row[Any], vote: paper.Vote | None) -> paper.Acuerdo:
    return paper.Acuerdo(
        code=row.code,
        text=row.text,
        item=row.position,
        deadline=row.deadline,
        adoption=row.mode,
        responsible=tuple((row.responsible or "").split("; ")) if row.responsible else (),
        vote=vote,
        immediate=row.execution_authorised_at is not None,
        immediate_at=row.execution_authorised_at,
        annulled=row.annulled_reason or "",
    )


def _dissents(case: Case, vote: Row[Any], subject: str, genders: dict[str, Gender]) -> list[paper.Dissent]:
    """The reasons that were added after the vote was closed (V3)."""
    alternates = {each.seat_id for each in votes.entitled_to(case.db, vote.id) if each.as_alternate}
    return [
        paper.Dissent(
            seat=each.post,
            name=each.name,
            alternate=each.seat_id in alternates,
            gender=genders.get(each.name, ""),
            subject=subject,
            reason=each.added_reason,
            given_at=each.added_at,
        )
        for each in votes.ballots(case.db, vote.id)
        if each.added_reason
    ]
