"""The forms of a sitting that runs or is ahead: guests, a recount, an annulled vote."""

from bot.chat.fields import Field, Kind, Value
from bot.chat.form import Form, Values
from bot.rules.lifecycle import Verb
from bot.usecases import finding, guests, recounts
from bot.usecases.guests import InviteGuest
from bot.usecases.recounts import AnnulVote, Recount


def _invite(values: Values) -> InviteGuest:
    item: Value | None = values.get("guest_item")
    return InviteGuest(
        name=str(values["guest_name"]),
        institution=str(values["institution"]),
        item=int(str(item)) if item is not None else None,
        sitting=str(values.get("guest_sitting") or ""),
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
        "ItemNotOnAgenda": "guest_item",
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
    lambda values: Recount(str(values["reason"])),
)
ANNUL = Form(
    "anular_votacion",
    Verb.ANNUL_VOTE,
    REASON,
    recounts.annul_vote,
    lambda values: AnnulVote(str(values["reason"])),
)
FORMS = (INVITE, RECOUNT, ANNUL)
