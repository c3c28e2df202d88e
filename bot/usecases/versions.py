"""The versions of an acta: as the record has it, or as somebody corrected it by hand (A3; 19 g, 25 i)."""

from typing import Any

from sqlalchemy import Row, select

from bot.rules.lifecycle import ActaState
from bot.store.tables import document
from bot.usecases import papers
from bot.usecases.acta import content_of
from bot.usecases.case import Case
from bot.usecases.refusals import NotFound
from docgen.reading import dump


def draft(case: Case, row: Row[Any]) -> int:
    """The acta as the record has it now: the latest version where nothing changed, else a new one; its id.

    What somebody corrected by hand stays the latest version."""
    newest = latest(case, row.id)
    if newest is not None and newest.basis is not None:
        return int(newest.id)
    version = (newest.version if newest else 0) + 1
    content = dump(content_of(case, row))
    if newest is not None and _same(newest.data, content):
        return int(newest.id)
    return papers.keep(
        case, "acta", row, content | {"version": version}, "docx", version=version, state=ActaState.DRAFT
    )


def latest(case: Case, sitting_id: int, *states: str) -> Row[Any] | None:
    """The acta's newest version, in those states if given."""
    query = select(document).where(document.c.sitting_id == sitting_id, document.c.kind == "acta")
    if states:
        query = query.where(document.c.state.in_(states))
    return case.db.execute(query.order_by(document.c.version.desc())).first()


def _same(before: dict[str, Any] | None, now: dict[str, Any]) -> bool:
    return before is not None and {**before, "version": 0, "state": ""} == {**now, "version": 0, "state": ""}


def for_members(case: Case, row: Row[Any]) -> Row[Any] | None:
    """The newest version that went to them."""
    return latest(case, row.id, ActaState.CIRCULATED, ActaState.APPROVED)


def acta_of(case: Case, document_id: int) -> Row[Any]:
    """That version of an acta of the body. Raises NotFound."""
    mine = (document.c.id == document_id, document.c.body_id == case.body.id, document.c.kind == "acta")
    row = case.db.execute(select(document).where(*mine)).first()
    if row is None:
        raise NotFound(what="acta", name=str(document_id))
    return row
