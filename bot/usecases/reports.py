"""The monthly report to the body, and the Presidency's to the Minister: prepared, completed, sent (F2; 25 s, 23 h)."""

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from sqlalchemy import Row, select, update

from bot.rules import reporting
from bot.rules.lifecycle import Verb
from bot.store import people
from bot.store.tables import body, document
from bot.usecases import papers, parts
from bot.usecases.buttons import press
from bot.usecases.case import Case, Receipt, plain
from bot.usecases.committee_cards import of_the_body
from bot.usecases.refusals import NotFound
from bot.usecases.report_figures import figures
from docgen import data as paper
from docgen.reading import dump

KIND = "informe"
Recipient = Literal["body", "minister"]
SAID = ("advances", "risks", "critical_points", "bottlenecks", "projects")
"""What the ST writes; everything else is counted."""


@dataclass(frozen=True, slots=True)
class PrepareReport:
    """On a month (without `year` the latest so called, without `month` the one that is due); `None` keeps what
    the latest version said."""

    verb: ClassVar[Verb] = Verb.MONTHLY_REPORT
    month: int | None = None
    year: int | None = None
    recipient: Recipient = "body"
    advances: tuple[str, ...] | None = None
    risks: tuple[str, ...] | None = None
    critical_points: tuple[str, ...] | None = None
    bottlenecks: tuple[str, ...] | None = None
    projects: tuple[str, ...] | None = None


def prepare_report(case: Case, command: PrepareReport) -> Receipt:
    """A new version where anything changed; to be completed, or sent. Raises MonthAhead, InsideCommittee."""
    of_the_body(case)
    article = case.article(_topic(command.recipient))
    today = case.body.day(case.now)
    if command.month is None:
        since = case.db.execute(select(body.c.created_at).where(body.c.id == case.body.id)).scalar_one()
        year, month = reporting.month_by_default(today, case.body.day(since))
    else:
        year, month = reporting.month_meant(command.month, command.year, today, article=article)
    versions = _versions(case, year, month, command.recipient)
    content = dump(_content(case, command, year, month, versions[-1].data if versions else {}))
    if versions and _same(versions[-1].data, content):
        document_id, version = versions[-1].id, versions[-1].version
    else:
        version = len(versions) + 1
        document_id = papers.keep(
            case,
            KIND,
            None,
            content | {"version": version},
            "docx",
            version=version,
            name=_file_name(year, month, command.recipient, version),
        )
    said: dict[str, Any] = {"year": year, "month": month, "recipient": command.recipient}
    case.send(
        case.actor.telegram_id,
        "informe",
        document_id=document_id,
        version=version,
        missing=not any(content[name] for name in SAID),
        article=article,
        buttons=[
            [press("sendreport", document_id, command.recipient, style="success")],
            [press("completereport", year, month, command.recipient)],
        ],
        **said,
    )
    return Receipt("informe", said)


@dataclass(frozen=True, slots=True)
class SendReport:
    """A version of a report goes to whom it is for."""

    verb: ClassVar[Verb] = Verb.MONTHLY_REPORT
    document_id: int


def send_report(case: Case, command: SendReport) -> Receipt:
    """To every titular and the group; the Minister's to the Presidency, which signs and presents it.

    Raises NotFound.
    """
    mine = (document.c.id == command.document_id, document.c.body_id == case.body.id, document.c.kind == KIND)
    found = case.db.execute(select(document).where(*mine)).first()
    if found is None:
        raise NotFound(what="report", name=str(command.document_id))
    said: dict[str, Any] = {name: found.data[name] for name in ("year", "month", "recipient")}
    if found.circulated_at is not None:
        return Receipt("informe_enviado", said)
    case.db.execute(update(document).where(document.c.id == found.id).values(circulated_at=case.now))
    case.record("report_sent", f"document:{found.id}", **said)
    to_body = said["recipient"] == "body"
    seats = [seat for seat in people.seats(case.db, case.body.id) if to_body or seat.presides]
    article = case.article(_topic(said["recipient"]))
    told: set[Any] = {seat.titular_telegram for seat in seats}
    told |= {case.body.group_chat_id} if to_body else set()
    for chat_id in sorted(told - {None}):
        case.send(chat_id, "informe_presentado", document_id=found.id, article=article, **said)
    unreached = [seat.post for seat in seats if seat.titular_telegram is None]
    case.send(case.actor.telegram_id, "informe_enviado", unreached=unreached, article=article, **said)
    return Receipt("informe_enviado", said)


def was_sent(case: Case, year: int, month: int) -> bool:
    """Whether the body has got the report on that month."""
    return any(row.circulated_at is not None for row in _versions(case, year, month, "body"))


def _content(
    case: Case, command: PrepareReport, year: int, month: int, before: dict[str, Any]
) -> paper.Informe:
    """The figures as they are now, the words as given, else as they were."""
    seats = people.seats(case.db, case.body.id)
    words: dict[str, Any] = {}
    for name in SAID:
        given = getattr(command, name)
        words[name] = given if given is not None else tuple(before.get(name, ()))
    return paper.Informe(
        body=parts.body_of(case, case.now),
        recipient=command.recipient,
        year=year,
        month=month,
        issued_at=case.now,
        secretary=parts.officer(case, seats, "technical_secretary"),
        president=parts.officer(case, seats, "presides"),
        articles=parts.articles(case, case.now),
        **figures(case, year, month),
        **words,
    )


def _versions(case: Case, year: int, month: int, recipient: Recipient) -> list[Row[Any]]:
    """The versions of that report so far."""
    said = document.c.data
    mine = (
        document.c.body_id == case.body.id, document.c.kind == KIND, said["year"].as_integer() == year,
        said["month"].as_integer() == month, said["recipient"].as_string() == recipient,
    )  # fmt: skip
    return list(case.db.execute(select(document).where(*mine).order_by(document.c.id)))


def _same(before: dict[str, Any], now: dict[str, Any]) -> bool:
    moving = {"version": 0, "issued_at": "", "until": ""}
    return bool(before | moving == plain(now) | moving)


def _topic(recipient: Recipient) -> str:
    return "monthly_report" if recipient == "body" else "minister_report"


def _file_name(year: int, month: int, recipient: Recipient, version: int) -> str:
    whom = "-ministerio" if recipient == "minister" else ""
    return f"{KIND}{whom}-{year}-{month:02d}{f'-v{version}' if version > 1 else ''}.docx"
