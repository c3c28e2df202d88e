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

_DAY = re.compile(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})(?:[- ]+(\d{1,2})[:.]?(\d{2})\b)?", re.ASCII)
"""A day, with its hour where two sittings share the day."""
_WORD = re.compile(r"[^\W\d_]+")
_OVER = (State.CLOSED, State.CONCLUDED, State.CANCELLED)


def ahead(case: Case, reference: str) -> Row[Any]:
    """The sitting that is convened or running; `reference` ("12/03/2026") where there are several.

    Raises NotFound, which names them.
    """
    return only(case, upcoming(case), reference)


def convened(case: Case, reference: str) -> Row[Any]:
    """As `ahead`; where nothing is, or nothing that the `reference` fits, the latest that is over.

    Raises NotFound, which names those ahead."""
    coming, over = upcoming(case), sittings.in_states(case.db, case.body.id, _OVER)
    if reference and not _of_that_day(case, coming, reference):
        over = _of_that_day(case, over, reference)
    elif coming:
        over = []
    return over[-1] if over else only(case, coming, reference)


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
    """The one of those sittings that is meant; of two of a kind for the same hour the first.

    Raises NotFound, which names them."""
    found = _of_that_day(case, rows, reference)
    if len({(row.kind, row.held_at) for row in found}) != 1:
        what = "which_sitting" if rows else "sitting"
        raise NotFound(what=what, name=reference, known=tuple(name for _, name in _tokens(case, rows)))
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
    """The day alone, then with the kind, then with the hour too, where the shorter one leaves a doubt."""
    ways = [_ways(case, row) for row in rows]
    told = [
        next(
            (way for place, way in enumerate(mine) if [each[place] for each in ways].count(way) == 1),
            mine[-1],
        )
        for mine in ways
    ]
    return list(dict.fromkeys(told))


def _ways(case: Case, row: Row[Any]) -> list[tuple[str, str]]:
    """A sitting's tokens from the shortest on, each with what the sitting is called beside it."""
    local, kind, name = row.held_at.astimezone(case.body.zone), naming.KIND[row.kind], name_of(case, row)
    day = f"{local:%d-%m-%Y}"
    return [(day, name), (f"{kind}-{day}", name), (f"{kind}-{day}-{local:%H%M}", f"{name}, {local:%H:%M}")]


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
    that_day = [row for row in rows if case.body.day(row.held_at) == day]
    if said[4] is None:
        return that_day
    hour = (int(said[4]), int(said[5]))
    return [row for row in that_day if _hour(case, row) == hour]


def _hour(case: Case, row: Row[Any]) -> tuple[int, int]:
    local = row.held_at.astimezone(case.body.zone)
    return local.hour, local.minute


def of_that_kind(rows: list[Row[Any]], reference: str) -> list[Row[Any]]:
    """Those of the kind that the reference names ("extraordinaria 1"), all where it names none."""
    return [row for row in rows if row.kind in (_kinds(reference) or naming.KIND)]


def _kinds(reference: str) -> list[str]:
    said = _WORD.findall(reference.casefold())
    return [kind for kind, word in naming.KIND.items() if word.casefold() in said]
