"""The register of service: who was served when, with what margin, by what means; and who was not (C8)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import Row, select, update

from bot.rules.convening import served_ahead
from bot.rules.errors import NotLawfulNow
from bot.rules.lifecycle import State, Verb
from bot.rules.reasons import check_reason
from bot.store import people, rectifications
from bot.store.tables import person, seat, service
from bot.usecases import sheets
from bot.usecases.case import Case, Receipt
from bot.usecases.finding import convened, mentioned
from bot.usecases.refusals import NotFound, ServiceDateImpossible
from bot.usecases.service import line
from bot.usecases.sitting import name_of, sitting_of, step

OVER = (State.CLOSED, State.CONCLUDED, State.CANCELLED)


def undeliverable(case: Case, outbox_id: int) -> None:
    """Telegram refuses a notice for good: its seat is not served, and the ST is told."""
    served = case.db.execute(select(service).where(service.c.outbox_id == outbox_id)).first()
    if served is None or served.served_at is not None:
        return
    case.db.execute(update(service).where(service.c.id == served.id).values(means="none"))
    row = sitting_of(case, served.sitting_id)
    case.record("service_failed", f"sitting:{row.id}", seat=served.seat_id)
    seats = people.seats(case.db, case.body.id)
    missed = next((each for each in seats if each.id == served.seat_id), None)
    if missed is None:  # the seat was done away with meanwhile
        return
    for operator in people.operators(case.db, case.body.id):
        case.send(
            operator.telegram_id,
            "entrega_rechazada",
            sitting=name_of(case, row),
            held_at=row.held_at,
            seat=line(missed),
            cancelled=row.state == State.CANCELLED,
        )
    if row.state == State.CANCELLED:
        file_when_known(case, row)


def delivered(case: Case, outbox_ids: Collection[int]) -> None:
    """Notices arrived: what calls a sitting off may have reached everybody by now."""
    mine = select(service.c.sitting_id).where(service.c.outbox_id.in_(outbox_ids)).distinct()
    for sitting_id in case.db.scalars(mine).all():
        row = sitting_of(case, sitting_id)
        if row.state == State.CANCELLED:
            file_when_known(case, row)


def file_when_known(case: Case, row: Row[Any]) -> None:
    """The register of what calls a sitting off, once it is known of every seat whether it was served."""
    known = lines(case, row)
    if not any(each["means"] == "chat" and each["served_at"] is None for each in known):
        file_register(case, row)


@dataclass(frozen=True, slots=True)
class RecordService:
    """The ST served a seat by other means: `reference` names the oficio or the e-mail, `medium` what it was.

    `served_at` is now where it is not given; `sitting` ("12/03/2026") is for where several are ahead, or it is over."""

    verb: ClassVar[Verb] = Verb.RECORD_SERVICE
    sitting_id: int | None
    seat_key: str
    reference: str
    medium: str = ""
    served_at: datetime | None = None
    sitting: str = ""


def record_service(case: Case, command: RecordService) -> Receipt:
    """The seat counts as served at that moment.

    Raises NotFound, NotLawfulNow, ReasonRequired (no reference), ServiceDateImpossible.
    """
    row = sitting_of(case, command.sitting_id) if command.sitting_id else convened(case, command.sitting)
    step(case, row.state, Verb.RECORD_SERVICE)
    if row.issued_at is None:  # a universal attendance has no convocatoria (C5)
        raise NotLawfulNow(
            verb=Verb.RECORD_SERVICE, state=row.state, lawful=(), article=case.article("convene")
        )
    reference = check_reason(command.reference, article=case.article("convene"))
    served_at = command.served_at or case.now
    issued_at = (rectifications.issued(case.db, row.id, row.version) or row).issued_at
    if not issued_at <= served_at <= case.now:
        raise ServiceDateImpossible(
            moment=served_at.isoformat(), earliest=issued_at.isoformat(), latest=case.now.isoformat()
        )
    key = command.seat_key.strip().casefold()
    seats = {each.key: each for each in people.seats(case.db, case.body.id)}
    found = case.db.execute(
        update(service)
        .where(service.c.sitting_id == row.id, service.c.version == row.version)
        .where(service.c.seat_id == (seats[key].id if key in seats else None))
        .values(means="other", medium=command.medium.strip(), reference=reference, served_at=served_at)
    )
    if not found.rowcount:
        raise NotFound(what="seat", name=command.seat_key, known=tuple(seats))
    if row.state in OVER:
        file_register(case, row)
    case.record("service_recorded", f"sitting:{row.id}", seat=key, medium=command.medium, reference=reference)
    said: dict[str, Any] = {
        "sitting": name_of(case, row),
        "seat": line(seats[key]),
        "medium": command.medium.strip(),
        "reference": reference,
        "served_at": served_at,
        "days": served_ahead(served_at, row.held_at, case.body.zone),
    }
    case.reply("notificacion_anotada", **said)
    return Receipt("notificacion_anotada", said)


@dataclass(frozen=True, slots=True)
class ShowRegister:
    """Of the sitting that `reference` names ("3", "12/03/2026"), of the next one without it."""

    verb: ClassVar[Verb] = Verb.SEE_PANEL
    reference: str = ""


def show_register(case: Case, command: ShowRegister) -> Receipt:
    """Each seat with hour, means, margin and first reaction; the unserved apart. Raises NotFound."""
    row = mentioned(case, command.reference)
    known = lines(case, row)
    case.reply(
        "notificaciones",
        sitting=name_of(case, row),
        held_at=row.held_at,
        version=row.version,
        served=[each for each in known if each["served_at"]],
        unserved=[each for each in known if not each["served_at"]],
        operates=case.actor.operates,
    )
    return Receipt("notificaciones")


def lines(case: Case, row: Row[Any]) -> list[dict[str, Any]]:
    """The register of the newest version, a line per seat in order of precedence."""
    query = (
        select(service, seat.c.key, seat.c.post, person.c.name)
        .join(seat, seat.c.id == service.c.seat_id)
        .join(person, person.c.id == service.c.person_id)
        .where(service.c.sitting_id == row.id, service.c.version == row.version)
        .order_by(seat.c.rank)
    )
    return [
        {
            "key": each.key,
            "post": each.post,
            "name": each.name,
            "means": each.means,
            "medium": each.medium,
            "reference": each.reference,
            "served_at": each.served_at,
            "seen_at": each.seen_at,
            "days": served_ahead(each.served_at, row.held_at, case.body.zone) if each.served_at else None,
        }
        for each in case.db.execute(query)
    ]


def file_register(case: Case, row: Row[Any]) -> None:
    """The register as it stands goes into the sitting's folder (25 i)."""
    known = lines(case, row)
    if known:
        sheets.register(case, row, known)
