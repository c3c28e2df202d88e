"""Refusals that no article dictates: what was meant does not exist, is not open, or is taken."""

from dataclasses import dataclass

from bot.rules.errors import RuleBroken


@dataclass(kw_only=True, eq=False)
class Refused(RuleBroken):
    """A refusal by the state of things; `article` where a rule stands behind it."""

    article: str = ""


@dataclass(kw_only=True, eq=False)
class NotFound(Refused):
    """Nothing of that kind bears that name here; `known` are those that do."""

    what: str
    name: str
    known: tuple[str, ...] = ()


@dataclass(kw_only=True, eq=False)
class Outdated(Refused):
    """The button belongs to something that is over; `holds` names what is so now."""

    what: str
    holds: str = ""


@dataclass(kw_only=True, eq=False)
class InvitationRefused(Refused):
    """The link was used, has expired, or never was."""


@dataclass(kw_only=True, eq=False)
class GroupTaken(Refused):
    """The group chat is bound to another body, or this is not a group."""


@dataclass(kw_only=True, eq=False)
class NotFuture(Refused):
    """The moment named is already past."""

    moment: str


@dataclass(kw_only=True, eq=False)
class AlreadyThere(Refused):
    """Something of that name exists already."""

    name: str


@dataclass(kw_only=True, eq=False)
class InsideCommittee(Refused):
    """What concerns the whole body is asked for there, not in the committee of that name."""

    name: str


class NothingChanges(Refused):
    """The rectification changes nothing of what was convened."""


@dataclass(kw_only=True, eq=False)
class ServiceDateImpossible(Refused):
    """Nobody is served before the convocatoria was issued, at `earliest`, nor after `latest`."""

    moment: str
    earliest: str
    latest: str


@dataclass(kw_only=True, eq=False)
class SameFile(Refused):
    """The file is that version of the acta as it stands."""

    version: int


@dataclass(kw_only=True, eq=False)
class ActaBehind(Refused):
    """That version of the acta no longer says what the record says; `changed` are the parts of an acta."""

    version: int
    changed: tuple[str, ...]


@dataclass(kw_only=True, eq=False)
class FileTooLarge(Refused):
    """Telegram hands over files of up to `limit` megabytes; this one has `given`."""

    given: int
    limit: int


@dataclass(kw_only=True, eq=False)
class FileUnfit(Refused):
    """The file is not opened; `reason` says why in a sentence (docgen's)."""

    reason: str


@dataclass(kw_only=True, eq=False)
class PdfRefused(Refused):
    """The PDF can't be examined: `why` is a token of bot.signing.apart.NotExamined."""

    why: str


@dataclass(kw_only=True, eq=False)
class FileDamaged(Refused):
    """The bytes of the document of that name are missing, or are not those that were filed."""

    name: str


class FileNotFetched(Refused):
    """Telegram did not hand the file over now."""


class Stranger(Refused):
    """Whoever acts is nobody in this body."""


# What was written in a form; `field` and `expected` are the words that the person sees.


@dataclass(kw_only=True, eq=False)
class UnreadableField(Refused):
    """The `value` of that field can't be read; `expected` says what is, with an example."""

    field: str
    value: str
    expected: str


@dataclass(kw_only=True, eq=False)
class MissingField(Refused):
    """The field is empty or missing."""

    field: str
    expected: str


@dataclass(kw_only=True, eq=False)
class RepeatedField(Refused):
    """The field comes twice."""

    field: str


@dataclass(kw_only=True, eq=False)
class UnknownField(Refused):
    """The form has no such field, or the line belongs to none; it has those in `known`."""

    field: str
    known: tuple[str, ...]


@dataclass(kw_only=True, eq=False)
class TextTooLong(Refused):
    """The field takes at most `limit` characters."""

    field: str
    given: int
    limit: int


@dataclass(kw_only=True, eq=False)
class ListTooLong(Refused):
    """The field, a list, takes at most `limit` lines."""

    field: str
    given: int
    limit: int
