"""The versions of an acta: as the record has it, or as somebody corrected it by hand (A3; 19 g, 25 i)."""

from typing import Any

from sqlalchemy import Row, select

from bot.rules.lifecycle import ActaState
from bot.store.tables import document
from bot.usecases import papers
from bot.usecases.acta import content_of
from bot.usecases.case import Case, plain
from bot.usecases.refusals import ActaBehind, NotFound
from docgen.reading import dump


def draft(case: Case, row: Row[Any]) -> int:
    """The acta as the record has it now: the latest version where nothing changed, else a new one; its id.

    What somebody corrected by hand stays: reasons of dissent that came later are added to it, and what else
    changed is said by `behind`."""
    newest = latest(case, row.id)
    content = plain(dump(content_of(case, row)))
    if newest is not None and newest.basis is not None:
        return _with_late_reasons(case, row, newest, content["dissents"])
    version = (newest.version if newest else 0) + 1
    if newest is not None and not _changed(newest.data, content):
        return int(newest.id)
    return _keep(case, row, version, content | {"version": version})


def draft_anew(case: Case, row: Row[Any]) -> int:
    """A version as the record has it, whatever was corrected by hand before; its id."""
    newest = latest(case, row.id)
    version = (newest.version if newest else 0) + 1
    return _keep(case, row, version, plain(dump(content_of(case, row))) | {"version": version})


def _with_late_reasons(case: Case, row: Row[Any], newest: Row[Any], dissents: list[Any]) -> int:
    known = newest.basis["dissents"]
    late = [each for each in dissents if each not in known]
    if not late:
        return int(newest.id)
    basis = {**newest.basis, "dissents": [*known, *late]}
    return _keep(case, row, newest.version + 1, {"added_to": newest.id, "verification": None}, basis)


def _keep(
    case: Case, row: Row[Any], version: int, content: dict[str, Any], basis: dict[str, Any] | None = None
) -> int:
    return papers.keep(
        case, "acta", row, content, "docx", version=version, state=ActaState.DRAFT, basis=basis
    )


def behind(case: Case, row: Row[Any], found: Row[Any]) -> tuple[str, ...]:
    """The parts of the record that changed since that version was drafted, or corrected by hand."""
    changed = _changed(found.basis or found.data, plain(dump(content_of(case, row))))
    return tuple(part for part in changed if part != "dissents" or found.basis is None)


def gained(before: Row[Any] | None, found: Row[Any]) -> dict[str, Any]:
    """What that version has beyond the earlier one: whose reasons of dissent, which acuerdos in other words, and
    whether it was corrected by hand."""
    if before is None or before.id == found.id:
        return {"reasons": [], "acuerdos": [], "by_hand": False}
    old, new = ((each.basis or each.data) for each in (before, found))
    return {
        "reasons": [each["name"] for each in new["dissents"] if each not in old["dissents"]],
        "acuerdos": [each["code"] for each in new["acuerdos"] if each not in old["acuerdos"]],
        "by_hand": found.basis is not None,
    }


def check_acuerdos(case: Case, row: Row[Any], found: Row[Any]) -> None:
    """The acuerdos stand in that version as the record has them now: raises ActaBehind."""
    changed = behind(case, row, found)
    if "acuerdos" in changed:
        raise ActaBehind(version=found.version, changed=changed, article=case.article("acta"))


def latest(case: Case, sitting_id: int, *states: str) -> Row[Any] | None:
    """The acta's newest version, in those states if given."""
    query = select(document).where(document.c.sitting_id == sitting_id, document.c.kind == "acta")
    if states:
        query = query.where(document.c.state.in_(states))
    return case.db.execute(query.order_by(document.c.version.desc())).first()


def _changed(before: dict[str, Any], now: dict[str, Any]) -> tuple[str, ...]:
    """The parts that are not as they were."""
    ours = ("version", "state", "verification")
    return tuple(part for part in now if part not in ours and before.get(part) != now[part])


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
