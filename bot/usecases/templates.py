"""The Word templates in the secretariat's hands: handed out, tried, approved, put back."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import Row, select, update

from bot.rules.lifecycle import Verb
from bot.store import templates as store
from bot.store.engine import add, reading
from bot.store.tables import document, template
from bot.usecases.buttons import Button, press
from bot.usecases.case import Case, Receipt
from bot.usecases.desk import Desk
from bot.usecases.refusals import FileUnfit, NotFound
from bot.usecases.replies import Answered, Upload
from bot.usecases.room import secretariat

KIND = "plantilla"
"""The kind of a paper that is a template handed out, to be answered with the edited file."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A file in the store."""

    sha256: str
    size: int


def keep(desk: Desk, content: bytes) -> Kept:
    return Kept(desk.files.keep(content), len(content))


@dataclass(frozen=True, slots=True)
class ListTemplates:
    """`originals`: of every kind, the hash of the program's own template."""

    verb: ClassVar[Verb] = Verb.MANAGE_TEMPLATES
    originals: dict[str, str]


def originals() -> dict[str, str]:
    """Of every kind, the hash of the program's own template; outside any transaction."""
    from hashlib import sha256

    from docgen.data import KINDS
    from docgen.render import read_template

    return {kind: sha256(read_template(kind)).hexdigest() for kind in KINDS}


def list_templates(case: Case, command: ListTemplates) -> Receipt:
    """Every kind with the version in force, and a button that fetches it."""
    kinds: list[dict[str, Any]] = []
    for kind, original in command.originals.items():
        own = store.in_force(case.db, case.body.id, kind)
        kinds.append(
            {
                "kind": kind,
                "version": own.version if own is not None else 0,
                "sha256": own.sha256 if own is not None else original,
                "approved_at": own.approved_at if own is not None else None,
            }
        )
    picks = [press("template", each["kind"]) for each in kinds]
    case.reply(
        "plantillas", kinds=kinds, buttons=[picks[place : place + 3] for place in range(0, len(picks), 3)]
    )
    return Receipt("plantillas")


@dataclass(frozen=True, slots=True)
class HandOutTemplate:
    """The template of a kind; `original` is the program's own, `fields` the list of what it may say."""

    verb: ClassVar[Verb] = Verb.MANAGE_TEMPLATES
    kind: str
    original: Kept
    fields: Kept


def prepare(desk: Desk, kind: str) -> HandOutTemplate:
    """What is handed out with a template, in the store; outside any transaction. Raises NotFound."""
    from docgen.data import KINDS
    from docgen.fields_word import as_word
    from docgen.render import read_template

    if kind not in KINDS:
        raise NotFound(what="template", name=kind, known=tuple(KINDS))
    return HandOutTemplate(kind, keep(desk, read_template(kind)), keep(desk, as_word(kind)))


def hand_out(case: Case, command: HandOutTemplate) -> Receipt:
    """The fields that it may use, then the template in force, to be answered with the edited file."""
    kind, own = command.kind, store.in_force(case.db, case.body.id, command.kind)
    version = own.version if own is not None else 0
    given = Kept(own.sha256, own.size) if own is not None else command.original
    listed = _paper(case, "campos", f"campos-{kind}.docx", command.fields, kind)
    case.reply("plantilla_campos", document_id=listed, kind=kind)
    handed = _paper(case, KIND, f"plantilla-{kind}{f'-v{version}' if version else ''}.docx", given, kind)
    case.reply(
        "plantilla",
        document_id=handed,
        kind=kind,
        version=version,
        sha256=given.sha256,
        approved_at=own.approved_at if own is not None else None,
        approver=own.approver if own is not None else None,
        buttons=_others(case, kind, own),
    )
    return Receipt("plantilla", {"kind": kind})


def _others(case: Case, kind: str, own: Row[Any] | None) -> list[list[Button]]:
    """The ways back: to the versions approved before or after, and to the program's own."""
    versions = [
        each for each in store.approved(case.db, case.body.id, kind) if own is None or each.id != own.id
    ]
    back = [[press("usetemplate", each.id, label=str(each.version))] for each in versions[:5]]
    return back + ([[press("useoriginal", kind)]] if own is not None else [])


def _paper(case: Case, paper: str, name: str, kept: Kept, kind: str) -> int:
    """A file that is sent and stands in no folder; its id."""
    return add(
        case.db,
        document,
        body_id=case.body.id,
        kind=paper,
        version=1,
        name=name,
        data={"kind": kind},
        sha256=kept.sha256,
        size=kept.size,
        state="offered",
        created_by=case.actor.person_id,
        created_at=case.now,
        filed_at=case.now,
    )


