"""The whole first schema."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = (
    "body", "seat", "person", "tenure", "staff", "invitation",
    "sitting", "alternate", "matter", "agenda_item", "guest", "presidency", "urgency", "urgency_answer",
    "rectification", "consent", "rsvp", "presence", "interruption", "note",
    "vote", "recount", "entitled", "ballot", "acuerdo",
    "template", "document", "review", "signature", "progress_note",
    "committee", "committee_member", "committee_report", "adviser",
    "inbox", "outbox", "live_message", "service", "dialogue", "deadline",
    "counter", "journal",
)  # fmt: skip


def upgrade() -> None:
    _who()
    _sittings()
    _votes()
    _papers()
    _committees()
    _post_room()
    _record()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _id() -> sa.Column[int]:
    return sa.Column("id", sa.Integer(), primary_key=True)


def _ref(name: str, table: str, *, nullable: bool = False, primary_key: bool = False) -> sa.Column[int]:
    return sa.Column(
        name, sa.Integer(), sa.ForeignKey(f"{table}.id"), nullable=nullable, primary_key=primary_key
    )


def _moment(name: str, *, nullable: bool = True) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _partial_index(name: str, table: str, columns: list[str], where: str, *, unique: bool = False) -> None:
    rows = sa.text(where)
    op.create_index(name, table, columns, unique=unique, sqlite_where=rows, postgresql_where=rows)


def _who() -> None:
    """Who: the body, its seats and the people in them."""
    op.create_table(
        "body",
        _id(),
        sa.Column("sigla", sa.String(40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("norm", sa.Text(), nullable=False),
        sa.Column("city", sa.Text(), nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("official_years", sa.JSON(), nullable=False),
        sa.Column("reglamento", sa.JSON(), nullable=False),
        sa.Column("holidays", sa.JSON(), nullable=False),
        sa.Column("group_chat_id", sa.BigInteger()),
        _moment("created_at", nullable=False),
        _ref("parent_id", "body", nullable=True),
        sa.UniqueConstraint("group_chat_id"),
        sa.UniqueConstraint("sigla"),
    )
    op.create_table(
        "seat",
        _id(),
        _ref("body_id", "body"),
        sa.Column("key", sa.String(16), nullable=False),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("presides", sa.Boolean(), nullable=False),
        sa.Column("technical_secretary", sa.Boolean(), nullable=False),
        _moment("ended_at"),
        sa.UniqueConstraint("body_id", "key"),
    )
    op.create_table(
        "person",
        _id(),
        _ref("body_id", "body"),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("telegram_id", sa.BigInteger()),
        _moment("enrolled_at"),
        _ref("copy_of", "person", nullable=True),
        sa.UniqueConstraint("body_id", "telegram_id"),
    )
    op.create_index("ix_person_telegram_id", "person", ["telegram_id"])
    op.create_index("ix_person_copy_of", "person", ["copy_of"])
    op.create_table(
        "tenure",
        _id(),
        _ref("seat_id", "seat"),
        _ref("person_id", "person"),
        sa.Column("acting", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("document", sa.Text()),
        _moment("since", nullable=False),
        _moment("until"),
    )
    op.create_index("ix_tenure_person_id", "tenure", ["person_id"])
    _partial_index("uq_tenure_current", "tenure", ["seat_id"], "until IS NULL", unique=True)
    op.create_table(
        "staff",
        _id(),
        _ref("body_id", "body"),
        _ref("person_id", "person"),
        _moment("since", nullable=False),
        _moment("until"),
    )
    op.create_index("ix_staff_person_id", "staff", ["person_id"])
    op.create_table(
        "invitation",
        _id(),
        _ref("person_id", "person"),
        sa.Column("code_hash", sa.String(64), nullable=False),
        _moment("created_at", nullable=False),
        _moment("expires_at", nullable=False),
        _moment("used_at"),
        sa.UniqueConstraint("code_hash"),
    )
    op.create_index("ix_invitation_person_id", "invitation", ["person_id"])


def _sittings() -> None:
    """The sitting, from its convening to its close."""
    op.create_table(
        "sitting",
        _id(),
        _ref("body_id", "body"),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("0"), nullable=False),
        _moment("held_at", nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        _moment("second_at"),
        _ref("second_of", "sitting", nullable=True),
        _ref("drafted_by", "person"),
        _moment("drafted_at", nullable=False),
        _ref("requested_by", "person", nullable=True),
        sa.Column("universal", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        _ref("issued_by", "person", nullable=True),
        _moment("issued_at"),
        sa.Column("notice", sa.JSON()),
        _moment("first_list_at"),
        sa.Column("first_list_present", sa.Integer()),
        _moment("second_list_at"),
        sa.Column("number", sa.Integer()),
        sa.Column("year", sa.Integer()),
        _moment("installed_at"),
        sa.Column("station", sa.String(32)),
        _ref("presider_seat_id", "seat", nullable=True),
        _ref("presider_person_id", "person", nullable=True),
        sa.Column("presider_why", sa.String(32)),
        _moment("closed_at"),
        sa.UniqueConstraint("body_id", "kind", "year", "number"),
    )
    op.create_index("ix_sitting_body_id", "sitting", ["body_id"])
    op.create_table(
        "alternate",
        _id(),
        _ref("seat_id", "seat"),
        _ref("person_id", "person"),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("scope", sa.String(32), nullable=False),
        _ref("sitting_id", "sitting", nullable=True),
        _moment("designated_at", nullable=False),
        _moment("ended_at"),
    )
    op.create_index("ix_alternate_person_id", "alternate", ["person_id"])
    _partial_index("uq_alternate_current", "alternate", ["seat_id"], "ended_at IS NULL", unique=True)
    _matters()
    op.create_table(
        "agenda_item",
        _id(),
        _ref("sitting_id", "sitting"),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer()),
        sa.Column("points", sa.JSON(), nullable=False),
        sa.Column("urgent", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        _ref("matter_id", "matter", nullable=True),
        sa.UniqueConstraint("sitting_id", "position"),
    )
    op.create_index("ix_agenda_item_matter_id", "agenda_item", ["matter_id"])
    _room()
    op.create_table(
        "rectification",
        _id(),
        _ref("sitting_id", "sitting"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("verb", sa.String(32), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        _ref("proposed_by", "person"),
        _moment("proposed_at", nullable=False),
        _ref("issued_by", "person", nullable=True),
        _moment("issued_at"),
    )
    _partial_index(
        "uq_rectification_issued",
        "rectification",
        ["sitting_id", "version"],
        "issued_at IS NOT NULL",
        unique=True,
    )
    op.create_table(
        "consent",
        _ref("sitting_id", "sitting", primary_key=True),
        _ref("seat_id", "seat", primary_key=True),
        _ref("person_id", "person"),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        _ref("recorded_by", "person", nullable=True),
        _moment("answered_at", nullable=False),
    )
    op.create_table(
        "rsvp",
        _id(),
        _ref("sitting_id", "sitting"),
        _ref("seat_id", "seat"),
        _ref("person_id", "person"),
        sa.Column("answer", sa.String(32), nullable=False),
        sa.Column("reason", sa.Text()),
        _moment("answered_at", nullable=False),
        sa.UniqueConstraint("sitting_id", "seat_id"),
    )
    op.create_table(
        "presence",
        _id(),
        _ref("sitting_id", "sitting"),
        _ref("seat_id", "seat"),
        _ref("person_id", "person"),
        sa.Column("as_alternate", sa.Boolean(), nullable=False),
        sa.Column("list", sa.Integer(), nullable=False),
        _moment("arrived_at", nullable=False),
        _moment("left_at"),
        _ref("marked_by", "person"),
    )
    op.create_index("ix_presence_sitting_id", "presence", ["sitting_id"])
    _partial_index(
        "uq_presence_current", "presence", ["sitting_id", "seat_id"], "left_at IS NULL", unique=True
    )
    op.create_table(
        "interruption",
        _id(),
        _ref("sitting_id", "sitting"),
        sa.Column("reason", sa.Text()),
        _moment("resumes_at"),
        _moment("suspended_at", nullable=False),
        _moment("resumed_at"),
    )
    op.create_index("ix_interruption_sitting_id", "interruption", ["sitting_id"])
    op.create_table(
        "note",
        _id(),
        _ref("sitting_id", "sitting"),
        _ref("agenda_item_id", "agenda_item", nullable=True),
        sa.Column("station", sa.String(32)),
        sa.Column("text", sa.Text(), nullable=False),
        _ref("person_id", "person"),
        _moment("noted_at", nullable=False),
    )
    op.create_index("ix_note_sitting_id", "note", ["sitting_id"])


def _matters() -> None:
    """What waits for an agenda."""
    op.create_table(
        "matter",
        _id(),
        _ref("body_id", "body"),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        _ref("sitting_id", "sitting", nullable=True),
        _ref("seat_id", "seat", nullable=True),
        _ref("person_id", "person", nullable=True),
        _moment("raised_at", nullable=False),
        sa.Column("for_agenda", sa.Boolean(), nullable=False),
        _ref("heard_in", "sitting", nullable=True),
    )
    op.create_index("ix_matter_body_id", "matter", ["body_id"])


def _room() -> None:
    """Who is invited, who presides, what is urgent."""
    op.create_table(
        "guest",
        _id(),
        _ref("sitting_id", "sitting"),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("institution", sa.Text(), nullable=False),
        _ref("agenda_item_id", "agenda_item", nullable=True),
        _ref("invited_by", "person"),
        _moment("invited_at", nullable=False),
    )
    op.create_index("ix_guest_sitting_id", "guest", ["sitting_id"])
    op.create_table(
        "presidency",
        _id(),
        _ref("sitting_id", "sitting"),
        _ref("seat_id", "seat"),
        _ref("person_id", "person"),
        sa.Column("why", sa.String(32), nullable=False),
        _moment("since", nullable=False),
    )
    op.create_index("ix_presidency_sitting_id", "presidency", ["sitting_id"])
    op.create_table(
        "urgency",
        _id(),
        _ref("sitting_id", "sitting"),
        sa.Column("text", sa.Text(), nullable=False),
        _ref("matter_id", "matter", nullable=True),
        sa.Column("state", sa.String(32), nullable=False),
        _ref("proposed_by", "person"),
        _moment("proposed_at", nullable=False),
        _moment("settled_at"),
    )
    op.create_index("ix_urgency_sitting_id", "urgency", ["sitting_id"])
    op.create_table(
        "urgency_answer",
        _ref("urgency_id", "urgency", primary_key=True),
        _ref("seat_id", "seat", primary_key=True),
        _ref("person_id", "person"),
        sa.Column("agrees", sa.Boolean(), nullable=False),
        _ref("recorded_by", "person", nullable=True),
        _moment("answered_at", nullable=False),
    )


def _votes() -> None:
    """Votes and acuerdos."""
    op.create_table(
        "vote",
        _id(),
        _ref("sitting_id", "sitting"),
        _ref("agenda_item_id", "agenda_item"),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        _ref("opened_by", "person"),
        _moment("opened_at", nullable=False),
        _moment("closed_at"),
        sa.Column("in_favour", sa.Integer()),
        sa.Column("against", sa.Integer()),
        sa.Column("abstentions", sa.Integer()),
        sa.Column("present", sa.Integer()),
        sa.Column("outcome", sa.String(32)),
        sa.Column("readings_differ", sa.Boolean()),
        sa.Column("casting_choice", sa.String(32)),
        _ref("casting_person_id", "person", nullable=True),
        _moment("casting_at"),
        sa.Column("annulled_reason", sa.Text()),
    )
    op.create_index("ix_vote_sitting_id", "vote", ["sitting_id"])
    _partial_index("uq_vote_running", "vote", ["sitting_id"], "state IN ('open', 'tied')", unique=True)
    op.create_table(
        "recount",
        _id(),
        _ref("vote_id", "vote"),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("in_favour", sa.Integer(), nullable=False),
        sa.Column("against", sa.Integer(), nullable=False),
        sa.Column("abstentions", sa.Integer(), nullable=False),
        _ref("person_id", "person"),
        _moment("recounted_at", nullable=False),
    )
    op.create_index("ix_recount_vote_id", "recount", ["vote_id"])
    op.create_table(
        "entitled",
        _ref("vote_id", "vote", primary_key=True),
        _ref("seat_id", "seat", primary_key=True),
        _ref("person_id", "person"),
        sa.Column("as_alternate", sa.Boolean(), nullable=False),
    )
    op.create_table(
        "ballot",
        _ref("vote_id", "vote", primary_key=True),
        _ref("seat_id", "seat", primary_key=True),
        _ref("person_id", "person"),
        sa.Column("as_alternate", sa.Boolean(), nullable=False),
        sa.Column("choice", sa.String(32), nullable=False),
        sa.Column("reason", sa.Text()),
        _ref("recorded_by", "person", nullable=True),
        _moment("cast_at", nullable=False),
        sa.Column("receipt", sa.String(64)),
        sa.Column("added_reason", sa.Text()),
        _moment("added_at"),
    )
    op.create_table(
        "acuerdo",
        _id(),
        _ref("body_id", "body"),
        _ref("sitting_id", "sitting"),
        _ref("agenda_item_id", "agenda_item"),
        _ref("vote_id", "vote", nullable=True),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("mode", sa.String(32), nullable=False),
        sa.Column("number", sa.Integer()),
        sa.Column("year", sa.Integer()),
        sa.Column("code", sa.Text()),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("responsible", sa.Text()),
        sa.Column("deadline", sa.Date()),
        sa.Column("progress", sa.String(32), nullable=False),
        _moment("claimed_at"),
        _moment("settled_at"),
        sa.Column("voided_reason", sa.Text()),
        _ref("proposed_by", "person"),
        _moment("proposed_at", nullable=False),
        _moment("adopted_at"),
        sa.Column("annulled_reason", sa.Text()),
        _moment("execution_proposed_at"),
        _ref("execution_vote_id", "vote", nullable=True),
        _moment("execution_authorised_at"),
        sa.UniqueConstraint("body_id", "year", "number"),
        sa.UniqueConstraint("vote_id"),
    )
    op.create_index("ix_acuerdo_sitting_id", "acuerdo", ["sitting_id"])


def _committees() -> None:
    """Bodies inside the body: committees with their members and reports, and the advisers."""
    op.create_table(
        "committee",
        _id(),
        _ref("body_id", "body"),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("objectives", sa.Text(), nullable=False),
        sa.Column("deadline", sa.Date(), nullable=False),
        _ref("coordinator_seat_id", "seat"),
        _ref("acuerdo_id", "acuerdo", nullable=True),
        _ref("own_body_id", "body", nullable=True),
        _ref("formed_by", "person"),
        _moment("formed_at", nullable=False),
        _moment("fulfilled_at"),
        _moment("ended_at"),
        sa.Column("ended_reason", sa.Text()),
        sa.UniqueConstraint("body_id", "number"),
    )
    op.create_table(
        "committee_member",
        _ref("committee_id", "committee", primary_key=True),
        _ref("seat_id", "seat", primary_key=True),
    )
    op.create_table(
        "committee_report",
        _id(),
        _ref("committee_id", "committee"),
        sa.Column("text", sa.Text(), nullable=False),
        _ref("document_id", "document", nullable=True),
        _ref("person_id", "person"),
        _moment("filed_at", nullable=False),
    )
    op.create_index("ix_committee_report_committee_id", "committee_report", ["committee_id"])
    op.create_table(
        "adviser",
        _id(),
        _ref("body_id", "body"),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("specialty", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        _ref("proposed_by", "person"),
        _moment("proposed_at", nullable=False),
        _ref("decided_by", "person", nullable=True),
        _moment("decided_at"),
        _moment("ended_at"),
        sa.Column("ended_reason", sa.Text()),
        sa.Column("ended_document", sa.Text()),
    )
    op.create_index("ix_adviser_body_id", "adviser", ["body_id"])


def _papers() -> None:
    """Papers and what the members say of them."""
    op.create_table(
        "template",
        _id(),
        _ref("body_id", "body"),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        _ref("uploaded_by", "person"),
        _moment("uploaded_at", nullable=False),
        _ref("approved_by", "person", nullable=True),
        _moment("approved_at"),
        sa.Column("in_force", sa.Boolean(), nullable=False),
        sa.UniqueConstraint("body_id", "kind", "version"),
        sa.UniqueConstraint("body_id", "kind", "sha256"),
    )
    _partial_index("uq_template_in_force", "template", ["body_id", "kind"], "in_force", unique=True)
    op.create_table(
        "document",
        _id(),
        _ref("body_id", "body"),
        _ref("sitting_id", "sitting", nullable=True),
        _ref("agenda_item_id", "agenda_item", nullable=True),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("data", sa.JSON()),
        sa.Column("basis", sa.JSON()),
        sa.Column("sha256", sa.String(64)),
        sa.Column("size", sa.Integer()),
        sa.Column("state", sa.String(32)),
        _ref("created_by", "person", nullable=True),
        _moment("created_at", nullable=False),
        _moment("filed_at"),
        _moment("circulated_at"),
        _moment("approved_at"),
        _ref("approved_in", "sitting", nullable=True),
        _ref("template_id", "template", nullable=True),
    )
    op.create_index("ix_document_body_id_kind", "document", ["body_id", "kind"])
    op.create_index("ix_document_sitting_id", "document", ["sitting_id"])
    _partial_index("ix_document_unfiled", "document", ["id"], "sha256 IS NULL")
    op.create_table(
        "review",
        _ref("document_id", "document", primary_key=True),
        _ref("seat_id", "seat", primary_key=True),
        _ref("person_id", "person"),
        sa.Column("answer", sa.String(32), nullable=False),
        sa.Column("text", sa.Text()),
        _moment("answered_at", nullable=False),
        sa.Column("outcome", sa.String(32)),
        sa.Column("resolution", sa.Text()),
        _ref("resolved_by", "person", nullable=True),
        _moment("resolved_at"),
    )
    op.create_table(
        "signature",
        _ref("document_id", "document", primary_key=True),
        _ref("person_id", "person", primary_key=True),
        sa.Column("means", sa.String(32), nullable=False),
        _ref("file_id", "document"),
        sa.Column("signer", sa.Text()),
        sa.Column("identity", sa.String(32)),
        sa.Column("chain", sa.String(32)),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        _moment("signed_at"),
        _ref("recorded_by", "person"),
        _moment("recorded_at", nullable=False),
    )
    op.create_table(
        "progress_note",
        _id(),
        _ref("acuerdo_id", "acuerdo"),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        _ref("document_id", "document", nullable=True),
        _ref("person_id", "person"),
        _moment("noted_at", nullable=False),
    )
    op.create_index("ix_progress_note_acuerdo_id", "progress_note", ["acuerdo_id"])


def _post_room() -> None:
    """What comes in, what is to go out, and when."""
    op.create_table(
        "inbox",
        sa.Column("update_id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("raw", sa.Text(), nullable=False),
        _moment("received_at", nullable=False),
        _moment("done_at"),
        sa.Column("error", sa.Text()),
    )
    _partial_index("ix_inbox_waiting", "inbox", ["update_id"], "done_at IS NULL")
    op.create_table(
        "outbox",
        _id(),
        _ref("body_id", "body", nullable=True),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("urgency", sa.Integer(), nullable=False),
        sa.Column("template", sa.String(48), nullable=False),
        sa.Column("context", sa.JSON(), nullable=False),
        sa.Column("buttons", sa.JSON()),
        sa.Column("live_key", sa.String(64)),
        sa.Column("dedupe_key", sa.String(96)),
        _ref("document_id", "document", nullable=True),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("repeated", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        _moment("not_before"),
        _moment("created_at", nullable=False),
        _moment("claimed_at"),
        _moment("sent_at"),
        sa.Column("message_id", sa.BigInteger()),
        sa.Column("error", sa.Text()),
        sa.CheckConstraint("state IN ('pending', 'sending', 'uncertain', 'sent', 'failed')", name="state"),
        sa.UniqueConstraint("dedupe_key"),
    )
    _partial_index(
        "ix_outbox_unsent",
        "outbox",
        ["chat_id", "urgency", "id"],
        "state IN ('pending', 'sending', 'uncertain')",
    )
    _partial_index(
        "ix_outbox_answerable",
        "outbox",
        ["chat_id", "message_id"],
        "live_key IS NULL AND message_id IS NOT NULL",
    )
    _partial_index("uq_outbox_live_pending", "outbox", ["live_key"], "state = 'pending'", unique=True)
    op.create_table(
        "live_message",
        sa.Column("key", sa.String(64), primary_key=True),
        _ref("body_id", "body"),
        _ref("sitting_id", "sitting"),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("template", sa.String(48), nullable=False),
        sa.Column("context", sa.JSON(), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("message_id", sa.BigInteger()),
        sa.Column("digest", sa.String(64)),
    )
    op.create_index("ix_live_message_sitting_id", "live_message", ["sitting_id"])
    op.create_table(
        "service",
        _id(),
        _ref("sitting_id", "sitting"),
        sa.Column("version", sa.Integer(), nullable=False),
        _ref("seat_id", "seat"),
        _ref("person_id", "person"),
        _ref("outbox_id", "outbox", nullable=True),
        sa.Column("means", sa.String(32), nullable=False),
        sa.Column("medium", sa.Text()),
        sa.Column("reference", sa.Text()),
        _moment("served_at"),
        _moment("seen_at"),
        sa.UniqueConstraint("sitting_id", "version", "seat_id"),
    )
    op.create_index("ix_service_outbox_id", "service", ["outbox_id"])
    op.create_table(
        "dialogue",
        sa.Column("telegram_id", sa.BigInteger(), primary_key=True),
        sa.Column("kind", sa.String(32), primary_key=True),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        _ref("body_id", "body"),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        _moment("asked_at", nullable=False),
    )
    op.create_table(
        "deadline",
        _id(),
        _ref("body_id", "body"),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("stage", sa.String(32), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        _moment("due_at", nullable=False),
        _moment("done_at"),
        sa.Column("outcome", sa.String(32)),
        sa.UniqueConstraint("body_id", "kind", "stage", "subject_id", "due_at"),
    )
    _partial_index("ix_deadline_waiting", "deadline", ["due_at"], "done_at IS NULL")


def _record() -> None:
    """Numbers, and the journal."""
    op.create_table(
        "counter",
        _ref("body_id", "body", primary_key=True),
        sa.Column("series", sa.String(32), primary_key=True),
        sa.Column("year", sa.Integer(), primary_key=True),
        sa.Column("value", sa.Integer(), nullable=False),
    )
    op.create_table(
        "journal",
        _ref("body_id", "body", primary_key=True),
        sa.Column("seq", sa.Integer(), primary_key=True),
        _moment("at", nullable=False),
        _ref("actor_id", "person", nullable=True),
        sa.Column("event", sa.String(48), nullable=False),
        sa.Column("subject", sa.String(48), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.UniqueConstraint("body_id", "hash"),
    )
