"""The members' observations of the acta: listed, resolved one by one, told to whoever made them (A3; 19 g)."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import Row, update

from bot.rules import acta as rules
from bot.rules.acta import Observation, Outcome, Review
from bot.rules.lifecycle import ActaState, Verb
from bot.store import people, reviews
from bot.store.tables import review
from bot.usecases import dialogue, versions
from bot.usecases.buttons import Button, press
from bot.usecases.case import Case, Receipt
from bot.usecases.refusals import NotFound, Outdated
from bot.usecases.sitting import name_of, sitting_of, step


def unsettled(case: Case, found: Row[Any]) -> tuple[str, ...]:
    """The seats whose observations keep that version from being approved."""
    standing = [
        Observation(each.key, each.version, Outcome(each.outcome) if each.outcome else None)
        for each in reviews.standing(case.db, found.sitting_id)
    ]
    return rules.unsettled(standing, found.version)


def told(rows: list[Row[Any]]) -> list[dict[str, Any]]:
    """As messages speak of them."""
    return [
        {
            "key": each.key,
            "post": each.post,
            "name": each.name,
            "version": each.version,
            "text": each.text,
            "outcome": each.outcome,
            "resolution": each.resolution,
        }
        for each in rows
    ]


def buttons(rows: list[Row[Any]]) -> list[list[Button]]:
    """*Acoger* and *No acoger* for each that waits."""
    return [
        [
            press("resolve", each.document_id, each.seat_id, outcome, label=each.key)
            for outcome in (Outcome.ACCEPTED, Outcome.DECLINED)
        ]
        for each in rows
        if each.outcome is None
    ]


@dataclass(frozen=True, slots=True)
class ShowObservations:
    """What the members said of the acta so far."""

    verb: ClassVar[Verb] = Verb.RESOLVE_OBSERVATION
    sitting_id: int


def show_observations(case: Case, command: ShowObservations) -> Receipt:
    """Who agreed to the version that circulates, who is silent, and each observation. Raises NotFound."""
    row = sitting_of(case, command.sitting_id)
    found = versions.for_members(case, row)
    if found is None:
        raise NotFound(what="acta", name="")
    answers = {each.seat_id: each.answer for each in reviews.of_version(case.db, found.id)}
    seats = people.seats(case.db, case.body.id)
    given = {seat.key: Review(answers[seat.id]) if seat.id in answers else None for seat in seats}
    standing = rules.conformity(given)
    observed = reviews.standing(case.db, row.id)
    open_ones = observed if found.state != ActaState.APPROVED else []
    case.reply(
        "observaciones",
        sitting=name_of(case, row),
        version=found.version,
        state=found.state,
        conform=standing.conform,
        silent=standing.silent,
        observations=told(observed),
        buttons=buttons(open_ones),
    )
    return Receipt("observaciones")


@dataclass(frozen=True, slots=True)
class ResolveObservation:
    """Accepted or not, with a text, which is asked for."""

    verb: ClassVar[Verb] = Verb.RESOLVE_OBSERVATION
    document_id: int
    seat_id: int
    outcome: Outcome
    text: str | None = None


def resolve_observation(case: Case, command: ResolveObservation) -> Receipt:
    """Whoever made it is told; what was accepted goes into a new version, which the secretariat circulates.

    Raises NotFound, Outdated where it was withdrawn or resolved, ActaNotLawfulNow once the acta is approved.
    """
    found = versions.acta_of(case, command.document_id)
    row = sitting_of(case, found.sitting_id)
    step(case, row.state, Verb.RESOLVE_OBSERVATION)
    newest = versions.latest(case, row.id) or found
    rules.advance_acta(ActaState(newest.state), Verb.RESOLVE_OBSERVATION, article=case.article("acta"))
    key = (found.id, command.seat_id)
    standing = reviews.standing(case.db, row.id)
    mine = [each for each in standing if (each.document_id, each.seat_id) == key]
    if not mine:
        raise Outdated(what="observation")
    [each] = mine
    said: dict[str, Any] = {"sitting": name_of(case, row), "outcome": command.outcome, "key": each.key}
    if each.outcome is not None:
        raise Outdated(what="observation_resolved", holds=each.outcome)
    text = (command.text or "").strip()
    if not text:
        fields = {"document": found.id, "seat": command.seat_id, "outcome": command.outcome.value}
        dialogue.ask(case, "resolution", fields, "pide_resolucion", observed=each.text, **said)
        return Receipt("pide_resolucion")
    dialogue.close(case, "resolution")
    case.db.execute(
        update(review)
        .where(review.c.document_id == found.id, review.c.seat_id == command.seat_id)
        .values(
            outcome=command.outcome, resolution=text, resolved_by=case.actor.person_id, resolved_at=case.now
        )
    )
    case.record(
        "observation_resolved", f"document:{found.id}", seat=each.key, outcome=command.outcome, text=text
    )
    if each.telegram_id != case.actor.telegram_id:
        case.send(
            each.telegram_id,
            "observacion_resuelta",
            version=found.version,
            observed=each.text,
            resolution=text,
            **said,
        )
    waiting = [each for each in reviews.standing(case.db, row.id) if each.outcome is None]
    case.reply("resolucion_anotada", resolution=text, waiting=told(waiting), buttons=buttons(waiting), **said)
    return Receipt("resolucion_anotada", said)


def resolved_since(case: Case, before: Row[Any] | None, sitting_id: int) -> list[dict[str, Any]]:
    """What was resolved since that version circulated: the changes that a new one brings."""
    if before is None:
        return []
    rows = [each for each in reviews.of_acta(case.db, sitting_id) if each.resolved_at is not None]
    return told([each for each in rows if each.resolved_at >= before.circulated_at])
