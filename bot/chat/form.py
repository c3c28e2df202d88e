"""A form: one message of labelled lines read into values, and values written as such a message."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from bot.chat.cleaning import one_line, plain
from bot.chat.fields import Field
from bot.chat.values import Values
from bot.rules.errors import RuleBroken
from bot.rules.lifecycle import Verb
from bot.usecases.desk import Case, Command, Receipt
from bot.usecases.refusals import RepeatedField, UnknownField

_LABELLED = re.compile(r"\s*(?P<label>[^\n:：]{1,40}?)\s*[:：](?!//)(?P<value>.*)")


@dataclass(frozen=True)
class Form:
    """A command's form; `verb` is the act that whoever may fill it in may do.

    `options` offer values that only the desk knows, and a field of `lone` is not asked for where they offer no
    choice; `again` says which field a refusal of the act puts in
    question; `asked` and `required` judge a field by what the others hold."""

    command: str
    verb: Verb
    fields: tuple[Field, ...]
    act: Callable[[Case, Any], Receipt]
    build: Callable[[Values], Command]
    options: Mapping[str, Callable[[Case], list[tuple[str, str]]]] = field(default_factory=dict)
    again: Mapping[str, str] = field(default_factory=dict)
    lone: frozenset[str] = frozenset()
    asked: Callable[[Values, Field], bool] = lambda _values, _field: True
    required: Callable[[Values, Field], bool] = lambda _values, field: not field.optional

    def find(self, name: str) -> Field:
        """The field of that name. Raises KeyError."""
        return next((each for each in self.fields if each.name == name), None) or _no_field(name)

    def missing(self, values: Values) -> Field | None:
        """The first field that has no answer yet, nor was left out."""
        return next(
            (
                each
                for each in self.fields
                if each.name not in values and not each.hidden and self.asked(values, each)
            ),
            None,
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

        Raises UnknownField, RepeatedField, MissingField, UnreadableField, TextTooLong, ListTooLong."""
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
            if each.hidden and value is None:
                continue
            lines.append(_line(each, each.write(value, zone) if value is not None else each.model))
        return "\n".join(lines)

    def completed(self, text: str) -> str:
        """A message as it was written, with lines for the required fields that it leaves out."""
        given: Values = {
            named.name: "" for line in text.split("\n") if (named := self._label(line)[0]) is not None
        }
        left = [
            each
            for each in self.fields
            if each.name not in given and self.asked(given, each) and self.required(given, each)
        ]
        return "\n".join([f"/{self.command}", text, *(_line(each, each.model) for each in left)])

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
        return UnknownField(
            field=one_line(name)[:80], known=tuple(each.label for each in self.fields if not each.hidden)
        )


def _line(field: Field, typed: str) -> str:
    return f"{field.label}:{'' if typed.startswith(chr(10)) else ' '}{typed}".rstrip()


def _no_field(name: str) -> Field:
    raise KeyError(name)
