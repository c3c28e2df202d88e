"""How the acuerdos are being complied with: told to the body at *informes*, or when the ST says so (F1; 25 k)."""

from collections import Counter
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import Row, insert

from bot.rules.followup import AcuerdoStatus
from bot.rules.lifecycle import Station, Verb
from bot.store import followup, people
from bot.store.tables import note
from bot.usecases import naming
from bot.usecases.case import Case, Receipt
from bot.usecases.followup_cards import ANNULLED, line, status_of
from bot.usecases.refusals import NotFound
from bot.usecases.room import secretariat, tell_room
from docgen.spanish import listing, status


def known(case: Case) -> list[Row[Any]]:
    """The acuerdos that stand."""
    return [row for row in followup.adopted(case.db, case.body.id) if row.state != ANNULLED]


def summary(case: Case) -> dict[str, Any]:
    """How many stand how today, and which are overdue."""
    rows = known(case)
    counts = Counter(status_of(case, row) for row in rows)
    return {
        "total": len(rows),
        "counts": {status.value: counts[status] for status in AcuerdoStatus},
        "overdue": [line(case, row) for row in rows if status_of(case, row) == AcuerdoStatus.OVERDUE],
        "today": case.body.day(case.now),
        "article": case.article("follow_up"),
    }


@dataclass(frozen=True, slots=True)
class InformCompliance:
    """`/cumplimiento`, **Informar al órgano**: the ST informs the body."""

    verb: ClassVar[Verb] = Verb.INFORM_COMPLIANCE


def inform_compliance(case: Case, _command: InformCompliance) -> Receipt:
    """To the group, every titular and the secretariat, once. Raises NotFound where nothing was adopted yet."""
    said = summary(case)
    if not said["total"]:
        raise NotFound(what="acuerdos", name="", article=case.article("follow_up"))
    told: set[Any] = {case.body.group_chat_id, case.actor.telegram_id}
    told |= {seat.titular_telegram for seat in people.seats(case.db, case.body.id)}
    told |= secretariat(case)
    for chat_id in sorted(told - {None}):
        case.send(chat_id, "cumplimiento", by=case.actor.name, **said)
    case.record("compliance_informed", f"body:{case.body.id}", counts=said["counts"])
    return Receipt("cumplimiento")


def at_reports(case: Case, row: Row[Any]) -> None:
    """At the station *informes*, where there is anything to inform of; it stands in the acta."""
    said = summary(case)
    if said["total"]:
        tell_room(case, row, "cumplimiento", by="", **said)
        standing = [f"{count} {status(name, count)}" for name, count in said["counts"].items() if count]
        case.db.execute(
            insert(note).values(
                sitting_id=row.id,
                station=Station.REPORTS,
                text=naming.COMPLIANCE.format(standing=listing(standing)),
                person_id=case.actor.person_id,
                noted_at=case.now,
            )
        )
        case.record("compliance_informed", f"sitting:{row.id}", counts=said["counts"])
