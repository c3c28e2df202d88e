"""The Word templates that a body put in the place of the program's own, in every version."""

from sqlalchemy import Boolean, Column, Integer, Table, UniqueConstraint

from bot.store.tables.columns import metadata, moment, number, partial_index, ref, token

template = Table(
    "template",
    metadata,
    number(),
    ref("body_id", "body"),
    token("kind"),
    Column("version", Integer, nullable=False),
    token("sha256", 64),
    Column("size", Integer, nullable=False),
    ref("uploaded_by", "person"),
    moment("uploaded_at", optional=False),
    ref("approved_by", "person", optional=True),
    moment("approved_at"),
    Column("in_force", Boolean, nullable=False),
    UniqueConstraint("body_id", "kind", "version"),
    UniqueConstraint("body_id", "kind", "sha256"),
    partial_index("uq_template_in_force", "body_id", "kind", where="in_force", unique=True),
)
