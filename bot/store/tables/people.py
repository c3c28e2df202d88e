"""Who: bodies, seats with their titulares and alternates, staff, one-time links."""

from sqlalchemy import BigInteger, Boolean, Column, Integer, Table, UniqueConstraint, text

from bot.store.tables.columns import json, metadata, moment, number, partial_index, ref, token, words

body = Table(
    "body",
    metadata,
    number(),
    token("sigla", 40, unique=True),
    words("name"),
    words("entity"),
    words("norm"),
    words("city"),
    token("zone", 64),
    json("official_years"),
    json("reglamento"),
    json("holidays"),
    Column("group_chat_id", BigInteger, unique=True),
    moment("created_at", optional=False),
    ref("parent_id", "body", optional=True),  # of a Comité de Trabajo that holds sittings of its own
)

seat = Table(
    "seat",
    metadata,
    number(),
    ref("body_id", "body"),
    token("key", 16),
    words("post"),
    Column("rank", Integer, nullable=False),
    Column("presides", Boolean, nullable=False),
    Column("technical_secretary", Boolean, nullable=False),
    moment("ended_at"),
    UniqueConstraint("body_id", "key"),
)

person = Table(
    "person",
    metadata,
    number(),
    ref("body_id", "body"),
    words("name"),
    Column("telegram_id", BigInteger, index=True),
    moment("enrolled_at"),
    ref("copy_of", "person", optional=True, index=True),  # in a committee: the same person in its body
    UniqueConstraint("body_id", "telegram_id"),
)

tenure = Table(
    "tenure",
    metadata,
    number(),
    ref("seat_id", "seat"),
    ref("person_id", "person", index=True),
    Column("acting", Boolean, nullable=False, server_default=text("false")),
    words("document", optional=True),
    moment("since", optional=False),
    moment("until"),
    partial_index("uq_tenure_current", "seat_id", where="until IS NULL", unique=True),
)

alternate = Table(
    "alternate",
    metadata,
    number(),
    ref("seat_id", "seat"),
    ref("person_id", "person", index=True),
    words("post"),
    words("document"),
    token("scope"),  # all | next
    ref("sitting_id", "sitting", optional=True),
    moment("designated_at", optional=False),
    moment("ended_at"),
    partial_index("uq_alternate_current", "seat_id", where="ended_at IS NULL", unique=True),
)

staff = Table(
    "staff",
    metadata,
    number(),
    ref("body_id", "body"),
    ref("person_id", "person", index=True),
    moment("since", optional=False),
    moment("until"),
)

invitation = Table(
    "invitation",
    metadata,
    number(),
    ref("person_id", "person", index=True),
    token("code_hash", 64, unique=True),
    moment("created_at", optional=False),
    moment("expires_at", optional=False),
    moment("used_at"),
)
