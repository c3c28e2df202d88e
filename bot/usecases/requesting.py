"""The ST asks for a sitting; the President convenes it or declines with a reason (C2; 19 b)."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import update

from bot.rules.lifecycle import State, Verb
from bot.rules.reasons import check_reason
from bot.store import people
from bot.store.tables import sitting
from bot.usecases import dialogue, inheriting
from bot.usecases.buttons import press
from bot.usecases.case import Case, Receipt
from bot.usecases.convening import DraftSitting, IssueConvocatoria, issue_convocatoria, keep_draft
from bot.usecases.counting import shown
from bot.usecases.refusals import NotFound
from bot.usecases.room import secretariat
from bot.usecases.sitting import name_of, sitting_of, step
from bot.usecases.summary import agenda_context


class RequestSitting(DraftSitting):
    """What the President is to convene."""

    verb: ClassVar[Verb] = Verb.REQUEST
    __slots__ = ()


def request_sitting(case: Case, command: RequestSitting) -> Receipt:
    """The President gets the draft with *Convocar* and *Denegar*, once its notice was counted.

    Raises NotFuture, NoticeTooShort, AgendaRequired, SecondConveningTooEarly; NotFound where the President
    can't be reached by chat.
    """
    president = next(seat for seat in people.seats(case.db, case.body.id) if seat.presides)
    if president.titular_telegram is None:
        raise NotFound(what="president", name="", article=case.article("convene_extraordinary"))
    row, counted = keep_draft(case, command, requested_by=case.actor.person_id)
    case.record("sitting_requested", f"sitting:{row.id}", kind=row.kind, held_at=row.held_at)
    said: dict[str, Any] = {
        "sitting": name_of(case, row),
        "kind": row.kind,
        "held_at": row.held_at,
        "place": row.place,
        "second_at": row.second_at,
        "agenda": agenda_context(case.db, row.id),
        "notice": shown(counted),
        "article": case.article("convene_extraordinary"),
    }
    case.send(
        president.titular_telegram,
        "solicitud",
        name=case.actor.name,
        buttons=[[press("convene", row.id, style="success"), press("decline", row.id, style="danger")]],
        **said,
    )
    case.reply("solicitud_enviada", **said)
    return Receipt("solicitud_enviada", {"sitting": said["sitting"]})


def convene_request(case: Case, command: IssueConvocatoria) -> Receipt:
    """*Convocar*: the notice is counted anew and the convocatoria goes out as the President's.

    Raises what `issue_convocatoria` does.
    """
    receipt = issue_convocatoria(case, command)
    dialogue.forget_about(case, "decline", sitting=command.sitting_id)
    return receipt


@dataclass(frozen=True, slots=True)
class DeclineRequest:
    """The President declines; without a `reason` it is asked for."""

    verb: ClassVar[Verb] = Verb.DECLINE
    sitting_id: int
    reason: str | None = None


def decline_request(case: Case, command: DeclineRequest) -> Receipt:
    """The ST is told why. Raises NotFound where nothing was asked for, NotLawfulNow."""
    row = sitting_of(case, command.sitting_id)
    article = case.article("convene_extraordinary")
    if row.requested_by is None:
        raise NotFound(what="sitting_request", name="", article=article)
    said: dict[str, Any] = {"sitting": name_of(case, row), "held_at": row.held_at, "article": article}
    if row.state == State.DISCARDED:
        return Receipt("solicitud_denegada", said)
    state = step(case, row.state, Verb.DECLINE)
    if command.reason is None:
        dialogue.ask(case, "decline", {"sitting": row.id}, "pide_motivo_denegacion", sitting=said["sitting"])
        return Receipt("pide_motivo", said)
    said["reason"] = check_reason(command.reason, article)
    case.db.execute(update(sitting).where(sitting.c.id == row.id).values(state=state))
    inheriting.let_go(case, row.id)
    case.record("request_declined", f"sitting:{row.id}", reason=said["reason"])
    dialogue.forget_about(case, "decline", sitting=row.id)
    told = secretariat(case)
    for telegram_id in sorted(told | {case.actor.telegram_id}):
        case.send(telegram_id, "solicitud_denegada", **said)
    return Receipt("solicitud_denegada", said)
