"""The acta that whoever asks may see (A3; 19 g)."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import Row

from bot.rules import codes
from bot.rules.acta import advance_acta
from bot.rules.lifecycle import ActaState, State, Verb
from bot.store import sittings
from bot.usecases import previous, signatures, versions
from bot.usecases.buttons import Button, press
from bot.usecases.case import Case, Receipt
from bot.usecases.finding import of_that_kind
from bot.usecases.refusals import NotFound
from bot.usecases.reviews import review_buttons
from bot.usecases.sitting import name_of, sitting_of, step


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
        if found is not None:
            _hand(case, row, found)
            return Receipt("archivo")
    raise NotFound(what="acta", name=command.reference, article=case.article("acta_deadline"))


def _for_secretariat(case: Case, row: Row[Any]) -> Row[Any]:
    approved = versions.latest(case, row.id, ActaState.APPROVED)
    return approved if approved is not None else versions.acta_of(case, versions.draft(case, row))


def _hand(case: Case, row: Row[Any], found: Row[Any]) -> None:
    """With its state; to the secretariat also with what the record says otherwise by now."""
    edits = case.actor.operates and found.state != ActaState.APPROVED
    behind = versions.behind(case, row, found) if edits and found.basis is not None else ()
    approved_in = sitting_of(case, found.approved_in) if found.approved_in else None
    case.reply(
        "archivo",
        document_id=found.id,
        kind="acta",
        sitting=name_of(case, row),
        state=found.state,
        version=found.version,
        approved_in=name_of(case, approved_in)
        if approved_in is not None and approved_in.id != row.id
        else "",
        by_hand=case.actor.operates and found.basis is not None,
        behind=behind,
        edits=edits,
        signatures=signatures.standing(case, row),
        buttons=_buttons(case, row, found, behind),
    )


def _buttons(case: Case, row: Row[Any], found: Row[Any], behind: tuple[str, ...]) -> list[list[Button]]:
    anew = [[press("redraft", row.id)]] if behind else []
    if case.actor.operates and versions.for_members(case, row) is not None:
        anew.append([press("observations", row.id)])
    if found.state == ActaState.DRAFT:
        return [[press("circulate", row.id)], *anew]
    reviewing = review_buttons(found) if case.actor.seats("titular") else []
    closing = previous.own_close_button(case, found)
    return [*reviewing, *closing, *signatures.pdf_button(case, found), *anew]


@dataclass(frozen=True, slots=True)
class RedraftActa:
    """The acta written anew from the record, without what was corrected by hand."""

    verb: ClassVar[Verb] = Verb.DRAFT_ACTA
    sitting_id: int


def redraft_acta(case: Case, command: RedraftActa) -> Receipt:
    """A new version; the corrected ones stay in the folder. Where nothing was corrected, what there is.

    Raises NotFound, NotLawfulNow, ActaNotLawfulNow once it is approved.
    """
    row = sitting_of(case, command.sitting_id)
    step(case, row.state, Verb.DRAFT_ACTA)
    newest = versions.latest(case, row.id)
    state = ActaState(newest.state) if newest is not None else ActaState.DRAFT
    advance_acta(state, Verb.DRAFT_ACTA, article=case.article("acta"))
    by_hand = newest is not None and newest.basis is not None
    found = versions.acta_of(case, versions.draft_anew(case, row) if by_hand else versions.draft(case, row))
    if by_hand:
        case.record("acta_redrafted", f"document:{found.id}", sitting=row.id, version=found.version)
    _hand(case, row, found)
    return Receipt("archivo")


def _named(case: Case, reference: str) -> list[Row[Any]]:
    """The closed sittings that are meant, the latest first."""
    if not reference:
        return sittings.latest(case.db, case.body.id, (State.CLOSED,))
    number, year = codes.parse_sitting_reference(reference, article=case.article("acta"))
    rows = of_that_kind(sittings.numbered(case.db, case.body.id, number, year), reference)
    return [row for row in rows if row.state == State.CLOSED]
