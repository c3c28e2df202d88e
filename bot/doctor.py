"""What is wrong with an installation, and how to mend it."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from telegram.error import TelegramError

from bot import troubles
from bot.app import make_bot, open_desk, without_token
from bot.config import Settings, load_settings
from bot.store.engine import reading
from bot.store.schema import is_current
from bot.store.tables import body
from bot.texts import console, missing_templates
from bot.usecases.desk import Desk
from bot.usecases.template_checks import failing


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: its name in consola.toml, whether it is well, and what to know or do."""

    what: str
    well: bool
    detail: str = ""


async def examine() -> list[Finding]:
    """Looks at everything, whatever the first findings are. Raises ConfigError for a malformed variable."""
    settings = load_settings()
    desk = open_desk(settings)
    try:
        record = _record(desk)
        bodies = _bodies(desk) if record.well else [_unread()]
        own = _own_templates(desk) if record.well else []
    finally:
        desk.engine.dispose()
    return [
        await _token(settings),
        record,
        *bodies,
        *_templates(),
        *own,
        _zones(),
        _files(settings),
        *_signing(settings),
    ]


async def _token(settings: Settings) -> Finding:
    if settings.telegram_token is None:
        return Finding("token", False, console()["doctor"]["sin_token"])
    bot = make_bot(settings)
    try:
        async with bot:
            return Finding("token", True, f"@{bot.username}")
    except TelegramError as error:
        said = console()["errores"]["red"].format(
            url=settings.telegram_api_url, reason=without_token(error, settings)
        )
        return Finding("token", False, said)


def _record(desk: Desk) -> Finding:
    errors = console()["errores"]
    try:
        well = is_current(desk.engine)
    except DBAPIError as error:
        return Finding("base", False, errors["base"].format(reason=troubles.in_words(error.orig or error)))
    return Finding("base", well, "" if well else errors["sin_esquema"])


def _unread() -> Finding:
    """The table of holidays stands in the database."""
    return Finding("feriados", False, console()["doctor"]["sin_base"])


def _bodies(desk: Desk) -> list[Finding]:
    said, year = console()["doctor"], desk.clock.now().year
    with reading(desk.engine).begin() as db:
        rows = list(db.execute(select(body).order_by(body.c.id)))
    if not rows:
        return [Finding("organos", False, console()["errores"]["sin_organo"])]
    findings = [Finding("organos", True, ", ".join(row.sigla for row in rows))]
    for row in rows:
        decreed = [day for day in row.holidays if day["date"].startswith(str(year))]
        note = "" if decreed else said["sin_decretados"].format(sigla=row.sigla, year=year)
        findings.append(Finding("feriados", True, note))
        if str(year) not in row.official_years:
            findings.append(Finding("organos", False, said["sin_anio"].format(sigla=row.sigla, year=year)))
    return findings


def _templates() -> list[Finding]:
    missing = missing_templates()
    if not missing:
        return [Finding("plantillas", True)]
    return [
        Finding("plantillas", False, console()["errores"]["plantilla"].format(path=path)) for path in missing
    ]


def _own_templates(desk: Desk) -> list[Finding]:
    """The templates that bodies put in the place of the program's own, where they serve no more."""
    said = console()["errores"]["plantilla_propia"]
    return [
        Finding("plantillas", False, said.format(kind=kind, version=version, reason=reason).strip())
        for kind, version, reason in failing(desk)
    ]


def _zones() -> Finding:
    try:
        ZoneInfo("America/Lima")
    except ZoneInfoNotFoundError:
        return Finding("zona", False, console()["doctor"]["sin_zonas"])
    return Finding("zona", True, "America/Lima")


def _files(settings: Settings) -> Finding:
    probe = settings.files_dir / ".prueba"
    try:
        settings.files_dir.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"")
        probe.unlink()
    except OSError:
        return Finding(
            "archivos", False, console()["doctor"]["sin_escritura"].format(path=settings.files_dir)
        )
    return Finding("archivos", True, str(settings.files_dir))


def _signing(settings: Settings) -> list[Finding]:
    """The roots that digital signatures have to lead to, and what makes the acta's PDF; it works without."""
    from bot.signing.reading import certificates
    from docgen.pdf import program

    said, folder = console()["doctor"], settings.trust_dir
    files = certificates(folder)
    bad = [name for name, found in files.items() if not found]
    if folder is None:
        roots = Finding("firmas", True, said["sin_raices"])
    elif bad or not files:
        problem = "raiz_ilegible" if bad else "raices_vacias"
        roots = Finding("firmas", False, said[problem].format(path=folder, names=", ".join(bad)))
    else:
        count = sum(len(found) for found in files.values())
        roots = Finding("firmas", True, said["raices"].format(count=count, path=folder))
    office = program()
    return [roots, Finding("pdf", True, office or said["sin_libreoffice"])]
