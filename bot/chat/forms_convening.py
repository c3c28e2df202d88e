"""The forms of requests, universal attendance, changes after the issue and service by other means."""

from bot.chat.fields import Field, Kind
from bot.chat.form import Form
from bot.chat.values import Values, if_given, items, moment, text
from bot.rules.lifecycle import Verb
from bot.rules.reglamento import SittingKind
from bot.usecases import consult, finding, rectifying, register, requesting, universal
from bot.usecases.rectifying import Cancel, Rectify, Reschedule
from bot.usecases.register import RecordService
from bot.usecases.requesting import RequestSitting
from bot.usecases.universal import DraftUniversal


def _request(values: Values) -> RequestSitting:
    return RequestSitting(
        kind=SittingKind(text(values, "requested_kind")),
        held_at=moment(values, "held_at"),
        place=text(values, "place"),
        agenda=items(values, "agenda"),
        second_at=if_given(moment, values, "second_at"),
    )


def _universal(values: Values) -> DraftUniversal:
    return DraftUniversal(
        kind=SittingKind(text(values, "universal_kind")),
        held_at=moment(values, "held_at"),
        place=text(values, "place"),
        agenda=items(values, "agenda"),
    )


def _rectify(values: Values) -> Rectify:
    return Rectify(
        reason=text(values, "change_reason"),
        sitting=text(values, "sitting"),
        held_at=if_given(moment, values, "held_at"),
        place=text(values, "place") or None,
        agenda=items(values, "agenda"),
        second_at=if_given(moment, values, "second_at"),
    )


def _reschedule(values: Values) -> Reschedule:
    return Reschedule(
        reason=text(values, "change_reason"),
        sitting=text(values, "sitting"),
        held_at=moment(values, "held_at"),
    )


def _service(values: Values) -> RecordService:
    return RecordService(
        None,
        text(values, "served_seat"),
        text(values, "service_reference"),
        text(values, "medium"),
        if_given(moment, values, "served_at"),
        text(values, "sitting"),
    )


_CALL = (
    Field("held_at", Kind.MOMENT),
    Field("place"),
    Field("agenda", Kind.LIST, limit=1000),
)
_SITTING = Field("sitting", optional=True, limit=120)
_LONE = frozenset({"sitting"})
_REASON = Field("change_reason", Kind.TEXT, limit=1000)
_AGAIN = {
    "NotFound sitting": "sitting",
    "NotFound which_sitting": "sitting",
    "NoticeTooShort": "held_at",
    "NotFuture": "held_at",
    "SecondConveningTooEarly": "second_at",
    "ReasonRequired": "change_reason",
}

REQUEST = Form(
    "solicitar",
    Verb.REQUEST,
    (Field("requested_kind", Kind.CHOICE), *_CALL, Field("second_at", Kind.MOMENT, optional=True)),
    requesting.request_sitting,
    _request,
    again={
        "NoticeTooShort": "held_at",
        "NotFuture": "held_at",
        "SecondConveningTooEarly": "second_at",
        "AgendaRequired": "agenda",
    },
)
UNIVERSAL = Form(
    "universal",
    Verb.DRAFT,
    (Field("universal_kind", Kind.CHOICE), *_CALL),
    universal.draft_universal,
    _universal,
    again={"NotFuture": "held_at", "AgendaRequired": "agenda"},
)
RECTIFY = Form(
    "rectificar",
    Verb.RECTIFY,
    (
        _SITTING,
        Field("held_at", Kind.MOMENT, optional=True),
        Field("place", optional=True),
        Field("agenda", Kind.LIST, optional=True, limit=1000),
        Field("second_at", Kind.MOMENT, optional=True),
        _REASON,
    ),
    rectifying.propose,
    _rectify,
    options={"sitting": finding.tokens},
    lone=_LONE,
    again=_AGAIN,
)
RESCHEDULE = Form(
    "reprogramar",
    Verb.RESCHEDULE,
    (_SITTING, Field("held_at", Kind.MOMENT), _REASON),
    rectifying.propose,
    _reschedule,
    options={"sitting": finding.tokens},
    lone=_LONE,
    again=_AGAIN | {"SecondConveningTooEarly": "held_at", "NothingChanges": "held_at"},
)
CANCEL = Form(
    "cancelar_sesion",
    Verb.CANCEL,
    (_SITTING, _REASON),
    rectifying.propose,
    lambda values: Cancel(reason=text(values, "change_reason"), sitting=text(values, "sitting")),
    options={"sitting": finding.tokens},
    lone=_LONE,
    again={each: name for each, name in _AGAIN.items() if name in ("sitting", "change_reason")},
)
SERVICE = Form(
    "notificado",
    Verb.RECORD_SERVICE,
    (
        _SITTING,
        Field("served_seat", limit=40),
        Field("medium"),
        Field("service_reference"),
        Field("served_at", Kind.MOMENT, optional=True),
    ),
    register.record_service,
    _service,
    options={"sitting": finding.tokens, "served_seat": consult.seat_keys},
    lone=_LONE,
    again={
        "NotFound sitting": "sitting",
        "NotFound which_sitting": "sitting",
        "NotFound seat": "served_seat",
        "ReasonRequired": "service_reference",
        "ServiceDateImpossible": "served_at",
    },
)
FORMS = (REQUEST, UNIVERSAL, RECTIFY, RESCHEDULE, CANCEL, SERVICE)
