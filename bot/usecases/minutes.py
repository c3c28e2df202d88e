"""The secretary's notes and the life of the acta: drafted, circulated, agreed to or observed (S4, A1-A3)."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import Row, insert, select, update

from bot.rules import acta as rules
from bot.rules import codes
from bot.rules.acta import Review
from bot.rules.lifecycle import ActaState, State, Station, Verb
from bot.rules.reglamento import SittingKind
from bot.store import engine, people, sittings
from bot.store.tables import document, note, review
from bot.usecases import acta, dialogue, naming, planning, previous
from bot.usecases.buttons import Button, press
from bot.usecases.case import Case, Receipt
from bot.usecases.refusals import NotFound, Outdated
from bot.usecases.sitting import name_of, running, sitting_of, step


@dataclass(frozen=True, slots=True)
class RecordNote:
    """A note to an agenda item by its number, or to a station."""

    verb: ClassVar[Verb] = Verb.RECORD_NOTE
    text: str
    item: int | None = None
    station: Station | None = None


def record_note(case: Case, command: RecordNote) -> Receipt:
    """Goes to the running sitting, in its present station where nothing else is said.

    Raises NotFound where none runs, the item is not on its agenda or it has no such station; NotLawfulNow.
    """
    row = running(case)
    step(case, row.state, Verb.RECORD_NOTE)
    item_id, station = _place(case, row, command)
    case.db.execute(
        insert(note).values(
            sitting_id=row.id,
            agenda_item_id=item_id,
            station=station,
            text=command.text,
            person_id=case.actor.person_id,
            noted_at=case.now,
        )
    )
    case.record("note_taken", f"sitting:{row.id}", item=command.item, station=station, text=command.text)
    context: dict[str, Any] = {"text": command.text, "item": command.item, "station": station}
    case.reply("nota_anotada", **context)
    return Receipt("nota_anotada", context)


def _place(case: Case, row: Row[Any], command: RecordNote) -> tuple[int | None, str | None]:
    """Where the acta prints the note; an extraordinary sitting has no stations, only its agenda (19 f)."""
    items = {item.position: item.id for item in sittings.agenda(case.db, row.id)}
    if command.item is not None:
        if command.item not in items:
            raise NotFound(what="item", name=str(command.item), known=tuple(map(str, items)))
        return items[command.item], None
    if row.kind == SittingKind.EXTRAORDINARY:
        raise NotFound(what="item", name=command.station or "", known=tuple(map(str, items)))
    return None, command.station or row.station


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
        found = _for_secretariat(case, row) if case.actor.operates else _for_members(case, row)
        if found is None:
            continue
        case.reply(
            "archivo",
            document_id=found.id,
            kind="acta",
            sitting=name_of(case, row),
            state=found.state,
            version=found.version,
            buttons=_buttons(case, row, found),
        )
        return Receipt("archivo")
    raise NotFound(what="acta", name=command.reference, article=case.article("acta_deadline"))


def _for_secretariat(case: Case, row: Row[Any]) -> Row[Any]:
    approved = acta.latest(case, row.id, ActaState.APPROVED)
    return approved if approved is not None else _document(case, acta.draft(case, row))


def _for_members(case: Case, row: Row[Any]) -> Row[Any] | None:
    return acta.latest(case, row.id, ActaState.CIRCULATED, ActaState.APPROVED)


def _buttons(case: Case, row: Row[Any], found: Row[Any]) -> list[list[Button]]:
    if found.state == ActaState.DRAFT:
        return [[press("circulate", row.id)]]
    reviewing = review_buttons(found) if case.actor.seats("titular") else []
    return [*reviewing, *previous.own_close_button(case, found)]


def _named(case: Case, reference: str) -> list[Row[Any]]:
    """The closed sittings that are meant, the latest first."""
    if not reference:
        return sittings.in_states(case.db, case.body.id, (State.CLOSED,))[::-1]
    number, year = codes.parse_sitting_reference(reference, article=case.article("acta"))
    said = reference.casefold()
    kinds = [kind for kind, word in naming.KIND.items() if word.casefold() in said.split()]
    rows = sittings.numbered(case.db, case.body.id, number, year)
    return [row for row in rows if row.state == State.CLOSED and row.kind in (kinds or naming.KIND)]


def _document(case: Case, document_id: int) -> Row[Any]:
    query = select(document).where(document.c.id == document_id, document.c.body_id == case.body.id)
    row = case.db.execute(query.where(document.c.kind == "acta")).first()
    if row is None:
        raise NotFound(what="acta", name=str(document_id))
    return row


@dataclass(frozen=True, slots=True)
class CirculateActa:
    """The acta goes to the members."""

    verb: ClassVar[Verb] = Verb.CIRCULATE_ACTA
    sitting_id: int


def circulate_acta(case: Case, command: CirculateActa) -> Receipt:
    """Fixes the version and sends it to every titular with *Conforme* and *Observar* (25 j).

    The alternates who attended get the file. What the record gained since goes out as a new version, to be
    agreed to anew. Raises NotFound, NotLawfulNow, ActaNotLawfulNow once it is approved.
    """
    row = sitting_of(case, command.sitting_id)
    step(case, row.state, Verb.CIRCULATE_ACTA)
    newest = acta.latest(case, row.id)
    before = ActaState(newest.state) if newest is not None else ActaState.DRAFT
    state = rules.advance_acta(before, Verb.CIRCULATE_ACTA, article=case.article("acta"))
    found = _document(case, acta.draft(case, row))
    context: dict[str, Any] = {
        "sitting": name_of(case, row),
        "version": found.version,
        "article": case.article("acta"),
        "kind": "acta",
        "state": state,
    }
    if found.state == ActaState.CIRCULATED:
        return Receipt("acta_circulada", context)
    case.db.execute(
        update(document).where(document.c.id == found.id).values(state=state, circulated_at=case.now)
    )
    found = _document(case, found.id)
    case.record("acta_circulated", f"document:{found.id}", sitting=row.id, version=found.version)
    planning.acta_sent(case, row.id)
    seats = people.seats(case.db, case.body.id)
    unreached = []
    for seat in seats:
        sent = case.send(
            seat.titular_telegram,
            "acta_para_conformidad",
            document_id=found.id,
            buttons=review_buttons(found),
            **context,
        )
        unreached += [{"key": seat.key, "post": seat.post, "name": seat.titular}] if sent is None else []
    came = sittings.presences(case.db, row.id)
    for telegram_id in sorted({each.telegram_id for each in came if each.as_alternate} - {None}):
        case.send(telegram_id, "archivo", document_id=found.id, **context)
    case.reply("acta_circulada", reached=len(seats) - len(unreached), unreached=unreached, **context)
    return Receipt("acta_circulada", context)


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
    found = _document(case, command.document_id)
    row = sitting_of(case, found.sitting_id)
    rules.advance_acta(ActaState(found.state), Verb.REVIEW_ACTA, article=case.article("acta"))
    newest = _for_members(case, row)
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
    for seat in new:
        for operator in people.operators(case.db, case.body.id):
            if operator.id != case.actor.person_id:
                case.send(operator.telegram_id, "acta_revisada", name=case.actor.name, post=seat.post, **said)
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
    }  # fmt: skip
    case.db.execute(
        engine.insert(case.db, review)
        .values(document_id=found.id, seat_id=seat.seat_id, **values)
        .on_conflict_do_update(index_elements=["document_id", "seat_id"], set_=values)
    )
    case.record("acta_reviewed", f"document:{found.id}", seat=seat.key, answer=answer, text=text)
    return True
