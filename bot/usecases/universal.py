"""Universal attendance: all are present and all agree to sit without a convocatoria (C5; LPAG, sessions)."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import Row

from bot.rules.convening import check_agenda, check_universal_attendance
from bot.rules.errors import NotLawfulNow
from bot.rules.lifecycle import State, Verb
from bot.store import engine, people, sittings
from bot.store.engine import add
from bot.store.tables import consent, sitting
from bot.usecases import agenda, presiding, universal_panel
from bot.usecases.buttons import press
from bot.usecases.case import Case, Receipt
from bot.usecases.conduct import begin
from bot.usecases.convening import DraftSitting
from bot.usecases.refusals import NotFound, NotFuture
from bot.usecases.room import leaders
from bot.usecases.seating import occupant
from bot.usecases.sitting import attending, name_of, sitting_of
from bot.usecases.summary import agenda_context


class DraftUniversal(DraftSitting):
    """A sitting without notice; its date may be today."""

    __slots__ = ()


def draft_universal(case: Case, command: DraftUniversal) -> Receipt:
    """Every titular and alternate is asked whether they accept to sit; nothing is convened by it.

    Raises NotFuture for a day that is over, AgendaRequired.
    """
    if case.body.day(command.held_at) < case.body.day(case.now):
        raise NotFuture(moment=command.held_at.isoformat())
    items = [item.strip() for item in command.agenda if item.strip()]
    check_agenda(items, article=case.article("sessions"))
    sitting_id = add(
        case.db,
        sitting,
        body_id=case.body.id,
        kind=command.kind,
        state=State.DRAFT,
        universal=True,
        held_at=command.held_at,
        place=command.place,
        drafted_by=case.actor.person_id,
        drafted_at=case.now,
    )
    agenda.keep_agenda(case, sitting_id, items)
    case.record("universal_attendance_asked", f"sitting:{sitting_id}", held_at=command.held_at)
    row = sitting_of(case, sitting_id)
    said: dict[str, Any] = {
        "sitting": name_of(case, row),
        "held_at": row.held_at,
        "place": row.place,
        "agenda": agenda_context(case.db, row.id),
        "article": case.article("sessions"),
    }
    seats = people.seats(case.db, case.body.id, row.id)
    asked = {seat.titular_telegram for seat in seats} | {seat.alternate_telegram for seat in seats}
    for chat_id in [*sorted(asked - {None}), case.body.group_chat_id]:
        case.send(chat_id, "universal", buttons=_buttons(row.id), **said)
    unreached = [seat.key for seat in seats if seat.titular_id is not None and seat.titular_telegram is None]
    for telegram_id in sorted(leaders(case) | {case.actor.telegram_id}):
        controls = [[press("room", row.id)], [press("drop", row.id)]]
        case.send(telegram_id, "universal_preparada", unreached=unreached, buttons=controls, **said)
    return Receipt("universal_preparada", {"sitting": said["sitting"]})


def _buttons(sitting_id: int) -> list[list[dict[str, Any]]]:
    return [
        [
            press("consent", sitting_id, "yes", style="success"),
            press("consent", sitting_id, "no", style="danger"),
        ],
        [press("here", sitting_id, style="primary")],
    ]


@dataclass(frozen=True, slots=True)
class Consent:
    """Whoever presses accepts to sit, or does not; it may be changed until the sitting is constituted."""

    verb: ClassVar[Verb] = Verb.CONSENT
    sitting_id: int
    accepted: bool


def give_consent(case: Case, command: Consent) -> Receipt:
    """Counts for the seat while whoever gave it sits there; one refusal and there is no sitting.

    Raises NotFound (no seat), NotLawfulNow.
    """
    row = sitting_of(case, command.sitting_id)
    attending(case, row, Verb.CONSENT)
    held = [seat for seat in case.actor.seats("titular", "alternate") if seat.sitting_id in (None, row.id)]
    titular = [seat for seat in held if seat.capacity == "titular"]
    if not held:
        raise NotFound(what="seat", name="", article=case.article("sessions"))
    for seat in titular or held[:1]:
        _keep(case, row, seat.seat_id, case.actor.person_id, command.accepted, None)
    said = {"accepted": command.accepted, "sitting": name_of(case, row)}
    if not command.accepted:
        for telegram_id in sorted(leaders(case)):
            case.send(
                telegram_id,
                "universal_negada",
                name=case.actor.name,
                sitting=said["sitting"],
                article=case.article("sessions"),
            )
    case.refresh(row.id)
    return Receipt("consentimiento", said)


@dataclass(frozen=True, slots=True)
class RecordConsent:
    """The ST records the acceptance of a member who is present without a telephone."""

    verb: ClassVar[Verb] = Verb.MARK_PRESENT
    sitting_id: int
    seat_id: int


def record_consent(case: Case, command: RecordConsent) -> Receipt:
    """Leaves the trace of who recorded it (Q5). Raises NotFound for whoever can press, NotLawfulNow."""
    row = sitting_of(case, command.sitting_id)
    attending(case, row, Verb.MARK_PRESENT)
    stood = universal_panel.panel_part(case.db, case.body, row) or {"recordable": []}
    current = occupant(case, row.id, command.seat_id)
    if current is None or command.seat_id not in {each["id"] for each in stood["recordable"]}:
        raise NotFound(what="consent", name=str(command.seat_id), article=case.article("sessions"))
    _keep(case, row, command.seat_id, current.person_id, True, case.actor.person_id)
    case.refresh(row.id)
    return Receipt("consentimiento", {"accepted": True, "sitting": name_of(case, row)})


def _keep(
    case: Case, row: Row[Any], seat_id: int, person_id: int | None, accepted: bool, recorded_by: int | None
) -> None:
    values = {
        "person_id": person_id, "accepted": accepted, "recorded_by": recorded_by, "answered_at": case.now,
    }  # fmt: skip
    case.db.execute(
        engine.insert(case.db, consent)
        .values(sitting_id=row.id, seat_id=seat_id, **values)
        .on_conflict_do_update(index_elements=["sitting_id", "seat_id"], set_=values)
    )
    case.record("consent_given" if accepted else "consent_refused", f"sitting:{row.id}", seat=seat_id)


@dataclass(frozen=True, slots=True)
class Constitute:
    """Opens it; `presider_seat_id` is whom those present elect where that is up to them (W4)."""

    verb: ClassVar[Verb] = Verb.CONSTITUTE
    sitting_id: int
    presider_seat_id: int | None = None


def constitute(case: Case, command: Constitute) -> Receipt:
    """The body constitutes itself in sitting, which takes its number now.

    Raises NotFound, NotUniversalAttendance with who is missing, NoPresider, NotLawfulNow.
    """
    row = sitting_of(case, command.sitting_id)
    if row.universal and row.state in (State.IN_SESSION, State.SUSPENDED):
        return Receipt("instalada", {"sitting": name_of(case, row)})
    state = attending(case, row, Verb.CONSTITUTE)
    stood = universal_panel.panel_part(case.db, case.body, row)
    if stood is None:
        raise NotLawfulNow(verb=Verb.CONSTITUTE, state=row.state, lawful=(), article=case.article("sessions"))
    check_universal_attendance(
        stood["present"],
        stood["members"],
        stood["in_favour"],
        article=case.article("sessions"),
        missing=stood["missing"],
    )
    present = sittings.present(case.db, row.id)
    presider, why = presiding.choose(case, present, command.presider_seat_id)
    return begin(case, row, state, presider, why, topic="quorum")
