"""What a digital folder holds, and for whom: of a sitting, or of the body in general (A5; 25 i)."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, and_, func, or_, select

from bot.rules.lifecycle import ActaState
from bot.store import sittings
from bot.store.tables import document, sitting
from bot.usecases import naming
from bot.usecases.bodies import Body
from bot.usecases.case import Case
from docgen import spanish

GENERAL = 0
"""Stands for the sitting of what belongs to none."""


class View(StrEnum):
    """For whose eyes a folder is."""

    SECRETARIAT = "secretariat"
    MEMBER = "member"
    PUBLIC = "public"


OFFERED = ("offered",)
UNISSUED = (*OFFERED, "attached", ActaState.DRAFT)
"""States of what went to nobody yet: drafts, and documents that wait for their convocatoria."""
SUCCESSIVE = frozenset({"acta", "convocatoria", "calendario", "notificaciones", "votacion"})
"""Kinds of which a sitting has one paper, whose every version replaces the one before."""
OF_THE_ACTA = frozenset({"acta_pdf", "acta_firmada", "firmas"})
"""What bears the signatures of a version of the acta, and is replaced with it."""
PUBLISHED = frozenset({
    "convocatoria", "designacion", "asistencia", "constancia", "votacion", "acta", "extracto", "comite",
    "informe_comite", "informe",
})  # fmt: skip
"""Kinds that the body itself writes, of which a public copy is made."""


_LATER = document.alias("later")
_REPLACED_BY = (
    select(func.max(_LATER.c.version))
    .where(
        _LATER.c.sitting_id == document.c.sitting_id,
        _LATER.c.version > document.c.version,
        or_(
            and_(_LATER.c.kind == document.c.kind, document.c.kind.in_(SUCCESSIVE)),
            and_(_LATER.c.kind == "acta", document.c.kind.in_(OF_THE_ACTA)),
        ),
        # a draft replaces nothing but an earlier draft
        or_(func.coalesce(_LATER.c.state, "") != ActaState.DRAFT, document.c.state == ActaState.DRAFT),
    )
    .scalar_subquery()
    .label("replaced_by")
)


def view_of(case: Case) -> View:
    """What whoever asks may see there: in a group, what every member may."""
    private = case.who.chat_id == case.actor.telegram_id
    return View.SECRETARIAT if case.actor.operates and private else View.MEMBER


def documents_of(db: Connection, body_id: int, sitting_id: int, view: View) -> list[Row[Any]]:
    """The folder's documents in the order of their registration, those that this view may know of.

    `replaced_by` is the version, if any, that stands in the place of an earlier one."""
    mine = document.c.sitting_id == sitting_id if sitting_id else document.c.sitting_id.is_(None)
    query = select(document, _REPLACED_BY).where(document.c.body_id == body_id, mine, _known_to(view))
    return list(db.execute(query.order_by(document.c.id)))


def document_of(db: Connection, body_id: int, document_id: int, view: View) -> Row[Any] | None:
    """One document, if it is that body's and this view may know of it."""
    query = select(document, _REPLACED_BY)
    query = query.where(document.c.id == document_id, document.c.body_id == body_id)
    return db.execute(query.where(_known_to(view))).first()


def _known_to(view: View) -> Any:
    hidden = OFFERED if view is View.SECRETARIAT else UNISSUED
    return func.coalesce(document.c.state, "").not_in(hidden)


def publishable(row: Row[Any]) -> bool:
    """Whether a public copy is made: of what the body wrote, and of the acta once it is approved."""
    written = row.kind in PUBLISHED and row.name.endswith(".docx") and row.data is not None
    approved = row.kind == "acta" and row.state == ActaState.APPROVED
    return approved or (written and row.kind != "acta")


def folders(db: Connection, body: Body, view: View) -> list[tuple[int, str]]:
    """The sittings that have documents, the latest first, then the general folder: id and title."""
    held = select(document.c.sitting_id).where(document.c.body_id == body.id, _known_to(view))
    mine = select(sitting).where(sitting.c.body_id == body.id, sitting.c.id.in_(held))
    found = [(row.id, naming.sitting_name(body, row)) for row in db.execute(mine.order_by(sitting.c.held_at))]
    of_none = (document.c.body_id == body.id, document.c.sitting_id.is_(None), _known_to(view))
    has_general = db.execute(select(document.c.id).where(*of_none).limit(1)).first() is not None
    general = [(GENERAL, spanish.GENERAL)] if has_general else []
    return [*found[::-1], *general]


def title_of(db: Connection, body: Body, sitting_id: int) -> str | None:
    """What the folder is called; None for a sitting that is not that body's."""
    if sitting_id == GENERAL:
        return spanish.GENERAL
    row = sittings.sitting_of(db, body.id, sitting_id)
    return naming.sitting_name(body, row) if row is not None else None


def file_name(db: Connection, body: Body, sitting_id: int) -> str:
    """The same as part of a file's name: "ordinaria-03-2026"."""
    row = sittings.sitting_of(db, body.id, sitting_id) if sitting_id else None
    return naming.of_sitting(body, row) if row is not None else f"general-{body.sigla}"


def label(row: Row[Any]) -> str:
    """What a document is called in a list: "Acta, versión 2", "Documento presentado: Informe.pdf"."""
    return spanish.paper_called(row.kind, row.version, row.name, row.state)


def latest_moment(rows: Iterable[Row[Any]]) -> Any:
    """When the folder last changed: what is made of it bears that date, and is the same until it changes."""
    return max((row.filed_at or row.created_at for row in rows), default=None)
