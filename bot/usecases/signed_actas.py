"""The signed acta, filed: each signature is recorded where it is surely a participant's, or asked about (A4; 19 g)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import Row, select, update

from bot.rules import signatures as rules
from bot.rules.lifecycle import Verb
from bot.rules.signatures import Chain, Means, SameText
from bot.signing.report import Report, Signature, load
from bot.store.tables import document
from bot.usecases import naming, signatures
from bot.usecases.buttons import Button, press
from bot.usecases.case import Case, Receipt
from bot.usecases.refusals import NotFound
from bot.usecases.sitting import name_of

KIND = "acta_firmada"


@dataclass(frozen=True, slots=True)
class FileSigned:
    """A signed PDF in answer to the acta: under what hash it is stored, and what was found in it."""

    verb: ClassVar[Verb] = Verb.RECORD_SIGNATURE
    acta_id: int
    sha256: str
    size: int
    report: Report


def file_signed(case: Case, command: FileSigned) -> Receipt:
    """Files it where a signature holds, and records those that are surely a participant's.

    Where it isn't the PDF that was handed out, the ST is asked first whether it is this acta. Raises as
    `acta_of`.
    """
    found, row = signatures.acta_of(case, command.acta_id)
    report = command.report
    if all(each.flaw for each in report.signatures):
        return tell(case, found, row, report, None)
    same = report.text == SameText.SAME
    before = (
        document.c.sitting_id == row.id, document.c.kind == KIND,
        document.c.version == found.version, document.c.sha256 == command.sha256,
    )  # fmt: skip
    file_id = case.db.execute(select(document.c.id).where(*before)).scalar()
    if file_id is None:
        name = naming.file_name(case.body, "acta-firmada", row, "pdf", found.version)
        state = "filed" if same else "offered"
        file_id = signatures.file_paper(
            case, row, KIND, found.version, name, command.sha256, command.size, state,
            basis=report.plain(),
        )  # fmt: skip
        case.record(
            "signed_acta_received",
            f"document:{file_id}",
            acta=found.id,
            sha256=command.sha256,
            text=report.text,
        )
    return _settle(case, found, row, _signed_file(case, file_id))


def _settle(case: Case, found: Row[Any], row: Row[Any], file: Row[Any]) -> Receipt:
    """Records what is sure, once it is known that the file is this acta."""
    report = load(file.basis)
    if file.state == "filed":
        for place in range(len(report.signatures)):
            line = _judge(case, found, row, report)[place]
            if line["verdict"] == "sure":
                _record(case, found, row, file, report.signatures[place], line["person"], confirmed=False)
    return tell(case, found, row, report, file)


def _record(
    case: Case,
    found: Row[Any],
    row: Row[Any],
    file: Row[Any],
    each: Signature,
    person: int,
    *,
    confirmed: bool,
) -> None:
    signatures.keep(
        case, found, row, person, Means.DIGITAL, file.id,
        signer=each.name,
        identity=each.identity or None,
        chain=each.chain,
        confirmed=confirmed,
        signed_at=datetime.fromisoformat(each.signed_at) if each.signed_at else None,
    )  # fmt: skip


def _judge(case: Case, found: Row[Any], row: Row[Any], report: Report) -> list[dict[str, Any]]:
    """Of each signature what it is worth here: flawed, unknown, signed (recorded), doubtful, unchecked (it is
    surely theirs, and the chain could not be looked at), or sure."""
    people = signatures.participants(case, row)
    names = {each.id: each.name for each in people}
    done = signatures.signed(case, found)
    lines: list[dict[str, Any]] = []
    for each in report.signatures:
        match = rules.whose(each.name, each.identity, people)
        theirs = [person for person in match.candidates if _same_signer(done.get(person), each)]
        meant = theirs or ([match.sure] if match.sure is not None else list(match.candidates))
        waiting = [person for person in meant if person not in done]
        verdict = (
            "flawed" if each.flaw
            else "signed" if theirs or (match.sure is not None and not waiting)
            else "unknown" if not waiting
            else "doubtful" if match.sure is None
            else "unchecked" if each.chain == Chain.UNCHECKED
            else "sure"
        )  # fmt: skip
        of = waiting or meant
        lines.append(
            {
                "name": each.name,
                "issuer": each.issuer,
                "verdict": verdict,
                "flaw": each.flaw,
                "until": each.until,
                "person": of[0] if of else None,
                "whose": names[of[0]] if of else "",
                "candidates": [{"id": person, "name": names[person]} for person in waiting],
            }
        )
    return lines


def _same_signer(recorded: Row[Any] | None, each: Signature) -> bool:
    """Whether what was recorded is of that certificate's holder."""
    return recorded is not None and (recorded.signer, recorded.identity or "") == (each.name, each.identity)


