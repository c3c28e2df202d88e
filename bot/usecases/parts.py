"""The pieces that papers are printed from, as the record had them at the time of the sitting."""

from dataclasses import fields
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Row, select

from bot.store import people, rectifications, sittings
from bot.store.tables import sitting
from bot.usecases import exhibits, naming, quorum
from bot.usecases.case import Case
from bot.usecases.guests import guests as invited
from docgen import data as paper
from docgen.parts import Articles, Gender, Means
from docgen.spanish_gender import of_person


def body_of(case: Case, moment: datetime) -> paper.Body:
    """The body, with the official name of that moment's year."""
    year = case.body.day(moment).year
    return paper.Body(
        sigla=case.body.sigla,
        name=case.body.name,
        entity=case.body.entity,
        norm=case.body.norm,
        city=case.body.city,
        timezone=case.body.zone.key,
        year_name=case.body.official_years.get(str(year), ""),
    )


def articles(case: Case, moment: datetime) -> Articles:
    """The article of each topic as it was in force at that moment."""
    return Articles(**{field.name: case.body.article(field.name, moment) for field in fields(Articles)})


def moment_of(row: Row[Any]) -> datetime:
    """When the sitting began, or was to begin: whoever held a seat then is who it knows."""
    began: datetime = row.installed_at or row.first_list_at or row.held_at
    return began


def seats_of(case: Case, row: Row[Any]) -> list[Row[Any]]:
    """The seats with their titulares of that time, whoever holds them since."""
    return people.seats_at(case.db, case.body.id, moment_of(row))


def officer(
    case: Case, seats: list[Row[Any]], which: Literal["technical_secretary", "presides"]
) -> paper.Person:
    """Whoever is the Secretaría Técnica, or the President, among those seats; a committee's ST is its body's."""
    if case.body.parent_id is not None:
        seats = seats + people.seats(case.db, case.body.parent_id)
    seat = next(seat for seat in seats if getattr(seat, which))
    return paper.Person(name=seat.titular or "", post=seat.post)


def sitting_part(case: Case, row: Row[Any]) -> paper.Sitting:
    """The sitting with its hours."""
    change = rectifications.issued(case.db, row.id, row.version)
    return paper.Sitting(
        kind=row.kind,
        name=naming.sitting_name(case.body, row),
        convened_at=row.held_at,
        place=row.place,
        means=means(row.place),
        issued_at=row.issued_at,
        rectified_at=change.issued_at if change is not None else None,
        second_convening=row.second_of is not None,
        first_held_at=first_held_at(case, row),
        universal=row.universal,
        installed_at=row.installed_at,
        closed_at=row.closed_at,
    )


def first_held_at(case: Case, row: Row[Any]) -> datetime | None:
    """For when the first convening was called, of a second one (19 d)."""
    if row.second_of is None:
        return None
    return case.db.scalar(select(sitting.c.held_at).where(sitting.c.id == row.second_of))


def means(place: str) -> Means:
    """How a sitting is held, from its place: a link alone is virtual, a link beside a room both."""
    words = place.split()
    links = [word for word in words if word.startswith(("http://", "https://"))]
    if not links:
        return "in_person"
    return "virtual" if len(links) == len(words) else "hybrid"


def agenda(case: Case, row: Row[Any], notes: list[Row[Any]] | None = None) -> tuple[paper.AgendaItem, ...]:
    """The agenda's items, each with its notes and the documents presented to it; without notes those sent."""
    files = [each for each in exhibits.names(case, row) if notes is not None or each["state"] != "late"]
    return tuple(
        paper.AgendaItem(
            number=item.position,
            title=item.text,
            minutes=item.minutes,
            points=tuple(item.points),
            urgent=item.urgent,
            documents=tuple(file["name"] for file in files if file["item"] == item.position),
            notes=tuple(note.text for note in notes or () if note.agenda_item_id == item.id),
        )
        for item in sittings.agenda(case.db, row.id)
    )


def roll_calls(case: Case, row: Row[Any]) -> tuple[paper.RollCall, ...]:
    """The lists that were taken, with the seats present in each of those required (19 e)."""
    marks = [each.list for each in sittings.presences(case.db, row.id)]
    seats = seats_of(case, row)
    terms = {"required": quorum.standing(case.body, row, seats, 0).required, "seats": len(seats)}
    first = row.first_list_present if row.first_list_present is not None else marks.count(1)
    taken = []
    if row.first_list_at is not None:
        taken.append(paper.RollCall(ordinal=1, taken_at=row.first_list_at, present=first, **terms))
    if row.second_list_at is not None:
        both = marks.count(1) + marks.count(2)
        taken.append(paper.RollCall(ordinal=2, taken_at=row.second_list_at, present=both, **terms))
    return tuple(taken)


def attendees(case: Case, row: Row[Any]) -> tuple[paper.Attendee, ...]:
    """Whoever occupied a seat; a seat that was handed over stands twice, with the hours (16)."""
    return tuple(
        paper.Attendee(
            seat=each.post,
            name=each.name,
            post=(each.alternate_post or "") if each.as_alternate else "",
            alternate=each.as_alternate,
            designation=(each.designation or "") if each.as_alternate else "",
            arrived_at=each.arrived_at if each.list == 0 else None,
            left_at=each.left_at,
        )
        for each in sittings.presences(case.db, row.id)
    )


def genders(case: Case, row: Row[Any]) -> dict[str, Gender]:
    """Of those who attended, by name: an alternate's own post says it, which only the attendance has."""
    return {each.name: of_person(each) for each in attendees(case, row)}


def absentees(case: Case, row: Row[Any]) -> tuple[paper.Absentee, ...]:
    """The seats that nobody occupied, with the reason that was given."""
    came = {each.seat_id for each in sittings.presences(case.db, row.id)}
    answers = sittings.answers(case.db, row.id)
    return tuple(
        paper.Absentee(
            seat=seat.post,
            name=seat.titular or "",
            reason=(answers[seat.id].reason or "") if seat.id in answers else "",
        )
        for seat in seats_of(case, row)
        if seat.id not in came
    )


def guests(case: Case, row: Row[Any]) -> tuple[paper.Guest, ...]:
    """Those invited, with voice and no vote (19 h)."""
    return tuple(
        paper.Guest(name=each.name, institution=each.institution, item=each.position)
        for each in invited(case.db, row.id)
    )


def presented(case: Case, row: Row[Any]) -> tuple[str, ...]:
    """The documents for no item alone that were sent to the members, by name (25 d)."""
    sent = (each for each in exhibits.names(case, row) if each["state"] != "late")
    return tuple(each["name"] for each in sent if each["item"] is None)


def amendment(change: dict[str, Any]) -> paper.Amendment:
    """What a rectification changes: two moments, or two texts."""
    what, before, after = change["what"], change["before"], change["after"]
    if what in ("date", "hour", "second_convening"):
        moments = [datetime.fromisoformat(each) if each else None for each in (before, after)]
        return paper.Amendment(what=what, moment_before=moments[0], moment=moments[1])
    texts = [tuple(each) if isinstance(each, list) else (each,) for each in (before, after)]
    texts = [tuple(" – ".join(each.split("\n- ")) for each in text) for text in texts]
    return paper.Amendment(what=what, before=texts[0], after=texts[1])
