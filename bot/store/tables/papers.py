"""Papers in every version, and what members said of the acta."""

from sqlalchemy import Column, ForeignKey, Integer, Table

from bot.store.tables.columns import json, metadata, moment, number, partial_index, ref, token, words

document = Table(
    "document",
    metadata,
    number(),
    ref("body_id", "body"),
    ref("sitting_id", "sitting", optional=True, index=True),
    ref("agenda_item_id", "agenda_item", optional=True),
    token("kind"),
    Column("version", Integer, nullable=False),
    words("name"),
    json("data", optional=True),  # what it is generated from; null where it was uploaded
    json("basis", optional=True),  # of an uploaded acta: the record that it was compared with
    token("sha256", 64, optional=True),
    Column("size", Integer),
    # of an acta: draft | circulated | approved; of a document presented: offered (no sitting was chosen yet) |
    # attached (goes out with the convocatoria) | distributed | late
    token("state", optional=True),
    ref("created_by", "person", optional=True),
    moment("created_at", optional=False),
    moment("filed_at"),
    moment("circulated_at"),
    moment("approved_at"),
    ref("approved_in", "sitting", optional=True),
    partial_index("ix_document_unfiled", "id", where="sha256 IS NULL"),
)

review = Table(
    "review",
    metadata,
    Column("document_id", ForeignKey("document.id"), primary_key=True),
    Column("seat_id", ForeignKey("seat.id"), primary_key=True),
    ref("person_id", "person"),
    token("answer"),  # conform | observed
    words("text", optional=True),
    moment("answered_at", optional=False),
)
