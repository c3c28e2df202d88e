"""The forms: which fields each command takes, and one message of labelled lines read into its command."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.chat.cleaning import one_line, plain
from bot.chat.fields import Field, Kind, Value
from bot.rules.errors import RuleBroken
from bot.rules.lifecycle import Verb
from bot.rules.reglamento import SittingKind
from bot.usecases import adoption, attendance, consult, convening, voting
from bot.usecases.adoption import AmendAcuerdo, ProposeConsensus
from bot.usecases.attendance import DesignateAlternate
from bot.usecases.convening import DraftSitting
from bot.usecases.desk import Case, Command, Receipt
from bot.usecases.refusals import RepeatedField, UnknownField
from bot.usecases.voting import OpenVote

Values = dict[str, Value | None]
"""What was given, by field name; None where an optional field was left out on purpose."""

_LABELLED = re.compile(r"\s*(?P<label>[^\n:：]{1,40}?)\s*[:：](?!//)(?P<value>.*)")


@dataclass(frozen=True)
class Form:
    """A command's form; `verb` is the act that whoever may fill it in may do.

    `options` offer values that only the desk knows; `again` says which field a refusal of the act puts in
    question; `asked` and `required` judge a field by what the others hold."""

    command: str
    verb: Verb
    fields: tuple[Field, ...]
    act: Callable[[Case, Any], Receipt]
    build: Callable[[Values], Command]
    options: Mapping[str, Callable[[Case], list[tuple[str, str]]]] = field(default_factory=dict)
    again: Mapping[str, str] = field(default_factory=dict)
    asked: Callable[[Values, Field], bool] = lambda _values, _field: True
    required: Callable[[Values, Field], bool] = lambda _values, field: not field.optional

    def find(self, name: str) -> Field:
        """The field of that name. Raises KeyError."""
        return next((each for each in self.fields if each.name == name), None) or _no_field(name)

    def missing(self, values: Values) -> Field | None:
        """The first field that has no answer yet, nor was left out."""
        return next(
            (each for each in self.fields if each.name not in values and self.asked(values, each)), None
        )

    def command_of(self, values: Values) -> Command:
        """The command that the values make. Raises MissingField."""
        for each in self.fields:
            if values.get(each.name) is None and self.asked(values, each) and self.required(values, each):
                raise each.missing()
        return self.build(values)

    def questioned(self, error: RuleBroken) -> Field | None:
        """The field whose answer a refusal puts in question, if it is one of them."""
        kinds = (f"{type(error).__name__} {getattr(error, 'what', '')}", type(error).__name__)
        name = next((self.again[kind] for kind in kinds if kind in self.again), None)
        return self.find(name) if name is not None else None

    def is_labelled(self, text: str) -> bool:
        """Whether a message begins with a label of this form."""
        return self._label(text.partition("\n")[0])[0] is not None

    def read(self, text: str, zone: ZoneInfo) -> Values:
        """The values of one message with labelled lines.

        Raises UnknownField, RepeatedField, MissingField, UnreadableField, TextTooLong."""
        given = dict(self._typed(text))
        values: Values = {
            name: self.find(name).read(typed, zone)
            for name, typed in given.items()
            if not (self.find(name).blank(typed) and self.find(name).optional)
        }
        for each in self.fields:
            if each.name not in values and self.asked(values, each) and self.required(values, each):
                raise each.missing()
        return values

    def write(self, values: Values, zone: ZoneInfo) -> str:
        """The form as one message, with these values and the patterns of the fields that have none."""
        lines = [f"/{self.command}"]
        for each in self.fields:
            value = values.get(each.name)
            typed = each.write(value, zone) if value is not None else each.model
            lines.append(f"{each.label}:{'' if typed.startswith(chr(10)) else ' '}{typed}".rstrip())
        return "\n".join(lines)

    def _typed(self, text: str) -> Iterator[tuple[str, str]]:
        """Field names with what stands after their labels, each once."""
        current: Field | None = None
        lines: list[str] = []
        seen: set[str] = set()
        for line in text.split("\n"):
            named, rest = self._label(line)
            if named is not None:
                if current is not None:
                    yield current.name, "\n".join(lines)
                if named.name in seen:
                    raise RepeatedField(field=named.label)
                seen.add(named.name)
                current, lines = named, [rest]
            elif current is not None and (current.several_lines or not any(map(str.strip, lines))):
                if not current.several_lines and _LABELLED.fullmatch(line):
                    raise self._unknown(line)
                lines.append(line)
            elif line.strip():
                raise self._unknown(line)
        if current is not None:
            yield current.name, "\n".join(lines)

    def _label(self, line: str) -> tuple[Field | None, str]:
        found = _LABELLED.fullmatch(line)
        if found is None:
            return None, ""
        label = plain(found["label"])
        named = next((each for each in self.fields if label in each.spellings), None)
        return named, found["value"].strip()

    def _unknown(self, line: str) -> UnknownField:
        found = _LABELLED.fullmatch(line)
        name = found["label"] if found else line
        return UnknownField(field=one_line(name)[:80], known=tuple(each.label for each in self.fields))


def _no_field(name: str) -> Field:
    raise KeyError(name)


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
    (Field("name", limit=200), Field("post"), Field("document", limit=200), Field("scope", Kind.CHOICE)),
    attendance.designate_alternate,
    _designate,
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
FORMS: Mapping[str, Form] = {form.command: form for form in (CONVENE, ALTERNATE, ACUERDO, VOTE)}
