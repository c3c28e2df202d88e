"""Comités de Trabajo with their members and reports, and the Comité de Asesores."""

from sqlalchemy import Column, Date, ForeignKey, Integer, Table, UniqueConstraint

from bot.store.tables.columns import metadata, moment, number, ref, token, words

committee = Table(
    "committee",
    metadata,
    number(),
    ref("body_id", "body"),
    Column("number", Integer, nullable=False),
    words("name"),
    words("objectives"),
    Column("deadline", Date, nullable=False),
    ref("coordinator_seat_id", "seat"),
    ref("acuerdo_id", "acuerdo", optional=True),  # by which the body formed it
    ref("own_body_id", "body", optional=True),  # once it holds sittings of its own
    ref("formed_by", "person"),
    moment("formed_at", optional=False),
    moment("fulfilled_at"),
    moment("ended_at"),
    words("ended_reason", optional=True),
    UniqueConstraint("body_id", "number"),
)

committee_member = Table(
    "committee_member",
    metadata,
    Column("committee_id", ForeignKey("committee.id"), primary_key=True),
    Column("seat_id", ForeignKey("seat.id"), primary_key=True),
)

committee_report = Table(
    "committee_report",
    metadata,
    number(),
    ref("committee_id", "committee", index=True),
    words("text"),
    ref("document_id", "document", optional=True),  # where it came as a file
    ref("person_id", "person"),
    moment("filed_at", optional=False),
)

adviser = Table(  # of the Comité de Asesores: the ST's proposal and the Presidency's decision
    "adviser",
    metadata,
    number(),
    ref("body_id", "body", index=True),
    words("name"),
    words("specialty"),
    words("document"),
    token("state"),  # proposed | appointed | declined | ended
    ref("proposed_by", "person"),
    moment("proposed_at", optional=False),
    ref("decided_by", "person", optional=True),
    moment("decided_at"),
    moment("ended_at"),
    words("ended_reason", optional=True),
    words("ended_document", optional=True),
)
