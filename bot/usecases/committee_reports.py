"""What a committee reports, in words or as a file (W6, F3; 20)."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import Row, select, update

from bot.rules.errors import NotEntitled
from bot.rules.lifecycle import Verb
from bot.rules.roles import Role
from bot.store import committees
from bot.store.engine import add
from bot.store.tables import committee, committee_report, document
from bot.usecases import committee_papers, dialogue
from bot.usecases.case import Case, Receipt
from bot.usecases.committee_cards import committee_called, committee_of, may_report
from bot.usecases.documents import offered_by
from bot.usecases.refusals import NotFound
from bot.usecases.room import leaders

KIND = "informe_comite"


@dataclass(frozen=True, slots=True)
class ReportCommittee:
    """The coordinator, or the ST, reports on a committee, named by its number or its name."""

    verb: ClassVar[Verb] = Verb.REPORT_COMMITTEE
    reference: str
    text: str


def report_committee(case: Case, command: ReportCommittee) -> Receipt:
    """Kept, and told to whoever leads the body. Raises NotFound, NotEntitled."""
    row = committee_called(case, command.reference)
    check_reporter(case, row)
    said = committees.reports(case.db, row.id)
    if said and (said[-1].text, said[-1].person_id) == (command.text.strip(), case.actor.person_id):
        return Receipt("informe_anotado", {"name": row.name})
    letter = committee_papers.report(case, row, _keep(case, row, command.text.strip()))
    tell(case, row, "informe_comite", letter, text=command.text.strip(), file=False)
    return Receipt("informe_anotado", {"name": row.name})


@dataclass(frozen=True, slots=True)
class FileReport:
    """A file that was sent is the report of that committee."""

    verb: ClassVar[Verb] = Verb.REPORT_COMMITTEE
    document_id: int
    committee_id: int


def file_report(case: Case, command: FileReport) -> Receipt:
    """It stands in the folder, as any report does, and goes to whoever leads. Raises NotFound, NotEntitled."""
    found, row = offered_by(case, command.document_id), committee_of(case, command.committee_id)
    check_reporter(case, row)
    if found.kind == KIND:
        return Receipt("informe_anotado", {"name": row.name})
    if found.state != "offered":
        raise NotFound(what="document", name=found.name)
    formed_in = committee_papers.formed_in_sitting(case, row)
    sitting_id = formed_in.id if formed_in is not None else None
    values = {"kind": KIND, "state": None, "sitting_id": sitting_id}
    case.db.execute(update(document).where(document.c.id == found.id).values(**values))
    _keep(case, row, found.name, document_id=found.id, sha256=found.sha256)
    dialogue.close(case, f"form:{KIND}")
    tell(case, row, "informe_comite", found.id, text=found.name, file=True)
    return Receipt("informe_anotado", {"name": row.name})


def _keep(
    case: Case, row: Row[Any], text: str, document_id: int | None = None, sha256: str | None = None
) -> int:
    """The report's id."""
    report_id = add(
        case.db,
        committee_report,
        committee_id=row.id,
        text=text,
        document_id=document_id,
        person_id=case.actor.person_id,
        filed_at=case.now,
    )
    case.record("committee_reported", f"committee:{row.id}", report=report_id, sha256=sha256)
    return report_id


@dataclass(frozen=True, slots=True)
class FetchReport:
    """A report that came as a file."""

    verb: ClassVar[Verb] = Verb.CONSULT
    report_id: int


def fetch_report(case: Case, command: FetchReport) -> Receipt:
    """The file, to whoever asks. Raises NotFound."""
    query = (
        select(document.c.id, document.c.name)
        .join(committee_report, committee_report.c.document_id == document.c.id)
        .join(committee, committee.c.id == committee_report.c.committee_id)
        .where(committee_report.c.id == command.report_id, committee.c.body_id == case.body.id)
    )
    found = case.db.execute(query).first()
    if found is None:
        raise NotFound(what="document", name=str(command.report_id))
    case.send(case.actor.telegram_id, "archivo", document_id=found.id, kind=KIND)
    return Receipt("archivo")


def tell(case: Case, row: Row[Any], template: str, document_id: int | None = None, **context: Any) -> None:
    """Whoever leads the body, and whoever acted, hear what became of the committee."""
    for telegram_id in sorted(leaders(case) | {case.actor.telegram_id}):
        case.send(
            telegram_id,
            template,
            document_id=document_id,
            name=row.name,
            number=row.number,
            by=case.actor.name,
            article=case.article("committee"),
            **context,
        )


def check_reporter(case: Case, row: Row[Any]) -> None:
    """Its coordinator, or the secretariat: raises NotEntitled."""
    if not may_report(case, row):
        needed = (Role.TECHNICAL_SECRETARY, row.coordinator)
        raise NotEntitled(verb=Verb.REPORT_COMMITTEE, needed=needed, article=case.article("committee"))
