"""The secretary's notes and the life of the acta: drafted, circulated, agreed to or observed (S4, A1-A3)."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import Row, insert, select, update

from bot.rules import acta as rules
from bot.rules import codes
from bot.rules.acta import Review
from bot.rules.lifecycle import ActaState, State, Station, Verb, advance
from bot.store import engine, people, sittings
from bot.store.tables import document, note, review
from bot.usecases import deadlines, dialogue, papers
from bot.usecases.convening import draft_of, name_of
from bot.usecases.desk import Case, Receipt, press
from bot.usecases.refusals import NotFound, Outdated


@dataclass(frozen=True, slots=True)
class RecordNote:
    """A note to an agenda item by its number, or to a station."""

    verb: ClassVar[Verb] = Verb.RECORD_NOTE
    text: str
    item: int | None = None
    station: Station | None = None


def record_note(case: Case, command: RecordNote) -> Receipt:
    """Goes to the running sitting. Raises NotFound where none runs, or the item is not on its agenda."""
    row = running(case)
    advance(State(row.state), Verb.RECORD_NOTE)
    items = sittings.agenda(case.db, row.id)
    chosen = next((item for item in items if item.position == command.item), None)
    if command.item is not None and chosen is None:
        raise NotFound(what="item", name=str(command.item), known=tuple(str(item.position) for item in items))
    case.db.execute(
        insert(note).values(
            sitting_id=row.id,
            agenda_item_id=chosen.id if chosen else None,
            station=command.station,
            text=command.text,
            person_id=case.actor.person_id,
            noted_at=case.now,
        )
    )
    case.record(
        "note_taken", f"sitting:{row.id}", item=command.item, station=command.station, text=command.text
    )
    context: dict[str, Any] = {"text": command.text, "item": command.item, "station": command.station}
    case.reply("nota_anotada", **context)
    return Receipt("nota_anotada", context)


def running(case: Case) -> Row[Any]:
    """The sitting that is running. Raises NotFound."""
    rows = sittings.in_states(case.db, case.body.id, sittings.RUNNING)
    if not rows:
        raise NotFound(what="running_sitting", name="")
    return rows[-1]


@dataclass(frozen=True, slots=True)
class FetchActa:
    """The acta of the sitting that `reference` names ("3", "03-2026"), of the last closed one without it."""

    verb: ClassVar[Verb] = Verb.CONSULT
    reference: str = ""


def fetch_acta(case: Case, command: FetchActa) -> Receipt:
    """The ST gets the draft as the record has it now; members the newest version that went to them.

    Raises NotFound, UnreadableReference."""
    for row in _named(case, command.reference):
        if case.actor.operates:
            latest = papers.latest_acta(case, row.id)
            fixed = latest is not None and latest.state != ActaState.DRAFT
            document_id = latest.id if latest is not None and fixed else papers.acta(case, row)
            buttons = [] if fixed else [[press("circulate", row.id)]]
            case.reply(
                "archivo",
                document_id=document_id,
                buttons=buttons,
                kind="acta",
                sitting=name_of(case, row),
                state=latest.state if latest else ActaState.DRAFT,
            )
            return Receipt("archivo")
        latest = papers.latest_acta(case, row.id, ActaState.CIRCULATED, ActaState.APPROVED)
        if latest is not None:
            case.reply(
                "archivo",
                document_id=latest.id,
                kind="acta",
                sitting=name_of(case, row),
                state=latest.state,
                buttons=review_buttons(latest) if case.actor.seats("titular") else [],
            )
            return Receipt("archivo")
    raise NotFound(what="acta", name=command.reference, article=case.article("acta_deadline"))


def _named(case: Case, reference: str) -> list[Row[Any]]:
    if reference:
        number, year = codes.parse_sitting_reference(reference, article=case.article("acta"))
        rows = sittings.numbered(case.db, case.body.id, number, year)
        return [row for row in rows if row.state == State.CLOSED]
    return sittings.in_states(case.db, case.body.id, (State.CLOSED,))[::-1]


@dataclass(frozen=True, slots=True)
class CirculateActa:
    verb: ClassVar[Verb] = Verb.CIRCULATE_ACTA
    sitting_id: int


def circulate_acta(case: Case, command: CirculateActa) -> Receipt:
    """Fixes the version and sends it to every titular with *Conforme* and *Observar*, to the alternates who attended
    the file (25 j). Raises NotFound, NotLawfulNow."""
    row = draft_of(case, command.sitting_id)
    advance(State(row.state), Verb.CIRCULATE_ACTA)
    latest = papers.latest_acta(case, row.id)
    if latest is not None and latest.state != ActaState.DRAFT:
        return Receipt("acta_circulada", {"sitting": name_of(case, row), "version": latest.version})
    document_id = papers.acta(case, row)
    state = rules.advance_acta(ActaState.DRAFT, Verb.CIRCULATE_ACTA, article=case.article("acta"))
    case.db.execute(update(document).where(document.c.id == document_id).values(state=state))
    latest = case.db.execute(select(document).where(document.c.id == document_id)).one()
    case.record("acta_circulated", f"document:{document_id}", sitting=row.id, version=latest.version)
    deadlines.acta_sent(case, row.id)
    context: dict[str, Any] = {
        "sitting": name_of(case, row),
        "version": latest.version,
        "article": case.article("acta"),
        "kind": "acta",
        "state": state,
    }
    reached, unreached = 0, []
    for seat in people.seats(case.db, case.body.id):
        sent = case.send(
            seat.titular_telegram,
            "acta_para_conformidad",
            document_id=document_id,
            buttons=review_buttons(latest),
            **context,
        )
        reached += sent is not None
        unreached += [{"key": seat.key, "post": seat.post, "name": seat.titular}] if sent is None else []
    for each in sittings.presences(case.db, row.id):
        if each.as_alternate:
            case.send(each.telegram_id, "archivo", document_id=document_id, **context)
    case.reply("acta_circulada", reached=reached, unreached=unreached, **context)
    return Receipt("acta_circulada", context)


def review_buttons(row: Row[Any]) -> list[list[dict[str, Any]]]:
    """*Conforme* and *Observar* under a circulated version; none once it is approved."""
    if row.state != ActaState.CIRCULATED:
        return []
    return [[press("agree", row.id, style="success"), press("observe", row.id)]]


@dataclass(frozen=True, slots=True)
class ReviewActa:
    """A titular agrees with the circulated version, or observes it with a text (asked for where it is missing)."""

    verb: ClassVar[Verb] = Verb.REVIEW_ACTA
    document_id: int
    answer: Review
    text: str | None = None


def review_acta(case: Case, command: ReviewActa) -> Receipt:
    """Raises NotFound; ActaNotLawfulNow once it is approved; Outdated where a later version circulates."""
    row = case.db.execute(
        select(document).where(
            document.c.id == command.document_id,
            document.c.body_id == case.body.id,
            document.c.kind == "acta",
        )
    ).first()
    if row is None:
        raise NotFound(what="acta", name=str(command.document_id))
    sitting = draft_of(case, row.sitting_id)
    rules.advance_acta(ActaState(row.state), Verb.REVIEW_ACTA, article=case.article("acta"))
    newest = papers.latest_acta(case, sitting.id, ActaState.CIRCULATED, ActaState.APPROVED)
    if newest is not None and newest.id != row.id:
        raise Outdated(what="acta_version", holds=str(newest.version), article=case.article("acta"))
    name = name_of(case, sitting)
    if command.answer is Review.OBSERVED and not (command.text or "").strip():
        dialogue.ask(case, "observation", {"document": row.id}, chat_id=case.actor.telegram_id)
        case.send(case.actor.telegram_id, "pide_observacion", sitting=name)
        return Receipt("pide_observacion", {"sitting": name})
    for seat in case.actor.seats("titular"):
        values = {
            "person_id": case.actor.person_id,
            "answer": command.answer,
            "text": command.text,
            "answered_at": case.now,
        }
        case.db.execute(
            engine.insert(case.db, review)
            .values(document_id=row.id, seat_id=seat.seat_id, **values)
            .on_conflict_do_update(index_elements=["document_id", "seat_id"], set_=values)
        )
        case.record(
            "acta_reviewed", f"document:{row.id}", seat=seat.key, answer=command.answer, text=command.text
        )
        for operator in people.operators(case.db, case.body.id):
            if operator.id != case.actor.person_id:
                case.send(
                    operator.telegram_id,
                    "acta_revisada",
                    sitting=name,
                    answer=command.answer,
                    text=command.text,
                    name=case.actor.name,
                    post=seat.post,
                    version=row.version,
                )
    dialogue.close(case, "observation")
    context = {"sitting": name, "answer": command.answer, "text": command.text, "version": row.version}
    case.send(case.actor.telegram_id, "revision_anotada", **context)
    return Receipt("revision_anotada", context)
