"""How a paper is printed: with the program's template here, with the body's own in a process that can do no harm."""

import logging
from functools import partial
from typing import Any

from sqlalchemy import select

from bot.store import people, templates
from bot.store.engine import reading
from bot.store.tables import template
from bot.usecases.case import Case
from bot.usecases.desk import Desk

log = logging.getLogger(__name__)


def in_use(case: Case, kind: str) -> int | None:
    """The template that a paper of that kind is drafted with; a committee's body uses its parent's."""
    found = templates.in_force(case.db, case.body.parent_id or case.body.id, kind)
    return int(found.id) if found is not None else None


def printed(kind: str, data: dict[str, Any]) -> bytes:
    """The bytes of a paper of that kind from what was gathered for it, with the program's template."""
    if kind == "calendario":
        from docgen.calendar import calendar_entry

        return calendar_entry(data)
    from docgen.reading import load
    from docgen.render import render

    return render(kind, load(kind, data))


def printed_with(desk: Desk, template_id: int | None, kind: str, data: dict[str, Any]) -> bytes:
    """The same with the body's own template; where that fails, the program's serves and the ST is told why."""
    if template_id is None:
        return printed(kind, data)
    from docgen import chamber
    from docgen.errors import DocgenError, explain

    with reading(desk.engine).begin() as db:
        own = db.execute(select(template).where(template.c.id == template_id)).one()
    try:
        return chamber.render(kind, data, desk.files.read(own.sha256))
    except DocgenError as error:
        reason = explain(error)
    except (OSError, ValueError):
        reason = ""
    log.error("template %d can't print a paper of kind %s", template_id, kind)
    content = printed(kind, data)
    desk.system(
        own.body_id, partial(_tell, kind=kind, version=own.version, template_id=own.id, reason=reason)
    )
    return content


def _tell(case: Case, kind: str, version: int, template_id: int, reason: str) -> None:
    case.record("template_failed", f"template:{template_id}", kind=kind, version=version, reason=reason)
    for operator in people.operators(case.db, case.body.id):
        case.send(operator.telegram_id, "plantilla_fallida", kind=kind, version=version, reason=reason)
