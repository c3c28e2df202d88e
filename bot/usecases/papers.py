"""From the record to the page: what each paper is printed from, gathered once and kept with it."""

from dataclasses import fields
from datetime import datetime
from typing import Any, get_args

from sqlalchemy import Row, select

from bot.store import people, sittings, votes
from bot.store.engine import add
from bot.store.tables import document, sitting
from bot.usecases import naming
from bot.usecases.desk import Case, plain
from docgen import data as paper
from docgen.decisions import StationName
from docgen.parts import Articles, Means
from docgen.reading import dump


def convocatoria(case: Case, row: Row[Any]) -> int:
    """The convocatoria of a convened sitting; the document's id."""
    first = case.db.execute(select(sitting.c.held_at).where(sitting.c.id == row.second_of)).scalar()
    secretary, president = _officers(case)
    by_president = row.issued_by == president.titular_id
    convener = president if by_president else secretary
    return _paper(
        case,
        "convocatoria",
        row,
        paper.Convocatoria(
            body=_body(case, row.issued_at),
            kind=row.kind,
            issued_at=row.issued_at,
            held_at=row.held_at,
            place=row.place,
            means=means(row.place),
            agenda=_agenda(case, row),
            version=row.version,
            first_held_at=first,
            second_convening_at=row.second_at if row.second_of is None else None,
            notice=paper.Notice(**row.notice),
            recipients=tuple(
                paper.Recipient(seat=seat.post, name=seat.titular or "", alternate=seat.alternate or "")
                for seat in people.seats(case.db, case.body.id, row.id)
            ),
            convener=paper.Person(name=convener.titular, post=convener.post),
            convener_role="president" if by_president else "secretary",
            articles=_articles(case, row.issued_at),
        ),
        version=row.version,
    )


def calendar_entry(case: Case, row: Row[Any]) -> int:
    """The sitting for everybody's calendar: the same UID in every version, SEQUENCE rising; the document's id."""
    entry = {
        "uid": f"sesion-{row.id}@{case.body.sigla.lower()}",
        "sequence": max(0, row.version - 1),
        "cancelled": False,
        "stamp": row.issued_at,
        "starts_at": row.held_at,
        "place": row.place,
        "title": f"{naming.sitting_name(case.body, row)} – {case.body.sigla}",
        "agenda": [item.text for item in sittings.agenda(case.db, row.id)],
        "organizer": case.body.name,
    }
    return _keep(case, "calendario", row, entry, "ics", version=row.version)


def designation(case: Case, seat_id: int, only: Row[Any] | None) -> int:
    """The letter by which a titular names an alternate; the document's id."""
    seat = next(seat for seat in people.seats(case.db, case.body.id) if seat.id == seat_id)
    president = next(seat for seat in people.seats(case.db, case.body.id) if seat.presides)
    today = case.body.day(case.now)
    return _paper(
        case,
        "designacion",
        only,
        paper.Designacion(
            body=_body(case, case.now),
            document=seat.alternate_document,
            issued_on=today,
            valid_from=today,
            titular=paper.Person(name=seat.titular, post=seat.post),
            seat=seat.post,
            alternate=paper.Person(name=seat.alternate, post=seat.alternate_post),
            president=paper.Person(name=president.titular or "", post=president.post),
            sitting=naming.sitting_name(case.body, only) if only is not None else "",
            articles=_articles(case, case.now),
        ),
    )


def attendance_sheet(case: Case, row: Row[Any]) -> int:
    """Who came, when, and who marked it; the document's id."""
    came = {seat.seat_id: seat for seat in sittings.presences(case.db, row.id)}
    secretary, _ = _officers(case)
    rows = []
    for seat in people.seats(case.db, case.body.id, row.id):
        here = came.get(seat.id)
        rows.append(
            paper.SheetRow(
                seat=seat.post,
                name=here.name if here else seat.titular or "",
                alternate=bool(here and here.as_alternate),
                designation=(here.designation or "") if here else "",
                first_list=here is not None and here.list == 1,
                second_list=(here is not None and here.list in (1, 2)) if row.second_list_at else None,
                arrived_at=here.arrived_at if here else None,
                left_at=here.left_at if here else None,
                marked_by=here.marker if here and here.marked_by != here.person_id else "",
            )
        )
    return _paper(
        case,
        "asistencia",
        row,
        paper.Asistencia(
            body=_body(case, row.held_at),
            sitting=_sitting(case, row),
            rows=tuple(rows),
            lists=_lists(case, row),
            secretary=paper.Person(name=secretary.titular, post=secretary.post),
            articles=_articles(case, row.held_at),
        ),
    )


