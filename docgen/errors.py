"""What can be wrong with the input, the template or the output; fields, not sentences.

`explain` says it in one Spanish line; the sentences stand in `mensajes.toml`.
"""

import re
import tomllib
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from docgen.text import clean


@dataclass
class DocgenError(Exception):
    """Something that whoever gave the data or the template can mend."""


@dataclass
class UnknownKind(DocgenError):
    kind: str
    known: str


@dataclass
class UnreadableInput(DocgenError):
    """The JSON can't be read at all; `detail` is where it breaks."""

    detail: str


@dataclass
class BadField(DocgenError):
    """`problem` is a key of `[problemas]` in mensajes.toml; `expected` fills its sentence."""

    field: str
    problem: str
    expected: str = ""


@dataclass
class TemplateMissing(DocgenError):
    path: str


@dataclass
class TemplateUnreadable(DocgenError):
    """Not a Word file, or one that is damaged."""

    name: str


@dataclass
class TemplateBroken(DocgenError):
    """The template says something that can't be printed; `place` is the text of its paragraph."""

    problem: str
    detail: str
    place: str = ""


@dataclass
class UnsafeFile(DocgenError):
    """A Word file from outside that is not taken in; `place` is the text of the paragraph, where there is one."""

    problem: str
    detail: str = ""
    place: str = ""


@dataclass
class FileTrouble(DocgenError):
    """A file that can't be read or written, as the operating system says it."""

    path: str
    detail: str


@cache
def messages() -> dict[str, dict[str, str]]:
    """The sentences of docgen, by table and key."""
    return tomllib.loads(Path(__file__).with_name("mensajes.toml").read_text(encoding="utf-8"))


def in_spanish(detail: str) -> str:
    """What Jinja says of a template, in the words of whoever edits it; what it seldom says stays as it is."""
    for pattern, said in messages()["jinja"].items():
        found = re.search(pattern, detail)
        if found is not None:
            return said.format(*found.groups())
    return detail


def explain(error: DocgenError) -> str:
    """The error in one line of Spanish."""
    sentence = messages()["errores"][type(error).__name__]
    values = {field.name: getattr(error, field.name) for field in fields(error)}
    if isinstance(error, TemplateBroken):
        values["detail"] = in_spanish(error.detail)
    if "problem" in values:
        problem = messages()["problemas"][values["problem"]]
        values["problem"] = problem.format(**{key: values[key] for key in values if key != "problem"})
    said = sentence.format(**values)
    if values.get("place"):
        said += " " + messages()["errores"]["place"].format(place=values["place"])
    return " ".join(clean(said).split())
