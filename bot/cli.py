"""The command `ayni`: what the operator types; every error is one clear line on stderr."""

import asyncio
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from bot import mistyped
from bot.config import Settings, load_settings
from bot.console import Failure, complain, fail, open_record, record, say
from bot.helping import Command, Group
from bot.texts import console

# A mistyped command line: typer exports only this error's leaf (its UsageError may be click's or its own).
MISTYPED: Any = typer.BadParameter.__bases__[0]


def _help(command: str) -> str:
    return str(console()["comandos"][command])


def _option(name: str) -> str:
    return str(console()["opciones"][name])


cli = typer.Typer(
    cls=Group,
    add_completion=False,
    no_args_is_help=True,
    help=console()["ayuda"],
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@cli.command(cls=Command, help=_help("demo"))
def demo(
    out: Annotated[Path, typer.Option("--out", help=_option("out"))] = Path("demo-out"),
    extraordinary: Annotated[bool, typer.Option("--extraordinaria", help=_option("extraordinaria"))] = False,
) -> None:
    from bot.sandbox.demo import play

    out.mkdir(parents=True, exist_ok=True)
    asyncio.run(play(out, extraordinary=extraordinary))


@cli.command(cls=Command, help=_help("init"))
def init(
    file: Annotated[Path | None, typer.Argument(metavar="grupo.toml")] = None,
    example: Annotated[bool, typer.Option("--example", help=_option("ejemplo"))] = False,
) -> None:
    if example:
        _write_example(file)
        return
    if file is None:
        fail("falta_archivo")
    from bot.app import open_desk
    from bot.grupo import load_grupo
    from bot.store.schema import upgrade
    from bot.usecases.installation import install_body

    grupo, settings = load_grupo(file), load_settings()
    with record(settings):
        upgrade(settings.database_url)
        changes = install_body(open_desk(settings), grupo)
    sigla = grupo.organo.sigla
    if changes.created:
        seats = len(grupo.integrantes)
        say("creado" if seats > 1 else "creado_con_uno", sigla=sigla, seats=seats)
    elif changes.made:
        say("actualizado", sigla=sigla, changes=", ".join(_changed(each) for each in changes.made))
    else:
        say("sin_cambios", sigla=sigla)


def _counted(number: int, things: str) -> str:
    """A number with its noun: "1 archivo", "2 archivos"."""
    return f"{number} {console()['cuentas'][things][number != 1]}"


def _changed(change: str) -> str:
    """A change of the body in words: "seat dgse" is what it is called in the use case."""
    what, _, name = change.partition(" ")
    return str(console()["cambios"][what]).format(name=name)


def _write_example(file: Path | None) -> None:
    """Into the file; into a pipe as well, so that both `--example` and `--example > grupo.toml` work."""
    from bot.grupo import example_toml

    path = file or Path("grupo.toml")
    if file is None and not sys.stdout.isatty():
        sys.stdout.write(example_toml())
        if not path.exists():
            path.write_text(example_toml(), encoding="utf-8")
        return
    if path.exists() and path.stat().st_size:
        fail("existe", path=path)
    path.write_text(example_toml(), encoding="utf-8")
    say("escrito", path=path)


@cli.command(cls=Command, help=_help("invite"))
def invite(
    body: Annotated[str | None, typer.Option("--body", metavar="SIGLA", help=_option("organo"))] = None,
    renew: Annotated[bool, typer.Option("--all", help=_option("todos"))] = False,
) -> None:
    from bot.usecases.enrolment import invite_all
    from bot.usecases.refusals import NotFound

    settings = load_settings()
    username = asyncio.run(_username(settings))
    with open_record(settings) as desk:
        try:
            invited = invite_all(desk, body, renew=renew)
        except NotFound as error:
            fail("organo", name=error.name, known=", ".join(error.known))
    team = console()["dice"]["equipo"]
    rows = [(each.post or team, each.name, f"https://t.me/{username}?start={each.code}") for each in invited]
    if not rows:
        complain("nadie")
    elif sys.stdout.isatty():
        _table(rows)
    else:
        for row in rows:
            print("\t".join(row))


def _table(rows: list[tuple[str, str, str]]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(show_header=False)
    for overflow in ("fold", "fold", "fold"):
        table.add_column(overflow=overflow)
    for row in rows:
        table.add_row(*row)
    Console().print(table)


async def _username(settings: Settings) -> str:
    from telegram.error import InvalidToken, TelegramError

    from bot.app import make_bot, without_token

    bot = make_bot(settings)
    try:
        async with bot:
            return bot.username
    except InvalidToken as error:
        fail("token", reason=without_token(error, settings))
    except TelegramError as error:
        fail("red", url=settings.telegram_api_url, reason=without_token(error, settings))


@cli.command(cls=Command, help=_help("run"))
def run() -> None:
    from bot import serving

    serving.run()


@cli.command(cls=Command, help=_help("verify"))
def verify() -> None:
    from bot.store import journal
    from bot.store.engine import reading
    from bot.usecases.audit import discrepancies
    from bot.usecases.folder import check_files, count_files
    from bot.usecases.template_checks import check_templates

    with open_record(load_settings()) as desk:
        with reading(desk.engine).begin() as db:
            bad = list(journal.verify(db))
            entries = journal.count(db)
            changed = [] if bad else list(discrepancies(db))
        templates = check_templates(desk)
        altered, files = list(check_files(desk)), count_files(desk)
    for entry in bad:
        fault = console()["faltas"][entry.fault]
        complain("diario_malo", body=entry.body_id, seq=entry.seq, fault=fault)
    for row in changed:
        name = console()["filas"][row.what].format(*row.key)
        column = console()["columnas"].get(row.field, "")
        fault = console()["faltas_de_fila"][row.fault].format(column=column, body=row.body_id, seq=row.seq)
        complain("fila_mala", name=name, fault=fault)
    for each in altered:
        fault = console()["faltas_de_archivo"][each.fault]
        complain("archivo_malo", id=each.document_id, name=each.name, sha256=each.sha256, fault=fault)
    for kind, version, digest in templates:
        complain("plantilla_mala", kind=kind, version=version, sha256=digest)
    if bad or changed or altered or templates:
        raise typer.Exit(1)
    say("integro", entries=_counted(entries, "asientos"), files=_counted(files, "archivos"))


@cli.command(cls=Command, help=_help("export"))
def export(
    folder: Annotated[Path, typer.Argument(metavar="DIR")],
    sitting: Annotated[str | None, typer.Option("--sitting", metavar="N", help=_option("sesion"))] = None,
    public: Annotated[bool, typer.Option("--publica", help=_option("publica"))] = False,
) -> None:
    from bot.rules.errors import UnreadableReference
    from bot.usecases.exporting import FolderDamaged, NoSuchSitting, siglas
    from bot.usecases.exporting import export as copy

    with open_record(load_settings()) as desk:
        known = siglas(desk)
        if not known:
            fail("sin_organo")
        try:
            written = copy(desk, folder, sitting, public=public)
        except UnreadableReference:
            fail("numero_de_sesion", name=sitting)
        except NoSuchSitting as error:
            fail("sesion" if error.known else "sin_sesion", name=sitting, known=", ".join(error.known))
        except FolderDamaged as error:
            fail("archivos_malos", names=", ".join(name for _, name in error.damaged))
    if written:
        say("exportado", files=_counted(len(written), "archivos"), path=folder)
    elif sitting is not None:
        say("sesion_vacia", name=sitting)
    else:
        say("nada_que_exportar", bodies=", ".join(known))


@cli.command(cls=Command, help=_help("backup"))
def backup(file: Annotated[Path, typer.Argument(metavar="ARCHIVO")]) -> None:
    from bot.store.backup import BackupError
    from bot.store.backup import backup as copy

    with open_record(load_settings()) as desk:
        try:
            copy(desk.engine, file)
        except BackupError as error:
            raise Failure(str(error)) from None
    say("copiado", path=file)


@cli.command(cls=Command, help=_help("restore"))
def restore(file: Annotated[Path, typer.Argument(metavar="ARCHIVO")]) -> None:
    from bot.store.backup import BackupError
    from bot.store.backup import restore as put_back

    try:
        kept = put_back(file, load_settings().database_url)
    except BackupError as error:
        raise Failure(str(error)) from None
    say("restaurado", path=file, kept=console()["dice"]["conservada"].format(path=kept) if kept else "")


@cli.command(cls=Command, help=_help("doctor"))
def doctor() -> None:
    from bot.doctor import examine

    findings = asyncio.run(examine())
    labels = console()["doctor"]
    for finding in findings:
        verdict = labels["bien"] if finding.well else labels["mal"]
        print(f"{labels[finding.what]:15} {verdict:5} {finding.detail}".rstrip())
    if not all(finding.well for finding in findings):
        raise typer.Exit(1)


def command() -> int:
    """What the command line asks for; its exit code: 0, 2 where it was mistyped, 130 where it was cut off."""
    try:
        result = cli(standalone_mode=False)
    except typer.Abort:
        return 130
    except MISTYPED as error:
        said = error.format_message()
        helping = error.ctx is not None and said == error.ctx.get_help()
        print(said if helping else f"ayni: {mistyped.explain(error)}", file=sys.stderr)
        return 2
    return result if isinstance(result, int) else 0
