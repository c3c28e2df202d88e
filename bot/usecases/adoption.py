"""Acuerdos: by vote or by consensus, numbered when adopted, worded until the acta is approved (V5, V7)."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import Row, select, update

from bot.rules import codes
from bot.rules.errors import NotPresent
from bot.rules.lifecycle import State, Verb, advance
from bot.store import counters, people, sittings
from bot.store.engine import add
from bot.store.tables import acuerdo, document
from bot.usecases import conduct, deadlines, naming, voting
from bot.usecases.convening import draft_of, name_of
from bot.usecases.desk import Case, Receipt, press
from bot.usecases.refusals import NotFound, Outdated


def adopt_voted(case: Case, sitting: Row[Any], vote: Row[Any]) -> str:
    """The acuerdo of an approved vote; its code."""
    acuerdo_id = add(
        case.db,
        acuerdo,
        body_id=case.body.id,
        sitting_id=sitting.id,
        agenda_item_id=vote.agenda_item_id,
        vote_id=vote.id,
        state="adopted",
        mode="vote",
        text=vote.text,
        progress="pending",
        proposed_by=vote.opened_by,
        proposed_at=vote.opened_at,
    )
    return _number(case, sitting, acuerdo_id)


def _number(case: Case, sitting: Row[Any], acuerdo_id: int) -> str:
    year = codes.series_year(case.now, case.body.zone)
    number = counters.next_number(case.db, case.body.id, "acuerdo", year)
    code = codes.acuerdo_code(
        case.body.reglamento.acuerdo_code,
        number,
        year,
        case.body.sigla,
        kind=naming.KIND[sitting.kind],
        sitting_number=sitting.number,
        article=case.article("acta"),
    )
    case.db.execute(
        update(acuerdo)
        .where(acuerdo.c.id == acuerdo_id)
        .values(state="adopted", number=number, year=year, code=code, adopted_at=case.now)
    )
    case.record("acuerdo_adopted", f"acuerdo:{acuerdo_id}", code=code)
    return code


@dataclass(frozen=True, slots=True)
class ProposeConsensus:
    """An acuerdo to be adopted without a vote, unless a member present asks for one.

    Without `sitting_id` in the running sitting."""

    verb: ClassVar[Verb] = Verb.ADOPT_BY_CONSENSUS
    sitting_id: int | None
    item: int
    text: str
    responsible: str = ""
    deadline: date | None = None


def propose_consensus(case: Case, command: ProposeConsensus) -> Receipt:
    """Shows it to all present with *Pedir votación*, to the ST and the President with *Acuerdo por consenso*.

    Raises what forbids a decision now, NotFound for an unknown responsible."""
    row = voting.sitting_meant(case, command.sitting_id)
    item = voting.check_decision(case, row, Verb.ADOPT_BY_CONSENSUS, command.item)
    responsible = check_responsible(case, command.responsible)
    case.db.execute(
        update(acuerdo)
        .where(acuerdo.c.sitting_id == row.id, acuerdo.c.state == "proposed")
        .values(state="withdrawn")
    )
    acuerdo_id = add(
        case.db,
        acuerdo,
        body_id=case.body.id,
        sitting_id=row.id,
        agenda_item_id=item.id,
        state="proposed",
        mode="consensus",
        text=command.text,
        responsible=responsible,
        deadline=command.deadline,
        progress="pending",
        proposed_by=case.actor.person_id,
        proposed_at=case.now,
    )
    case.record(
        "consensus_proposed", f"acuerdo:{acuerdo_id}", sitting=row.id, item=command.item, text=command.text
    )
    context: dict[str, Any] = {
        "text": command.text,
        "item": command.item,
        "responsible": responsible,
        "deadline": command.deadline,
        "sitting": name_of(case, row),
        "article": case.article("consensus"),
    }
    ask = [press("askvote", acuerdo_id, style="danger")]
    case.send(case.body.group_chat_id, "consenso_propuesto", buttons=[ask], **context)
    leaders = conduct.leaders(case)
    for seat in sittings.present(case.db, row.id):
        if seat.telegram_id is not None and seat.telegram_id not in leaders:
            case.send(seat.telegram_id, "consenso_propuesto", buttons=[ask], **context)
    for telegram_id in sorted(leaders):
        case.send(
            telegram_id,
            "consenso_propuesto",
            buttons=[[press("consensus", row.id, acuerdo_id, style="success")], ask],
            **context,
        )
    case.refresh(row.id)
    return Receipt("consenso_propuesto", context)


@dataclass(frozen=True, slots=True)
class AdoptByConsensus:
    """The proposal on the table is declared adopted."""

    verb: ClassVar[Verb] = Verb.ADOPT_BY_CONSENSUS
    sitting_id: int
    acuerdo_id: int


def adopt_by_consensus(case: Case, command: AdoptByConsensus) -> Receipt:
    """It takes its code. Raises NotFound, Outdated where a member asked for the vote, NotLawfulNow."""
    proposal = _proposal(case, command.acuerdo_id)
    row = draft_of(case, proposal.sitting_id)
    if proposal.state == "adopted":
        return Receipt("acuerdo_adoptado", {"code": proposal.code})
    if proposal.state != "proposed":
        raise Outdated(what="consensus", article=case.article("consensus"))
    item = next(item for item in sittings.agenda(case.db, row.id) if item.id == proposal.agenda_item_id)
    voting.check_decision(case, row, Verb.ADOPT_BY_CONSENSUS, item.position)
    code = _number(case, row, proposal.id)
    conduct.tell_room(
        case,
        row,
        "acuerdo_por_consenso",
        code=code,
        text=proposal.text,
        item=item.position,
        responsible=proposal.responsible,
        deadline=proposal.deadline,
        sitting=name_of(case, row),
        article=case.article("consensus"),
    )
    deadlines.plan_acuerdo(case, proposal.id)
    return Receipt("acuerdo_adoptado", {"code": code})


@dataclass(frozen=True, slots=True)
class AskForVote:
    """A member present wants the vote instead of consensus."""

    verb: ClassVar[Verb] = Verb.ASK_FOR_VOTE
    acuerdo_id: int


def ask_for_vote(case: Case, command: AskForVote) -> Receipt:
    """The proposal is put to the vote at once (V5). Raises NotFound, Outdated, NotPresent."""
    proposal = _proposal(case, command.acuerdo_id)
    if proposal.state == "withdrawn":
        return Receipt("votacion_pedida", {})
    if proposal.state != "proposed":
        raise Outdated(what="consensus", holds=proposal.code or "", article=case.article("consensus"))
    row = draft_of(case, proposal.sitting_id)
    advance(State(row.state), Verb.ASK_FOR_VOTE)
    mine = [each for each in sittings.present(case.db, row.id) if each.person_id == case.actor.person_id]
    if not mine:
        raise NotPresent(article=case.article("votes"))
    case.db.execute(update(acuerdo).where(acuerdo.c.id == proposal.id).values(state="withdrawn"))
    case.record("vote_asked_for", f"acuerdo:{proposal.id}", seat=mine[0].key)
    item = next(item for item in sittings.agenda(case.db, row.id) if item.id == proposal.agenda_item_id)
    conduct.tell_room(
        case,
        row,
        "votacion_pedida",
        name=mine[0].name,
        post=mine[0].post,
        item=item.position,
        article=case.article("consensus"),
    )
    voting.open_vote(case, voting.OpenVote(row.id, item.position, proposal.text))
    return Receipt("votacion_pedida", {})


def _proposal(case: Case, acuerdo_id: int) -> Row[Any]:
    row = case.db.execute(
        select(acuerdo).where(acuerdo.c.id == acuerdo_id, acuerdo.c.body_id == case.body.id)
    ).first()
    if row is None:
        raise NotFound(what="acuerdo", name=str(acuerdo_id))
    return row


@dataclass(frozen=True, slots=True)
class AmendAcuerdo:
    """Completes or rewords an adopted acuerdo; None stays. `reference`: its code, or number and year."""

    verb: ClassVar[Verb] = Verb.AMEND_ACUERDO
    reference: str
    text: str | None = None
    responsible: str | None = None
    deadline: date | None = None


def amend_acuerdo(case: Case, command: AmendAcuerdo) -> Receipt:
    """Until the acta is approved; the code never changes (V7).

    Raises UnreadableReference, NotFound, Outdated where the acta is approved, NotLawfulNow."""
    number, year = codes.parse_acuerdo_reference(
        command.reference, case.body.reglamento.acuerdo_code, article=case.article("acta")
    )
    row = case.db.execute(
        select(acuerdo).where(
            acuerdo.c.body_id == case.body.id, acuerdo.c.number == number, acuerdo.c.year == year
        )
    ).first()
    if row is None:
        raise NotFound(what="acuerdo", name=command.reference, article=case.article("acta"))
    sitting = draft_of(case, row.sitting_id)
    advance(State(sitting.state), Verb.AMEND_ACUERDO)
    approved = select(document.c.id).where(
        document.c.sitting_id == sitting.id, document.c.kind == "acta", document.c.state == "approved"
    )
    if case.db.execute(approved).first() is not None:
        raise Outdated(what="acta_approved", holds=row.code, article=case.article("acta"))
    changes: dict[str, Any] = {}
    if command.text is not None:
        changes["text"] = command.text
    if command.responsible is not None:
        changes["responsible"] = check_responsible(case, command.responsible)
    if command.deadline is not None:
        changes["deadline"] = command.deadline
    if changes:
        case.db.execute(update(acuerdo).where(acuerdo.c.id == row.id).values(changes))
        case.record(
            "acuerdo_amended",
            f"acuerdo:{row.id}",
            before={name: getattr(row, name) for name in changes},
            **changes,
        )
        deadlines.plan_acuerdo(case, row.id)
    now = _proposal(case, row.id)
    context = {"code": now.code, "text": now.text, "responsible": now.responsible, "deadline": now.deadline}
    case.reply("acuerdo_anotado", **context)
    return Receipt("acuerdo_anotado", context)


def check_responsible(case: Case, words: str) -> str:
    """Claves become the posts of their seats; anything else is a unit's name as written. "" is nobody yet."""
    seats = {seat.key: seat.post for seat in people.seats(case.db, case.body.id)}
    parts = [part.strip() for part in words.split(",") if part.strip()]
    if any(" " not in part and part == part.lower() and part not in seats for part in parts):
        unknown = next(part for part in parts if part == part.lower() and part not in seats)
        raise NotFound(what="seat", name=unknown, known=tuple(seats))
    return "; ".join(seats.get(part, part) for part in parts)
