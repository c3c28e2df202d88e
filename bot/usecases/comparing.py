"""A file that corrects the acta, looked at outside any transaction: fit to be opened, and what it says otherwise."""

from dataclasses import asdict, dataclass, replace
from typing import Any, ClassVar, cast

from sqlalchemy import select

from bot.rules.lifecycle import Verb
from bot.store.engine import reading
from bot.store.tables import document
from bot.usecases import bodies
from bot.usecases.acta import content_of
from bot.usecases.actors import Actor
from bot.usecases.case import Case, plain
from bot.usecases.desk import Desk, Who
from bot.usecases.folder import printed
from bot.usecases.refusals import FileUnfit, Outdated
from bot.usecases.replies import Answered, Upload
from bot.usecases.sitting import sitting_of
from docgen.data import Acta
from docgen.reading import dump, load

CORRECTION = "correccion"
"""The kind of a file that waits for the secretariat's word."""


@dataclass(frozen=True, slots=True)
class CorrectActa:
    """A corrected file: where it is stored, the record that it was compared with, and what differs.

    Of the reasons of dissent, `basis` has only those that the file says. `answers` is the version that it
    corrects, `waiting` the document under which it waits already."""

    verb: ClassVar[Verb] = Verb.UPLOAD_ACTA
    sitting_id: int
    answers: int
    sha256: str
    size: int
    basis: dict[str, Any]
    differences: tuple[dict[str, str], ...] = ()
    unaccepted: bool = False
    comments: bool = False
    waiting: int | None = None


def look_at(desk: Desk, answered: Answered, upload: Upload) -> CorrectActa:
    """The file that answers an acta. Raises FileUnfit."""
    from docgen import guard
    from docgen.errors import UnsafeFile, explain

    try:
        guard.unpack(upload.content, hyperlinks=True)
        return _compared(
            desk, answered.body_id, answered.sitting_id or 0, answered.document_id, upload.content
        )
    except UnsafeFile as error:
        raise FileUnfit(reason=explain(error)) from None


def look_again(desk: Desk, body_id: int, document_id: int) -> CorrectActa:
    """A file that waits, compared with the record as it is now. Raises Outdated where it waits no more."""
    mine = (document.c.id == document_id, document.c.body_id == body_id, document.c.kind == CORRECTION)
    with reading(desk.engine).begin() as db:
        row = db.execute(select(document).where(*mine)).first()
    if row is None:
        raise Outdated(what="correction")
    content = desk.files.read(row.sha256)
    return _compared(desk, body_id, row.sitting_id, row.data["answers"], content, row.id)


def _compared(
    desk: Desk, body_id: int, sitting_id: int, answers: int, content: bytes, waiting: int | None = None
) -> CorrectActa:
    from docgen.additions import dissents_in
    from docgen.comparison import differences
    from docgen.wording import wording

    basis = _record(desk, body_id, sitting_id)
    record = cast(Acta, load("acta", basis))
    differ = differences(record, printed("acta", basis), content)
    basis |= {"dissents": dump(replace(record, dissents=dissents_in(content, record)))["dissents"]}
    said = wording(content)
    return CorrectActa(
        sitting_id,
        answers,
        desk.files.keep(content),
        len(content),
        basis,
        tuple(asdict(each) for each in differ),
        said.unaccepted,
        said.comments,
        waiting,
    )


def _record(desk: Desk, body_id: int, sitting_id: int) -> dict[str, Any]:
    with reading(desk.engine).begin() as db:
        case = Case(db, desk.clock.now(), bodies.load(db, body_id), Actor(None, "", 0), Who(0, body_id, 0))
        return record_of(case, sitting_id)


def record_of(case: Case, sitting_id: int) -> dict[str, Any]:
    """What the acta of the sitting is to say, as JSON has it. Raises NotFound."""
    content: dict[str, Any] = plain(dump(content_of(case, sitting_of(case, sitting_id))))
    return content
