"""The record and the post room: counters, journal, inbox, outbox, open questions, deadlines."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from bot.store.tables.columns import (
    UtcDateTime,
    json,
    metadata,
    moment,
    number,
    partial_index,
    ref,
    token,
    words,
)

counter = Table(
    "counter",
    metadata,
    Column("body_id", ForeignKey("body.id"), primary_key=True),
    Column("series", String(32), primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("value", Integer, nullable=False),
)

journal = Table(
    "journal",
    metadata,
    Column("body_id", ForeignKey("body.id"), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    ref("actor_id", "person", optional=True),
    token("event", 48),
    token("subject", 48),
    Column("data", Text, nullable=False),
    token("previous", 64),
    token("hash", 64),
    UniqueConstraint("body_id", "hash"),
)

inbox = Table(
    "inbox",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("raw", Text, nullable=False),
    moment("received_at", optional=False),
    moment("done_at"),
    words("error", optional=True),
    partial_index("ix_inbox_waiting", "update_id", where="done_at IS NULL"),
)

outbox = Table(
    "outbox",
    metadata,
    number(),
    ref("body_id", "body", optional=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("urgency", Integer, nullable=False),
    token("template", 48),
    json("context"),
    json("buttons", optional=True),
    token("live_key", 64, optional=True),
    token("dedupe_key", 96, optional=True, unique=True),
    ref("document_id", "document", optional=True),
    token("state"),  # pending | sending | uncertain | sent | failed
    Column("repeated", Boolean, nullable=False, server_default=text("false")),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    moment("not_before"),
    moment("created_at", optional=False),
    moment("claimed_at"),
    moment("sent_at"),
    Column("message_id", BigInteger),
    words("error", optional=True),
    CheckConstraint("state IN ('pending', 'sending', 'uncertain', 'sent', 'failed')", name="state"),
    partial_index(
        "ix_outbox_unsent", "chat_id", "urgency", "id", where="state IN ('pending', 'sending', 'uncertain')"
    ),
    partial_index(  # by which a reply finds what it answers; live messages are answered by their buttons
        "ix_outbox_answerable",
        "chat_id",
        "message_id",
        where="live_key IS NULL AND message_id IS NOT NULL",
    ),
    partial_index("uq_outbox_live_pending", "live_key", where="state = 'pending'", unique=True),
)

live_message = Table(  # one message that is kept up to date by edits
    "live_message",
    metadata,
    Column("key", String(64), primary_key=True),
    ref("body_id", "body"),
    ref("sitting_id", "sitting", index=True),
    Column("chat_id", BigInteger, nullable=False),
    token("template", 48),
    json("context"),
    Column("shared", Boolean, nullable=False),  # refreshed by every act in the sitting
    Column("message_id", BigInteger),
    token("digest", 64, optional=True),
)

dialogue = Table(  # an open question to a person; a restart repeats it
    "dialogue",
    metadata,
    Column("telegram_id", BigInteger, primary_key=True),
    Column("kind", String(32), primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    ref("body_id", "body"),
    Column("step", Integer, nullable=False),
    json("fields"),
    moment("asked_at", optional=False),
)

deadline = Table(
    "deadline",
    metadata,
    number(),
    ref("body_id", "body"),
    token("kind"),
    token("stage"),
    Column("subject_id", Integer, nullable=False),
    moment("due_at", optional=False),
    moment("done_at"),
    token("outcome", optional=True),  # sent | overtaken | moot
    UniqueConstraint("body_id", "kind", "stage", "subject_id", "due_at"),
    partial_index("ix_deadline_waiting", "due_at", where="done_at IS NULL"),
)
