"""The record may be away for a while: said in one exception, whatever the database calls it."""

import sqlite3
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from sqlalchemy import text
from sqlalchemy.exc import DisconnectionError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoFreeConnection

from bot.store.engine import reading
from bot.usecases.desk import Desk

P = ParamSpec("P")
T = TypeVar("T")

_AWAY = (OperationalError, InterfaceError, DisconnectionError, NoFreeConnection, sqlite3.OperationalError)


class RecordUnavailable(Exception):
    """The database did not answer: nothing was changed, and the same may be tried again."""


def reach(act: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
    """Runs `act`; raises RecordUnavailable where the database can't be reached."""
    try:
        return act(*args, **named)
    except _AWAY as error:
        raise RecordUnavailable(type(getattr(error, "orig", error)).__name__) from error


def answers(desk: Desk) -> bool:
    """Whether the database answers now."""
    try:
        with reading(desk.engine).begin() as db:
            db.execute(text("SELECT 1"))
    except _AWAY:
        return False
    return True
