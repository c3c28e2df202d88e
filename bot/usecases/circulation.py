"""The acta goes to the members (A2; 25 j)."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import Row, update

from bot.rules import acta as rules
from bot.rules.lifecycle import ActaState, Verb
from bot.store import people, sittings
from bot.store.tables import document
from bot.usecases import observations, planning, signatures, versions
from bot.usecases.case import Case, Receipt
from bot.usecases.reviews import review_buttons
from bot.usecases.sitting import name_of, refresh_all, sitting_of, step


@dataclass(frozen=True, slots=True)
class CirculateActa:
    """The acta goes to the members."""

    verb: ClassVar[Verb] = Verb.CIRCULATE_ACTA
    sitting_id: int


def circulate_acta(case: Case, command: CirculateActa) -> Receipt:
    """Fixes the version and sends it to every titular with *Conforme* and *Observar* (25 j).

    The alternates who attended get the file. What the record gained since goes out as a new version, to be
    agreed to anew. Raises NotFound, NotLawfulNow, ActaNotLawfulNow once it is approved.
    """
    row = sitting_of(case, command.sitting_id)
    step(case, row.state, Verb.CIRCULATE_ACTA)
    newest, out = versions.latest(case, row.id), versions.for_members(case, row)
    before = ActaState(newest.state) if newest is not None else ActaState.DRAFT
    state = rules.advance_acta(before, Verb.CIRCULATE_ACTA, article=case.article("acta"))
    found = versions.acta_of(case, versions.draft(case, row))
    versions.check_acuerdos(case, row, found)
    context: dict[str, Any] = {
        "sitting": name_of(case, row),
        "version": found.version,
        "article": case.article("acta"),
        "kind": "acta",
        "state": state,
    }
    if found.state == ActaState.CIRCULATED:
        return Receipt("acta_circulada", context)
    case.db.execute(
        update(document).where(document.c.id == found.id).values(state=state, circulated_at=case.now)
    )
    found = versions.acta_of(case, found.id)
    case.record("acta_circulated", f"document:{found.id}", sitting=row.id, version=found.version)
    planning.acta_sent(case, row.id)
    refresh_all(case)
    unreached = _send(case, row, found, out, context)
    case.reply(
        "acta_circulada",
        reached=len(people.seats(case.db, case.body.id)) - len(unreached),
        unreached=unreached,
        lapsed=len(signatures.signed(case, out)) if out is not None else 0,
        observers=observations.unsettled(case, found),
        buttons=signatures.pdf_button(case, found),
        **context,
    )
    return Receipt("acta_circulada", context)


def _send(
    case: Case, row: Row[Any], found: Row[Any], before: Row[Any] | None, context: dict[str, Any]
) -> list[dict[str, Any]]:
    """To the titulares, with what changed since the version that circulated before; the seats it can't reach.

    The alternates who attended get the file.
    """
    unreached = []
    changes, gained = observations.resolved_since(case, before, row.id), versions.gained(before, found)
    for seat in people.seats(case.db, case.body.id):
        sent = case.send(
            seat.titular_telegram,
            "acta_para_conformidad",
            document_id=found.id,
            buttons=review_buttons(found),
            changes=changes,
            gained=gained,
            **context,
        )
        unreached += [{"key": seat.key, "post": seat.post, "name": seat.titular}] if sent is None else []
    came = sittings.presences(case.db, row.id)
    for telegram_id in sorted({each.telegram_id for each in came if each.as_alternate} - {None}):
        case.send(telegram_id, "archivo", document_id=found.id, **context)
    return unreached
