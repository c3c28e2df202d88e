"""The acta of an earlier sitting: shown and approved in the first station of the next ordinary one (S1, A3; 19 f)."""

import hashlib
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import Connection, Row, exists, select, update

from bot.rules import acta as rules
from bot.rules.acta import Review
from bot.rules.lifecycle import ActaState, Station, Verb
from bot.rules.reglamento import SittingKind
from bot.store import journal, reviews, sittings
from bot.store.tables import document, sitting
from bot.usecases import observations, signatures, versions
from bot.usecases.bodies import Body
from bot.usecases.buttons import Button, press
from bot.usecases.case import Case, Receipt
from bot.usecases.naming import sitting_name
from bot.usecases.refusals import Outdated
from bot.usecases.room import leaders, tell_room
from bot.usecases.sitting import name_of, refresh_all, sitting_of, step

_OTHER = document.alias("other")
_APPROVED = exists().where(_OTHER.c.sitting_id == document.c.sitting_id, _OTHER.c.approved_at.is_not(None))
_CIRCULATED = (
    select(document, sitting.c.closed_at)
    .join(sitting, sitting.c.id == document.c.sitting_id)
    .where(document.c.kind == "acta", document.c.circulated_at.is_not(None))
    .order_by(sitting.c.closed_at, document.c.version)
)


def pending(db: Connection, row: Row[Any]) -> list[Row[Any]]:
    """The newest circulated actas that the sitting, an ordinary one, has to approve; the oldest sitting first."""
    if row.kind != SittingKind.ORDINARY or row.installed_at is None:
        return []
    earlier = (sitting.c.body_id == row.body_id, sitting.c.closed_at < row.installed_at)
    found = db.execute(_CIRCULATED.where(*earlier, ~_APPROVED))
    return list({each.sitting_id: each for each in found}.values())


def present(case: Case, row: Row[Any]) -> None:
    """On installing: the group, the ST and the President get the actas with who has said what of them."""
    for found in pending(case.db, row):
        said = reviews.of_version(case.db, found.id)
        context = {
            "kind": "acta",
            "sitting": name_of(case, sitting_of(case, found.sitting_id)),
            "version": found.version,
            "state": found.state,
            "conform": sum(each.answer == Review.CONFORM for each in said),
            "observed": observations.unsettled(case, found),
            "article": case.article("stations"),
        }
        case.send(case.body.group_chat_id, "acta_anterior", document_id=found.id, **context)
        for chat_id in sorted(leaders(case)):
            case.send(
                chat_id,
                "acta_anterior",
                document_id=found.id,
                buttons=[[press("approve", found.id, style="success")]],
                **context,
            )


def panel_part(db: Connection, body: Body, row: Row[Any]) -> list[dict[str, Any]]:
    """The actas that wait for approval in the station that the sitting is in."""
    waiting = pending(db, row) if row.station == Station.PREVIOUS_ACTA else []
    return [{"id": each.id, "sitting": _name(db, body, each.sitting_id)} for each in waiting]


def buttons(waiting: list[dict[str, Any]]) -> list[list[Button]]:
    """*Aprobar acta anterior*, one for each that waits; several bear the names of their sittings."""
    several = {"suffix": "several"} if len(waiting) > 1 else {}
    return [
        [press("approve", each["id"], label=each["sitting"] if several else None, style="success") | several]
        for each in waiting
    ]


def _name(db: Connection, body: Body, sitting_id: int) -> str:
    row = sittings.sitting_of(db, body.id, sitting_id)
    return sitting_name(body, row) if row is not None else ""


@dataclass(frozen=True, slots=True)
class ApproveActa:
    """Whoever conducts declares the circulated acta approved."""

    verb: ClassVar[Verb] = Verb.APPROVE_ACTA
    document_id: int


def approve_acta(case: Case, command: ApproveActa) -> Receipt:
    """Its text is immutable from now on: its hash goes to the journal.

    In the first station of an ordinary sitting; or on the day of its own sitting's close, once everybody who
    took part agrees. Raises NotFound, NotWhereActasAreApproved, ObservationsPending, ConformityMissing,
    Outdated (a later version), ActaNotLawfulNow.
    """
    found = versions.acta_of(case, command.document_id)
    own = sitting_of(case, found.sitting_id)
    said = {"sitting": name_of(case, own), "version": found.version}
    if found.state == ActaState.APPROVED:
        return Receipt("acta_aprobada", said)
    article = case.article("acta")
    state = rules.advance_acta(ActaState(found.state), Verb.APPROVE_ACTA, article=article)
    newest = versions.latest(case, own.id)
    if newest is not None and newest.id != found.id:
        raise Outdated(what="acta_newer", holds=str(newest.version), article=article)
    versions.check_acuerdos(case, own, found)
    room = _where(case, found, own)
    case.db.execute(
        update(document)
        .where(document.c.id == found.id)
        .values(state=state, approved_at=case.now, approved_in=room.id)
    )
    case.record(
        "acta_approved",
        f"document:{found.id}",
        sitting=own.id,
        approved_in=room.id,
        version=found.version,
        sha256=found.sha256,
        content=hashlib.sha256(journal.canonical(found.data or {}).encode()).hexdigest(),
    )
    where = name_of(case, room) if room.id != own.id else ""
    refresh_all(case)
    tell_room(case, room, "acta_aprobada", where=where, article=case.article("stations"), **said)
    signatures.call_for(case, found, own)
    return Receipt("acta_aprobada", said)


def _where(case: Case, found: Row[Any], own: Row[Any]) -> Row[Any]:
    """The sitting that approves it: the ordinary one that runs, or its own on the day it was closed."""
    running = [
        each for each in sittings.in_states(case.db, case.body.id, sittings.RUNNING) if each.installed_at
    ]
    room = running[-1] if running else own
    observers = observations.unsettled(case, found)
    rules.check_approval(
        len(observers),
        SittingKind(room.kind),
        Station(room.station) if running else None,
        own_close=not running and case.body.day(case.now) == case.body.day(own.closed_at),
        observers=observers,
        article=case.article("stations"),
    )
    step(case, room.state, Verb.APPROVE_ACTA)
    if not running:
        said = reviews.of_version(case.db, found.id)
        conform = {each.seat_id for each in said if each.answer == Review.CONFORM}
        came = {each.seat_id: each.key for each in sittings.presences(case.db, own.id)}
        silent = [key for seat_id, key in came.items() if seat_id not in conform]
        rules.check_own_close(silent, article=case.article("acta_lpag"))
    return room


def own_close_button(case: Case, found: Row[Any]) -> list[list[Button]]:
    """*Aprobar al cierre*, on the day of the close, for those who conduct."""
    closed_at = sitting_of(case, found.sitting_id).closed_at
    today = closed_at is not None and case.body.day(closed_at) == case.body.day(case.now)
    offered = found.state == ActaState.CIRCULATED and today and case.who.chat_id in leaders(case)
    return [[press("approve", found.id, "close", style="success")]] if offered else []
