"""The operator's settings: environment variables, read once and refused in one clear line.

A dataclass reads them, for nothing else in a running bot needs a validation library (a tenth of its start).
"""

import hashlib
import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

PREFIX = "AYNI_"
EXPECTED_TOKEN = "el token que entrega @BotFather, sin espacios ni comillas"  # noqa: S105 - what to look for


class ConfigError(Exception):
    """What the operator wrote cannot be used; the message is one Spanish line: where and why."""


def _matching(pattern: str) -> Callable[[str], str]:
    def read(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise ValueError(pattern)
        return value

    return read


def _web_address(value: str) -> str:
    return _matching(r"https?://[^\s/?#]+(/[^\s?#]*)?")(value).rstrip("/")


def _seconds(value: str) -> float:
    seconds = float(value)
    if not 0 < seconds <= 3600:
        raise ValueError(value)
    return seconds


def _listening_address(value: str) -> str:
    host, _, port = value.rpartition(":")
    if not host or not port.isdecimal() or not 0 < int(port) < 65536:
        raise ValueError(value)
    return value


def _variable(default: Any, read: Callable[[str], Any], expected: str, *, secret: bool = False) -> Any:
    """A variable: how its text is read (ValueError where it can't be), and what is expected of it."""
    return field(default=default, repr=not secret, metadata={"read": read, "expected": expected})


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The variables `AYNI_*` of the README; secrets never show in a repr."""

    telegram_token: str | None = _variable(
        None,
        _matching(r"[A-Za-z0-9:_-]+"),
        EXPECTED_TOKEN,
        secret=True,
    )
    telegram_api_url: str = _variable(
        "https://api.telegram.org",
        _web_address,
        "una dirección http:// o https://, por ejemplo https://api.telegram.org",
    )
    database_url: str = _variable(
        "sqlite:///ayni.db",
        _matching(r"sqlite:///.+|postgresql(\+psycopg)?://\S.*"),
        "sqlite:///archivo.db o postgresql+psycopg://usuario:clave@servidor/base",
        secret=True,
    )
    files_dir: Path = _variable(Path("archivo"), Path, "una carpeta")  # noqa: RUF009 - a `field`
    trust_dir: Path | None = _variable(None, Path, "una carpeta con certificados raíz")  # noqa: RUF009
    tick_seconds: float = _variable(15.0, _seconds, "un número de segundos mayor que 0 y no mayor que 3600")
    webhook_url: str | None = _variable(
        None, _web_address, "una dirección https:// (o http:// hacia un servidor propio)"
    )
    webhook_secret: str | None = _variable(
        None,
        _matching(r"[A-Za-z0-9_-]{1,256}"),
        "de 1 a 256 letras sin tilde, cifras, guiones o guiones bajos",
        secret=True,
    )
    listen: str = _variable(
        "127.0.0.1:8443", _listening_address, "servidor:puerto, por ejemplo 127.0.0.1:8443"
    )
    log: str = _variable("text", _matching("text|json"), "text o json")

    @property
    def token(self) -> str:
        """The bot's token, in clear. Raises ConfigError where it is missing."""
        if self.telegram_token is None:
            (expected,) = (
                each.metadata["expected"] for each in fields(self) if each.name == "telegram_token"
            )
            raise ConfigError(f"{PREFIX}TELEGRAM_TOKEN: falta; se esperaba {expected}")
        return self.telegram_token

    @property
    def bot_url(self) -> str:
        """What python-telegram-bot calls `base_url`; the token follows."""
        return f"{self.telegram_api_url}/bot"

    @property
    def file_url(self) -> str:
        """What python-telegram-bot calls `base_file_url`: files come from the same server."""
        return f"{self.telegram_api_url}/file/bot"

    @property
    def webhook_key(self) -> str:
        """The secret that Telegram repeats with each webhook call; by default derived from the token."""
        return self.webhook_secret or hashlib.sha256(f"webhook:{self.token}".encode()).hexdigest()

    @property
    def listen_host(self) -> str:
        return self.listen.rpartition(":")[0].strip("[]")

    @property
    def listen_port(self) -> int:
        return int(self.listen.rpartition(":")[2])


def load_settings() -> Settings:
    """Read the environment; an empty variable counts as missing. Raises ConfigError naming the bad one."""
    read: dict[str, Any] = {}
    for variable in fields(Settings):
        name = f"{PREFIX}{variable.name.upper()}"
        value = os.environ.get(name)
        if not value:
            continue
        try:
            read[variable.name] = variable.metadata["read"](value)
        except ValueError:
            found = f"; se encontró «{' '.join(value.split())}»" if variable.repr else ""
            raise ConfigError(f"{name}: se esperaba {variable.metadata['expected']}{found}") from None
    return Settings(**read)
