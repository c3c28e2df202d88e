"""A matter off the agenda: taken up where all are present and agree on its urgency, else carried over (S2)."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import Row, func, insert, select, update

from bot.rules.errors import NotEntitled, NotInAgendaStation, NotPresent
from bot.rules.lifecycle import Station, Verb
from bot.rules.stations import is_urgent
from bot.store import engine, people, sittings
from bot.store.engine import add
from bot.store.tables import agenda_item, urgency, urgency_answer
from bot.usecases import agenda, requests
from bot.usecases.buttons import press
from bot.usecases.case import Case, Receipt
from bot.usecases.decision import check_no_open_vote
from bot.usecases.refusals import NotFound, Outdated
from bot.usecases.room import leaders, tell_room
from bot.usecases.sitting import name_of, running, sitting_of, step
from bot.usecases.urgency_panel import open_in


@dataclass(frozen=True, slots=True)
class ProposeUrgency:
    """Whoever conducts asks whether a matter off the agenda is urgent; `matter_id`: a request's, its text."""

    verb: ClassVar[Verb] = Verb.DECIDE_URGENCY
    text: str
    matter_id: int | None = None


def propose_urgency(case: Case, command: ProposeUrgency) -> Receipt:
    """Each member gets *De acuerdo con la urgencia*; where not all are present it goes to the next agenda at once.

    Raises NotFound, NotLawfulNow, VoteStillOpen, Outdated while another is asked about, NotInAgendaStation once
    the orden del día is over.
    """
    row = running(case)
    step(case, row.state, Verb.DECIDE_URGENCY)
    check_no_open_vote(case, row)
    if row.station == Station.AGREEMENTS:
        raise NotInAgendaStation(station=row.station, needed=Station.AGENDA, article=case.article("stations"))
    if open_in(case.db, row.id) is not None:
        raise Outdated(what="urgency", article=case.article("sessions"))
    text = requests.request_of(case, command.matter_id).text if command.matter_id else command.text
    matter_id = command.matter_id or agenda.waiting_as(case, text)
    urgency_id = add(
        case.db,
        urgency,
        sitting_id=row.id,
        text=text,
        matter_id=matter_id,
        state="open",
        proposed_by=case.actor.person_id,
        proposed_at=case.now,
    )
    case.record("urgency_proposed", f"urgency:{urgency_id}", sitting=row.id, text=text)
    members, present = _members(case), _present(case, row)
    if present != members:
        return _refuse(case, row, _urgency_of(case, urgency_id))
    context: dict[str, Any] = {
        "text": text, "sitting": name_of(case, row), "article": case.article("sessions"),
    }  # fmt: skip
    ask = [
        [press("urgent", urgency_id, "yes", style="success")],
        [press("urgent", urgency_id, "no", style="danger")],
    ]
    case.send(case.body.group_chat_id, "urgencia", buttons=ask, **context)
    telegram_ids = {seat.telegram_id for seat in sittings.present(case.db, row.id)} - {None}
    for telegram_id in sorted(telegram_ids):
        case.send(telegram_id, "urgencia", buttons=ask, **context)
    for telegram_id in sorted(leaders(case) - telegram_ids):
        case.send(telegram_id, "urgencia", **context)
    case.refresh(row.id)
    return Receipt("urgencia", context)


@dataclass(frozen=True, slots=True)
class AnswerUrgency:
    """A member present agrees with the urgency, or not."""

    verb: ClassVar[Verb] = Verb.CAST_BALLOT
    urgency_id: int
    agrees: bool


@dataclass(frozen=True, slots=True)
class RecordUrgency:
    """The same, recorded by the ST for a member without a telephone (Q5)."""

    verb: ClassVar[Verb] = Verb.MARK_PRESENT
    urgency_id: int
    agrees: bool
    seat_id: int


