"""Acuerdos by consensus, and the wording of every acuerdo until its acta is approved (V5, V7; 23 f, 19 g)."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import select, update

from bot.rules import codes
from bot.rules.acta import advance_acta
from bot.rules.errors import NotPresent
from bot.rules.followup import AcuerdoStatus
from bot.rules.lifecycle import ActaState, Verb
from bot.store import sittings
from bot.store.engine import add
from bot.store.tables import acuerdo
from bot.usecases import acuerdos, planning, sheets, versions, voting
from bot.usecases.acuerdos import acuerdo_of
from bot.usecases.buttons import press
from bot.usecases.case import Case, Receipt
from bot.usecases.decision import check_decision
from bot.usecases.refusals import NotFound, Outdated
from bot.usecases.room import ask_room, tell_room
from bot.usecases.sitting import name_of, sitting_of, step


@dataclass(frozen=True, slots=True)
class ProposeConsensus:
    """An acuerdo to be adopted without a vote, unless a member present asks for one.

    Without `sitting_id` in the running sitting.
    """

    verb: ClassVar[Verb] = Verb.ADOPT_BY_CONSENSUS
    sitting_id: int | None
    item: int
    text: str
    responsible: str = ""
    deadline: date | None = None


def propose_consensus(case: Case, command: ProposeConsensus) -> Receipt:
    """Shows it to all present with *Pedir votación*, to the ST and the President with *Acuerdo por consenso*.

    A proposal that was on the table gives way. Raises what forbids a decision now, NotFound for an unknown
    responsible, NotFuture for a deadline before the sitting.
    """
    row = sitting_of(case, command.sitting_id)
    item = check_decision(case, row, Verb.ADOPT_BY_CONSENSUS, command.item)
    responsible = acuerdos.responsible(case, command.responsible)
    acuerdos.check_deadline(case, row, command.deadline)
    acuerdos.withdraw_proposals(case, row.id)
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
        progress=AcuerdoStatus.PENDING,
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
    adopt = [press("consensus", row.id, acuerdo_id, style="success")]
    ask_room(case, row, "consenso_propuesto", ask, adopt, **context)
    case.refresh(row.id)
    return Receipt("consenso_propuesto", context)


@dataclass(frozen=True, slots=True)
class AdoptByConsensus:
    """The proposal on the table is declared adopted."""

    verb: ClassVar[Verb] = Verb.ADOPT_BY_CONSENSUS
    sitting_id: int
    acuerdo_id: int


def adopt_by_consensus(case: Case, command: AdoptByConsensus) -> Receipt:
    """It takes its code.

    Raises NotFound, Outdated where a member asked for the vote, and what forbids a decision now.
    """
    proposal = acuerdo_of(case, command.acuerdo_id)
    row = sitting_of(case, proposal.sitting_id)
    if proposal.state == "adopted":
        return Receipt("acuerdo_adoptado", {"code": proposal.code})
    if proposal.state != "proposed":
        raise Outdated(what="consensus", article=case.article("consensus"))
    number = item_number(case, proposal)
    check_decision(case, row, Verb.ADOPT_BY_CONSENSUS, number)
    code = acuerdos.adopt(case, row, proposal.id, "consensus")
    tell_room(
        case,
        row,
        "acuerdo_por_consenso",
        leading=[[press("execution", proposal.id)]],
        code=code,
        text=proposal.text,
        item=number,
        responsible=proposal.responsible,
        deadline=proposal.deadline,
        sitting=name_of(case, row),
        article=case.article("consensus"),
    )
    return Receipt("acuerdo_adoptado", {"code": code})


@dataclass(frozen=True, slots=True)
class AskForVote:
    """A member present wants the vote instead of consensus."""

    verb: ClassVar[Verb] = Verb.ASK_FOR_VOTE
    acuerdo_id: int


def ask_for_vote(case: Case, command: AskForVote) -> Receipt:
    """The proposal is put to the vote at once (V5).

    Raises NotFound, Outdated, NotPresent, and what forbids a decision now.
    """
    proposal = acuerdo_of(case, command.acuerdo_id)
    if proposal.vote_id is not None:
        return Receipt("votacion_pedida", {})
    if proposal.state != "proposed":
        raise Outdated(what="consensus", holds=proposal.code or "", article=case.article("consensus"))
    row = sitting_of(case, proposal.sitting_id)
    step(case, row.state, Verb.ASK_FOR_VOTE)
    mine, number = own_presence(case, row), item_number(case, proposal)
    tell_room(
        case,
        row,
        "votacion_pedida",
        name=mine.name,
        post=mine.post,
        item=number,
        article=case.article("consensus"),
    )
    vote_id = voting.open_asked(case, row.id, number, proposal.text)
    case.db.execute(
        update(acuerdo).where(acuerdo.c.id == proposal.id).values(state="withdrawn", vote_id=vote_id)
    )
    case.record("vote_asked_for", f"acuerdo:{proposal.id}", seat=mine.key, vote=vote_id)
    return Receipt("votacion_pedida", {})


def own_presence(case: Case, row: Any) -> Any:
    """The seat that whoever acts occupies in the sitting at this moment. Raises NotPresent."""
    present = sittings.present(case.db, row.id)
    mine = next((each for each in present if each.person_id == case.actor.person_id), None)
    if mine is None:
        raise NotPresent(article=case.article("votes"))
    return mine


def item_number(case: Case, proposal: Any) -> int:
    """The number of the agenda item that an acuerdo, or proposal of one, belongs to."""
    items = sittings.agenda(case.db, proposal.sitting_id)
    return next(int(item.position) for item in items if item.id == proposal.agenda_item_id)


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

    Raises UnreadableReference, NotFound, NotLawfulNow, ActaNotLawfulNow once the acta is approved, NotFuture.
    """
    row = acuerdo_named(case, command.reference)
    if row.state == "annulled":
        raise Outdated(what="acuerdo_annulled", holds=row.code, article=case.article("acta"))
    sitting = sitting_of(case, row.sitting_id)
    step(case, sitting.state, Verb.AMEND_ACUERDO)
    newest = versions.latest(case, sitting.id)
    if newest is not None:
        advance_acta(ActaState(newest.state), Verb.AMEND_ACUERDO, article=case.article("acta"))
    acuerdos.check_deadline(case, sitting, command.deadline)
    given: dict[str, Any] = {"text": command.text, "deadline": command.deadline}
    if command.responsible is not None:
        given["responsible"] = acuerdos.responsible(case, command.responsible)
    changes = {
        name: value for name, value in given.items() if value is not None and value != getattr(row, name)
    }
    if changes:
        before = {name: getattr(row, name) for name in changes}
        case.db.execute(update(acuerdo).where(acuerdo.c.id == row.id).values(changes))
        case.record("acuerdo_amended", f"acuerdo:{row.id}", before=before, **changes)
        planning.plan_acuerdo(case, row.id)
        sheets.follow(case, row.sitting_id)
    now = acuerdo_of(case, row.id)
    context = {"code": now.code, "text": now.text, "responsible": now.responsible, "deadline": now.deadline}
    case.reply("acuerdo_anotado", **context)
    return Receipt("acuerdo_anotado", context)


def acuerdo_named(case: Case, reference: str) -> Any:
    """The body's acuerdo of that code, or number and year. Raises UnreadableReference, NotFound."""
    number, year = codes.parse_acuerdo_reference(
        reference, case.body.reglamento.acuerdo_code, case.body.sigla, article=case.article("acta")
    )
    mine = (acuerdo.c.body_id == case.body.id, acuerdo.c.number == number, acuerdo.c.year == year)
    row = case.db.execute(select(acuerdo).where(*mine)).first()
    if row is None:
        raise NotFound(what="acuerdo", name=reference, article=case.article("acta"))
    return row
