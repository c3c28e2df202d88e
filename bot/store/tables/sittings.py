"""The sitting and what hangs on it: agenda, answers, presences, changes, guests, notes."""

from sqlalchemy import Boolean, Column, ForeignKey, Integer, Table, UniqueConstraint, text

from bot.store.tables.columns import json, metadata, moment, number, partial_index, ref, token, words

sitting = Table(
    "sitting",
    metadata,
    number(),
    ref("body_id", "body", index=True),
    token("kind"),
    token("state"),
    Column("version", Integer, nullable=False, server_default=text("0")),
    moment("held_at", optional=False),
    words("place"),
    moment("second_at"),
    ref("second_of", "sitting", optional=True),
    ref("drafted_by", "person"),
    moment("drafted_at", optional=False),
    ref("requested_by", "person", optional=True),  # of the ST, to the President (C2)
    Column("universal", Boolean, nullable=False, server_default=text("false")),  # without convocatoria (C5)
    ref("issued_by", "person", optional=True),
    moment("issued_at"),
    json("notice", optional=True),
    moment("first_list_at"),
    Column("first_list_present", Integer),  # frozen when the second list opens
    moment("second_list_at"),
    Column("number", Integer),
    Column("year", Integer),
    moment("installed_at"),
    token("station", optional=True),
    ref("presider_seat_id", "seat", optional=True),
    ref("presider_person_id", "person", optional=True),
    token("presider_why", optional=True),  # president | alternate | elected
    moment("closed_at"),
    UniqueConstraint("body_id", "kind", "year", "number"),
)

matter = Table(  # what waits for an agenda: requests, items that were not treated, urgencies refused (S2)
    "matter",
    metadata,
    number(),
    ref("body_id", "body", index=True),
    token("kind"),  # request | carried | urgency
    words("text"),
    ref("sitting_id", "sitting", optional=True),  # where it comes from
    ref("seat_id", "seat", optional=True),
    ref("person_id", "person", optional=True),
    moment("raised_at", optional=False),
    Column("for_agenda", Boolean, nullable=False),  # to be offered for the next agenda
    ref("heard_in", "sitting", optional=True),  # a request: the sitting whose pedidos it stood in
)

agenda_item = Table(
    "agenda_item",
    metadata,
    number(),
    ref("sitting_id", "sitting"),
    Column("position", Integer, nullable=False),
    words("text"),
    Column("minutes", Integer),
    json("points"),  # what is to be discussed in it (S4)
    Column("urgent", Boolean, nullable=False, server_default=text("false")),
    ref("matter_id", "matter", optional=True, index=True),
    UniqueConstraint("sitting_id", "position"),
)

service = Table(  # who was served the notice, how and when (C8)
    "service",
    metadata,
    number(),
    ref("sitting_id", "sitting"),
    Column("version", Integer, nullable=False),
    ref("seat_id", "seat"),
    ref("person_id", "person"),
    ref("outbox_id", "outbox", optional=True, index=True),
    token("means"),  # chat | none (chat does not reach them) | other
    words("medium", optional=True),  # which other one: an oficio, an e-mail
    words("reference", optional=True),
    moment("served_at"),
    moment("seen_at"),
    UniqueConstraint("sitting_id", "version", "seat_id"),
)

guest = Table(  # invited with voice and no vote (W5)
    "guest",
    metadata,
    number(),
    ref("sitting_id", "sitting", index=True),
    words("name"),
    words("institution"),
    ref("agenda_item_id", "agenda_item", optional=True),
    ref("invited_by", "person"),
    moment("invited_at", optional=False),
)

presidency = Table(  # who presided from when, and why (W4)
    "presidency",
    metadata,
    number(),
    ref("sitting_id", "sitting", index=True),
    ref("seat_id", "seat"),
    ref("person_id", "person"),
    token("why"),  # president | alternate | elected
    moment("since", optional=False),
)

urgency = Table(  # whether a matter off the agenda is urgent (S2)
    "urgency",
    metadata,
    number(),
    ref("sitting_id", "sitting", index=True),
    words("text"),
    ref("matter_id", "matter", optional=True),
    token("state"),  # open | accepted | refused
    ref("proposed_by", "person"),
    moment("proposed_at", optional=False),
    moment("settled_at"),
)

urgency_answer = Table(
    "urgency_answer",
    metadata,
    Column("urgency_id", ForeignKey("urgency.id"), primary_key=True),
    Column("seat_id", ForeignKey("seat.id"), primary_key=True),
    ref("person_id", "person"),
    Column("agrees", Boolean, nullable=False),
    ref("recorded_by", "person", optional=True),
    moment("answered_at", optional=False),
)

rectification = Table(  # a change after the issue: proposed, then sent to all as a new version (C6)
    "rectification",
    metadata,
    number(),
    ref("sitting_id", "sitting"),
    Column("version", Integer, nullable=False),  # the one that it makes
    token("verb"),  # rectify | reschedule | cancel
    json("changes"),  # in the order of rules.convening.Change: what, from, to
    words("reason"),
    ref("proposed_by", "person"),
    moment("proposed_at", optional=False),
    ref("issued_by", "person", optional=True),
    moment("issued_at"),
    partial_index(
        "uq_rectification_issued", "sitting_id", "version", where="issued_at IS NOT NULL", unique=True
    ),
)

consent = Table(  # to sit without a convocatoria (C5)
    "consent",
    metadata,
    Column("sitting_id", ForeignKey("sitting.id"), primary_key=True),
    Column("seat_id", ForeignKey("seat.id"), primary_key=True),
    ref("person_id", "person"),
    Column("accepted", Boolean, nullable=False),
    ref("recorded_by", "person", optional=True),
    moment("answered_at", optional=False),
)

rsvp = Table(
    "rsvp",
    metadata,
    number(),
    ref("sitting_id", "sitting"),
    ref("seat_id", "seat"),
    ref("person_id", "person"),
    token("answer"),
    words("reason", optional=True),
    moment("answered_at", optional=False),
    UniqueConstraint("sitting_id", "seat_id"),
)

presence = Table(
    "presence",
    metadata,
    number(),
    ref("sitting_id", "sitting", index=True),
    ref("seat_id", "seat"),
    ref("person_id", "person"),
    Column("as_alternate", Boolean, nullable=False),
    # 1 or 2: the list it was marked in; 0: arrived later; -1: in the first, taken back while the second was open
    Column("list", Integer, nullable=False),
    moment("arrived_at", optional=False),
    moment("left_at"),
    ref("marked_by", "person"),
    partial_index("uq_presence_current", "sitting_id", "seat_id", where="left_at IS NULL", unique=True),
)

interruption = Table(  # cuarto intermedio (S3)
    "interruption",
    metadata,
    number(),
    ref("sitting_id", "sitting", index=True),
    words("reason", optional=True),
    moment("resumes_at"),
    moment("suspended_at", optional=False),
    moment("resumed_at"),
)

note = Table(
    "note",
    metadata,
    number(),
    ref("sitting_id", "sitting", index=True),
    ref("agenda_item_id", "agenda_item", optional=True),
    token("station", optional=True),
    words("text"),
    ref("person_id", "person"),
    moment("noted_at", optional=False),
)