def tell(
    case: Case, found: Row[Any], row: Row[Any], report: Report, file: Row[Any] | None, undo: int | None = None
) -> Receipt:
    """What each signature is worth, who has signed by now and who has not; with what is to be confirmed.

    `undo` is whose signature the ST has just confirmed."""
    lines = _judge(case, found, row, report)
    for place, line in enumerate(lines):
        earlier = [each["person"] for each in lines[:place] if each["verdict"] == "signed"]
        line["again"] = line["verdict"] == "signed" and line["person"] in earlier
    asks = file is not None and file.state == "offered"
    to_confirm = {line["person"] for line in lines if line["verdict"] in ("sure", "unchecked")}
    left = [each.name for each in signatures.owing(case, found, row) if each.person_id not in to_confirm]
    said: dict[str, Any] = {"sitting": name_of(case, row), "version": found.version}
    case.reply(
        "firmas_verificadas",
        lines=lines,
        text=report.text,
        asks=asks,
        kept=file is not None,
        checked=any(each.chain == Chain.TRUSTED for each in report.signatures),
        signatures=signatures.standing(case, row),
        left=left if to_confirm else None,
        buttons=_buttons(file, lines, undo) if file is not None else None,
        **said,
    )
    return Receipt("firmas_verificadas", said)


def _buttons(file: Row[Any], lines: list[dict[str, Any]], undo: int | None) -> list[list[Button]]:
    if file.state == "offered":
        return [[press("sametext", file.id, style="success"), press("othertext", file.id)]]
    unchecked = [line for line in lines if line["verdict"] == "unchecked"]
    return [
        *([press("trustsigned", file.id, style="success")] for _ in unchecked[:1]),
        *(
            [press("signer", file.id, place, each["id"], label=each["name"])]
            for place, line in enumerate(lines, start=1)
            if line["verdict"] == "doubtful"
            for each in line["candidates"]
        ),
        *([press("unsign", file.id, undo)] for _ in [undo] if undo is not None),
    ]


def _signed_file(case: Case, file_id: int) -> Row[Any]:
    mine = (document.c.id == file_id, document.c.body_id == case.body.id, document.c.kind == KIND)
    file = case.db.execute(select(document).where(*mine)).first()
    if file is None:
        raise NotFound(what="document", name=str(file_id))
    return file


@dataclass(frozen=True, slots=True)
class ConfirmText:
    """The ST says whether a signed file that is not the PDF handed out has the text of the acta."""

    verb: ClassVar[Verb] = Verb.RECORD_SIGNATURE
    file_id: int
    same: bool


def confirm_text(case: Case, command: ConfirmText) -> Receipt:
    """Filed on the ST's word, which the journal keeps; or put aside. Raises as `acta_of`."""
    file = _signed_file(case, command.file_id)
    found, row = signatures.acta_of(case, file.id)
    if file.state == "offered":
        case.record("signed_acta_text", f"document:{file.id}", same=command.same, sha256=file.sha256)
        if not command.same:
            said: dict[str, Any] = {"sitting": name_of(case, row)}
            case.reply("firma_ajena", **said)
            return Receipt("firma_ajena", said)
        case.db.execute(update(document).where(document.c.id == file.id).values(state="filed"))
    return _settle(case, found, row, _signed_file(case, file.id))


@dataclass(frozen=True, slots=True)
class ConfirmSigners:
    """The ST says whose a signature is, by its place from 1 on; or that all of unchecked chain are good."""

    verb: ClassVar[Verb] = Verb.RECORD_SIGNATURE
    file_id: int
    place: int | None = None
    person_id: int | None = None


def confirm_signers(case: Case, command: ConfirmSigners) -> Receipt:
    """Records them on the ST's word. One recorded before stays as it was. Raises as `acta_of`, NotFound."""
    file = _signed_file(case, command.file_id)
    found, row = signatures.acta_of(case, file.id)
    report = load(file.basis)
    lines = _judge(case, found, row, report)
    if command.place is None:
        chosen = [(at, line["person"]) for at, line in enumerate(lines) if line["verdict"] == "unchecked"]
    else:
        if not 0 < command.place <= len(lines):
            raise NotFound(what="document", name=str(command.place))
        line = lines[command.place - 1]
        offered = {each["id"] for each in line["candidates"]} if line["verdict"] == "doubtful" else set()
        chosen = [(command.place - 1, command.person_id)] if command.person_id in offered else []
    recorded: set[int] = set()
    for at, person in chosen if file.state == "filed" else []:
        if person not in recorded:
            _record(case, found, row, file, report.signatures[at], person, confirmed=True)
            recorded.add(person)
    return tell(
        case, found, row, report, file, undo=command.person_id if command.place and recorded else None
    )
