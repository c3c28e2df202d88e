"""Which sitting is meant: by its date before it has a number, by its number afterwards, the only one without."""

import re
from datetime import date
from typing import Any

from sqlalchemy import Row

from bot.rules import codes
from bot.rules.lifecycle import State
from bot.store import sittings
from bot.usecases import naming
from bot.usecases.case import Case
from bot.usecases.refusals import NotFound
from bot.usecases.sitting import name_of, upcoming

_DAY = re.compile(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})", re.ASCII)
_OVER = (State.CLOSED, State.CONCLUDED, State.CANCELLED)


def ahead(case: Case, reference: str) -> Row[Any]:
    """The sitting that is convened or running; `reference` ("12/03/2026") where there are several.

    Raises NotFound, which names them.
    """
    rows = upcoming(case)
    found = _of_that_day(case, rows, reference)
    if len(found) != 1:
        what = "which_sitting" if rows and len(found) != 1 else "sitting"
        raise NotFound(what=what, name=reference, known=tuple(name_of(case, row) for row in rows))
    return found[0]


def mentioned(case: Case, reference: str) -> Row[Any]:
    """The sitting of that date or number; without any the next one, else the last. Raises NotFound."""
    coming = upcoming(case)
    rows = coming + sittings.in_states(case.db, case.body.id, _OVER)[::-1]
    if not reference:
        found = rows[:1]
    elif _DAY.search(reference):
        found = _of_that_day(case, rows, reference)
    else:
        number, year = codes.parse_sitting_reference(reference, article=case.article("acta"))
        found = sittings.numbered(case.db, case.body.id, number, year)
    if not found:
        raise NotFound(what="sitting", name=reference)
    return found[0]


def tokens(case: Case) -> list[tuple[str, str]]:
    """The sittings ahead, as `reference` takes them, and what they are called."""
    return [(f"{case.body.day(row.held_at):%d-%m-%Y}", name_of(case, row)) for row in upcoming(case)]


def _of_that_day(case: Case, rows: list[Row[Any]], reference: str) -> list[Row[Any]]:
    """Those of the day and the kind that are named, of whichever is not."""
    kinds = [kind for kind, word in naming.KIND.items() if word.casefold() in reference.casefold().split()]
    rows = [row for row in rows if row.kind in (kinds or naming.KIND)]
    said = _DAY.search(reference)
    if said is None:
        return rows if kinds or not reference else []
    try:
        day = date(int(said[3]), int(said[2]), int(said[1]))
    except ValueError:
        return []
    return [row for row in rows if case.body.day(row.held_at) == day]
