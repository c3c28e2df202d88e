"""`--help` in the operator's language: the parser's own headings are English."""

from typing import Any

from typer.core import TyperCommand, TyperGroup

from bot.texts import console


def in_spanish(text: str) -> str:
    """The help with its headings and remarks in our words."""
    for theirs, ours in console()["ayuda_general"].items():
        text = text.replace(theirs, ours)
    return text


class Group(TyperGroup):
    """`ayni`."""

    def get_help(self, ctx: Any) -> str:
        return in_spanish(super().get_help(ctx))


class Command(TyperCommand):
    """One of its commands."""

    def get_help(self, ctx: Any) -> str:
        return in_spanish(super().get_help(ctx))
