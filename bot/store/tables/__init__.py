"""The tables. Stored enum values are English tokens; times are UTC; ids of Telegram are BIGINT."""

from bot.store.tables.columns import UtcDateTime, metadata
from bot.store.tables.committees import adviser, committee, committee_member, committee_report
from bot.store.tables.papers import document, progress_note, review, signature
from bot.store.tables.people import alternate, body, invitation, person, seat, staff, tenure
from bot.store.tables.record import counter, deadline, dialogue, inbox, journal, live_message, outbox
from bot.store.tables.sittings import (
    agenda_item,
    consent,
    guest,
    interruption,
    matter,
    note,
    presence,
    presidency,
    rectification,
    rsvp,
    service,
    sitting,
    urgency,
    urgency_answer,
)
from bot.store.tables.templates import template
from bot.store.tables.votes import acuerdo, ballot, entitled, recount, vote

__all__ = [
    "UtcDateTime",
    "acuerdo",
    "adviser",
    "agenda_item",
    "alternate",
    "ballot",
    "body",
    "committee",
    "committee_member",
    "committee_report",
    "consent",
    "counter",
    "deadline",
    "dialogue",
    "document",
    "entitled",
    "guest",
    "inbox",
    "interruption",
    "invitation",
    "journal",
    "live_message",
    "matter",
    "metadata",
    "note",
    "outbox",
    "person",
    "presence",
    "presidency",
    "progress_note",
    "recount",
    "rectification",
    "review",
    "rsvp",
    "seat",
    "service",
    "signature",
    "sitting",
    "staff",
    "template",
    "tenure",
    "urgency",
    "urgency_answer",
    "vote",
]
