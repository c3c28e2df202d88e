"""The sitting itself: its panel, its installation and its stations (Q1, Q4, W4, S1; 19, 23 c)."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import Row, update

from bot.rules import quorum as rules
from bot.rules import stations
from bot.rules.lifecycle import State, Station, Verb
from bot.rules.reglamento import SittingKind
from bot.store import counters, people, sittings
from bot.store.tables import sitting
from bot.usecases import compliance, presiding, previous, quorum, requests
from bot.usecases.buttons import press
from bot.usecases.case import Case, Receipt
from bot.usecases.closing import Close as Close
from bot.usecases.closing import close as close
from bot.usecases.decision import check_no_open_vote
from bot.usecases.lists import ConcludeWithoutQuorum as ConcludeWithoutQuorum
from bot.usecases.lists import TakeFirstList as TakeFirstList
from bot.usecases.lists import TakeSecondList as TakeSecondList
from bot.usecases.lists import conclude_without_quorum as conclude_without_quorum
from bot.usecases.lists import open_list
from bot.usecases.lists import take_first_list as take_first_list
from bot.usecases.lists import take_second_list as take_second_list
from bot.usecases.room import leaders, show_panel, tell_room
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
    rules.check_install(stood, article=case.article(topic))
    presider, why = presiding.choose(case, present, command.presider_seat_id)
    return begin(case, row, state, presider, why, topic=topic)


def begin(case: Case, row: Row[Any], state: State, presider: Row[Any], why: str, *, topic: str) -> Receipt:
    """The sitting is open and takes its number; all are told with what quorum, on the article of `topic`."""
    seats = people.seats(case.db, case.body.id)
    stood = quorum.standing(case.body, row, seats, len(sittings.present(case.db, row.id)))
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
    presiding.keep(case, row.id, presider, why)
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
        "seats": len(seats),
        "required": stood.required,
        "presider": presider.name,
        "why": why,
        "station": row.station,
        "kind": kind,
        "second_of": stood.second_convening,
        "agenda": agenda_context(case.db, row.id),
        "article": case.article(topic),
        "few": stood.few,
        "universal": row.universal,
        "few_article": case.article("quorum_lpag"),
    }
    tell_room(case, row, "instalada", leading=[[press("room", row.id)]], **context)
    case.settle(row.id, open_list(row))
    if kind is SittingKind.ORDINARY:
        requests.take_up(case, row.id)
        previous.present(case, row)
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
        requests=requests.context_of(case, row.id),
    )
    if station == Station.REPORTS:
        compliance.at_reports(case, row)
    if station == Station.REQUESTS:
        _show_requests(case, row)
    case.refresh(row.id)
    return Receipt("estacion", {"station": station})


def _show_requests(case: Case, row: Row[Any]) -> None:
    """Each to whoever leads: on the next agenda, or on this one if all find it urgent (S2)."""
    for asked in requests.context_of(case, row.id):
        for telegram_id in sorted(leaders(case)):
            case.send(
                telegram_id,
                "pedido_en_estacion",
                text=asked["text"],
                name=asked["name"],
                post=asked["post"],
                article=case.article("stations"),
                buttons=[[press("move", asked["id"])], [press("place", asked["id"])]],
            )
