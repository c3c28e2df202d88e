"""From the record to the page: what each paper is printed from, gathered once and kept with it."""

from typing import Any

from sqlalchemy import Row, select, update

from bot.rules.lifecycle import State
from bot.store import people, rectifications, sittings
from bot.store.engine import add
from bot.store.tables import document
from bot.usecases import naming, parts, printing, verifying
from bot.usecases.case import Case, plain
from docgen import data as paper
from docgen.reading import dump
from docgen.spanish_gender import of_post

_CANCELLED = "cancelled"


def convocatoria(case: Case, row: Row[Any]) -> int:
    """The convocatoria of a sitting, or the rectification that made its present version; the document's id."""
    change = rectifications.issued(case.db, row.id, row.version)
    issued_by, issued_at = (change or row).issued_by, (change or row).issued_at
    seats = people.seats(case.db, case.body.id, row.id)
    by_president = any(seat.presides and seat.titular_id == issued_by for seat in seats)
    return _paper(
        case,
        "convocatoria",
        row,
        paper.Convocatoria(
            body=parts.body_of(case, issued_at),
            kind=row.kind,
            issued_at=issued_at,
            held_at=row.held_at,
            place=row.place,
            means=parts.means(row.place),
            agenda=parts.agenda(case, row),
            guests=parts.guests(case, row),
            version=row.version,
            first_held_at=parts.first_held_at(case, row),
            second_convening_at=row.second_at if row.second_of is None else None,
            notice=paper.Notice(**row.notice),
            recipients=tuple(
                paper.Recipient(seat=seat.post, name=seat.titular or "", alternate=seat.alternate or "")
                for seat in seats
            ),
            convener=parts.officer(case, seats, "presides" if by_president else "technical_secretary"),
            convener_role="president" if by_president else "secretary",
            requested_by=parts.officer(case, seats, "technical_secretary").post if row.requested_by else "",
            documents=parts.presented(case, row),
            amendments=tuple(parts.amendment(each) for each in change.changes) if change is not None else (),
            reason=change.reason if change is not None else "",
            cancelled=row.state == State.CANCELLED,
            articles=parts.articles(case, issued_at),
        ),
        version=row.version,
        state=_CANCELLED if row.state == State.CANCELLED else None,
    )


def calendar_entry(case: Case, row: Row[Any]) -> int:
    """The sitting for everybody's calendar: one UID in every version, SEQUENCE rising; the document's id."""
    entry = {
        "uid": f"sesion-{row.id}@{case.body.sigla.lower()}",
        "sequence": max(0, row.version - 1),
        "cancelled": row.state == State.CANCELLED,
        "stamp": (rectifications.issued(case.db, row.id, row.version) or row).issued_at,
        "starts_at": row.held_at,
        "place": row.place,
        "title": f"{naming.sitting_name(case.body, row)} – {case.body.sigla}",
        "agenda": [item.text for item in sittings.agenda(case.db, row.id)],
        "organizer": case.body.name,
    }
    state = _CANCELLED if row.state == State.CANCELLED else None
    return keep(case, "calendario", row, entry, "ics", version=row.version, state=state)


def designation(case: Case, seat: Row[Any], only: Row[Any] | None) -> int:
    """The letter by which the titular of that seat names its alternate; the document's id."""
    seats = people.seats(case.db, case.body.id)
    today = case.body.day(case.now)
    return _paper(
        case,
        "designacion",
        only,
        paper.Designacion(
            body=parts.body_of(case, case.now),
            document=seat.alternate_document,
            issued_on=today,
            valid_from=today,
            titular=paper.Person(name=seat.titular, post=seat.post),
            seat=seat.post,
            alternate=paper.Person(name=seat.alternate, post=seat.alternate_post),
            president=parts.officer(case, seats, "presides"),
            sitting=naming.sitting_name(case.body, only) if only is not None else "",
            articles=parts.articles(case, case.now),
        ),
    )


