"""`/acuerdos`, `/misacuerdos`, `/pendientes`: acuerdos with their status today, found by what they say (F1)."""

import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import Row

from bot.rules.lifecycle import Verb
from bot.rules.roles import entitled
from bot.store import followup
from bot.usecases import compliance, signatures
from bot.usecases.buttons import Button, press
from bot.usecases.case import Case, Receipt
from bot.usecases.followup_cards import adopted_of, falls_to, is_open, line, own_offices, show

PAGE = 30
IN_A_ROW = 4
CARDS = 10


@dataclass(frozen=True, slots=True)
class ListAcuerdos:
    """Those that hold every word of `search` in code, text or responsible; `before` an id, for the next page."""

    verb: ClassVar[Verb] = Verb.CONSULT
    search: str = ""
    before: int | None = None


def list_acuerdos(case: Case, command: ListAcuerdos) -> Receipt:
    """The newest first, a page at a time. Raises NotFound for a `before` that is none."""
    words = _plain(command.search).split()
    rows = [row for row in followup.adopted(case.db, case.body.id) if _holds(row, words)]
    if command.before is not None:
        last = adopted_of(case, command.before)
        rows = [row for row in rows if (row.year, row.number) < (last.year, last.number)]
    shown = rows[:PAGE]
    more = [press("acuerdos", shown[-1].id)] if len(rows) > PAGE and not words else []
    _say(case, "all", shown, search=command.search.strip(), left=len(rows) - len(shown), more=more)
    return Receipt("acuerdos")


@dataclass(frozen=True, slots=True)
class ListMine:
    verb: ClassVar[Verb] = Verb.CONSULT


def list_mine(case: Case, _command: ListMine) -> Receipt:
    """Those that the person's seats are responsible for; the open ones each with *Avance* and *Cumplido*."""
    own = own_offices(case)
    mine = [row for row in followup.adopted(case.db, case.body.id) if falls_to(row, own)]
    pending = sorted((row for row in mine if is_open(row)), key=_by_deadline)
    settled = [row for row in mine if not is_open(row)]
    shown = [*pending, *settled][:PAGE]
    _say(case, "mine", shown, left=len(mine) - len(shown))
    for row in pending[:CARDS]:
        show(case, row)
    return Receipt("acuerdos")


@dataclass(frozen=True, slots=True)
class ListPending:
    verb: ClassVar[Verb] = Verb.CONSULT


def list_pending(case: Case, _command: ListPending) -> Receipt:
    """What is still to be carried out, the earliest deadline first, and the actas that wait for signatures (A4);
    the ST may inform the body of it."""
    rows = [row for row in followup.adopted(case.db, case.body.id) if is_open(row)]
    rows.sort(key=_by_deadline)
    may = bool(case.actor.roles & entitled(Verb.INFORM_COMPLIANCE))
    more = [press("inform", style="primary")] if may and compliance.known(case) else []
    _say(
        case, "pending", rows[:PAGE], left=max(0, len(rows) - PAGE), more=more, actas=signatures.waiting(case)
    )
    return Receipt("acuerdos")


@dataclass(frozen=True, slots=True)
class ShowAcuerdo:
    """One acuerdo, with its history."""

    verb: ClassVar[Verb] = Verb.CONSULT
    acuerdo_id: int


def show_acuerdo(case: Case, command: ShowAcuerdo) -> Receipt:
    """Its card. Raises NotFound."""
    show(case, adopted_of(case, command.acuerdo_id))
    return Receipt("acuerdos")


def _say(
    case: Case,
    which: str,
    rows: list[Row[Any]],
    *,
    left: int,
    search: str = "",
    more: list[Button] | None = None,
    actas: list[dict[str, Any]] | None = None,
) -> None:
    marks = [press("acuerdo", row.id, label=f"{row.number}-{row.year}") for row in rows]
    lines = [marks[start : start + IN_A_ROW] for start in range(0, len(marks), IN_A_ROW)]
    case.reply(
        "acuerdos",
        which=which,
        acuerdos=[line(case, row) for row in rows],
        search=search,
        left=left,
        actas=actas or [],
        article=case.article("follow_up"),
        buttons=[*lines, more or []],
    )


def _by_deadline(row: Row[Any]) -> tuple[date, int, int]:
    return (row.deadline or date.max, row.year, row.number)


def _holds(row: Row[Any], words: list[str]) -> bool:
    said = _plain(f"{row.code} {row.number}-{row.year} {row.text} {row.responsible or ''}")
    return all(word in said for word in words)


def _plain(text: str) -> str:
    """Without accents and capitals."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(mark for mark in apart if not unicodedata.combining(mark))
