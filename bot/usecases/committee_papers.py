"""A committee on paper: its constitution and its reports, filed with the sitting that formed it (W6, A5; 20)."""

from typing import Any

from sqlalchemy import Row

from bot.store import committees, people, sittings
from bot.store.tables import acuerdo
from bot.usecases import naming, papers, parts
from bot.usecases.case import Case
from docgen import records
from docgen.data import Person
from docgen.reading import dump


def constitution(case: Case, row: Row[Any]) -> int:
    """By what act, with whom, for what and until when; the document's id."""
    seats = people.seats(case.db, case.body.id)
    mine, formed_in = set(committees.members(case.db, row.id)), formed_in_sitting(case, row)
    content = records.Comite(
        body=parts.body_of(case, row.formed_at),
        number=row.number,
        name=row.name,
        objectives=row.objectives,
        deadline=row.deadline,
        formed_at=row.formed_at,
        members=tuple(
            records.Member(
                seat=seat.post, name=seat.titular or "", coordinator=seat.id == row.coordinator_seat_id
            )
            for seat in seats
            if seat.id in mine
        ),
        president=parts.officer(case, seats, "presides"),
        secretary=parts.officer(case, seats, "technical_secretary"),
        acuerdo=row.code or "",
        sitting=naming.sitting_name(case.body, formed_in) if formed_in is not None else "",
        articles=parts.articles(case, row.formed_at),
    )
    name = f"comite-{row.number:02d}-{case.body.sigla}.docx"
    return papers.keep(case, "comite", formed_in, dump(content), "docx", version=1, name=name)


def report(case: Case, row: Row[Any], report_id: int) -> int:
    """One of its reports; the document's id."""
    seats = people.seats(case.db, case.body.id)
    filed = committees.reports(case.db, row.id)
    ordinal, said = next(pair for pair in enumerate(filed, start=1) if pair[1].id == report_id)
    coordinator = next((seat for seat in seats if seat.id == row.coordinator_seat_id), None)
    own = case.actor.seats("titular")
    content = records.InformeComite(
        body=parts.body_of(case, said.filed_at),
        number=row.number,
        name=row.name,
        ordinal=ordinal,
        objectives=row.objectives,
        deadline=row.deadline,
        text=said.text,
        author=Person(name=said.name, post=own[0].post if own else ""),
        coordinator=Person(
            name=(coordinator.titular or "") if coordinator else "",
            post=coordinator.post if coordinator else "",
        ),
        president=parts.officer(case, seats, "presides"),
        filed_at=said.filed_at,
        acuerdo=row.code or "",
        articles=parts.articles(case, said.filed_at),
    )
    name = f"informe-comite-{row.number:02d}-{ordinal:02d}-{case.body.sigla}.docx"
    formed_in = formed_in_sitting(case, row)
    return papers.keep(case, "informe_comite", formed_in, dump(content), "docx", version=1, name=name)


def formed_in_sitting(case: Case, row: Row[Any]) -> Row[Any] | None:
    """The sitting whose acuerdo formed the committee, where one is named."""
    if row.acuerdo_id is None:
        return None
    sitting_id = case.db.execute(acuerdo.select().where(acuerdo.c.id == row.acuerdo_id)).one().sitting_id
    return sittings.sitting_of(case.db, case.body.id, sitting_id)
