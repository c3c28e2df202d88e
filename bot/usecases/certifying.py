"""Certified extracts: the ST certifies an acuerdo as it was adopted, also before its acta is approved (V8; LPAG)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import Row, select

from bot.rules.followup import AcuerdoStatus
from bot.rules.lifecycle import ActaState, Verb
from bot.store import counters, people, sittings, votes
from bot.store.tables import document
from bot.usecases import acta, papers, parts, verifying, versions
from bot.usecases.adoption import acuerdo_named
from bot.usecases.case import Case, Receipt, plain
from bot.usecases.followup_cards import adopted_of
from bot.usecases.sitting import name_of, sitting_of, step
from docgen import data as paper
from docgen.reading import dump

KIND = "extracto"


@dataclass(frozen=True, slots=True)
class CertifyAcuerdo:
    """The acuerdo by its code, or its number and year; or by its id."""

    verb: ClassVar[Verb] = Verb.CERTIFY
    reference: str = ""
    acuerdo_id: int | None = None


def certify_acuerdo(case: Case, command: CertifyAcuerdo) -> Receipt:
    """Files the extract under the next number of the year's series and hands it over.

    An annulled acuerdo is certified as such. Asked again on the same day, with nothing changed, the same
    extract serves. Raises UnreadableReference, NotFound, NotLawfulNow.
    """
    if command.acuerdo_id is not None:
        found = adopted_of(case, command.acuerdo_id)
    else:
        found = acuerdo_named(case, command.reference)
    row = sitting_of(case, found.sitting_id)
    step(case, row.state, Verb.CERTIFY)
    content = _content(case, row, found)
    issued = _issued(case, row, found.code)
    if issued and _same(case, issued[-1], content):
        document_id, number = issued[-1].id, issued[-1].data["number"]
    else:
        document_id, number = _issue(case, row, found, content, len(issued) + 1)
    said: dict[str, Any] = {
        "code": found.code,
        "number": number,
        "sitting": name_of(case, row),
        "annulled": found.state == "annulled" or bool(content.voided),
        "approved_at": content.acta_approved_at,
        "execution_at": found.execution_authorised_at,
        "article": case.article("acta_lpag"),
    }
    case.reply("acuerdo_certificado", document_id=document_id, **said)
    return Receipt("acuerdo_certificado", {"code": found.code})


def _issue(
    case: Case, row: Row[Any], found: Row[Any], content: paper.Extracto, version: int
) -> tuple[int, str]:
    year = case.body.day(case.now).year
    series = counters.next_number(case.db, case.body.id, KIND, year)
    number = f"{series:03d}-{year}-{case.body.sigla}"
    suffix = f"-v{version}" if version > 1 else ""
    document_id = papers.keep(
        case,
        KIND,
        row,
        dump(content) | {"number": number},
        "docx",
        version=version,
        name=f"{KIND}-acuerdo-{found.number:03d}-{found.year}{suffix}.docx",
    )
    case.record("acuerdo_certified", f"acuerdo:{found.id}", document=document_id, number=number)
    return document_id, number


def _issued(case: Case, row: Row[Any], code: str) -> list[Row[Any]]:
    """The extracts of that acuerdo so far."""
    mine = (document.c.sitting_id == row.id, document.c.kind == KIND)
    rows = case.db.execute(select(document).where(*mine).order_by(document.c.id))
    return [each for each in rows if each.data["acuerdo"]["code"] == code]


def _same(case: Case, issued: Row[Any], content: paper.Extracto) -> bool:
    """Whether an extract of today says what one would say now."""
    now = plain(dump(content)) | {"number": issued.data["number"], "issued_at": issued.data["issued_at"]}
    return (
        case.body.day(issued.created_at) == case.body.day(case.now) and verifying.uncoded(issued.data) == now
    )


def _content(case: Case, row: Row[Any], found: Row[Any]) -> paper.Extracto:
    recorded = acta.content_of(case, row)
    mine = next(each for each in recorded.acuerdos if each.code == found.code)
    titles = {item.number: item.title for item in recorded.agenda}
    approved = versions.latest(case, row.id, ActaState.APPROVED)
    voided = found.progress == AcuerdoStatus.WITHOUT_EFFECT
    return paper.Extracto(
        body=parts.body_of(case, case.now),
        number="",
        issued_at=case.now,
        sitting=recorded.sitting,
        acuerdo=mine,
        secretary=parts.officer(case, people.seats(case.db, case.body.id), "technical_secretary"),
        present=_present(case, row, found),
        seats=len(parts.seats_of(case, row)),
        item=titles.get(mine.item or 0, ""),
        adopted_at=found.adopted_at,
        acta_approved_at=approved.approved_at if approved is not None else None,
        voided=(found.voided_reason or "") if voided else "",
        voided_at=found.settled_at if voided else None,
        articles=parts.articles(case, case.now),
    )


def _present(case: Case, row: Row[Any], found: Row[Any]) -> int:
    """How many seats were present when it was adopted; at a vote, who was entitled to it."""
    if found.vote_id is not None:
        return len(votes.entitled_to(case.db, found.vote_id))
    at: datetime = found.adopted_at
    return len(
        {
            each.seat_id
            for each in sittings.presences(case.db, row.id)
            if each.arrived_at <= at and (each.left_at is None or each.left_at > at)
        }
    )