def constancia(case: Case, row: Row[Any]) -> int:
    """That the convening ended without quorum; the document's id."""
    secretary, _ = _officers(case)
    return _paper(
        case,
        "constancia",
        row,
        paper.Constancia(
            body=_body(case, row.held_at),
            sitting=_sitting(case, row),
            lists=_lists(case, row),
            present=_attendees(case, row),
            absentees=_absentees(case, row),
            concluded_at=row.closed_at,
            secretary=paper.Person(name=secretary.titular, post=secretary.post),
            second_convening_at=row.second_at,
            articles=_articles(case, row.held_at),
        ),
    )


def acta(case: Case, row: Row[Any]) -> int:
    """The acta as the record has it now: the latest version where nothing changed, else a new one; its id."""
    latest = latest_acta(case, row.id)
    version = (latest.version if latest else 0) + 1
    content = dump(acta_data(case, row))
    if latest is not None and _same(latest.data, content):
        return int(latest.id)
    return _keep(case, "acta", row, content | {"version": version}, "docx", version=version, state="draft")


def latest_acta(case: Case, sitting_id: int, *states: str) -> Row[Any] | None:
    """The acta's newest version, in those states if given."""
    query = select(document).where(document.c.sitting_id == sitting_id, document.c.kind == "acta")
    if states:
        query = query.where(document.c.state.in_(states))
    return case.db.execute(query.order_by(document.c.version.desc())).first()


def _same(before: dict[str, Any] | None, now: dict[str, Any]) -> bool:
    return before is not None and {**before, "version": 0, "state": ""} == {**now, "version": 0, "state": ""}


def acta_data(case: Case, row: Row[Any]) -> paper.Acta:
    """The whole record of a sitting."""
    secretary, _ = _officers(case)
    adopted = {each.vote_id: each for each in votes.acuerdos(case.db, row.id) if each.vote_id}
    held = {each.id: _vote(case, each) for each in votes.votes(case.db, row.id)}
    notes = sittings.notes(case.db, row.id)
    presider = next(
        each for each in sittings.presences(case.db, row.id) if each.person_id == row.presider_person_id
    )
    return paper.Acta(
        body=_body(case, row.installed_at),
        sitting=_sitting(case, row),
        secretary=paper.Person(name=secretary.titular, post=secretary.post),
        presider=paper.Presider(
            name=presider.name,
            seat=presider.post,
            why=row.presider_why,
            post=(presider.alternate_post or "") if presider.as_alternate else "",
            article=case.body.article("authorities", row.installed_at),
        ),
        lists=_lists(case, row),
        attendees=_attendees(case, row),
        absentees=_absentees(case, row),
        agenda=_agenda(case, row, notes),
        stations=_stations(row, notes),
        votes=tuple(vote for vote_id, vote in held.items() if vote_id not in adopted),
        acuerdos=tuple(_acuerdo(each, held.get(each.vote_id)) for each in votes.acuerdos(case.db, row.id)),
        suspensions=tuple(
            paper.Suspension(
                suspended_at=each.suspended_at, reason=each.reason or "", resumed_at=each.resumed_at
            )
            for each in sittings.interruptions(case.db, row.id)
        ),
        dissents=_dissents(case, row, adopted),
        articles=_articles(case, row.installed_at),
    )


def _stations(row: Row[Any], notes: list[Row[Any]]) -> tuple[paper.Station, ...]:
    if row.kind != "ordinary":
        return ()
    return tuple(
        paper.Station(station=name, notes=tuple(note.text for note in notes if note.station == name))
        for name in get_args(StationName)
    )


def _vote(case: Case, row: Row[Any]) -> paper.Vote:
    cast = {each.seat_id: each for each in votes.ballots(case.db, row.id)}
    entitled = votes.entitled_to(case.db, row.id)
    casting = next((each for each in entitled if each.person_id == row.casting_person_id), None)
    return paper.Vote(
        text=row.text,
        item=row.position,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        ballots=tuple(_ballot(each, cast.get(each.seat_id), row.closed_at) for each in entitled),
        outcome=row.outcome if row.state == "decided" else "annulled",
        readings_differ=bool(row.readings_differ),
        majority=case.body.reglamento.majority.value,
        annulled=row.annulled_why or "" if row.state == "annulled" else "",
        casting=paper.Casting(
            seat=casting.post if casting else "",
            name=row.casting_name,
            choice=row.casting_choice,
            cast_at=row.casting_at,
        )
        if row.casting_choice
        else None,
    )


