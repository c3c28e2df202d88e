"""The tables. Stored enum values are English tokens; times are UTC; ids of Telegram are BIGINT."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, kept in UTC; a naive value is refused, for nobody could say when it was."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive datetime {value!r}: give it a time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _ref(name: str, target: str, *, optional: bool = False, index: bool = False) -> Column[int]:
    return Column(name, ForeignKey(f"{target}.id"), nullable=optional, index=index)


def _moment(name: str, *, optional: bool = True) -> Column[datetime]:
    return Column(name, UtcDateTime, nullable=optional)


def _token(name: str, size: int = 32, *, optional: bool = False, **options: Any) -> Column[str]:
    return Column(name, String(size), nullable=optional, **options)


def _words(name: str, *, optional: bool = False) -> Column[str]:
    return Column(name, Text, nullable=optional)


def _json(name: str, *, optional: bool = False) -> Column[Any]:
    return Column(name, JSON(none_as_null=True), nullable=optional)


# --- who -------------------------------------------------------------------------------------------

body = Table(
    "body",
    metadata,
    _id(),
    _token("sigla", 40, unique=True),
    _words("name"),
    _words("entity"),
    _words("norm"),
    _words("city"),
    _token("zone", 64),
    _json("official_years"),
    _json("reglamento"),
    _json("holidays"),
    Column("group_chat_id", BigInteger, unique=True),
    _moment("created_at", optional=False),
    _ref("parent_id", "body", optional=True),  # of a Comité de Trabajo that holds sittings of its own
)

seat = Table(
    "seat",
    metadata,
    _id(),
    _ref("body_id", "body"),
    _token("key", 16),
    _words("post"),
    Column("rank", Integer, nullable=False),
    Column("presides", Boolean, nullable=False),
    Column("technical_secretary", Boolean, nullable=False),
    _moment("ended_at"),
    UniqueConstraint("body_id", "key"),
)

person = Table(
    "person",
    metadata,
    _id(),
    _ref("body_id", "body"),
    _words("name"),
    Column("telegram_id", BigInteger, index=True),
    _moment("enrolled_at"),
    _ref("copy_of", "person", optional=True, index=True),  # in a committee: the same person in its body
    UniqueConstraint("body_id", "telegram_id"),
)

tenure = Table(
    "tenure",
    metadata,
    _id(),
    _ref("seat_id", "seat"),
    _ref("person_id", "person", index=True),
    Column("acting", Boolean, nullable=False, server_default=text("false")),
    _words("document", optional=True),
    _moment("since", optional=False),
    _moment("until"),
    Index(
        "uq_tenure_current",
        "seat_id",
        unique=True,
        sqlite_where=text("until IS NULL"),
        postgresql_where=text("until IS NULL"),
    ),
)

alternate = Table(
    "alternate",
    metadata,
    _id(),
    _ref("seat_id", "seat"),
    _ref("person_id", "person", index=True),
    _words("post"),
    _words("document"),
    _token("scope"),  # all | next
    _ref("sitting_id", "sitting", optional=True),
    _moment("designated_at", optional=False),
    _moment("ended_at"),
    Index(
        "uq_alternate_current",
        "seat_id",
        unique=True,
        sqlite_where=text("ended_at IS NULL"),
        postgresql_where=text("ended_at IS NULL"),
    ),
)

staff = Table(
    "staff",
    metadata,
    _id(),
    _ref("body_id", "body"),
    _ref("person_id", "person", index=True),
    _moment("since", optional=False),
    _moment("until"),
)

invitation = Table(
    "invitation",
    metadata,
    _id(),
    _ref("person_id", "person", index=True),
    _token("code_hash", 64, unique=True),
    _moment("created_at", optional=False),
    _moment("expires_at", optional=False),
    _moment("used_at"),
)

# --- the sitting -----------------------------------------------------------------------------------

sitting = Table(
    "sitting",
    metadata,
    _id(),
    _ref("body_id", "body", index=True),
    _token("kind"),
    _token("state"),
    Column("version", Integer, nullable=False, server_default=text("0")),
    _moment("held_at", optional=False),
    _words("place"),
    _moment("second_at"),
    _ref("second_of", "sitting", optional=True),
    _ref("drafted_by", "person"),
    _moment("drafted_at", optional=False),
    _ref("requested_by", "person", optional=True),  # of the ST, to the President (C2)
    Column("universal", Boolean, nullable=False, server_default=text("false")),  # without convocatoria (C5)
    _ref("issued_by", "person", optional=True),
    _moment("issued_at"),
    _json("notice", optional=True),
    _moment("first_list_at"),
    Column("first_list_present", Integer),  # frozen when the second list opens
    _moment("second_list_at"),
    Column("number", Integer),
    Column("year", Integer),
    _moment("installed_at"),
    _token("station", optional=True),
    _ref("presider_seat_id", "seat", optional=True),
    _ref("presider_person_id", "person", optional=True),
    _token("presider_why", optional=True),  # president | alternate | elected
    _moment("closed_at"),
    UniqueConstraint("body_id", "kind", "year", "number"),
)

matter = Table(  # what waits for an agenda: requests, items that were not treated, urgencies refused (S2)
    "matter",
    metadata,
    _id(),
    _ref("body_id", "body", index=True),
    _token("kind"),  # request | carried | urgency
    _words("text"),
    _ref("sitting_id", "sitting", optional=True),  # where it comes from
    _ref("seat_id", "seat", optional=True),
    _ref("person_id", "person", optional=True),
    _moment("raised_at", optional=False),
    Column("for_agenda", Boolean, nullable=False),  # to be offered for the next agenda
    _ref("heard_in", "sitting", optional=True),  # a request: the sitting whose pedidos it stood in
)

agenda_item = Table(
    "agenda_item",
    metadata,
    _id(),
    _ref("sitting_id", "sitting"),
    Column("position", Integer, nullable=False),
    _words("text"),
    Column("minutes", Integer),
    Column("urgent", Boolean, nullable=False, server_default=text("false")),
    _ref("matter_id", "matter", optional=True),
    UniqueConstraint("sitting_id", "position"),
)

service = Table(  # who was served the notice, how and when (C8)
    "service",
    metadata,
    _id(),
    _ref("sitting_id", "sitting", index=True),
    Column("version", Integer, nullable=False),
    _ref("seat_id", "seat"),
    _ref("person_id", "person"),
    _ref("outbox_id", "outbox", optional=True),
    _token("means"),  # chat | none (chat does not reach them) | other
    _words("medium", optional=True),  # which other one: an oficio, an e-mail
    _words("reference", optional=True),
    _moment("served_at"),
    _moment("seen_at"),
    UniqueConstraint("sitting_id", "version", "seat_id"),
)

guest = Table(  # invited with voice and no vote (W5)
    "guest",
    metadata,
    _id(),
    _ref("sitting_id", "sitting", index=True),
    _words("name"),
    _words("institution"),
    _ref("agenda_item_id", "agenda_item", optional=True),
    _ref("invited_by", "person"),
    _moment("invited_at", optional=False),
)

presidency = Table(  # who presided from when, and why (W4)
    "presidency",
    metadata,
    _id(),
    _ref("sitting_id", "sitting", index=True),
    _ref("seat_id", "seat"),
    _ref("person_id", "person"),
    _token("why"),  # president | alternate | elected
    _moment("since", optional=False),
)

urgency = Table(  # whether a matter off the agenda is urgent (S2)
    "urgency",
    metadata,
    _id(),
    _ref("sitting_id", "sitting", index=True),
    _words("text"),
    _ref("matter_id", "matter", optional=True),
    _token("state"),  # open | accepted | refused
    _ref("proposed_by", "person"),
    _moment("proposed_at", optional=False),
    _moment("settled_at"),
)

urgency_answer = Table(
    "urgency_answer",
    metadata,
    Column("urgency_id", ForeignKey("urgency.id"), primary_key=True),
    Column("seat_id", ForeignKey("seat.id"), primary_key=True),
    _ref("person_id", "person"),
    Column("agrees", Boolean, nullable=False),
    _ref("recorded_by", "person", optional=True),
    _moment("answered_at", optional=False),
)

rectification = Table(  # a change after the issue: proposed, then sent to all as a new version (C6)
    "rectification",
    metadata,
    _id(),
    _ref("sitting_id", "sitting"),
    Column("version", Integer, nullable=False),  # the one that it makes
    _token("verb"),  # rectify | reschedule | cancel
    _json("changes"),  # in the order of rules.convening.Change: what, from, to
    _words("reason"),
    _ref("proposed_by", "person"),
    _moment("proposed_at", optional=False),
    _ref("issued_by", "person", optional=True),
    _moment("issued_at"),
    Index(
        "uq_rectification_issued",
        "sitting_id",
        "version",
        unique=True,
        sqlite_where=text("issued_at IS NOT NULL"),
        postgresql_where=text("issued_at IS NOT NULL"),
    ),
)

consent = Table(  # to sit without a convocatoria (C5)
    "consent",
    metadata,
    Column("sitting_id", ForeignKey("sitting.id"), primary_key=True),
    Column("seat_id", ForeignKey("seat.id"), primary_key=True),
    _ref("person_id", "person"),
    Column("accepted", Boolean, nullable=False),
    _ref("recorded_by", "person", optional=True),
    _moment("answered_at", optional=False),
)

rsvp = Table(
    "rsvp",
    metadata,
    _id(),
    _ref("sitting_id", "sitting"),
    _ref("seat_id", "seat"),
    _ref("person_id", "person"),
    _token("answer"),
    _words("reason", optional=True),
    _moment("answered_at", optional=False),
    UniqueConstraint("sitting_id", "seat_id"),
)

presence = Table(
    "presence",
    metadata,
    _id(),
    _ref("sitting_id", "sitting"),
    _ref("seat_id", "seat"),
    _ref("person_id", "person"),
    Column("as_alternate", Boolean, nullable=False),
    Column("list", Integer, nullable=False),  # 1 or 2: the list it was marked in; 0: arrived later
    _moment("arrived_at", optional=False),
    _moment("left_at"),
    _ref("marked_by", "person"),
    Index(
        "uq_presence_current",
        "sitting_id",
        "seat_id",
        unique=True,
        sqlite_where=text("left_at IS NULL"),
        postgresql_where=text("left_at IS NULL"),
    ),
)

interruption = Table(  # cuarto intermedio (S3)
    "interruption",
    metadata,
    _id(),
    _ref("sitting_id", "sitting", index=True),
    _words("reason", optional=True),
    _moment("resumes_at"),
    _moment("suspended_at", optional=False),
    _moment("resumed_at"),
)

note = Table(
    "note",
    metadata,
    _id(),
    _ref("sitting_id", "sitting", index=True),
    _ref("agenda_item_id", "agenda_item", optional=True),
    _token("station", optional=True),
    _words("text"),
    _ref("person_id", "person"),
    _moment("noted_at", optional=False),
)

# --- votes and acuerdos ----------------------------------------------------------------------------

vote = Table(
    "vote",
    metadata,
    _id(),
    _ref("sitting_id", "sitting", index=True),
    _ref("agenda_item_id", "agenda_item"),
    _words("text"),
    _token("state"),
    _ref("opened_by", "person"),
    _moment("opened_at", optional=False),
    _moment("closed_at"),
    Column("in_favour", Integer),
    Column("against", Integer),
    Column("abstentions", Integer),
    Column("present", Integer),
    _token("outcome", optional=True),
    Column("readings_differ", Boolean),
    _token("casting_choice", optional=True),
    _ref("casting_person_id", "person", optional=True),
    _moment("casting_at"),
    _words("annulled_reason", optional=True),
    Index(
        "uq_vote_running",
        "sitting_id",
        unique=True,
        sqlite_where=text("state IN ('open', 'tied')"),
        postgresql_where=text("state IN ('open', 'tied')"),
    ),
)

recount = Table(  # a vote counted again, with why (V6)
    "recount",
    metadata,
    _id(),
    _ref("vote_id", "vote", index=True),
    _words("reason"),
    Column("in_favour", Integer, nullable=False),
    Column("against", Integer, nullable=False),
    Column("abstentions", Integer, nullable=False),
    _ref("person_id", "person"),
    _moment("recounted_at", optional=False),
)

entitled = Table(  # frozen when the vote closes: who was present, and by whom the seat was represented
    "entitled",
    metadata,
    Column("vote_id", ForeignKey("vote.id"), primary_key=True),
    Column("seat_id", ForeignKey("seat.id"), primary_key=True),
    _ref("person_id", "person"),
    Column("as_alternate", Boolean, nullable=False),
)

ballot = Table(
    "ballot",
    metadata,
    Column("vote_id", ForeignKey("vote.id"), primary_key=True),
    Column("seat_id", ForeignKey("seat.id"), primary_key=True),
    _ref("person_id", "person"),
    Column("as_alternate", Boolean, nullable=False),
    _token("choice"),
    _words("reason", optional=True),
    _ref("recorded_by", "person", optional=True),
    _moment("cast_at", optional=False),
    _token("receipt", 64, optional=True),  # the hash of its entry in the journal
    _words("added_reason", optional=True),  # after the vote was closed, until the end of the next day
    _moment("added_at"),
)

acuerdo = Table(
    "acuerdo",
    metadata,
    _id(),
    _ref("body_id", "body"),
    _ref("sitting_id", "sitting", index=True),
    _ref("agenda_item_id", "agenda_item"),
    _ref("vote_id", "vote", optional=True),
    _token("state"),  # proposed (no consensus yet) | adopted | withdrawn (a vote was asked for) | annulled
    _token("mode"),  # vote | consensus
    Column("number", Integer),
    Column("year", Integer),
    _words("code", optional=True),
    _words("text"),
    _words("responsible", optional=True),
    Column("deadline", Date),
    _token("progress"),  # pending | in_progress | fulfilled | overdue | without_effect
    _ref("proposed_by", "person"),
    _moment("proposed_at", optional=False),
    _moment("adopted_at"),
    _words("annulled_reason", optional=True),
    UniqueConstraint("body_id", "year", "number"),
    UniqueConstraint("vote_id"),
)

# --- bodies inside the body (W6) ------------------------------------------------------------------

committee = Table(
    "committee",
    metadata,
    _id(),
    _ref("body_id", "body"),
    Column("number", Integer, nullable=False),
    _words("name"),
    _words("objectives"),
    Column("deadline", Date, nullable=False),
    _ref("coordinator_seat_id", "seat"),
    _ref("acuerdo_id", "acuerdo", optional=True),  # by which the body formed it
    _ref("own_body_id", "body", optional=True),  # once it holds sittings of its own
    _ref("formed_by", "person"),
    _moment("formed_at", optional=False),
    _moment("fulfilled_at"),
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
    _id(),
    _ref("committee_id", "committee", index=True),
    _words("text"),
    _ref("person_id", "person"),
    _moment("filed_at", optional=False),
)

adviser = Table(  # of the Comité de Asesores: the ST's proposal and the Presidency's decision
    "adviser",
    metadata,
    _id(),
    _ref("body_id", "body", index=True),
    _words("name"),
    _words("specialty"),
    _words("document"),
    _token("state"),  # proposed | appointed | declined
    _ref("proposed_by", "person"),
    _moment("proposed_at", optional=False),
    _ref("decided_by", "person", optional=True),
    _moment("decided_at"),
)

# --- papers ----------------------------------------------------------------------------------------

document = Table(
    "document",
    metadata,
    _id(),
    _ref("body_id", "body"),
    _ref("sitting_id", "sitting", optional=True, index=True),
    _ref("agenda_item_id", "agenda_item", optional=True),
    _token("kind"),
    Column("version", Integer, nullable=False),
    _words("name"),
    _json("data", optional=True),  # what it is generated from; null where it was uploaded
    _token("sha256", 64, optional=True),
    Column("size", Integer),
    # of an acta: draft | circulated | approved; of a document presented: offered (no sitting was chosen yet) |
    # attached (goes out with the convocatoria) | distributed | late
    _token("state", optional=True),
    _ref("created_by", "person", optional=True),
    _moment("created_at", optional=False),
    _moment("filed_at"),
    _moment("circulated_at"),
    _moment("approved_at"),
    _ref("approved_in", "sitting", optional=True),
    Index(
        "ix_document_unfiled",
        "id",
        sqlite_where=text("sha256 IS NULL"),
        postgresql_where=text("sha256 IS NULL"),
    ),
)

review = Table(
    "review",
    metadata,
    Column("document_id", ForeignKey("document.id"), primary_key=True),
    Column("seat_id", ForeignKey("seat.id"), primary_key=True),
    _ref("person_id", "person"),
    _token("answer"),  # conform | observed
    _words("text", optional=True),
    _moment("answered_at", optional=False),
)

# --- the record and the post room ------------------------------------------------------------------

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
    _ref("actor_id", "person", optional=True),
    _token("event", 48),
    _token("subject", 48),
    Column("data", Text, nullable=False),
    _token("previous", 64),
    _token("hash", 64),
    UniqueConstraint("body_id", "hash"),
)

inbox = Table(
    "inbox",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("raw", Text, nullable=False),
    _moment("received_at", optional=False),
    _moment("done_at"),
    _words("error", optional=True),
    Index(
        "ix_inbox_waiting",
        "update_id",
        sqlite_where=text("done_at IS NULL"),
        postgresql_where=text("done_at IS NULL"),
    ),
)

outbox = Table(
    "outbox",
    metadata,
    _id(),
    _ref("body_id", "body", optional=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("urgency", Integer, nullable=False),
    _token("template", 48),
    _json("context"),
    _json("buttons", optional=True),
    _token("live_key", 64, optional=True),
    _token("dedupe_key", 96, optional=True, unique=True),
    _ref("document_id", "document", optional=True),
    _token("state"),  # pending | sending | uncertain | sent | failed
    Column("repeated", Boolean, nullable=False, server_default=text("false")),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    _moment("not_before"),
    _moment("created_at", optional=False),
    _moment("claimed_at"),
    _moment("sent_at"),
    Column("message_id", BigInteger),
    _words("error", optional=True),
    CheckConstraint("state IN ('pending', 'sending', 'uncertain', 'sent', 'failed')", name="state"),
    Index(
        "ix_outbox_unsent",
        "chat_id",
        "urgency",
        "id",
        sqlite_where=text("state IN ('pending', 'sending', 'uncertain')"),
        postgresql_where=text("state IN ('pending', 'sending', 'uncertain')"),
    ),
    Index(
        "uq_outbox_live_pending",
        "live_key",
        unique=True,
        sqlite_where=text("state = 'pending'"),
        postgresql_where=text("state = 'pending'"),
    ),
)

live_message = Table(  # one message that is kept up to date by edits
    "live_message",
    metadata,
    Column("key", String(64), primary_key=True),
    _ref("body_id", "body"),
    _ref("sitting_id", "sitting", index=True),
    Column("chat_id", BigInteger, nullable=False),
    _token("template", 48),
    _json("context"),
    Column("shared", Boolean, nullable=False),  # refreshed by every act in the sitting
    Column("message_id", BigInteger),
    _token("digest", 64, optional=True),
)

dialogue = Table(  # an open question to a person; a restart repeats it
    "dialogue",
    metadata,
    Column("telegram_id", BigInteger, primary_key=True),
    Column("kind", String(32), primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    _ref("body_id", "body"),
    Column("step", Integer, nullable=False),
    _json("fields"),
    _moment("asked_at", optional=False),
)

deadline = Table(
    "deadline",
    metadata,
    _id(),
    _ref("body_id", "body"),
    _token("kind"),
    _token("stage"),
    Column("subject_id", Integer, nullable=False),
    _moment("due_at", optional=False),
    _moment("done_at"),
    _token("outcome", optional=True),  # sent | overtaken | moot
    UniqueConstraint("body_id", "kind", "stage", "subject_id", "due_at"),
    Index(
        "ix_deadline_waiting",
        "due_at",
        sqlite_where=text("done_at IS NULL"),
        postgresql_where=text("done_at IS NULL"),
    ),
)
