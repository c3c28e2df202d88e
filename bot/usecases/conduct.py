"""The sitting itself: lists, installation, presidency, stations, cuarto intermedio, close (Q1-Q4, W4, S1, S3)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import Row, insert, select, update

from bot.rules import quorum, stations
from bot.rules.errors import NoPresider
from bot.rules.lifecycle import State, Station, Verb, advance
from bot.rules.reglamento import SittingKind
from bot.store import counters, people, sittings
from bot.store.engine import add
from bot.store.tables import acuerdo, agenda_item, interruption, sitting, vote
from bot.usecases import deadlines, dialogue, papers, views
from bot.usecases.convening import distribute, draft_of, name_of
from bot.usecases.desk import Case, Receipt, press
from bot.usecases.refusals import NotFuture


@dataclass(frozen=True, slots=True)
class OpenRoom:
    """Whoever runs the sitting asks for its panel."""

    verb: ClassVar[Verb] = Verb.SEE_PANEL
    sitting_id: int


def open_room(case: Case, command: OpenRoom) -> Receipt:
    """A fresh live panel in this chat. Raises NotFound."""
    row = draft_of(case, command.sitting_id)
    case.show(f"panel:{row.id}:{case.who.chat_id}", row.id, case.who.chat_id, "panel", sitting=row.id)
    return Receipt("panel")


@dataclass(frozen=True, slots=True)
class TakeFirstList:
    verb: ClassVar[Verb] = Verb.TAKE_FIRST_LIST
    sitting_id: int


def take_first_list(case: Case, command: TakeFirstList) -> Receipt:
    """Opens the first list, at the convened hour or later (19 e). Raises FirstListTooEarly, NotLawfulNow."""
    row = draft_of(case, command.sitting_id)
    if row.state == State.FIRST_LIST:
        return Receipt("lista", {"ordinal": 1})
    state = advance(State(row.state), Verb.TAKE_FIRST_LIST)
    quorum.check_first_list(case.now, row.held_at, article=case.article("lists"))
    case.db.execute(update(sitting).where(sitting.c.id == row.id).values(state=state, first_list_at=case.now))
    case.record("first_list_taken", f"sitting:{row.id}")
    deadlines.plan_second_list(case, row.id, quorum.second_list_opens(case.now, case.body.reglamento))
    return _announce_list(case, row, 1)


@dataclass(frozen=True, slots=True)
class TakeSecondList:
    verb: ClassVar[Verb] = Verb.TAKE_SECOND_LIST
    sitting_id: int


def take_second_list(case: Case, command: TakeSecondList) -> Receipt:
    """Opens the second list, fifteen minutes after the first and never earlier (19 e).

    Marks of the first carry over. Raises SecondListTooEarly, QuorumReached, NotLawfulNow."""
    row = draft_of(case, command.sitting_id)
    if row.state == State.SECOND_LIST:
        return Receipt("lista", {"ordinal": 2})
    state = advance(State(row.state), Verb.TAKE_SECOND_LIST)
    present = len(sittings.present(case.db, row.id))
    base = quorum_seats(case, people.seats(case.db, case.body.id))
    quorum.check_conclude(present, base, row.second_of is not None, article=case.article("lists"))
    quorum.check_second_list(case.now, row.first_list_at, case.body.reglamento, article=case.article("lists"))
    case.db.execute(
        update(sitting)
        .where(sitting.c.id == row.id)
        .values(state=state, second_list_at=case.now, first_list_present=present)
    )
    case.record("second_list_taken", f"sitting:{row.id}")
    return _announce_list(case, row, 2)


def _announce_list(case: Case, row: Row[Any], ordinal: int) -> Receipt:
    case.show(
        f"list{ordinal}:{row.id}", row.id, case.body.group_chat_id, "lista", sitting=row.id, ordinal=ordinal
    )
    context = {"sitting": name_of(case, row), "ordinal": ordinal, "place": row.place, "at": case.now}
    for seat in people.seats(case.db, case.body.id, row.id):
        for telegram_id in {seat.titular_telegram, seat.alternate_telegram} - {None}:
            case.send(
                telegram_id, "lista_abierta", buttons=[[press("here", row.id, style="success")]], **context
            )
    case.refresh(row.id)
    return Receipt("lista", {"ordinal": ordinal})


@dataclass(frozen=True, slots=True)
class Install:
    verb: ClassVar[Verb] = Verb.INSTALL
    sitting_id: int
    presider_seat_id: int | None = None


def install(case: Case, command: Install) -> Receipt:
    """Declares quorum and opens the sitting, which takes its number now (19 c).

    The President presides, in their place the alternate; else whoever those present elect (W4): then the
    panel asks for `presider_seat_id`. Raises NoQuorum, NoPresider, NotLawfulNow."""
    row = draft_of(case, command.sitting_id)
    if row.state in (State.IN_SESSION, State.SUSPENDED):
        return Receipt("instalada", {"sitting": name_of(case, row)})
    state = advance(State(row.state), Verb.INSTALL)
    present = sittings.present(case.db, row.id)
    seats = people.seats(case.db, case.body.id)
    quorum.check_install(
        len(present),
        quorum_seats(case, seats),
        second_convening=row.second_of is not None,
        article=case.article("quorum"),
    )
    presider, why = _presider(case, present, command.presider_seat_id)
    kind, year = SittingKind(row.kind), case.body.day(case.now).year
    first = stations.first_station(kind)
    number = counters.next_number(case.db, case.body.id, f"sitting:{kind}", year)
    case.db.execute(
        update(sitting)
        .where(sitting.c.id == row.id)
        .values(
            state=state,
            installed_at=case.now,
            number=number,
            year=year,
            station=first,
            presider_seat_id=presider.seat_id,
            presider_person_id=presider.person_id,
            presider_why=why,
        )
    )
    row = draft_of(case, row.id)
    case.record(
        "sitting_installed",
        f"sitting:{row.id}",
        number=number,
        year=year,
        present=len(present),
        presider=presider.person_id,
        why=why,
    )
    context = {
        "sitting": name_of(case, row),
        "present": len(present),
        "seats": len(seats),
        "required": required(case, row, seats),
        "presider": presider.name,
        "why": why,
        "station": first,
        "kind": kind,
        "second_of": row.second_of is not None,
        "agenda": views.agenda_context(case.db, row.id),
        "article": case.article("quorum"),
        "few": row.second_of is not None and len(present) < 3,
        "few_article": case.article("quorum_lpag"),
    }
    tell_room(case, row, "instalada", **context)
    return Receipt("instalada", context)


def _presider(case: Case, present: list[Row[Any]], chosen: int | None) -> tuple[Row[Any], str]:
    for row in present:
        if row.presides:
            return row, "alternate" if row.as_alternate else "titular"
    elected = [row for row in present if row.seat_id == chosen]
    if not elected:
        raise NoPresider(article=case.article("authorities"))
    return elected[0], "elected"


def quorum_seats(case: Case, seats: list[Row[Any]]) -> int:
    """The seats that the quorum is counted on, by the parameter (Q1)."""
    return quorum.base(case.body.reglamento, len(seats), sum(seat.titular_id is not None for seat in seats))


def required(case: Case, row: Row[Any], seats: list[Row[Any]]) -> int:
    """How many must be present: half plus one, or whoever attends in a second convening (19 c, 19 d)."""
    return 1 if row.second_of is not None else quorum.required(quorum_seats(case, seats))


@dataclass(frozen=True, slots=True)
class NextStation:
    verb: ClassVar[Verb] = Verb.NEXT_STATION
    sitting_id: int
    leaving: str = ""


def next_station(case: Case, command: NextStation) -> Receipt:
    """Moves to the next station in the order of 19 f; a repeated press stays where the first one led.

    Raises NotLawfulNow; NoFurtherStation after the last one."""
    row = draft_of(case, command.sitting_id)
    state = State(row.state)
    advance(state, Verb.NEXT_STATION)
    if command.leaving and command.leaving != row.station:
        return Receipt("estacion", {"station": row.station})
    station = stations.next_station(
        Station(row.station), SittingKind(row.kind), article=case.article("stations")
    )
    case.db.execute(update(sitting).where(sitting.c.id == row.id).values(station=station))
    case.record("station_reached", f"sitting:{row.id}", station=station)
    case.send(
        case.body.group_chat_id,
        "estacion",
        station=station,
        sitting=name_of(case, row),
        agenda=views.agenda_context(case.db, row.id),
    )
    case.refresh(row.id)
    return Receipt("estacion", {"station": station})


@dataclass(frozen=True, slots=True)
class Suspend:
    verb: ClassVar[Verb] = Verb.SUSPEND
    sitting_id: int


def suspend(case: Case, command: Suspend) -> Receipt:
    """A cuarto intermedio begins; its reason is asked for. Raises NotLawfulNow (a vote is running)."""
    row = draft_of(case, command.sitting_id)
    if row.state == State.SUSPENDED:
        return Receipt("suspendida", {"at": case.now})
    state = advance(State(row.state), Verb.SUSPEND)
    case.db.execute(insert(interruption).values(sitting_id=row.id, suspended_at=case.now))
    case.db.execute(update(sitting).where(sitting.c.id == row.id).values(state=state))
    case.record("sitting_suspended", f"sitting:{row.id}")
    dialogue.ask(case, "suspension", {"sitting": row.id}, chat_id=case.actor.telegram_id)
    case.send(case.actor.telegram_id, "pide_motivo_suspension", buttons=[[press("skip", "suspension")]])
    tell_room(case, row, "suspendida", sitting=name_of(case, row), at=case.now)
    return Receipt("suspendida", {"at": case.now})


@dataclass(frozen=True, slots=True)
class ExplainSuspension:
    verb: ClassVar[Verb] = Verb.RECORD_NOTE
    sitting_id: int
    reason: str


def explain_suspension(case: Case, command: ExplainSuspension) -> Receipt:
    """The reason of the cuarto intermedio. Raises NotFound."""
    row = draft_of(case, command.sitting_id)
    latest = sittings.interruptions(case.db, row.id)
    if latest:
        case.db.execute(
            update(interruption).where(interruption.c.id == latest[-1].id).values(reason=command.reason)
        )
        case.record("suspension_explained", f"sitting:{row.id}")
    dialogue.close(case, "suspension")
    case.reply("anotado", text=command.reason)
    return Receipt("anotado", {"text": command.reason})


@dataclass(frozen=True, slots=True)
class Resume:
    verb: ClassVar[Verb] = Verb.RESUME
    sitting_id: int


def resume(case: Case, command: Resume) -> Receipt:
    """The sitting goes on where it was. Raises NotLawfulNow."""
    row = draft_of(case, command.sitting_id)
    if row.state == State.IN_SESSION:
        return Receipt("reanudada", {"at": case.now})
    state = advance(State(row.state), Verb.RESUME)
    case.db.execute(
        update(interruption)
        .where(interruption.c.sitting_id == row.id, interruption.c.resumed_at.is_(None))
        .values(resumed_at=case.now)
    )
    case.db.execute(update(sitting).where(sitting.c.id == row.id).values(state=state))
    case.record("sitting_resumed", f"sitting:{row.id}")
    tell_room(case, row, "reanudada", sitting=name_of(case, row), at=case.now)
    return Receipt("reanudada", {"at": case.now})


@dataclass(frozen=True, slots=True)
class Close:
    """`sure` once the undecided things were named."""

    verb: ClassVar[Verb] = Verb.CLOSE
    sitting_id: int
    sure: bool = False


def close(case: Case, command: Close) -> Receipt:
    """Ends the sitting: departures, attendance sheet, draft of the acta, its deadline.

    With something undecided and not `sure` it names it and offers itself again. Raises NotLawfulNow."""
    row = draft_of(case, command.sitting_id)
    if row.state == State.CLOSED:
        return Receipt("cerrada", {"sitting": name_of(case, row), "at": row.closed_at})
    state = advance(State(row.state), Verb.CLOSE)
    undecided = _undecided(case, row.id)
    if undecided and not command.sure:
        case.reply(
            "sin_decidir",
            undecided=undecided,
            sitting=name_of(case, row),
            buttons=[[press("close", row.id, "sure", style="danger")]],
        )
        return Receipt("sin_decidir_aviso")
    case.db.execute(
        update(vote)
        .where(vote.c.sitting_id == row.id, vote.c.state.in_(("open", "tied")))
        .values(state="annulled", closed_at=case.now)
    )
    case.db.execute(
        update(acuerdo)
        .where(acuerdo.c.sitting_id == row.id, acuerdo.c.state == "proposed")
        .values(state="withdrawn")
    )
    case.db.execute(
        update(interruption)
        .where(interruption.c.sitting_id == row.id, interruption.c.resumed_at.is_(None))
        .values(resumed_at=case.now)
    )
    case.db.execute(update(sitting).where(sitting.c.id == row.id).values(state=state, closed_at=case.now))
    row = draft_of(case, row.id)
    case.record("sitting_closed", f"sitting:{row.id}", undecided=[item["what"] for item in undecided])
    due = deadlines.plan_acta(case, row)
    tell_room(case, row, "cerrada", sitting=name_of(case, row), at=case.now)
    sheet, draft = papers.attendance_sheet(case, row), papers.acta(case, row)
    context: dict[str, Any] = {
        "sitting": name_of(case, row),
        "due": due,
        "article": case.article("acta_deadline"),
    }
    for operator in people.operators(case.db, case.body.id):
        case.send(operator.telegram_id, "borrador_listo", **context)
        case.send(operator.telegram_id, "archivo", document_id=draft, buttons=[[press("circulate", row.id)]])
        case.send(operator.telegram_id, "archivo", document_id=sheet)
    return Receipt("cerrada", {"sitting": name_of(case, row), "at": case.now})


def _undecided(case: Case, sitting_id: int) -> list[dict[str, Any]]:
    running = case.db.execute(
        select(vote).where(vote.c.sitting_id == sitting_id, vote.c.state.in_(("open", "tied")))
    ).all()
    proposed = case.db.execute(
        select(acuerdo).where(acuerdo.c.sitting_id == sitting_id, acuerdo.c.state == "proposed")
    ).all()
    treated = (
        select(vote.c.agenda_item_id)
        .where(vote.c.sitting_id == sitting_id)
        .union(select(acuerdo.c.agenda_item_id).where(acuerdo.c.sitting_id == sitting_id))
    )
    untouched = case.db.execute(
        select(agenda_item)
        .where(agenda_item.c.sitting_id == sitting_id, agenda_item.c.id.not_in(treated))
        .order_by(agenda_item.c.position)
    ).all()
    return (
        [{"what": f"vote_{row.state}", "text": row.text} for row in running]
        + [{"what": "consensus", "text": row.text} for row in proposed]
        + [{"what": "item", "number": row.position, "text": row.text} for row in untouched]
    )


@dataclass(frozen=True, slots=True)
class ConcludeWithoutQuorum:
    verb: ClassVar[Verb] = Verb.CONCLUDE_WITHOUT_QUORUM
    sitting_id: int


def conclude_without_quorum(case: Case, command: ConcludeWithoutQuorum) -> Receipt:
    """The convening is over for want of quorum after both lists; the constancia says so (19 e).

    Raises NotLawfulNow, QuorumReached."""
    row = draft_of(case, command.sitting_id)
    if row.state == State.CONCLUDED:
        return Receipt("concluida", {"sitting": name_of(case, row)})
    state = advance(State(row.state), Verb.CONCLUDE_WITHOUT_QUORUM)
    seats = people.seats(case.db, case.body.id)
    present = len(sittings.present(case.db, row.id))
    quorum.check_conclude(
        present,
        quorum_seats(case, seats),
        second_convening=row.second_of is not None,
        article=case.article("lists"),
    )
    case.db.execute(update(sitting).where(sitting.c.id == row.id).values(state=state, closed_at=case.now))
    row = draft_of(case, row.id)
    case.record("concluded_without_quorum", f"sitting:{row.id}", present=present)
    tell_room(
        case,
        row,
        "concluida",
        sitting=name_of(case, row),
        present=present,
        required=required(case, row, seats),
        second_at=row.second_at,
        article=case.article("lists"),
    )
    paper = papers.constancia(case, row)
    for operator in people.operators(case.db, case.body.id):
        case.send(operator.telegram_id, "archivo", document_id=paper)
    return Receipt("concluida", {"sitting": name_of(case, row)})


@dataclass(frozen=True, slots=True)
class CallSecondConvening:
    """`held_at` where the announced date is already past."""

    verb: ClassVar[Verb] = Verb.CALL_SECOND_CONVENING
    sitting_id: int
    held_at: datetime | None = None


def call_second_convening(case: Case, command: CallSecondConvening) -> Receipt:
    """Another sitting, linked to the first, on the announced date, with the same agenda (19 d).

    Where that date is past it asks for another. Raises NotLawfulNow, NotFuture."""
    row = draft_of(case, command.sitting_id)
    advance(State(row.state), Verb.CALL_SECOND_CONVENING)
    existing = case.db.execute(select(sitting).where(sitting.c.second_of == row.id)).first()
    if existing is not None:
        return Receipt("convocado", {"sitting": name_of(case, existing)})
    held_at = command.held_at or row.second_at
    if held_at is None or held_at <= case.now:
        if command.held_at is not None:
            raise NotFuture(moment=command.held_at.isoformat())
        proposed = quorum.default_second_convening(
            case.now, case.body.zone, case.body.reglamento, case.body.is_holiday
        )
        dialogue.ask(case, "second", {"sitting": row.id}, chat_id=case.actor.telegram_id)
        case.send(case.actor.telegram_id, "pide_segunda_convocatoria", proposed=proposed)
        return Receipt("pide_fecha")
    new_id = add(
        case.db,
        sitting,
        body_id=case.body.id,
        kind=row.kind,
        state=State.CONVENED,
        version=1,
        held_at=held_at,
        place=row.place,
        second_of=row.id,
        drafted_by=case.actor.person_id,
        drafted_at=case.now,
        issued_by=case.actor.person_id,
        issued_at=case.now,
        notice=row.notice,
    )
    items = sittings.agenda(case.db, row.id)
    case.db.execute(
        insert(agenda_item),
        [{"sitting_id": new_id, "position": item.position, "text": item.text} for item in items],
    )
    case.record("second_convening_called", f"sitting:{new_id}", first=row.id, held_at=held_at)
    dialogue.close(case, "second")
    second = draft_of(case, new_id)
    distribute(case, second)
    deadlines.plan_sitting(case, second)
    case.refresh(row.id)
    return Receipt("convocado", {"sitting": name_of(case, second)})


def tell_room(case: Case, row: Row[Any], template: str, **context: Any) -> None:
    """Says it in the group, and to the ST and the President where no group is bound or they are not who acts."""
    case.send(case.body.group_chat_id, template, **context)
    for telegram_id in sorted(leaders(case) - ({case.who.chat_id} if case.body.group_chat_id else set())):
        case.send(telegram_id, template, **context)
    case.refresh(row.id)


def leaders(case: Case) -> set[int]:
    """The ST, the Equipo Técnico and the President, those who are enrolled."""
    found = {
        seat.titular_telegram
        for seat in people.seats(case.db, case.body.id)
        if seat.presides or seat.technical_secretary
    }
    return found - {None} | {operator.telegram_id for operator in people.operators(case.db, case.body.id)}
