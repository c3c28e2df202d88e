"""The vote: opened on an agenda item, cast by name, closed, and on a tie decided by the casting vote (18)."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import Row, and_, insert, select, update

from bot.rules import ballots, majority, quorum, stations
from bot.rules.ballots import VoteState
from bot.rules.errors import NotEntitled
from bot.rules.lifecycle import State, Station, Verb, advance
from bot.rules.majority import Choice, Outcome, Tally
from bot.rules.reglamento import MajorityBase, SittingKind
from bot.store import people, sittings, votes
from bot.store.engine import add
from bot.store.tables import ballot, entitled, presence, vote
from bot.usecases import adoption, conduct, dialogue, views
from bot.usecases.convening import draft_of, name_of
from bot.usecases.desk import Case, Receipt, press
from bot.usecases.minutes import running
from bot.usecases.refusals import NotFound

BALLOT = (Choice.FOR, Choice.AGAINST, Choice.ABSTAIN)


@dataclass(frozen=True, slots=True)
class OpenVote:
    """Puts a text to the vote under an agenda item, by its number, of the running sitting without `sitting_id`."""

    verb: ClassVar[Verb] = Verb.OPEN_VOTE
    sitting_id: int | None
    item: int
    text: str


def open_vote(case: Case, command: OpenVote) -> Receipt:
    """The group sees who has voted; every member present gets the ballot.

    Raises NotFound, NotLawfulNow, NotInAgendaStation, ItemNotOnAgenda, VoteStillOpen, NoQuorum."""
    row = sitting_meant(case, command.sitting_id)
    item = check_decision(case, row, Verb.OPEN_VOTE, command.item)
    vote_id = add(
        case.db,
        vote,
        sitting_id=row.id,
        agenda_item_id=item.id,
        text=command.text,
        state=VoteState.OPEN,
        opened_by=case.actor.person_id,
        opened_at=case.now,
    )
    case.record("vote_opened", f"vote:{vote_id}", sitting=row.id, item=command.item, text=command.text)
    case.show(f"vote:{vote_id}", row.id, case.body.group_chat_id, "votacion", vote=vote_id)
    for seat in sittings.present(case.db, row.id):
        case.show(
            f"ballot:{vote_id}:{seat.seat_id}",
            row.id,
            seat.telegram_id,
            "papeleta",
            shared=False,
            vote=vote_id,
            seat=seat.seat_id,
        )
    case.refresh(row.id)
    return Receipt("votacion_abierta", {"item": command.item})


def sitting_meant(case: Case, sitting_id: int | None) -> Row[Any]:
    """The sitting of that id, else the one that is running. Raises NotFound."""
    return running(case) if sitting_id is None else draft_of(case, sitting_id)


def check_decision(case: Case, row: Row[Any], verb: Verb, number: int) -> Row[Any]:
    """The agenda item on which the sitting may decide now; raises what forbids it (V6, S2)."""
    advance(State(row.state), verb, article=case.article(verb.topic))
    stations.check_station(Station(row.station), SittingKind(row.kind), article=case.article("stations"))
    items = sittings.agenda(case.db, row.id)
    stations.check_item(number, items, article=case.article("sessions"))
    undecided = votes.running(case.db, row.id)
    ballots.check_no_open_vote(
        [VoteState(undecided.state)] if undecided else [], article=case.article("majority")
    )
    seats = people.seats(case.db, case.body.id)
    quorum.check_holds(
        case.body.reglamento,
        len(sittings.present(case.db, row.id)),
        conduct.quorum_seats(case, seats),
        second_convening=row.second_of is not None,
        article=case.article("quorum"),
    )
    return items[number - 1]


@dataclass(frozen=True, slots=True)
class CastBallot:
    """A ballot of whoever acts; an abstention brings its reason with it or is asked for it.

    Without `vote_id` in the vote that is open."""

    verb: ClassVar[Verb] = Verb.CAST_BALLOT
    vote_id: int | None
    choice: Choice
    reason: str | None = None


def cast_ballot(case: Case, command: CastBallot) -> Receipt:
    """One ballot per seat, by the person who occupies it now; it may be changed until the vote closes (V2).

    Raises NotFound, VoteNotOpen, NotPresent."""
    vote_id = command.vote_id or _open_now(case)
    row = votes.pressed(case.db, case.body.id, vote_id, case.actor.person_id)
    if row is None:
        raise NotFound(what="vote", name=str(vote_id))
    ballots.check_vote_takes(VoteState(row.state), Verb.CAST_BALLOT, article=case.article("majority"))
    advance(State(row.sitting_state), Verb.CAST_BALLOT)
    ballots.check_voter(row.seat_id is not None, article=case.article("votes"))
    return _cast(case, row, case.actor.person_id, command)


def _open_now(case: Case) -> int:
    open_ = votes.running(case.db, sitting_meant(case, None).id)
    if open_ is None:
        raise NotFound(what="vote", name="", article=case.article("majority"))
    return int(open_.id)


@dataclass(frozen=True, slots=True)
class RecordBallot:
    """The ST records, in the room, the ballot of a member who has no telephone (Q5)."""

    verb: ClassVar[Verb] = Verb.MARK_PRESENT
    vote_id: int
    seat_id: int
    choice: Choice
    reason: str | None = None


def record_ballot(case: Case, command: RecordBallot) -> Receipt:
    """Leaves the trace of who recorded it. Raises NotFound, VoteNotOpen, NotPresent; NotEntitled for one who can press."""
    seat = case.db.execute(
        select(presence.c.person_id)
        .join(vote, vote.c.sitting_id == presence.c.sitting_id)
        .where(
            and_(
                vote.c.id == command.vote_id,
                presence.c.seat_id == command.seat_id,
                presence.c.left_at.is_(None),
            )
        )
    ).first()
    ballots.check_voter(seat is not None, article=case.article("votes"))
    row = votes.pressed(case.db, case.body.id, command.vote_id, seat.person_id if seat else None)
    if row is None or seat is None:
        raise NotFound(what="vote", name=str(command.vote_id))
    if any(
        each.person_id == seat.person_id and each.telegram_id
        for each in sittings.present(case.db, row.sitting_id)
    ):
        raise NotEntitled(verb=Verb.CAST_BALLOT, needed=(row.key,), article=case.article("votes"))
    ballots.check_vote_takes(VoteState(row.state), Verb.CAST_BALLOT, article=case.article("majority"))
    return _cast(
        case,
        row,
        seat.person_id,
        CastBallot(command.vote_id, command.choice, command.reason),
        recorded_by=case.actor.person_id,
    )


def _cast(
    case: Case, row: Row[Any], person_id: int | None, command: CastBallot, recorded_by: int | None = None
) -> Receipt:
    reason = (command.reason or "").strip() or None
    waiting = command.choice is Choice.ABSTAIN and reason is None
    if row.choice == command.choice and (reason is None or reason == row.reason):
        return Receipt(
            "voto", {"choice": command.choice, "at": row.cast_at, "waiting": waiting and row.reason is None}
        )
    values = {
        "person_id": person_id,
        "as_alternate": row.as_alternate,
        "choice": command.choice,
        "reason": reason,
        "recorded_by": recorded_by,
        "cast_at": case.now,
        "reasoned_at": case.now if reason else None,
    }
    if row.choice is None:
        case.db.execute(_NEW, {"vote_id": row.id, "seat_id": row.seat_id, **values})
    else:
        case.db.execute(
            update(ballot).where(ballot.c.vote_id == row.id, ballot.c.seat_id == row.seat_id).values(values)
        )
    case.record(
        "ballot_cast" if row.choice is None else "ballot_changed",
        f"vote:{row.id}",
        seat=row.key,
        person=person_id,
        choice=command.choice,
        reason=reason,
        recorded_by=recorded_by,
        before=row.choice,
    )
    if waiting:
        dialogue.ask(
            case, "abstention", {"vote": row.id, "seat": row.seat_id}, chat_id=case.actor.telegram_id
        )
        case.send(
            case.actor.telegram_id,
            "pide_motivo_abstencion",
            article=case.article("duty_to_vote"),
            seat=row.key,
        )
    elif row.choice == Choice.ABSTAIN:
        dialogue.close(case, "abstention")
    _show(case, row)
    return Receipt("voto", {"choice": command.choice, "at": case.now, "waiting": waiting})


_NEW = insert(ballot)


def _show(case: Case, row: Row[Any]) -> None:
    """The sitting's live messages and this seat's own ballot paper are to show it."""
    case.refresh(row.sitting_id)
    case.refresh_one(f"ballot:{row.id}:{row.seat_id}")


@dataclass(frozen=True, slots=True)
class GiveReason:
    """The reason of one's abstention or of one's vote; without `vote_id` the latest vote of whoever gives it."""

    verb: ClassVar[Verb] = Verb.GIVE_REASON
    text: str
    vote_id: int | None = None
    seat_id: int | None = None


def give_reason(case: Case, command: GiveReason) -> Receipt:
    """Until the end of the day after the vote (V3). Raises NotFound, ReasonTooLate, ReasonRequired."""
    text = ballots.check_reason(command.text, article=case.article("duty_to_vote"))
    query = (
        select(ballot, vote.c.state, vote.c.closed_at, vote.c.text.label("vote_text"), vote.c.sitting_id)
        .join(vote, vote.c.id == ballot.c.vote_id)
        .order_by(vote.c.opened_at.desc(), vote.c.id.desc())
    )
    if command.vote_id is None:
        query = query.where(ballot.c.person_id == case.actor.person_id, vote.c.state != VoteState.ANNULLED)
    else:
        query = query.where(vote.c.id == command.vote_id, ballot.c.seat_id == command.seat_id)
    row = case.db.execute(query).first()
    mine = row is not None and (
        row.person_id == case.actor.person_id or row.recorded_by == case.actor.person_id
    )
    if row is None or not mine:
        raise NotFound(what="ballot", name="", article=case.article("members"))
    if row.closed_at is not None:
        ballots.check_reason_in_time(case.now, row.closed_at, case.body.zone, article=case.article("members"))
        if row.choice == Choice.ABSTAIN and row.reason is None:
            raise NotFound(what="ballot", name="", article=case.article("duty_to_vote"))
    case.db.execute(
        update(ballot)
        .where(ballot.c.vote_id == row.vote_id, ballot.c.seat_id == row.seat_id)
        .values(reason=text, reasoned_at=case.now)
    )
    case.record(
        "reason_given", f"vote:{row.vote_id}", seat=row.seat_id, reason=text, late=row.closed_at is not None
    )
    dialogue.close(case, "abstention")
    case.refresh(row.sitting_id)
    case.refresh_one(f"ballot:{row.vote_id}:{row.seat_id}")
    case.reply("razon_anotada", text=text, choice=row.choice, vote=row.vote_text)
    return Receipt("razon_anotada", {"text": text, "choice": row.choice, "vote": row.vote_text})


@dataclass(frozen=True, slots=True)
class CloseVote:
    verb: ClassVar[Verb] = Verb.CLOSE_VOTE
    vote_id: int


def close_vote(case: Case, command: CloseVote) -> Receipt:
    """Counts; freezes who was present; adopts the acuerdo, or on a tie offers the casting vote (V1, V4, V7).

    Raises NotFound, VoteNotOpen."""
    row = _vote(case, command.vote_id)
    if row.state in (VoteState.DECIDED, VoteState.TIED):
        return Receipt("votacion_cerrada", {"outcome": row.outcome})
    ballots.check_vote_takes(VoteState(row.state), Verb.CLOSE_VOTE, article=case.article("majority"))
    advance(State(row.sitting_state), Verb.CLOSE_VOTE)
    cast = [each for each in votes.ballots(case.db, row.id) if each.choice != Choice.ABSTAIN or each.reason]
    tally = Tally.of(Choice(each.choice) for each in cast)
    present = _freeze(case, row, cast)
    counted = majority.outcome(tally, MajorityBase(case.body.reglamento.majority), present)
    state = ballots.state_after(counted)
    case.db.execute(
        update(vote)
        .where(vote.c.id == row.id)
        .values(
            state=state,
            closed_at=case.now,
            in_favour=tally.in_favour,
            against=tally.against,
            abstentions=tally.abstentions,
            present=present,
            outcome=counted,
            readings_differ=majority.readings_differ(tally, present),
        )
    )
    case.record(
        "vote_closed",
        f"vote:{row.id}",
        in_favour=tally.in_favour,
        against=tally.against,
        abstentions=tally.abstentions,
        present=present,
        outcome=counted,
    )
    if counted is Outcome.TIED:
        _offer_casting_vote(case, row, tally)
        return Receipt("votacion_cerrada", {"outcome": counted})
    return _declare(case, row.id, counted)


def _vote(case: Case, vote_id: int) -> Row[Any]:
    row = votes.vote_of(case.db, case.body.id, vote_id)
    if row is None:
        raise NotFound(what="vote", name=str(vote_id))
    return row


def _freeze(case: Case, row: Row[Any], cast: list[Row[Any]]) -> int:
    here = {
        each.seat_id: (each.person_id, each.as_alternate)
        for each in sittings.present(case.db, row.sitting_id)
    }
    here |= {each.seat_id: (each.person_id, each.as_alternate) for each in cast}
    if here:
        case.db.execute(
            insert(entitled),
            [
                {"vote_id": row.id, "seat_id": seat_id, "person_id": person_id, "as_alternate": as_alternate}
                for seat_id, (person_id, as_alternate) in here.items()
            ],
        )
    return len(here)


def _offer_casting_vote(case: Case, row: Row[Any], tally: Tally) -> None:
    """To whoever presides and to nobody else; the rest are told that it is awaited (V4, W4)."""
    sitting = draft_of(case, row.sitting_id)
    presider = next(
        (
            each
            for each in sittings.presences(case.db, row.sitting_id)
            if each.person_id == row.presider_person_id
        ),
        None,
    )
    context = {
        "text": row.text,
        "in_favour": tally.in_favour,
        "against": tally.against,
        "abstentions": tally.abstentions,
        "presider": presider.name if presider else "",
        "article": case.article("casting"),
        "sitting": name_of(case, sitting),
    }
    if presider is not None and presider.telegram_id is not None:
        case.send(
            presider.telegram_id,
            "pide_voto_dirimente",
            urgency=0,
            buttons=[
                [press("casting", row.id, "for", style="success")],
                [press("casting", row.id, "against", style="danger")],
            ],
            **context,
        )
    conduct.tell_room(case, sitting, "empate", **context)


@dataclass(frozen=True, slots=True)
class CastCastingVote:
    """Whoever presides decides a tie, for or against; a separate act from their ballot."""

    verb: ClassVar[Verb] = Verb.CAST_CASTING_VOTE
    vote_id: int
    choice: Choice


def cast_casting_vote(case: Case, command: CastCastingVote) -> Receipt:
    """Raises NotFound, NotEntitled for anybody but who presides, NotATie, VoteNotOpen."""
    row = _vote(case, command.vote_id)
    recorded = _presides_without_telephone(case, row) and case.actor.operates
    if case.actor.person_id != row.presider_person_id and not recorded:
        raise NotEntitled(verb=Verb.CAST_CASTING_VOTE, needed=("presider",), article=case.article("casting"))
    if row.casting_choice is not None:
        return Receipt("voto_dirimente", {"choice": row.casting_choice, "at": row.casting_at})
    ballots.check_vote_takes(VoteState(row.state), Verb.CAST_CASTING_VOTE, article=case.article("casting"))
    tally = Tally(row.in_favour, row.against, row.abstentions)
    decided = majority.decide(
        tally,
        MajorityBase(case.body.reglamento.majority),
        row.present,
        command.choice,
        article=case.article("casting"),
    )
    case.db.execute(
        update(vote)
        .where(vote.c.id == row.id)
        .values(
            state=VoteState.DECIDED,
            outcome=decided,
            casting_choice=command.choice,
            casting_person_id=row.presider_person_id,
            casting_at=case.now,
        )
    )
    case.record(
        "casting_vote_cast",
        f"vote:{row.id}",
        choice=command.choice,
        person=row.presider_person_id,
        outcome=decided,
    )
    _declare(case, row.id, decided)
    return Receipt("voto_dirimente", {"choice": command.choice, "at": case.now})


def _presides_without_telephone(case: Case, row: Row[Any]) -> bool:
    return any(
        each.person_id == row.presider_person_id and each.telegram_id is None
        for each in sittings.presences(case.db, row.sitting_id)
    )


def _declare(case: Case, vote_id: int, outcome: Outcome) -> Receipt:
    row = _vote(case, vote_id)
    sitting = draft_of(case, row.sitting_id)
    code = adoption.adopt_voted(case, sitting, row) if outcome is Outcome.APPROVED else None
    conduct.tell_room(
        case,
        sitting,
        "resultado",
        **views.result_context(case.db, case.body, row, code),
        sitting=name_of(case, sitting),
    )
    for each in votes.entitled_to(case.db, vote_id):
        case.refresh_one(f"ballot:{vote_id}:{each.seat_id}")
    return Receipt("votacion_cerrada", {"outcome": outcome, "code": code})
