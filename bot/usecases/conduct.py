"""The sitting itself: its panel, its installation, its stations and its close (Q1, Q4, W4, S1; 19, 23 c)."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import select, update

from bot.rules import quorum as rules
from bot.rules import stations
from bot.rules.lifecycle import State, Station, Verb
from bot.rules.reglamento import SittingKind
from bot.store import counters, people, sittings, votes
from bot.store.tables import acuerdo, agenda_item, note, sitting, vote
from bot.usecases import acta, papers, planning, presiding, quorum, results
from bot.usecases.buttons import press
from bot.usecases.case import Case, Receipt
from bot.usecases.decision import check_no_open_vote
from bot.usecases.lists import ConcludeWithoutQuorum as ConcludeWithoutQuorum
from bot.usecases.lists import TakeFirstList as TakeFirstList
from bot.usecases.lists import TakeSecondList as TakeSecondList
from bot.usecases.lists import conclude_without_quorum as conclude_without_quorum
from bot.usecases.lists import open_list
from bot.usecases.lists import take_first_list as take_first_list
from bot.usecases.lists import take_second_list as take_second_list
from bot.usecases.room import leaders as leaders
from bot.usecases.room import show_panel
from bot.usecases.room import tell_room as tell_room
from bot.usecases.second_convening import CallSecondConvening as CallSecondConvening
from bot.usecases.second_convening import call_second_convening as call_second_convening
from bot.usecases.sitting import name_of, sitting_of, step
from bot.usecases.summary import agenda_context
from bot.usecases.suspension import ExplainSuspension as ExplainSuspension
from bot.usecases.suspension import Resume as Resume
from bot.usecases.suspension import Suspend as Suspend
from bot.usecases.suspension import explain_suspension as explain_suspension
from bot.usecases.suspension import resume as resume
from bot.usecases.suspension import suspend as suspend


@dataclass(frozen=True, slots=True)
class OpenRoom:
    """Whoever runs the sitting asks for its panel."""

    verb: ClassVar[Verb] = Verb.SEE_PANEL
    sitting_id: int


def open_room(case: Case, command: OpenRoom) -> Receipt:
    """A fresh live panel in this chat. Raises NotFound."""
    row = sitting_of(case, command.sitting_id)
    show_panel(case, row.id, case.who.chat_id)
    return Receipt("panel")


@dataclass(frozen=True, slots=True)
class Install:
    """Opens the sitting; `presider_seat_id` is whom those present elect where that is up to them (W4)."""

    verb: ClassVar[Verb] = Verb.INSTALL
    sitting_id: int
    presider_seat_id: int | None = None


def install(case: Case, command: Install) -> Receipt:
    """Declares quorum and opens the sitting, which takes its number now (19 c).

    In a sitting that is open, and whose presider has left, `presider_seat_id` is elected in their place.
    Raises NotFound, NoQuorum, NoPresider, PresiderPresent, NotPresent, NotLawfulNow.
    """
    row = sitting_of(case, command.sitting_id)
    if row.state in (State.IN_SESSION, State.SUSPENDED):
        if command.presider_seat_id not in (None, row.presider_seat_id):
            presiding.elect(case, row, command.presider_seat_id)
        return Receipt("instalada", {"sitting": name_of(case, row)})
    state = step(case, row.state, Verb.INSTALL)
    present = sittings.present(case.db, row.id)
    stood = quorum.standing_now(case, row)
    topic = "second_convening" if stood.second_convening else "quorum"
    installed = rules.check_install(
        stood.present, stood.base, stood.second_convening, article=case.article(topic)
    )
    presider, why = presiding.choose(case, present, command.presider_seat_id)
    kind, year = SittingKind(row.kind), case.body.day(case.now).year
    number = counters.next_number(case.db, case.body.id, f"sitting:{kind}", year)
    case.db.execute(
        update(sitting)
        .where(sitting.c.id == row.id)
        .values(
            state=state,
            installed_at=case.now,
            number=number,
            year=year,
            station=stations.first_station(kind),
            presider_seat_id=presider.seat_id,
            presider_person_id=presider.person_id,
            presider_why=why,
        )
    )
    row = sitting_of(case, row.id)
    case.record(
        "sitting_installed",
        f"sitting:{row.id}",
        number=number,
        year=year,
        present=stood.present,
        presider=presider.person_id,
        why=why,
    )
    context = {
        "sitting": name_of(case, row),
        "present": stood.present,
        "seats": stood.total,
        "required": stood.required,
        "presider": presider.name,
        "why": why,
        "station": row.station,
        "kind": kind,
        "second_of": stood.second_convening,
        "agenda": agenda_context(case.db, row.id),
        "article": case.article(topic),
        "few": installed.fewer_than is not None,
        "few_article": case.article("quorum_lpag"),
    }
    tell_room(case, row, "instalada", **context)
    case.settle(row.id, open_list(row))
    return Receipt("instalada", context)


@dataclass(frozen=True, slots=True)
class NextStation:
    """`leaving` is the station that the button stood under, "" where it was not said."""

    verb: ClassVar[Verb] = Verb.NEXT_STATION
    sitting_id: int
    leaving: str = ""


def next_station(case: Case, command: NextStation) -> Receipt:
    """Moves to the next station in the order of 19 f; a repeated press stays where the first one led.

    Raises NotFound, NotLawfulNow, VoteStillOpen; NoFurtherStation after the last one.
    """
    row = sitting_of(case, command.sitting_id)
    step(case, row.state, Verb.NEXT_STATION)
    if command.leaving and command.leaving != row.station:
        return Receipt("estacion", {"station": row.station})
    check_no_open_vote(case, row)
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
        agenda=agenda_context(case.db, row.id),
    )
    case.refresh(row.id)
    return Receipt("estacion", {"station": station})


@dataclass(frozen=True, slots=True)
class Close:
    """`sure` once the undecided things were named."""

    verb: ClassVar[Verb] = Verb.CLOSE
    sitting_id: int
    sure: bool = False


def close(case: Case, command: Close) -> Receipt:
    """Ends the sitting: attendance sheet, draft of the acta, its deadline.

    With something undecided and not `sure` it names it and offers itself again.
    Raises NotFound, NotLawfulNow.
    """
    row = sitting_of(case, command.sitting_id)
    if row.state == State.CLOSED:
        return Receipt("cerrada", {"sitting": name_of(case, row), "at": row.closed_at})
    state = step(case, row.state, Verb.CLOSE)
    undecided = _undecided(case, row.id)
    if undecided and not command.sure:
        case.reply(
            "sin_decidir",
            undecided=undecided,
            sitting=name_of(case, row),
            buttons=[[press("close", row.id, "sure", style="danger")]],
        )
        return Receipt("sin_decidir_aviso")
    _drop_undecided(case, row.id)
    case.db.execute(update(sitting).where(sitting.c.id == row.id).values(state=state, closed_at=case.now))
    row = sitting_of(case, row.id)
    case.record("sitting_closed", f"sitting:{row.id}", undecided=[thing["what"] for thing in undecided])
    due = planning.plan_acta(case, row)
    tell_room(case, row, "cerrada", sitting=name_of(case, row), at=case.now)
    sheet, draft = papers.attendance_sheet(case, row), acta.draft(case, row)
    said: dict[str, Any] = {
        "sitting": name_of(case, row),
        "due": due,
        "article": case.article("acta_deadline"),
    }
    for operator in people.operators(case.db, case.body.id):
        case.send(operator.telegram_id, "borrador_listo", **said)
        case.send(operator.telegram_id, "archivo", document_id=draft, buttons=[[press("circulate", row.id)]])
        case.send(operator.telegram_id, "archivo", document_id=sheet)
    return Receipt("cerrada", {"sitting": name_of(case, row), "at": case.now})


def _undecided(case: Case, sitting_id: int) -> list[dict[str, Any]]:
    """A vote without result, a proposal on the table, the items neither decided nor noted upon."""
    running = votes.running(case.db, sitting_id)
    treated = [
        select(table.c.agenda_item_id).where(
            table.c.sitting_id == sitting_id, table.c.agenda_item_id.is_not(None)
        )
        for table in (vote, acuerdo, note)
    ]
    untouched = case.db.execute(
        select(agenda_item)
        .where(agenda_item.c.sitting_id == sitting_id)
        .where(*(agenda_item.c.id.not_in(query) for query in treated))
        .order_by(agenda_item.c.position)
    )
    return [
        *([{"what": f"vote_{running.state}", "text": running.text}] if running is not None else []),
        *({"what": "consensus", "text": row.text} for row in votes.acuerdos(case.db, sitting_id, "proposed")),
        *({"what": "item", "number": row.position, "text": row.text} for row in untouched),
    ]


def _drop_undecided(case: Case, sitting_id: int) -> None:
    """A vote without result is annulled with its trace, a proposal is withdrawn."""
    running = votes.running(case.db, sitting_id)
    if running is not None:
        if running.closed_at is None:
            results.freeze(case, sitting_id, running.id)
        case.db.execute(
            update(vote)
            .where(vote.c.id == running.id)
            .values(state="annulled", closed_at=running.closed_at or case.now)
        )
        case.record("vote_annulled", f"vote:{running.id}")
        results.rest(case, sitting_id, running.id)
    case.db.execute(
        update(acuerdo)
        .where(acuerdo.c.sitting_id == sitting_id, acuerdo.c.state == "proposed")
        .values(state="withdrawn")
    )
