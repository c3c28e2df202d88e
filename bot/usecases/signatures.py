"""Who has to sign the acta, who has, how and when, and for how long the others owe it (A4; 19 g, 23 g)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, insert, select

from bot.rules import signatures as rules
from bot.rules.acta import advance_acta
from bot.rules.lifecycle import ActaState, State, Verb
from bot.rules.signatures import Means, Participant
from bot.store import people, sittings
from bot.store.engine import add
from bot.store.tables import document, signature
from bot.usecases import parts, planning, versions
from bot.usecases.buttons import Button, press
from bot.usecases.case import Case
from bot.usecases.refusals import NotFound, Outdated
from bot.usecases.sitting import name_of, sitting_of, step

KINDS = ("acta", "acta_pdf", "acta_firmada", "firmas")
"""The papers that a signed file may answer: each is of a version of the acta."""


@dataclass(frozen=True, slots=True)
class Signatory:
    """Somebody for whose signature the acta has a place."""

    person_id: int
    name: str
    post: str


def signatories(case: Case, row: Row[Any]) -> list[Signatory]:
    """Whoever took part, once each, in order of precedence; the ST too, where it held no seat."""
    found = {
        each.person_id: Signatory(each.person_id, each.name, each.post)
        for each in sittings.presences(case.db, row.id)
    }
    seats = parts.seats_of(case, row)
    if case.body.parent_id is not None:
        seats = seats + people.seats(case.db, case.body.parent_id)
    for seat in seats:
        named = {each.name for each in found.values()}
        if seat.technical_secretary and seat.titular_id is not None and seat.titular not in named:
            found[seat.titular_id] = Signatory(seat.titular_id, seat.titular, seat.post)
    return list(found.values())


def acta_of(case: Case, document_id: int) -> tuple[Row[Any], Row[Any]]:
    """The version of the acta that may be signed and its sitting, from any of its papers.

    Raises NotFound; ActaNotLawfulNow for a draft; NotLawfulNow; Outdated where a later version circulates.
    """
    mine = (document.c.id == document_id, document.c.body_id == case.body.id, document.c.kind.in_(KINDS))
    paper = case.db.execute(select(document).where(*mine)).first()
    if paper is None:
        raise NotFound(what="acta", name=str(document_id))
    row = sitting_of(case, paper.sitting_id)
    step(case, row.state, Verb.RECORD_SIGNATURE)
    version = (
        document.c.sitting_id == row.id, document.c.kind == "acta", document.c.version == paper.version,
    )  # fmt: skip
    found = case.db.execute(select(document).where(*version)).one()
    advance_acta(ActaState(found.state), Verb.RECORD_SIGNATURE, article=case.article("acta"))
    newest = versions.for_members(case, row)
    if newest is not None and newest.id != found.id:
        raise Outdated(what="acta_version", holds=str(newest.version), article=case.article("acta"))
    return found, row


def signed(case: Case, found: Row[Any]) -> dict[int, Row[Any]]:
    """The signatures of that version, by person."""
    query = select(signature).where(signature.c.document_id == found.id)
    return {each.person_id: each for each in case.db.execute(query.order_by(signature.c.recorded_at))}


def participants(case: Case, row: Row[Any]) -> list[Participant]:
    """The signatories as the rules know them, with the DNI that an earlier certificate of theirs bore."""
    wanted = signatories(case, row)
    query = (
        select(signature.c.person_id, func.max(signature.c.identity).label("identity"))
        .where(
            signature.c.person_id.in_([each.person_id for each in wanted]), signature.c.identity.is_not(None)
        )
        .group_by(signature.c.person_id)
        .having(func.count(signature.c.identity.distinct()) == 1)
    )
    known = {each.person_id: each.identity for each in case.db.execute(query)}
    return [Participant(each.person_id, each.name, known.get(each.person_id, "")) for each in wanted]


def owing(case: Case, found: Row[Any], row: Row[Any]) -> list[Signatory]:
    """Those who have not signed that version, in order of precedence."""
    wanted = {each.person_id: each for each in signatories(case, row)}
    return [wanted[each] for each in rules.owing(wanted, signed(case, found))]


def standing(case: Case, row: Row[Any]) -> dict[str, Any] | None:
    """Who signed the version that went to the members, and who owes it for how long; None where none went."""
    found = versions.for_members(case, row)
    if found is None:
        return None
    wanted, done = signatories(case, row), signed(case, found)
    since: datetime = found.circulated_at or found.created_at
    return {
        "version": found.version,
        "total": len(wanted),
        "signed": [
            {
                "name": each.name,
                "means": done[each.person_id].means,
                "at": _signed_on(done[each.person_id]),
                "chain": done[each.person_id].chain,
                "confirmed": done[each.person_id].confirmed,
            }
            for each in wanted
            if each.person_id in done
        ],
        "owing": [{"name": each.name, "post": each.post} for each in wanted if each.person_id not in done],
        "days": rules.days_owed(case.body.day(since), case.body.day(case.now)),
    }


def pdf_button(case: Case, found: Row[Any]) -> list[list[Button]]:
    """*PDF para firmar*, for the secretariat, while anybody has to sign that version."""
    row = sitting_of(case, found.sitting_id)
    offered = case.actor.operates and found.state in (ActaState.CIRCULATED, ActaState.APPROVED)
    return [[press("signpdf", found.id)]] if offered and owing(case, found, row) else []


def call_for(case: Case, found: Row[Any], row: Row[Any]) -> None:
    """On approval the secretariat hears who has to sign, and how that goes on."""
    if not owing(case, found, row):
        return
    planning.plan_signatures(case, row.id)
    for operator in people.operators(case.db, case.body.id):
        case.send(
            operator.telegram_id,
            "acta_por_firmar",
            sitting=name_of(case, row),
            version=found.version,
            signatures=standing(case, row),
            article=case.article("acta"),
            buttons=[[press("signpdf", found.id)]],
        )


def file_paper(
    case: Case,
    row: Row[Any],
    kind: str,
    version: int,
    name: str,
    sha256: str,
    size: int,
    state: str,
    **more: Any,
) -> int:
    """A paper of the sitting that came from outside any template; its id."""
    return add(
        case.db,
        document,
        body_id=case.body.id,
        sitting_id=row.id,
        kind=kind,
        version=version,
        name=name,
        sha256=sha256,
        size=size,
        state=state,
        created_by=case.actor.person_id,
        created_at=case.now,
        filed_at=case.now,
        **more,
    )


def _signed_on(row: Row[Any]) -> datetime:
    """When, as the signer's clock had it; a clock that was ahead of ours is not believed."""
    recorded: datetime = row.recorded_at
    return min(row.signed_at or recorded, recorded)


def waiting(case: Case) -> list[dict[str, Any]]:
    """The actas of the latest sittings that somebody still has to sign, with who and for how many days."""
    closed = sittings.latest(case.db, case.body.id, (State.CLOSED,))[::-1]
    standings = [(name_of(case, row), standing(case, row)) for row in closed]
    return [{"sitting": name, **found} for name, found in standings if found and found["owing"]]


def keep(
    case: Case, found: Row[Any], row: Row[Any], person_id: int, means: Means, file_id: int, **details: Any
) -> None:
    """Records somebody's signature; with the last one nothing is owed any more."""
    values = {"confirmed": False, **details}
    case.db.execute(
        insert(signature).values(
            document_id=found.id,
            person_id=person_id,
            means=means,
            file_id=file_id,
            recorded_by=case.actor.person_id,
            recorded_at=case.now,
            **values,
        )
    )
    case.record(
        "acta_signed",
        f"document:{found.id}",
        person=person_id,
        means=means,
        file=file_id,
        chain=values.get("chain"),
        confirmed=values["confirmed"],
        signed_at=values.get("signed_at"),
    )
    if not owing(case, found, row):
        planning.forget(case, "signatures", row.id)
        case.record("acta_fully_signed", f"document:{found.id}", sitting=row.id)
