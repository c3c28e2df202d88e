"""How the command `ayni` speaks and fails: one sentence on stdout, one clear line on stderr."""

import contextlib
import logging
import secrets
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NoReturn

from bot import troubles
from bot.config import ConfigError, Settings
from bot.texts import console

if TYPE_CHECKING:
    from bot.usecases.desk import Desk

log = logging.getLogger(__name__)


class Failure(Exception):
    """Ends the command with one line on stderr."""


def say(key: str, **values: Any) -> None:
    """One of the console's sentences on stdout."""
    print(console()["dice"][key].format(**values))


def complain(key: str, **values: Any) -> None:
    """One of the console's sentences on stderr."""
    print(console()["dice"][key].format(**values), file=sys.stderr)


def fail(key: str, **values: Any) -> NoReturn:
    """Ends the command with one of the console's errors."""
    raise Failure(console()["errores"][key].format(**values))


@contextlib.contextmanager
def open_record(settings: Settings) -> Iterator["Desk"]:
    """The desk on a record that is there and has this program's schema."""
    from bot.app import open_desk
    from bot.store.schema import is_current

    with record(settings):
        desk = open_desk(settings)
        try:
            if not is_current(desk.engine):
                fail("sin_esquema")
            yield desk
        finally:
            desk.engine.dispose()


@contextlib.contextmanager
def record(settings: Settings) -> Iterator[None]:
    from sqlalchemy.exc import DBAPIError

    from bot.store.schema import SchemaTooNew

    try:
        yield
    except DBAPIError as error:
        fail("base", reason=troubles.in_words(error.orig or error))
    except SchemaTooNew as error:
        fail("esquema_nuevo", found=error.found)


@contextlib.contextmanager
def gateway() -> Iterator[None]:
    from bot.chat.gateway import GatewayError, WrongToken

    try:
        yield
    except WrongToken as error:
        fail("token", reason=error.reason)
    except GatewayError as error:
        fail("recepcion", reason=error.reason)


def finish(command: Callable[[], int]) -> int:
    """Runs a command; its exit code: its own, 1 with a line on stderr where it fails."""
    try:
        return command()
    except KeyboardInterrupt:
        return 130
    except (Failure, ConfigError) as error:
        return _failed(str(error))
    except OSError as error:
        words_of = console()["errores"]["archivo"]
        return _failed(words_of.format(path=error.filename or "", reason=troubles.in_words(error)))
    except Exception as error:
        reference = secrets.token_hex(4)
        log.exception("internal error %s", reference)
        return _failed(
            console()["errores"]["interno"].format(reference=reference, reason=type(error).__name__)
        )


def _failed(line: str) -> int:
    print(f"ayni: {' '.join(line.split())}", file=sys.stderr)
    return 1
