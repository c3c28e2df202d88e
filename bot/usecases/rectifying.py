"""Changes after the issue: proposed with their count, then sent to all as a new version (C6)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import Row, delete, update

from bot.rules import quorum, roles
from bot.rules.convening import Change, check_rectification
from bot.rules.lifecycle import State, Verb
from bot.rules.notice import Notice
from bot.rules.reasons import check_reason
from bot.rules.reglamento import SittingKind
from bot.store import rectifications, sittings
from bot.store.engine import add
from bot.store.tables import rectification, rsvp, sitting
from bot.usecases import agenda, dialogue, planning
from bot.usecases.buttons import press
from bot.usecases.case import Case, Receipt, plain
from bot.usecases.counting import check_ahead, kept, shown
from bot.usecases.finding import ahead
from bot.usecases.refusals import NotFound, NothingChanges, Outdated
from bot.usecases.register import file_when_known
from bot.usecases.service import distribute
from bot.usecases.sitting import name_of, sitting_of, step

_MOMENTS = (Change.DATE, Change.HOUR)


@dataclass(frozen=True, slots=True)
class Rectify:
    """What changes, and why; `sitting` ("12/03/2026") where several are ahead."""

    verb: ClassVar[Verb] = Verb.RECTIFY
    reason: str
    sitting: str = ""
    held_at: datetime | None = None
    place: str | None = None
    agenda: tuple[str, ...] = ()
    second_at: datetime | None = None


class Reschedule(Rectify):
    """Another date."""

    verb: ClassVar[Verb] = Verb.RESCHEDULE
    __slots__ = ()


class Cancel(Rectify):
    """The sitting will not be held."""

    verb: ClassVar[Verb] = Verb.CANCEL
    __slots__ = ()


def propose(case: Case, command: Rectify) -> Receipt:
    """Shows what would change, with the count of days that it needs; nothing goes out yet.

    Raises NotFound, NotEntitled (19 b), NotLawfulNow, ReasonRequired, NothingChanges, NotFuture,
    NoticeTooShort (a change of date or agenda meets the notice itself), SecondConveningTooEarly.
    """
    row = ahead(case, command.sitting)
    _may_change(case, command.verb, row)
    step(case, row.state, command.verb)
    reason = check_reason(command.reason, article=case.article(command.verb.topic))
    changes = [] if command.verb is Verb.CANCEL else _changes(case, row, command)
    if not changes and command.verb is not Verb.CANCEL:
        raise NothingChanges(article=case.article(command.verb.topic))
    counted = _check(case, row, changes)
    proposal = add(
        case.db,
        rectification,
        sitting_id=row.id,
        version=row.version + 1,
        verb=command.verb,
        changes=plain(changes),
        reason=reason,
        proposed_by=case.actor.person_id,
        proposed_at=case.now,
    )
    case.record("rectification_proposed", f"sitting:{row.id}", verb=command.verb, reason=reason)
    case.reply(
        "rectificacion_propuesta",
        sitting=name_of(case, row),
        kind=row.kind,
        held_at=row.held_at,
        place=row.place,
        cancelled=command.verb is Verb.CANCEL,
        changes=changes,
        reason=reason,
        notice=shown(counted) if counted is not None else None,
        buttons=[[press("rectify", proposal, style="success") | {"suffix": command.verb.value}]],
    )
    return Receipt("rectificacion_propuesta")


@dataclass(frozen=True, slots=True)
class IssueRectification:
    """Sends the change that was proposed."""

    verb: ClassVar[Verb] = Verb.RECTIFY
    rectification_id: int


def issue_rectification(case: Case, command: IssueRectification) -> Receipt:
    """All seats are served the new version; a changed date or hour is asked about anew.

    Raises NotFound, NotEntitled, NotLawfulNow, NotFuture, NoticeTooShort (counted again, as of now); Outdated
    where another version was issued since the preview.
    """
    change = rectifications.proposed(case.db, case.body.id, command.rectification_id)
    if change is None:
        raise NotFound(what="rectification", name=str(command.rectification_id))
    row, verb = sitting_of(case, change.sitting_id), Verb(change.verb)
    said = {"sitting": name_of(case, row), "cancelled": verb is Verb.CANCEL}
    if change.issued_at is not None:
        return Receipt("rectificado", said)
    _may_change(case, verb, row)
    if change.version != row.version + 1:
        raise Outdated(what="rectification", holds=str(row.version))
    state = step(case, row.state, verb)
    counted = _check(case, row, change.changes)
    who_and_when = {"issued_by": case.actor.person_id, "issued_at": case.now}
    case.db.execute(update(rectification).where(rectification.c.id == change.id).values(**who_and_when))
    values = _applied(case, row, change.changes) | {"state": state, "version": change.version}
    if counted is not None:
        values |= {"notice": kept(counted), **who_and_when}
    case.db.execute(update(sitting).where(sitting.c.id == row.id).values(**values))
    row = sitting_of(case, row.id)
    case.record(
        "sitting_cancelled" if state is State.CANCELLED else "convocatoria_rectified",
        f"sitting:{row.id}",
        version=row.version,
        changes=[each["what"] for each in change.changes],
        reason=change.reason,
    )
    distribute(case, row)
    if state is State.CANCELLED:
        planning.forget_sitting(case, row.id)
        dialogue.forget_about(case, "absence", sitting=row.id)
        file_when_known(case, row)
    else:
        planning.plan_sitting(case, row)
    case.refresh(row.id)
    return Receipt("rectificado", said | {"sitting": name_of(case, row)})


def _may_change(case: Case, verb: Verb, row: Row[Any]) -> None:
    """What the President convened only the President changes (19 b)."""
    kind = SittingKind(row.kind)
    topic = "convene_extraordinary" if kind is SittingKind.EXTRAORDINARY else "convene"
    roles.authorise(verb, case.actor.roles, kind=kind, article=case.article(topic))


def _changes(case: Case, row: Row[Any], command: Rectify) -> list[dict[str, Any]]:
    """What differs from what was convened; a new date without a second one proposes that anew."""
    held_at, second_at = command.held_at or row.held_at, command.second_at or row.second_at
    if held_at != row.held_at and command.second_at is None and row.second_of is None:
        second_at = quorum.default_second_convening(
            held_at, case.body.zone, case.body.reglamento, case.body.is_holiday
        )
    items = [agenda.as_typed(item) for item in sittings.agenda(case.db, row.id)]
    same_day = case.body.day(held_at) == case.body.day(row.held_at)
    found = (
        (Change.HOUR if same_day else Change.DATE, row.held_at, held_at),
        (Change.PLACE, row.place, command.place or row.place),
        (Change.AGENDA, items, [item.strip() for item in command.agenda if item.strip()] or items),
        (Change.SECOND_CONVENING, row.second_at, second_at),
    )
    return [{"what": what, "before": old, "after": new} for what, old, new in found if old != new]


def _check(case: Case, row: Row[Any], changes: list[dict[str, Any]]) -> Notice | None:
    """The count that the change needs; a second convening needs none, nor does giving a sitting up."""
    after = {each["what"]: each["after"] for each in plain(changes)}
    moment = next((after[what] for what in _MOMENTS if what in after), None)
    held_at = datetime.fromisoformat(moment) if moment is not None else row.held_at
    if not changes:
        return None
    check_ahead(case, held_at)
    if row.second_of is not None:
        return None
    second = after.get(Change.SECOND_CONVENING)
    quorum.check_second_convening(
        datetime.fromisoformat(second) if second is not None else row.second_at,
        held_at,
        case.body.reglamento,
        article=case.article("second_convening"),
    )
    return check_rectification(
        case.body.reglamento,
        SittingKind(row.kind),
        [Change(what) for what in after],
        case.body.day(case.now),
        case.body.day(held_at),
        case.body.is_holiday,
    )


def _applied(case: Case, row: Row[Any], changes: list[dict[str, Any]]) -> dict[str, Any]:
    """The sitting's new values; the agenda is changed, and answers to another date are no answers."""
    values: dict[str, Any] = {}
    for each in changes:
        what, after = Change(each["what"]), each["after"]
        if what in _MOMENTS:
            values["held_at"] = datetime.fromisoformat(after)
            case.db.execute(delete(rsvp).where(rsvp.c.sitting_id == row.id))
            dialogue.forget_about(case, "absence", sitting=row.id)
        elif what is Change.PLACE:
            values["place"] = after
        elif what is Change.SECOND_CONVENING:
            values["second_at"] = datetime.fromisoformat(after)
        else:
            agenda.replace_agenda(case, row.id, after)
    return values
