"""The operator's settings: environment variables, read once and refused in one clear line."""

import hashlib
import re
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "AYNI_"


class ConfigError(Exception):
    """What the operator wrote cannot be used; the message is one Spanish line: where and why."""


EXPECTED = {
    "telegram_token": "el token que entrega @BotFather, sin espacios ni comillas",
    "telegram_api_url": "una dirección http:// o https://, por ejemplo https://api.telegram.org",
    "database_url": "sqlite:///archivo.db o postgresql+psycopg://usuario:clave@servidor/base",
    "files_dir": "una carpeta",
    "tick_seconds": "un número de segundos mayor que 0 y no mayor que 3600",
    "webhook_url": "una dirección https:// (o http:// hacia un servidor propio)",
    "webhook_secret": "de 1 a 256 letras sin tilde, cifras, guiones o guiones bajos",
    "listen": "servidor:puerto, por ejemplo 127.0.0.1:8443",
    "log": "text o json",
}
CONFIDENTIAL = {"telegram_token", "webhook_secret", "database_url"}


def _web_address(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s/?#]+(/[^\s?#]*)?", value):
        raise ValueError(value)
    return value.rstrip("/")


def _database_address(value: str) -> str:
    if not re.match(r"sqlite:///.|postgresql(\+psycopg)?://\S", value):
        raise ValueError(value)
    return value


def _secret(pattern: str) -> AfterValidator:
    def check(value: SecretStr) -> SecretStr:
        if not re.fullmatch(pattern, value.get_secret_value()):
            raise ValueError(pattern)
        return value

    return AfterValidator(check)


def _listening_address(value: str) -> str:
    host, _, port = value.rpartition(":")
    if not host or not port.isdecimal() or not 0 < int(port) < 65536:
        raise ValueError(value)
    return value


class Settings(BaseSettings):
    """The variables `AYNI_*` of INTERFACE: an empty one counts as missing; secrets never show in a repr."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, extra="ignore", frozen=True)

    telegram_token: Annotated[SecretStr, _secret(r"[A-Za-z0-9:_-]+")] | None = None
    telegram_api_url: Annotated[str, AfterValidator(_web_address)] = "https://api.telegram.org"
    database_url: Annotated[str, AfterValidator(_database_address), Field(repr=False)] = "sqlite:///ayni.db"
    files_dir: Path = Path("archivo")
    tick_seconds: Annotated[float, Field(gt=0, le=3600)] = 15
    webhook_url: Annotated[str, AfterValidator(_web_address)] | None = None
    webhook_secret: Annotated[SecretStr, _secret(r"[A-Za-z0-9_-]{1,256}")] | None = None
    listen: Annotated[str, AfterValidator(_listening_address)] = "127.0.0.1:8443"
    log: Literal["text", "json"] = "text"

    @property
    def token(self) -> str:
        """The bot's token, in clear. Raises ConfigError where it is missing."""
        if self.telegram_token is None:
            raise ConfigError(f"{PREFIX}TELEGRAM_TOKEN: falta; se esperaba {EXPECTED['telegram_token']}")
        return self.telegram_token.get_secret_value()

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
        if self.webhook_secret is not None:
            return self.webhook_secret.get_secret_value()
        return hashlib.sha256(f"webhook:{self.token}".encode()).hexdigest()

    @property
    def listen_host(self) -> str:
        return self.listen.rpartition(":")[0].strip("[]")

    @property
    def listen_port(self) -> int:
        return int(self.listen.rpartition(":")[2])


def load_settings(**overrides: Any) -> Settings:
    """Read the environment; `overrides`, by field name, win. Raises ConfigError naming the bad variable."""
    try:
        return Settings(**overrides)
    except ValidationError as error:
        problem = error.errors()[0]
        name = str(problem["loc"][0]).lower().removeprefix(PREFIX.lower())
        value = " ".join(str(problem["input"]).split())
        found = "" if name in CONFIDENTIAL else f"; se encontró «{value}»"
        raise ConfigError(f"{PREFIX}{name.upper()}: se esperaba {EXPECTED[name]}{found}") from None
