"""The acta corrected by hand in Word: looked at, and taken in as a new version (A3; 25 i)."""

from dataclasses import dataclass
from typing import Any, ClassVar

from bot.rules import acta as rules
from bot.rules.lifecycle import ActaState, Verb
from bot.store.engine import add
from bot.store.tables import document
from bot.usecases import acta, naming, versions
from bot.usecases.buttons import press
from bot.usecases.case import Case, Receipt, plain
from bot.usecases.desk import Desk
from bot.usecases.refusals import FileUnfit, NotFound
from bot.usecases.replies import Answered, Upload
from bot.usecases.sitting import name_of, sitting_of, step
from docgen.reading import dump


@dataclass(frozen=True, slots=True)
class CorrectActa:
    """The corrected file of a sitting's acta: under what hash it is stored."""

    verb: ClassVar[Verb] = Verb.UPLOAD_ACTA
    sitting_id: int
    sha256: str
    size: int


def look_at(desk: Desk, answered: Answered, upload: Upload) -> CorrectActa:
    """The file, fit to be opened, in the store; outside any transaction. Raises FileUnfit, NotFound."""
    from docgen import guard
    from docgen.errors import UnsafeFile, explain

    if answered.sitting_id is None:
        raise NotFound(what="acta", name="")
    try:
        guard.unpack(upload.content, hyperlinks=True)
    except UnsafeFile as error:
        raise FileUnfit(reason=explain(error)) from None
    return CorrectActa(answered.sitting_id, desk.files.keep(upload.content), len(upload.content))


def correct_acta(case: Case, command: CorrectActa) -> Receipt:
    """A new version, which is hers from now on: nothing generated takes its place.

    Raises NotFound, NotLawfulNow, ActaNotLawfulNow once it is approved.
    """
    row = sitting_of(case, command.sitting_id)
    step(case, row.state, Verb.UPLOAD_ACTA)
    newest = versions.latest(case, row.id)
    if newest is None:
        raise NotFound(what="acta", name="")
    rules.advance_acta(ActaState(newest.state), Verb.UPLOAD_ACTA, article=case.article("acta"))
    version = newest.version + 1
    document_id = add(
        case.db,
        document,
        body_id=case.body.id,
        sitting_id=row.id,
        kind="acta",
        version=version,
        name=naming.file_name(case.body, "acta", row, "docx", version),
        basis=plain(dump(acta.content_of(case, row))),
        sha256=command.sha256,
        size=command.size,
        state=ActaState.DRAFT,
        created_by=case.actor.person_id,
        created_at=case.now,
        filed_at=case.now,
    )
    case.record(
        "acta_corrected", f"document:{document_id}", sitting=row.id, version=version, sha256=command.sha256
    )
    said: dict[str, Any] = {"sitting": name_of(case, row), "version": version}
    case.reply("acta_corregida", buttons=[[press("circulate", row.id)]], **said)
    return Receipt("acta_corregida", said)
