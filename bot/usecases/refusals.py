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