@dataclass(frozen=True, slots=True)
class OfferTemplate:
    """An edited template that serves, and the sample printed with it."""

    verb: ClassVar[Verb] = Verb.MANAGE_TEMPLATES
    kind: str
    name: str
    kept: Kept
    preview: Kept


def look_at(desk: Desk, answered: Answered, upload: Upload) -> OfferTemplate:
    """The edited template, tried in a process of its own; outside any transaction. Raises FileUnfit."""
    from docgen import chamber
    from docgen.errors import DocgenError, explain

    with reading(desk.engine).begin() as db:
        data = db.execute(select(document.c.data).where(document.c.id == answered.document_id)).scalar_one()
    try:
        preview = chamber.inspect(data["kind"], upload.content)
    except DocgenError as error:
        raise FileUnfit(reason=explain(error)) from None
    return OfferTemplate(data["kind"], upload.name, keep(desk, upload.content), keep(desk, preview))


def offer_template(case: Case, command: OfferTemplate) -> Receipt:
    """Kept as the next version, not used yet: the sample printed with it goes back, to be approved."""
    found = store.same(case.db, case.body.id, command.kind, command.kept.sha256)
    if found is None:
        version = store.next_version(case.db, case.body.id, command.kind)
        template_id = add(
            case.db,
            template,
            body_id=case.body.id,
            kind=command.kind,
            version=version,
            sha256=command.kept.sha256,
            size=command.kept.size,
            uploaded_by=case.actor.person_id,
            uploaded_at=case.now,
            in_force=False,
        )
        said = {"kind": command.kind, "version": version, "sha256": command.kept.sha256}
        case.record("template_offered", f"template:{template_id}", **said)
        found = _mine(case, template_id)
    shown = _paper(
        case, "muestra", f"muestra-{command.kind}-v{found.version}.docx", command.preview, command.kind
    )
    case.reply(
        "plantilla_probada",
        document_id=shown,
        kind=command.kind,
        version=found.version,
        sha256=found.sha256,
        in_force=found.in_force,
        buttons=None if found.in_force else [[press("approvetemplate", found.id, style="success")]],
    )
    return Receipt("plantilla_probada", {"kind": command.kind})


@dataclass(frozen=True, slots=True)
class UseTemplate:
    """A version that was tried, to be used from now on: approved where it was not yet, else put back."""

    verb: ClassVar[Verb] = Verb.MANAGE_TEMPLATES
    template_id: int


def use_template(case: Case, command: UseTemplate) -> Receipt:
    """Papers that are drafted from now on are printed with it. Raises NotFound."""
    found = _mine(case, command.template_id)
    if found.in_force:
        return Receipt("plantilla_en_uso", {"kind": found.kind, "version": found.version})
    if found.approved_at is None:
        values = {"approved_by": case.actor.person_id, "approved_at": case.now}
        case.db.execute(update(template).where(template.c.id == found.id).values(values))
    return _put(case, found.kind, found)


@dataclass(frozen=True, slots=True)
class UseOriginal:
    """The program's own template of a kind, to be used again."""

    verb: ClassVar[Verb] = Verb.MANAGE_TEMPLATES
    kind: str


def use_original(case: Case, command: UseOriginal) -> Receipt:
    """Papers that are drafted from now on are printed with it. Raises NotFound."""
    from docgen.data import KINDS

    if command.kind not in KINDS:
        raise NotFound(what="template", name=command.kind, known=tuple(KINDS))
    if store.in_force(case.db, case.body.id, command.kind) is None:
        return Receipt("plantilla_en_uso", {"kind": command.kind, "version": 0})
    return _put(case, command.kind, None)


def _put(case: Case, kind: str, found: Row[Any] | None) -> Receipt:
    store.put_in_force(case.db, case.body.id, kind, found.id if found is not None else None)
    said: dict[str, Any] = {
        "kind": kind,
        "version": found.version if found is not None else 0,
        "sha256": found.sha256 if found is not None else None,
    }
    case.record("template_put_in_force", f"template:{found.id if found is not None else 0}", **said)
    told = secretariat(case)
    for telegram_id in sorted({case.actor.telegram_id, *told} - {None}):
        case.send(telegram_id, "plantilla_en_uso", name=case.actor.name, **said)
    return Receipt("plantilla_en_uso", {"kind": kind, "version": said["version"]})


def _mine(case: Case, template_id: int) -> Row[Any]:
    found = store.template_of(case.db, case.body.id, template_id)
    if found is None:
        raise NotFound(what="template", name=str(template_id))
    return found
