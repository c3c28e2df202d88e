"""Which forms there are: the fields of each command, and the command that their values make."""

from collections.abc import Mapping
from datetime import date, datetime

from bot.chat import forms_bodies, forms_convening, forms_followup, forms_room
from bot.chat.fields import Field, Kind, Value
from bot.chat.form import Form, Values
from bot.rules.lifecycle import Verb
from bot.rules.reglamento import SittingKind
from bot.usecases import adoption, attendance, consult, convening, voting
from bot.usecases.adoption import AmendAcuerdo, ProposeConsensus
from bot.usecases.attendance import DesignateAlternate
from bot.usecases.convening import DraftSitting
from bot.usecases.desk import Case, Receipt
from bot.usecases.voting import OpenVote


def _moment(value: Value | None) -> datetime | None:
    return datetime.fromisoformat(str(value)) if value is not None else None


def _text(value: Value | None) -> str:
    return str(value) if value is not None else ""


def _draft(values: Values) -> DraftSitting:
    agenda = values["agenda"]
    return DraftSitting(
        kind=SittingKind(_text(values["kind"])),
        held_at=datetime.fromisoformat(_text(values["held_at"])),
        place=_text(values["place"]),
        agenda=tuple(agenda) if isinstance(agenda, list) else (),
        second_at=_moment(values.get("second_at")),
    )


def _designate(values: Values) -> DesignateAlternate:
    return DesignateAlternate(
        name=_text(values["name"]),
        post=_text(values["post"]),
        document=_text(values["document"]),
        scope=_text(values["scope"]),
        seat_key=_text(values.get("seat")),
    )


def _acuerdo(values: Values) -> AmendAcuerdo | ProposeConsensus:
    """By its code an acuerdo that exists; else a new one."""
    due = values.get("deadline")
    deadline = date.fromisoformat(str(due)) if due is not None else None
    text, responsible = _text(values.get("text")), _text(values.get("responsible"))
    if values.get("reference") is None:
        return ProposeConsensus(None, int(_text(values["item"])), text, responsible, deadline)
    return AmendAcuerdo(_text(values["reference"]), text or None, responsible or None, deadline)


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
    lambda values: OpenVote(None, int(_text(values["item"])), _text(values["text"])),
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