def attendance_sheet(case: Case, row: Row[Any]) -> int:
    """Who came, when, and who marked it: whoever occupied a seat has a row; the document's id."""
    seats = parts.seats_of(case, row)
    came = sittings.marks(case.db, row.id)
    rows = []
    for seat in seats:
        here = [each for each in came if each.seat_id == seat.id]
        occupants = dict.fromkeys(each.person_id for each in here)
        rows += [_sheet_row(row, [each for each in here if each.person_id == person]) for person in occupants]
        if not here:
            first, second = (False if taken else None for taken in (row.first_list_at, row.second_list_at))
            rows.append(
                paper.SheetRow(seat=seat.post, name=seat.titular or "", first_list=first, second_list=second)
            )
    return _paper(
        case,
        "asistencia",
        row,
        paper.Asistencia(
            body=parts.body_of(case, row.held_at),
            sitting=parts.sitting_part(case, row),
            rows=tuple(rows),
            lists=parts.roll_calls(case, row),
            guests=parts.guests(case, row),
            secretary=parts.officer(case, seats, "technical_secretary"),
            articles=parts.articles(case, row.held_at),
        ),
    )


def _sheet_row(row: Row[Any], stays: list[Row[Any]]) -> paper.SheetRow:
    """One person in one seat, who may have left and come back."""
    first = stays[0]
    marked = {each.list for each in stays}
    return paper.SheetRow(
        seat=first.post,
        name=first.name,
        alternate=first.as_alternate,
        gender=of_post(first.alternate_post or "") if first.as_alternate else "",
        designation=(first.designation or "") if first.as_alternate else "",
        first_list=bool(marked & {1, sittings.ONLY_IN_FIRST}) if row.first_list_at else None,
        second_list=bool(marked & {1, 2}) if row.second_list_at else None,
        stays=tuple(paper.Stay(arrived_at=each.arrived_at, left_at=each.left_at) for each in stays),
        marked_by=", ".join(dict.fromkeys(each.marker for each in stays if each.marked_by != each.person_id)),
    )


def constancia(case: Case, row: Row[Any]) -> int:
    """That the convening ended without quorum (19 e); the document's id."""
    return _paper(
        case,
        "constancia",
        row,
        paper.Constancia(
            body=parts.body_of(case, row.held_at),
            sitting=parts.sitting_part(case, row),
            lists=parts.roll_calls(case, row),
            present=parts.attendees(case, row),
            absentees=parts.absentees(case, row),
            concluded_at=row.closed_at,
            secretary=parts.officer(case, parts.seats_of(case, row), "technical_secretary"),
            second_convening_at=row.second_at,
            articles=parts.articles(case, row.held_at),
        ),
    )


def _paper(
    case: Case, kind: str, row: Row[Any] | None, content: Any, version: int = 1, state: str | None = None
) -> int:
    return keep(case, kind, row, dump(content), "docx", version=version, state=state)


def renew(case: Case, kind: str, row: Row[Any], content: Any) -> int:
    """The paper as the record has it now: the newest one where nothing changed, else a new version; its id."""
    mine = (document.c.sitting_id == row.id, document.c.kind == kind)
    newest = case.db.execute(select(document).where(*mine).order_by(document.c.version.desc())).first()
    data, version = plain(dump(content)), newest.version + 1 if newest is not None else 1
    if newest is not None and {**data, "version": 0} == {**newest.data, "version": 0}:
        return int(newest.id)
    return keep(case, kind, row, data | {"version": version}, "docx", version=version)


def keep(
    case: Case,
    kind: str,
    row: Row[Any] | None,
    content: dict[str, Any],
    extension: str,
    *,
    version: int,
    state: str | None = None,
    name: str | None = None,
    basis: dict[str, Any] | None = None,
) -> int:
    """A paper that is printed and filed once the transaction is over (`usecases.folder`); its id."""
    document_id = add(
        case.db,
        document,
        body_id=case.body.id,
        sitting_id=row.id if row is not None else None,
        kind=kind,
        version=version,
        name=name
        or naming.file_name(case.body, kind, row, extension, version, cancelled=state == _CANCELLED),
        data=plain(content),
        basis=plain(basis),
        state=state,
        created_by=case.actor.person_id,
        created_at=case.now,
        template_id=printing.in_use(case, kind),
    )
    said: dict[str, Any] = {"kind": kind, "version": version}
    if verifying.is_coded(kind, content):
        content = verifying.coded(case, document_id, content, basis)
        case.db.execute(update(document).where(document.c.id == document_id).values(data=plain(content)))
        said["code"] = content["verification"]["code"]
    case.record("document_drafted", f"document:{document_id}", **said)
    return document_id
