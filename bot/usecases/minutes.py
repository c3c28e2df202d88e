"""The acta that whoever asks may see (A3; 19 g)."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import Row

from bot.rules import codes
from bot.rules.lifecycle import ActaState, State, Verb
from bot.store import sittings
from bot.usecases import previous, signatures, versions
from bot.usecases.buttons import Button, press
from bot.usecases.case import Case, Receipt
from bot.usecases.finding import of_that_kind
from bot.usecases.refusals import NotFound
from bot.usecases.reviews import review_buttons
from bot.usecases.sitting import name_of


@dataclass(frozen=True, slots=True)
class FetchActa:
    """The acta of the sitting that `reference` names ("3", "03-2026"), of the last closed one without it."""

    verb: ClassVar[Verb] = Verb.CONSULT
    reference: str = ""


def fetch_acta(case: Case, command: FetchActa) -> Receipt:
    """The ST gets it as the record has it now; members the newest version that went to them.

    Raises NotFound, UnreadableReference.
    """
    for row in _named(case, command.reference):
        found = _for_secretariat(case, row) if case.actor.operates else versions.for_members(case, row)
        if found is None:
            continue
        case.reply(
            "archivo",
            document_id=found.id,
            kind="acta",
            sitting=name_of(case, row),
            state=found.state,
            version=found.version,
            signatures=signatures.standing(case, row),
            buttons=_buttons(case, row, found),
        )
        return Receipt("archivo")
    raise NotFound(what="acta", name=command.reference, article=case.article("acta_deadline"))


def _for_secretariat(case: Case, row: Row[Any]) -> Row[Any]:
    approved = versions.latest(case, row.id, ActaState.APPROVED)
    return approved if approved is not None else versions.acta_of(case, versions.draft(case, row))


def _buttons(case: Case, row: Row[Any], found: Row[Any]) -> list[list[Button]]:
    if found.state == ActaState.DRAFT:
        return [[press("circulate", row.id)]]
    reviewing = review_buttons(found) if case.actor.seats("titular") else []
    return [*reviewing, *previous.own_close_button(case, found), *signatures.pdf_button(case, found)]


def _named(case: Case, reference: str) -> list[Row[Any]]:
    """The closed sittings that are meant, the latest first."""
    if not reference:
        return sittings.in_states(case.db, case.body.id, (State.CLOSED,))[::-1]
    number, year = codes.parse_sitting_reference(reference, article=case.article("acta"))
    rows = of_that_kind(sittings.numbered(case.db, case.body.id, number, year), reference)
    return [row for row in rows if row.state == State.CLOSED]
