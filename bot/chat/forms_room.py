"""The forms of a sitting that runs or is ahead: guests, notes, what is asked for, reasons, recounts."""

from bot.chat import orders
from bot.chat.fields import Field, Kind
from bot.chat.form import Form
from bot.chat.values import Values, if_given, number, text
from bot.rules.lifecycle import Verb
from bot.usecases import consult, finding, guests, notes, recounts, requests, urgency, voting
from bot.usecases.guests import InviteGuest
from bot.usecases.recounts import AnnulVote, Recount
from bot.usecases.requests import SubmitRequest
from bot.usecases.urgency import ProposeUrgency
from bot.usecases.voting import GiveReason


def _invite(values: Values) -> InviteGuest:
    return InviteGuest(
        name=text(values, "guest_name"),
        institution=text(values, "institution"),
        item=if_given(number, values, "guest_item"),
        sitting=text(values, "guest_sitting"),
    )


INVITE = Form(
    "invitar",
    Verb.INVITE_GUEST,
    (
        Field("guest_name", limit=200),
        Field("institution", limit=300),
        Field("guest_sitting", optional=True, limit=120),
        Field("guest_item", Kind.NUMBER, optional=True),
    ),
    guests.invite_guest,
    _invite,
    options={"guest_item": guests.agenda_meant, "guest_sitting": finding.preparation_tokens},
    again={
        "NotFound item": "guest_item",
        "NotFound which_sitting": "guest_sitting",
        "NotFound sitting": "guest_sitting",
    },
    lone=frozenset({"guest_sitting"}),
)
REASON = (Field("reason", Kind.TEXT, limit=1000),)
RECOUNT = Form(
    "recontar",
    Verb.RECOUNT,
    REASON,
    recounts.recount_vote,
    lambda values: Recount(text(values, "reason")),
)
ANNUL = Form(
    "anular_votacion",
    Verb.ANNUL_VOTE,
    REASON,
    recounts.annul_vote,
    lambda values: AnnulVote(text(values, "reason")),
)
NOTE = Form(
    "nota",
    Verb.RECORD_NOTE,
    (Field("note_place", limit=60), Field("note_text", Kind.TEXT, limit=4000)),
    notes.record_note,
    lambda values: orders.note_at(text(values, "note_place"), text(values, "note_text")),
    options={"note_place": consult.running_agenda},
    again={"UnreadableField": "note_place", "NotFound item": "note_place"},
)
URGENCY = Form(
    "urgencia",
    Verb.DECIDE_URGENCY,
    (Field("urgent_matter", Kind.TEXT, limit=4000),),
    urgency.propose_urgency,
    lambda values: ProposeUrgency(text(values, "urgent_matter")),
)
REQUEST = Form(
    "pedido",
    Verb.SUBMIT_REQUEST,
    (Field("requested_matter", Kind.TEXT, limit=4000),),
    requests.submit_request,
    lambda values: SubmitRequest(text(values, "requested_matter")),
)
VOTE_REASON = Form(
    "razon",
    Verb.GIVE_REASON,
    (Field("vote_reason", Kind.TEXT, limit=4000),),
    voting.give_reason,
    lambda values: GiveReason(text(values, "vote_reason")),
)
FORMS = (INVITE, RECOUNT, ANNUL, NOTE, URGENCY, REQUEST, VOTE_REASON)
