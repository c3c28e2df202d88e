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
    return only(case, upcoming(case), reference)


def prepared(case: Case, reference: str) -> Row[Any]:
    """The sitting that is running, without a `reference`; else the one that is convened or in draft.

    Raises NotFound, which names them where there are several.
    """
    under_way = [] if reference else sittings.in_states(case.db, case.body.id, sittings.RUNNING)
    return under_way[-1] if under_way else only(case, in_preparation(case), reference)


def in_preparation(case: Case) -> list[Row[Any]]:
    """Whatever is running, convened or in draft; of drafts for the same hour the latest."""
    drafts = sittings.in_states(case.db, case.body.id, (State.DRAFT,))
    latest = {(row.kind, row.held_at): row for row in drafts if row.held_at > case.now or row.universal}
    return [*upcoming(case), *latest.values()]


def without_day(text: str) -> tuple[str, str]:
    """The text and the date that it ends with, if any."""
    found = _DAY.search(text)
    if found is None or text[found.end() :].strip():
        return text.strip(), ""
    return text[: found.start()].strip(), found[0]


def only(case: Case, rows: list[Row[Any]], reference: str) -> Row[Any]:
    """The one of those sittings that is meant. Raises NotFound, which names them."""
    found = _of_that_day(case, rows, reference)
    if len(found) != 1:
        what = "which_sitting" if rows and len(found) != 1 else "sitting"
        raise NotFound(what=what, name=reference, known=tuple(name_of(case, row) for row in rows))
    return found[0]


def all_mentioned(case: Case, reference: str) -> list[Row[Any]]:
    """The sittings of that date or number, of the kind that is named, if one is. Raises UnreadableReference."""
    if _DAY.search(reference):
        return _of_that_day(case, sittings.of_body(case.db, case.body.id), reference)
    kinds = [kind for kind, word in naming.KIND.items() if word.casefold() in reference.casefold().split()]
    number, year = codes.parse_sitting_reference(reference, article=case.article("folder"))
    rows = sittings.numbered(case.db, case.body.id, number, year)
    return [row for row in rows if row.kind in (kinds or naming.KIND)]


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
        found = of_that_kind(sittings.numbered(case.db, case.body.id, number, year), reference)
    if not found:
        raise NotFound(what="sitting", name=reference)
    return found[0]


def tokens(case: Case) -> list[tuple[str, str]]:
    """The sittings ahead, as `reference` takes them, and what they are called."""
    return _tokens(case, upcoming(case))


def preparation_tokens(case: Case) -> list[tuple[str, str]]:
    """The same, of whatever is running, convened or in draft."""
    return _tokens(case, in_preparation(case))


def _tokens(case: Case, rows: list[Row[Any]]) -> list[tuple[str, str]]:
    days = [f"{case.body.day(row.held_at):%d-%m-%Y}" for row in rows]
    return [
        (day if days.count(day) == 1 else f"{naming.KIND[row.kind]} {day}", name_of(case, row))
        for day, row in zip(days, rows, strict=True)
    ]


def _of_that_day(case: Case, rows: list[Row[Any]], reference: str) -> list[Row[Any]]:
    """Those of the day and the kind that are named, of whichever is not."""
    rows = of_that_kind(rows, reference)
    said = _DAY.search(reference)
    if said is None:
        return rows if _kinds(reference) or not reference else []
    try:
        day = date(int(said[3]), int(said[2]), int(said[1]))
    except ValueError:
        return []
    return [row for row in rows if case.body.day(row.held_at) == day]


def of_that_kind(rows: list[Row[Any]], reference: str) -> list[Row[Any]]:
    """Those of the kind that the reference names ("extraordinaria 1"), all where it names none."""
    return [row for row in rows if row.kind in (_kinds(reference) or naming.KIND)]


def _kinds(reference: str) -> list[str]:
    said = reference.casefold().split()
    return [kind for kind, word in naming.KIND.items() if word.casefold() in said]
