from dataclasses import fields

import pytest

from bot.config import ConfigError, Settings, load_settings

TOKEN = "123456:very-secret"


@pytest.fixture(autouse=True)
def _no_inherited_settings(monkeypatch):
    for field in fields(Settings):
        monkeypatch.delenv(f"AYNI_{field.name.upper()}", raising=False)


def test_without_variables_the_documented_defaults_hold():
    settings = load_settings()
    assert settings.telegram_api_url == "https://api.telegram.org"
    assert settings.database_url == "sqlite:///ayni.db"
    assert settings.files_dir.name == "archivo"
    assert settings.tick_seconds == 15
    assert (settings.listen_host, settings.listen_port) == ("127.0.0.1", 8443)
    assert (settings.webhook_url, settings.log) == (None, "text")


def test_variables_are_read_from_the_environment(monkeypatch):
    monkeypatch.setenv("AYNI_TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("AYNI_TELEGRAM_API_URL", "http://127.0.0.1:8081/")
    monkeypatch.setenv("AYNI_TICK_SECONDS", "0.2")
    monkeypatch.setenv("AYNI_LISTEN", "[::1]:9000")
    settings = load_settings()
    assert settings.token == TOKEN
    assert settings.bot_url == "http://127.0.0.1:8081/bot"
    assert settings.file_url == "http://127.0.0.1:8081/file/bot"
    assert settings.tick_seconds == 0.2
    assert (settings.listen_host, settings.listen_port) == ("::1", 9000)


@pytest.mark.parametrize(
    ("variable", "value", "expected"),
    [
        ("AYNI_TELEGRAM_TOKEN", "123 456", "token que entrega @BotFather"),
        ("AYNI_TELEGRAM_API_URL", "api.telegram.org", "https://api.telegram.org"),
        ("AYNI_DATABASE_URL", "mysql://u:p@h/b", "postgresql+psycopg://"),
        ("AYNI_DATABASE_URL", "ayni.db", "sqlite:///"),
        ("AYNI_TICK_SECONDS", "quince", "número de segundos"),
        ("AYNI_TICK_SECONDS", "0", "mayor que 0"),
        ("AYNI_TICK_SECONDS", "nan", "número de segundos"),
        ("AYNI_WEBHOOK_URL", "ftp://x", "https://"),
        ("AYNI_WEBHOOK_SECRET", "con espacio", "guiones"),
        ("AYNI_LISTEN", "8443", "servidor:puerto"),
        ("AYNI_LISTEN", "127.0.0.1:99999", "servidor:puerto"),
        ("AYNI_LOG", "xml\ny más", "text o json"),
    ],
)
def test_a_bad_variable_is_refused_in_one_line_that_names_it(monkeypatch, variable, value, expected):
    monkeypatch.setenv(variable, value)
    with pytest.raises(ConfigError) as refusal:
        load_settings()
    message = str(refusal.value)
    assert message.startswith(f"{variable}: se esperaba ")
    assert expected in message
    assert "\n" not in message


@pytest.mark.parametrize(
    ("variable", "value", "secret"),
    [
        ("AYNI_TELEGRAM_TOKEN", "123456:clave secreta", "clave secreta"),
        ("AYNI_WEBHOOK_SECRET", "clave secreta", "clave secreta"),
        ("AYNI_DATABASE_URL", "mysql://ayni:clave@servidor/base", "clave"),
    ],
)
def test_a_refusal_never_repeats_a_secret(monkeypatch, variable, value, secret):
    monkeypatch.setenv(variable, value)
    with pytest.raises(ConfigError) as refusal:
        load_settings()
    assert secret not in str(refusal.value).replace("usuario:clave@", "")


def test_secrets_do_not_show_when_settings_are_printed():
    settings = Settings(
        telegram_token=TOKEN, webhook_secret="hook-key", database_url="postgresql+psycopg://ayni:dbkey@h/b"
    )
    assert not any(secret in repr(settings) for secret in ("very-secret", "hook-key", "dbkey"))


def test_an_empty_variable_counts_as_missing(monkeypatch):
    monkeypatch.setenv("AYNI_TELEGRAM_TOKEN", "")
    monkeypatch.setenv("AYNI_LISTEN", "")
    settings = load_settings()
    assert settings.listen == "127.0.0.1:8443"
    with pytest.raises(ConfigError, match=r"^AYNI_TELEGRAM_TOKEN: falta"):
        _ = settings.token


def test_the_webhook_key_is_the_secret_or_else_derived_from_the_token():
    assert Settings(telegram_token=TOKEN, webhook_secret="hook-key").webhook_key == "hook-key"
    derived = Settings(telegram_token=TOKEN).webhook_key
    assert derived == Settings(telegram_token=TOKEN).webhook_key
    assert derived != Settings(telegram_token="123456:other").webhook_key
    assert "very-secret" not in derived
