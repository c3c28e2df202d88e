"""A file that corrects the acta, looked at outside any transaction: fit to be opened, and what it says otherwise."""

import hashlib
from dataclasses import asdict, dataclass, replace
from typing import Any, ClassVar, cast

from sqlalchemy import select

from bot.rules.lifecycle import Verb
from bot.store import templates
from bot.store.engine import reading
from bot.store.tables import document
from bot.usecases import bodies, versions
from bot.usecases.acta import content_of
from bot.usecases.case import Case, plain
from bot.usecases.desk import Desk
from bot.usecases.printing import printed_with
from bot.usecases.refusals import FileUnfit, Outdated
from bot.usecases.replies import Answered, Upload
from bot.usecases.sitting import sitting_of
from docgen.data import Acta
from docgen.reading import dump, load

CORRECTION = "correccion"
"""The kind of a file that waits for the secretariat's word."""


@dataclass(frozen=True, slots=True)
class CorrectActa:
    """A corrected file: where it is stored, saying that it is `version`; the record that it was compared with, and
    what differs.

    `given` is the hash of the file as it came. Of the reasons of dissent, `basis` has only those that the file
    says. `answers` is the version that it corrects, `waiting` the document under which it waits already."""

    verb: ClassVar[Verb] = Verb.UPLOAD_ACTA
    sitting_id: int
    answers: int
    version: int
    given: str
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
    from docgen.wording import opened

    try:
        guard.unpack(upload.content, hyperlinks=True)
        opened(upload.content)
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
    told = _compared(desk, body_id, row.sitting_id, row.data["answers"], content)
    return replace(told, given=row.data["given"], waiting=row.id)


def _compared(desk: Desk, body_id: int, sitting_id: int, answers: int, content: bytes) -> CorrectActa:
    from docgen.additions import dissents_in
    from docgen.comparison import differences
    from docgen.status import with_status
    from docgen.wording import wording

    basis, version = _record(desk, body_id, sitting_id)
    was = printed_with(desk, _template(desk, sitting_id, answers), "acta", basis)
    record = cast(Acta, load("acta", basis))
    differ = differences(record, was, content)
    basis |= {"dissents": dump(replace(record, dissents=dissents_in(content, record)))["dissents"]}
    said = wording(content)
    current = with_status(content, replace(record, version=version))
    return CorrectActa(
        sitting_id,
        answers,
        version,
        hashlib.sha256(content).hexdigest(),
        desk.files.keep(current),
        len(current),
        basis,
        tuple(asdict(each) for each in differ),
        said.unaccepted,
        said.comments,
    )


def _template(desk: Desk, sitting_id: int, answers: int) -> int | None:
    """The body's own template that the answered version was printed with."""
    with reading(desk.engine).begin() as db:
        version = db.execute(select(document.c.version).where(document.c.id == answers)).scalar_one()
        return templates.printed_with(db, sitting_id, version)


def _record(desk: Desk, body_id: int, sitting_id: int) -> tuple[dict[str, Any], int]:
    """What the acta is to say, and which version a new one would be."""
    with reading(desk.engine).begin() as db:
        case = Case.unasked(db, desk.clock.now(), bodies.load(db, body_id))
        newest = versions.latest(case, sitting_id)
        return record_of(case, sitting_id), (newest.version if newest is not None else 0) + 1


def record_of(case: Case, sitting_id: int) -> dict[str, Any]:
    """What the acta of the sitting is to say, as JSON has it. Raises NotFound."""
    content: dict[str, Any] = plain(dump(content_of(case, sitting_of(case, sitting_id))))
    return content
