"""Votes, ballots, recounts, acuerdos."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Integer, Table, UniqueConstraint

from bot.store.tables.columns import metadata, moment, number, partial_index, ref, token, words

vote = Table(
    "vote",
    metadata,
    number(),
    ref("sitting_id", "sitting", index=True),
    ref("agenda_item_id", "agenda_item"),
    words("text"),
    token("state"),
    ref("opened_by", "person"),
    moment("opened_at", optional=False),
    moment("closed_at"),
    Column("in_favour", Integer),
    Column("against", Integer),
    Column("abstentions", Integer),
    Column("present", Integer),
    token("outcome", optional=True),
    Column("readings_differ", Boolean),
    token("casting_choice", optional=True),
    ref("casting_person_id", "person", optional=True),
    moment("casting_at"),
    words("annulled_reason", optional=True),
    partial_index("uq_vote_running", "sitting_id", where="state IN ('open', 'tied')", unique=True),
)

recount = Table(  # a vote counted again, with why (V6)
    "recount",
    metadata,
    number(),
    ref("vote_id", "vote", index=True),
    words("reason"),
    Column("in_favour", Integer, nullable=False),
    Column("against", Integer, nullable=False),
    Column("abstentions", Integer, nullable=False),
    ref("person_id", "person"),
    moment("recounted_at", optional=False),
)

entitled = Table(  # frozen when the vote closes: who was present, and by whom the seat was represented
    "entitled",
    metadata,
    Column("vote_id", ForeignKey("vote.id"), primary_key=True),
    Column("seat_id", ForeignKey("seat.id"), primary_key=True),
    ref("person_id", "person"),
    Column("as_alternate", Boolean, nullable=False),
)

ballot = Table(
    "ballot",
    metadata,
    Column("vote_id", ForeignKey("vote.id"), primary_key=True),
    Column("seat_id", ForeignKey("seat.id"), primary_key=True),
    ref("person_id", "person"),
    Column("as_alternate", Boolean, nullable=False),
    token("choice"),
    words("reason", optional=True),
    ref("recorded_by", "person", optional=True),
    moment("cast_at", optional=False),
    token("receipt", 64, optional=True),  # the hash of its entry in the journal
    words("added_reason", optional=True),  # after the vote was closed, until the end of the next day
    moment("added_at"),
)

acuerdo = Table(
    "acuerdo",
    metadata,
    number(),
    ref("body_id", "body"),
    ref("sitting_id", "sitting", index=True),
    ref("agenda_item_id", "agenda_item"),
    ref("vote_id", "vote", optional=True),
    token("state"),  # proposed (no consensus yet) | adopted | withdrawn (a vote was asked for) | annulled
    token("mode"),  # vote | consensus
    Column("number", Integer),
    Column("year", Integer),
    words("code", optional=True),
    words("text"),
    words("responsible", optional=True),
    Column("deadline", Date),
    token(
        "progress"
    ),  # pending | in_progress | fulfilled | without_effect; overdue is what the date makes of it
    moment("claimed_at"),  # its responsible says that it is fulfilled, and the ST has not confirmed it
    moment("settled_at"),  # fulfilled, or without effect since
    words("voided_reason", optional=True),
    ref("proposed_by", "person"),
    moment("proposed_at", optional=False),
    moment("adopted_at"),
    words("annulled_reason", optional=True),
    moment("execution_proposed_at"),  # its execution before the acta is approved (V8)
    ref("execution_vote_id", "vote", optional=True),  # where a member asked for the vote on it
    moment("execution_authorised_at"),
    UniqueConstraint("body_id", "year", "number"),
    UniqueConstraint("vote_id"),
)
