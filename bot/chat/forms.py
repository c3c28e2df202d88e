"""Which forms there are: the fields of each command, and the command that their values make."""

from collections.abc import Mapping

from bot.chat import forms_bodies, forms_convening, forms_followup, forms_room
from bot.chat.fields import Field, Kind
from bot.chat.form import Form
from bot.chat.values import Values, day, if_given, items, moment, number, text
from bot.rules.lifecycle import Verb
from bot.rules.reglamento import SittingKind
from bot.usecases import adoption, attendance, consult, convening, voting
from bot.usecases.adoption import AmendAcuerdo, ProposeConsensus
from bot.usecases.attendance import DesignateAlternate
from bot.usecases.convening import DraftSitting
from bot.usecases.desk import Case, Receipt
from bot.usecases.voting import OpenVote


def _draft(values: Values) -> DraftSitting:
    return DraftSitting(
        kind=SittingKind(text(values, "kind")),
        held_at=moment(values, "held_at"),
        place=text(values, "place"),
        agenda=items(values, "agenda"),
        second_at=if_given(moment, values, "second_at"),
    )


def _designate(values: Values) -> DesignateAlternate:
    return DesignateAlternate(
        name=text(values, "name"),
        post=text(values, "post"),
        document=text(values, "document"),
        scope=text(values, "scope"),
        seat_key=text(values, "seat"),
    )


def _acuerdo(values: Values) -> AmendAcuerdo | ProposeConsensus:
    """By its code an acuerdo that exists; else a new one."""
    deadline = if_given(day, values, "deadline")
    said, responsible = text(values, "text"), text(values, "responsible")
    if values.get("reference") is None:
        return ProposeConsensus(None, number(values, "item"), said, responsible, deadline)
    return AmendAcuerdo(text(values, "reference"), said or None, responsible or None, deadline)


def _acuerdo_act(case: Case, command: AmendAcuerdo | ProposeConsensus) -> Receipt:
    if isinstance(command, AmendAcuerdo):
        return adoption.amend_acuerdo(case, command)
    return adoption.propose_consensus(case, command)


def _proposing(values: Values, field: Field) -> bool:
    """A code names an acuerdo that exists; without it the point and the text of a new one are needed."""
    return field.name in ("item", "text") and values.get("reference") is None


CONVENE = Form(
    "convocar",
    Verb.DRAFT,
    (
        Field("kind", Kind.CHOICE),
        Field("held_at", Kind.MOMENT),
        Field("place"),
        Field("agenda", Kind.LIST, limit=1000),
        Field("second_at", Kind.MOMENT, optional=True),
    ),
    convening.draft_sitting,
    _draft,
    again={
        "NotEntitled": "kind",
        "NoticeTooShort": "held_at",
        "NotFuture": "held_at",
        "SecondConveningTooEarly": "second_at",
        "AgendaRequired": "agenda",
    },
)
ALTERNATE = Form(
    "alterno",
    Verb.DESIGNATE_ALTERNATE,
    (
        Field("name", limit=200),
        Field("post"),
        Field("document", limit=200),
        Field("scope", Kind.CHOICE),
        Field("seat", optional=True, limit=40, hidden=True),
    ),
    attendance.designate_alternate,
    _designate,
    again={"NotFound seat": "seat", "NotFound next_sitting": "scope"},
)
ACUERDO = Form(
    "acuerdo",
    Verb.ADOPT_BY_CONSENSUS,
    (
        Field("reference", optional=True, limit=120),
        Field("item", Kind.NUMBER, optional=True),
        Field("text", Kind.TEXT, optional=True, limit=4000),
        Field("responsible", optional=True),
        Field("deadline", Kind.DAY, optional=True),
    ),
    _acuerdo_act,
    _acuerdo,
    options={
        "reference": consult.recent_codes,
        "item": consult.running_agenda,
        "responsible": consult.seat_keys,
    },
    again={
        "UnreadableReference": "reference",
        "ItemNotOnAgenda": "item",
        "NotFound seat": "responsible",
        "NotFound acuerdo": "reference",
    },
    asked=lambda values, field: field.name != "item" or values.get("reference") is None,
    required=_proposing,
)
VOTE = Form(
    "votar",
    Verb.OPEN_VOTE,
    (Field("item", Kind.NUMBER), Field("text", Kind.TEXT, limit=4000)),
    voting.open_vote,
    lambda values: OpenVote(None, number(values, "item"), text(values, "text")),
    options={"item": consult.running_agenda},
    again={"ItemNotOnAgenda": "item"},
)
FORMS: Mapping[str, Form] = {
    form.command: form
    for form in (
        CONVENE,
        ALTERNATE,
        ACUERDO,
        VOTE,
        *forms_convening.FORMS,
        *forms_bodies.FORMS,
        *forms_room.FORMS,
        *forms_followup.FORMS,
    )
}
