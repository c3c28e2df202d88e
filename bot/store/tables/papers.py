"""Papers in every version, what members said of the acta, and who signed it."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table

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
    # what it is generated from; null where it was uploaded; of an acta edited by hand: which file that is, or to
    # which version something is added
    json("data", optional=True),
    # of an uploaded acta: the record that it was compared with; of a signed one: what its signatures say
    json("basis", optional=True),
    token("sha256", 64, optional=True),
    Column("size", Integer),
    # of an acta: draft | circulated | approved; of a convocatoria and its calendar entry: cancelled, where they call
    # the sitting off; of a document presented: offered (no sitting was chosen yet) |
    # attached (goes out with the convocatoria) | distributed | late; of a signed acta and of a scan of signatures:
    # offered (not known yet to be of this acta, or whose) | filed
    token("state", optional=True),
    ref("created_by", "person", optional=True),
    moment("created_at", optional=False),
    moment("filed_at"),
    moment("circulated_at"),
    moment("approved_at"),
    ref("approved_in", "sitting", optional=True),
    ref("template_id", "template", optional=True),  # the body's own, that it was drafted with
    Index(None, "body_id", "kind"),
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
    token("outcome", optional=True),  # of an observation: accepted | declined
    words("resolution", optional=True),
    ref("resolved_by", "person", optional=True),
    moment("resolved_at"),
)

signature = Table(  # of a version of the acta (A4)
    "signature",
    metadata,
    Column("document_id", ForeignKey("document.id"), primary_key=True),
    Column("person_id", ForeignKey("person.id"), primary_key=True),
    token("means"),  # digital | handwritten
    ref("file_id", "document"),  # the signed PDF, or the scan
    words("signer", optional=True),  # as the certificate names them
    token("identity", optional=True),  # the DNI in the certificate
    token("chain", optional=True),  # trusted | unchecked
    # by the ST: whose it is, or that the chain was looked at elsewhere
    Column("confirmed", Boolean, nullable=False),
    moment("signed_at"),  # as the signer's clock had it
    ref("recorded_by", "person"),
    moment("recorded_at", optional=False),
)

progress_note = Table(  # how an acuerdo is carried out, with its evidence (F1)
    "progress_note",
    metadata,
    number(),
    ref("acuerdo_id", "acuerdo", index=True),
    token("kind"),  # progress | claimed | returned | confirmed | voided
    words("text"),
    ref("document_id", "document", optional=True),
    ref("person_id", "person"),
    moment("noted_at", optional=False),
)