def _ballot(seat: Row[Any], cast: Row[Any] | None, closed_at: datetime | None) -> paper.Ballot:
    counted = cast is not None and (cast.choice != "abstain" or cast.reason)
    late = (
        cast is not None
        and cast.reasoned_at is not None
        and closed_at is not None
        and cast.reasoned_at > closed_at
    )
    return paper.Ballot(
        seat=seat.post,
        name=seat.name,
        alternate=seat.as_alternate,
        choice=cast.choice if cast is not None and counted else "not_cast",
        reason=(cast.reason or "") if cast is not None and counted and not late else "",
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
    )


def _dissents(case: Case, row: Row[Any], adopted: dict[int, Row[Any]]) -> tuple[paper.Dissent, ...]:
    found = []
    for vote in votes.votes(case.db, row.id):
        for each in votes.ballots(case.db, vote.id):
            if each.reason and vote.closed_at and each.reasoned_at and each.reasoned_at > vote.closed_at:
                subject = adopted[vote.id].code if vote.id in adopted else vote.text
                found.append(
                    paper.Dissent(
                        seat=each.post,
                        name=each.name,
                        subject=subject,
                        reason=each.reason,
                        given_at=each.reasoned_at,
                    )
                )
    return tuple(found)


def _attendees(case: Case, row: Row[Any]) -> tuple[paper.Attendee, ...]:
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


def _absentees(case: Case, row: Row[Any]) -> tuple[paper.Absentee, ...]:
    came = {each.seat_id for each in sittings.presences(case.db, row.id)}
    answers = sittings.answers(case.db, row.id)
    return tuple(
        paper.Absentee(
            seat=seat.post,
            name=seat.titular or "",
            reason=(answers[seat.id].reason or "") if seat.id in answers else "",
        )
        for seat in people.seats(case.db, case.body.id, row.id)
        if seat.id not in came
    )


def _lists(case: Case, row: Row[Any]) -> tuple[paper.RollCall, ...]:
    from bot.usecases import conduct

    seats = people.seats(case.db, case.body.id)
    marks = [each.list for each in sittings.presences(case.db, row.id)]
    terms = {"required": conduct.required(case, row, seats), "seats": len(seats)}
    first = row.first_list_present if row.first_list_present is not None else marks.count(1)
    lists = [paper.RollCall(ordinal=1, taken_at=row.first_list_at, present=first, **terms)]
    if row.second_list_at is not None:
        lists.append(
            paper.RollCall(
                ordinal=2, taken_at=row.second_list_at, present=marks.count(1) + marks.count(2), **terms
            )
        )
    return tuple(lists)


def _agenda(case: Case, row: Row[Any], notes: list[Row[Any]] | None = None) -> tuple[paper.AgendaItem, ...]:
    return tuple(
        paper.AgendaItem(
            number=item.position,
            title=item.text,
            notes=tuple(note.text for note in notes or () if note.agenda_item_id == item.id),
        )
        for item in sittings.agenda(case.db, row.id)
    )


def _sitting(case: Case, row: Row[Any]) -> paper.Sitting:
    return paper.Sitting(
        kind=row.kind,
        name=naming.sitting_name(case.body, row),
        convened_at=row.held_at,
        place=row.place,
        means=means(row.place),
        issued_at=row.issued_at,
        second_convening=row.second_of is not None,
        installed_at=row.installed_at,
        closed_at=row.closed_at,
    )


def means(place: str) -> Means:
    """How a sitting is held, from its place: a link alone is virtual, a link beside a room both."""
    words = place.split()
    links = [word for word in words if word.startswith(("http://", "https://"))]
    if not links:
        return "in_person"
    return "virtual" if len(links) == len(words) else "hybrid"


def _officers(case: Case) -> tuple[Row[Any], Row[Any]]:
    seats = people.seats(case.db, case.body.id)
    return (
        next(seat for seat in seats if seat.technical_secretary),
        next(seat for seat in seats if seat.presides),
    )


def _body(case: Case, moment: datetime) -> paper.Body:
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


def _articles(case: Case, moment: datetime) -> Articles:
    return Articles(**{field.name: case.body.article(field.name, moment) for field in fields(Articles)})


def _paper(case: Case, kind: str, row: Row[Any] | None, content: Any, version: int = 1) -> int:
    return _keep(case, kind, row, dump(content), "docx", version=version)


def _keep(
    case: Case,
    kind: str,
    row: Row[Any] | None,
    content: dict[str, Any],
    extension: str,
    *,
    version: int,
    state: str | None = None,
) -> int:
    document_id = add(
        case.db,
        document,
        body_id=case.body.id,
        sitting_id=row.id if row is not None else None,
        kind=kind,
        version=version,
        name=naming.file_name(case.body, kind, row, extension, version),
        data=plain(content),
        state=state,
        created_by=case.actor.person_id,
        created_at=case.now,
    )
    case.record("document_drafted", f"document:{document_id}", kind=kind, version=version)
    return int(document_id)
