"""What every refusal of the rules is: typed fields and an article, never prose; and the shapes that several
share.
"""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial

JsonValue = str | int | bool | None | list[str]


def _json(value: object) -> JsonValue:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [str(item) for item in value]
    return value if value is None or isinstance(value, bool | int) else str(value)


@dataclass(kw_only=True, eq=False)
class RuleBroken(Exception):
    """A rule refuses; `article` is its token as configured ("19 b", "LPAG 99")."""

    article: str

    def fields(self) -> dict[str, JsonValue]:
        """The refusal's values, ready for JSON: ISO dates, ISO datetimes in UTC, tuples as lists of texts."""
        return {field.name: _json(getattr(self, field.name)) for field in dataclasses.fields(self)}

    def __str__(self) -> str:
        return repr(self)

    def __reduce__(self) -> tuple[Callable[[], "RuleBroken"], tuple[()]]:
        # An exception is copied by its positional arguments, and these fields go by keyword.
        values = {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}
        return partial(type(self), **values), ()


@dataclass(kw_only=True, eq=False)
class TooEarly(RuleBroken):
    """Lawful only from `allowed_from` on."""

    allowed_from: datetime


@dataclass(kw_only=True, eq=False)
class Short(RuleBroken):
    """`present` seats against the `required`."""

    present: int
    required: int


@dataclass(kw_only=True, eq=False)
class NotUnanimous(RuleBroken):
    """All `members` had to be present and in favour; `missing` names those who are not, where it is known."""

    present: int
    members: int
    in_favour: int
    missing: tuple[str, ...] = ()


@dataclass(kw_only=True, eq=False)
class Incomplete(RuleBroken):
    """What is named in `missing` is missing."""

    missing: tuple[str, ...]


@dataclass(kw_only=True, eq=False)
class WrongSize(RuleBroken):
    """`given` people where `minimum` to `maximum` are lawful."""

    given: int
    minimum: int
    maximum: int
