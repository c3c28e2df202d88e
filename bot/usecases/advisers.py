"""The Comité de Asesores: proposed by the ST, appointed by the Presidency, ad honorem (W6; 28)."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import Row, select, update

from bot.names import same_person
from bot.rules.committees import check_advisers
from bot.rules.lifecycle import Verb
from bot.store import committees, people
from bot.store.engine import add
from bot.store.tables import adviser
from bot.usecases.buttons import Button, press
from bot.usecases.case import Case, Receipt
from bot.usecases.committee_cards import of_the_body
from bot.usecases.refusals import NotFound, Outdated
from bot.usecases.room import leaders


@dataclass(frozen=True, slots=True)
class ProposeAdviser:
    """The ST proposes an expert; `document` is the proposal's."""

    verb: ClassVar[Verb] = Verb.PROPOSE_ADVISER
    name: str
    specialty: str
    document: str


def propose_adviser(case: Case, command: ProposeAdviser) -> Receipt:
    """The President gets it with **Designar** and **No designar**; a person proposed already is so once.

    Raises TooManyAdvisers where five are appointed, InsideCommittee."""
    of_the_body(case)
    known = committees.advisers(case.db, case.body.id, "proposed", "appointed")
    if any(same_person(row.name) == same_person(command.name) for row in known):
        return Receipt("asesor_propuesto", {"name": command.name})
    check_advisers(committees.appointed(case.db, case.body.id) + 1, article=case.article("advisers"))
    adviser_id = add(
        case.db,
        adviser,
        body_id=case.body.id,
        name=command.name.strip(),
        specialty=command.specialty.strip(),
        document=command.document.strip(),
        state="proposed",
        proposed_by=case.actor.person_id,
        proposed_at=case.now,
    )
    case.record("adviser_proposed", f"adviser:{adviser_id}", document=command.document.strip())
    row = _adviser_of(case, adviser_id)
    seats = people.seats(case.db, case.body.id)
    president = next(seat.titular_telegram for seat in seats if seat.presides)
    case.send(president, "asesor_propuesto", buttons=decision_buttons(row.id), **_context(case, row))
    if president != case.who.chat_id:
        case.reply("asesor_en_consulta", reached=president is not None, **_context(case, row))
    return Receipt("asesor_propuesto", {"name": row.name})


@dataclass(frozen=True, slots=True)
class DecideAdviser:
    """The President appoints the expert proposed, or not."""

    verb: ClassVar[Verb] = Verb.APPOINT_ADVISER
    adviser_id: int
    appoint: bool


def decide_adviser(case: Case, command: DecideAdviser) -> Receipt:
    """The decision is the President's and is taken once; whoever leads the body is told.

    Raises NotFound, Outdated (decided otherwise), TooManyAdvisers for a sixth."""
    row = _adviser_of(case, command.adviser_id)
    state = "appointed" if command.appoint else "declined"
    if row.state == "proposed":
        if command.appoint:
            check_advisers(committees.appointed(case.db, case.body.id) + 1, article=case.article("advisers"))
        values = {"state": state, "decided_by": case.actor.person_id, "decided_at": case.now}
        case.db.execute(update(adviser).where(adviser.c.id == row.id).values(values))
        case.record(f"adviser_{state}", f"adviser:{row.id}")
        for telegram_id in sorted(leaders(case)):
            case.send(telegram_id, "asesor_decidido", appointed=command.appoint, **_context(case, row))
    elif row.state != state:
        raise Outdated(what="adviser", holds=row.state)
    return Receipt("asesor_decidido", {"appointed": command.appoint})


@dataclass(frozen=True, slots=True)
class EndAdviser:
    """Somebody is an adviser no more: named as `/comites` does, by number or by name."""

    verb: ClassVar[Verb] = Verb.END_ADVISER
    reference: str
    reason: str
    document: str


def end_adviser(case: Case, command: EndAdviser) -> Receipt:
    """The reason and the document are recorded; whoever leads the body is told. Raises NotFound, InsideCommittee."""
    of_the_body(case)
    known = dict(appointed(case))
    found = next(
        (
            row
            for row in committees.advisers(case.db, case.body.id, "appointed")
            if same_person(row.name) == same_person(known.get(command.reference.strip(), command.reference))
        ),
        None,
    )
    if found is None:
        raise NotFound(what="appointed", name=command.reference, known=tuple(known.values()))
    values = {
        "state": "ended", "ended_at": case.now,
        "ended_reason": command.reason.strip(), "ended_document": command.document.strip(),
    }  # fmt: skip
    case.db.execute(update(adviser).where(adviser.c.id == found.id).values(values))
    case.record(
        "adviser_ended",
        f"adviser:{found.id}",
        reason=values["ended_reason"],
        document=values["ended_document"],
    )
    for telegram_id in sorted(leaders(case) | {case.actor.telegram_id}):
        case.send(
            telegram_id,
            "asesor_cesado",
            name=found.name,
            specialty=found.specialty,
            reason=values["ended_reason"],
            document=values["ended_document"],
            article=case.article("advisers"),
        )
    return Receipt("asesor_cesado", {"name": found.name})


def appointed(case: Case) -> list[tuple[str, str]]:
    """The advisers by the number that `/comites` gives them."""
    rows = committees.advisers(case.db, case.body.id, "appointed")
    return [(str(number), row.name) for number, row in enumerate(rows, start=1)]


def decision_buttons(adviser_id: int) -> list[list[Button]]:
    """**Designar**, **No designar**."""
    return [[press("appoint", adviser_id, style="success"), press("not_appoint", adviser_id, style="danger")]]


def _adviser_of(case: Case, adviser_id: int) -> Row[Any]:
    mine = (adviser.c.id == adviser_id, adviser.c.body_id == case.body.id)
    row = case.db.execute(select(adviser).where(*mine)).first()
    if row is None:
        raise NotFound(what="adviser", name=str(adviser_id))
    return row


def _context(case: Case, row: Row[Any]) -> dict[str, Any]:
    return {
        "name": row.name,
        "specialty": row.specialty,
        "document": row.document,
        "article": case.article("advisers"),
    }