def answer_urgency(case: Case, command: AnswerUrgency | RecordUrgency) -> Receipt:
    """One dissent, or one absence, sends it to the next agenda; once all agree it is an item of this agenda.

    Raises NotFound, Outdated, NotLawfulNow, NotPresent, NotEntitled.
    """
    asked = _urgency_of(case, command.urgency_id)
    row = sitting_of(case, asked.sitting_id)
    if asked.state != "open":
        raise Outdated(what="urgency_settled", holds=asked.state, article=case.article("sessions"))
    step(case, row.state, Verb.DECIDE_URGENCY)
    mine = _answering(case, row, command)
    by = case.actor.person_id if isinstance(command, RecordUrgency) else None
    values = {
        "person_id": mine.person_id, "agrees": command.agrees, "recorded_by": by, "answered_at": case.now,
    }  # fmt: skip
    case.db.execute(
        engine.insert(case.db, urgency_answer)
        .values(urgency_id=asked.id, seat_id=mine.seat_id, **values)
        .on_conflict_do_update(index_elements=["urgency_id", "seat_id"], set_=values)
    )
    case.record(
        "urgency_answered",
        f"urgency:{asked.id}",
        seat=mine.key,
        person=mine.person_id,
        agrees=command.agrees,
        recorded_by=by,
    )
    members, present, agreeing = _members(case), _present(case, row), _agreeing(case, asked.id)
    if not command.agrees or present != members:
        return _refuse(case, row, asked)
    if is_urgent(len(present), len(members), len(agreeing)):
        return _accept(case, row, asked)
    case.refresh(row.id)
    return Receipt("urgencia_anotada", {"agrees": True})


def _answering(case: Case, row: Row[Any], command: AnswerUrgency | RecordUrgency) -> Row[Any]:
    here = sittings.present(case.db, row.id)
    article = case.article("sessions")
    if isinstance(command, AnswerUrgency):
        mine = next((each for each in here if each.person_id == case.actor.person_id), None)
    else:
        mine = next((each for each in here if each.seat_id == command.seat_id), None)
        if mine is not None and mine.telegram_id is not None:
            raise NotEntitled(verb=Verb.CAST_BALLOT, needed=(mine.key,), article=article)
    if mine is None:
        raise NotPresent(article=case.article("votes"))
    return mine


def _refuse(case: Case, row: Row[Any], asked: Row[Any]) -> Receipt:
    """It goes to the next agenda."""
    counts = {"present": len(_present(case, row)), "members": len(_members(case))}
    if asked.matter_id is not None:
        agenda.put_forward(case, asked.matter_id)
    else:
        agenda.let_wait(case, "urgency", asked.text, row.id)
    _settle(case, row, asked, "refused", in_favour=len(_agreeing(case, asked.id)), **counts)
    return Receipt("urgencia_resuelta", {"accepted": False})


def _accept(case: Case, row: Row[Any], asked: Row[Any]) -> Receipt:
    """It becomes an item of this sitting's agenda."""
    members = len(_members(case))
    last = select(func.max(agenda_item.c.position)).where(agenda_item.c.sitting_id == row.id)
    position = (case.db.execute(last).scalar() or 0) + 1
    case.db.execute(
        insert(agenda_item).values(
            **agenda.columns(asked.text),
            sitting_id=row.id,
            position=position,
            urgent=True,
            matter_id=asked.matter_id,
        )
    )
    _settle(case, row, asked, "accepted", item=position, present=members, members=members, in_favour=members)
    return Receipt("urgencia_resuelta", {"accepted": True})


def _settle(case: Case, row: Row[Any], asked: Row[Any], state: str, item: int = 0, **counts: Any) -> None:
    case.db.execute(update(urgency).where(urgency.c.id == asked.id).values(state=state, settled_at=case.now))
    case.record(f"urgency_{state}", f"urgency:{asked.id}", **counts)
    tell_room(
        case,
        row,
        "urgencia_resuelta",
        accepted=state == "accepted",
        text=asked.text,
        item=item,
        sitting=name_of(case, row),
        article=case.article("sessions"),
        **counts,
    )


def drop_open(case: Case, row: Row[Any]) -> None:
    """The sitting closes: a question that not all have answered goes to the next agenda."""
    asked = open_in(case.db, row.id)
    if asked is not None:
        _refuse(case, row, asked)


def _urgency_of(case: Case, urgency_id: int) -> Row[Any]:
    row = case.db.execute(select(urgency).where(urgency.c.id == urgency_id)).first()
    if row is None or sittings.sitting_of(case.db, case.body.id, row.sitting_id) is None:
        raise NotFound(what="urgency", name=str(urgency_id))
    return row


def _members(case: Case) -> set[int]:
    """The seats that somebody holds."""
    return {seat.id for seat in people.seats(case.db, case.body.id) if seat.titular_id is not None}


def _present(case: Case, row: Row[Any]) -> set[int]:
    return {each.seat_id for each in sittings.present(case.db, row.id)} & _members(case)


def _agreeing(case: Case, urgency_id: int) -> set[int]:
    agreed = select(urgency_answer.c.seat_id).where(
        urgency_answer.c.urgency_id == urgency_id, urgency_answer.c.agrees.is_(True)
    )
    return set(case.db.scalars(agreed)) & _members(case)
