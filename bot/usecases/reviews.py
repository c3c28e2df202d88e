"""What the members say of the circulated acta: *conforme*, or what they observe (A3; 19 g)."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import Row, select

from bot.rules import acta as rules
from bot.rules.acta import Review
from bot.rules.lifecycle import ActaState, Verb
from bot.store import engine, people, reviews
from bot.store.tables import review
from bot.usecases import dialogue, observations, versions
from bot.usecases.buttons import Button, press
from bot.usecases.case import Case, Receipt
from bot.usecases.refusals import Outdated
from bot.usecases.sitting import name_of, sitting_of


def review_buttons(row: Row[Any]) -> list[list[Button]]:
    """*Conforme* and *Observar* under a circulated version; none once it is approved."""
    if row.state != ActaState.CIRCULATED:
        return []
    return [[press("agree", row.id, style="success"), press("observe", row.id)]]


@dataclass(frozen=True, slots=True)
class ReviewActa:
    """A titular agrees with the circulated version, or observes it with a text, which is asked for."""

    verb: ClassVar[Verb] = Verb.REVIEW_ACTA
    document_id: int
    answer: Review
    text: str | None = None


def review_acta(case: Case, command: ReviewActa) -> Receipt:
    """A later word replaces the earlier one.

    Raises NotFound; ActaNotLawfulNow for a draft or once it is approved; Outdated where a later version
    circulates.
    """
    found = versions.acta_of(case, command.document_id)
    row = sitting_of(case, found.sitting_id)
    rules.advance_acta(ActaState(found.state), Verb.REVIEW_ACTA, article=case.article("acta"))
    newest = versions.for_members(case, row)
    if newest is not None and newest.id != found.id:
        raise Outdated(what="acta_version", holds=str(newest.version), article=case.article("acta"))
    name, text = name_of(case, row), (command.text or "").strip() or None
    if command.answer is Review.OBSERVED and text is None:
        dialogue.ask(case, "observation", {"document": found.id}, "pide_observacion", sitting=name)
        return Receipt("pide_observacion", {"sitting": name})
    said = {"sitting": name, "answer": command.answer, "text": text, "version": found.version}
    new = [
        seat for seat in case.actor.seats("titular") if _keep_review(case, found, seat, command.answer, text)
    ]
    dialogue.close(case, "observation")
    if not new:
        return Receipt("revision_anotada", said)
    mine = [seat.seat_id for seat in new]
    waiting = [each for each in reviews.standing(case.db, row.id) if each.seat_id in mine]
    for seat in new:
        for operator in people.operators(case.db, case.body.id):
            if operator.id != case.actor.person_id:
                case.send(
                    operator.telegram_id,
                    "acta_revisada",
                    name=case.actor.name,
                    post=seat.post,
                    buttons=observations.buttons([each for each in waiting if each.seat_id == seat.seat_id]),
                    **said,
                )
    case.send(case.actor.telegram_id, "revision_anotada", **said)
    return Receipt("revision_anotada", said)


def _keep_review(case: Case, found: Row[Any], seat: Row[Any], answer: Review, text: str | None) -> bool:
    """Whether it says anything new."""
    mine = (review.c.document_id == found.id, review.c.seat_id == seat.seat_id)
    before = case.db.execute(select(review).where(*mine)).first()
    if before is not None and (before.answer, before.text) == (answer, text):
        return False
    values = {
        "person_id": case.actor.person_id, "answer": answer, "text": text, "answered_at": case.now,
        "outcome": None, "resolution": None, "resolved_by": None, "resolved_at": None,
    }  # fmt: skip
    case.db.execute(
        engine.insert(case.db, review)
        .values(document_id=found.id, seat_id=seat.seat_id, **values)
        .on_conflict_do_update(index_elements=["document_id", "seat_id"], set_=values)
    )
    case.record("acta_reviewed", f"document:{found.id}", seat=seat.key, answer=answer, text=text)
    return True
