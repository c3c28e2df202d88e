"""Whether a paper that somebody holds is the registered one: its code in the paper, the answer to anybody who asks."""

import hashlib
import json
import re
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Row, select

from bot.rules.followup import AcuerdoStatus
from bot.rules.lifecycle import ActaState
from bot.store.engine import reading
from bot.store.tables import acuerdo, document
from bot.usecases import bodies
from bot.usecases.case import Case, plain
from bot.usecases.desk import Desk
from docgen.parts import Verification

CODED = frozenset({"acta", "extracto"})
"""The kinds of papers that carry a code."""
DIGITS = 12
_START = re.compile(r"v_(\d{1,10})_([0-9a-f]{12})")
_TYPED = re.compile(r"(?:v[\s_-]*)?(\d{1,10})[\s_–-]+([0-9a-f\s_–-]{12,30})", re.IGNORECASE)
_PUBLIC = (ActaState.CIRCULATED, ActaState.APPROVED)


def fingerprint(content: dict[str, Any], basis: dict[str, Any] | None = None) -> str:
    """The first digits of the hash of what a paper is printed from, its own code left out; of one edited by hand
    with the record that it was compared with."""
    bare = {key: value for key, value in plain(content).items() if key != "verification"}
    if basis is not None:
        bare |= {"basis": plain(basis)}
    canonical = json.dumps(bare, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:DIGITS]


def coded(
    case: Case, document_id: int, content: dict[str, Any], basis: dict[str, Any] | None = None
) -> dict[str, Any]:
    """The content with the code that stands in the paper, and the link that the QR code leads to."""
    digits = fingerprint(content, basis)
    grouped = "-".join(digits[place : place + 4] for place in range(0, DIGITS, 4)).upper()
    link = f"https://t.me/{case.bot_username}?start=v_{document_id}_{digits}" if case.bot_username else ""
    return content | {"verification": asdict(Verification(code=f"{document_id}-{grouped}", url=link))}


def uncoded(content: dict[str, Any]) -> dict[str, Any]:
    """What the paper says, whatever its code."""
    return content | {"verification": None}


def codes_before(db: Connection, row: Row[Any]) -> list[dict[str, Any]]:
    """Of the acta's earlier versions: what may stand in one that was edited by hand."""
    mine = (
        document.c.sitting_id == row.sitting_id,
        document.c.kind == row.kind,
        document.c.version < row.version,
    )
    found = db.scalars(select(document.c.data).where(*mine).order_by(document.c.version))
    return [data["verification"] for data in found if is_coded(row.kind, data)]


def is_coded(kind: str, content: dict[str, Any] | None) -> bool:
    """Whether a paper of that kind, printed from that content, carries a code of its own."""
    return kind in CODED and content is not None and "verification" in content


def is_code(start: str) -> bool:
    """Whether somebody came by the link of a paper."""
    return _START.fullmatch(start) is not None


def look_up(desk: Desk, said: str) -> dict[str, Any] | None:
    """What is registered under a code, as it was typed or linked; None where nothing is.

    Nothing of it is more than the paper itself says, but whether a later version went out, or the acuerdo that it
    certifies no longer stands as it did."""
    typed = said.strip().rpartition("start=")[2]
    found = _START.fullmatch(typed) or _TYPED.fullmatch(typed)
    if found is None:
        return None
    document_id, digits = int(found[1]), re.sub(r"[^0-9a-f]", "", found[2].lower())
    with reading(desk.engine).begin() as db:
        row = db.execute(select(document).where(document.c.id == document_id)).first()
        if row is None or not is_coded(row.kind, row.data) or fingerprint(row.data, row.basis) != digits:
            return None
        return _registered(db, row)


def _registered(db: Connection, row: Row[Any]) -> dict[str, Any]:
    of_body = bodies.load(db, row.body_id)
    later = _later(db, row)
    return {
        "kind": row.kind,
        "body": of_body.name,
        "sitting": (row.basis or row.data)["sitting"]["name"],
        "number": row.data.get("number", ""),
        "acuerdo": row.data["acuerdo"]["code"] if row.kind == "extracto" else "",
        "version": row.version,
        "code": row.data["verification"]["code"],
        "state": row.state,
        "sha256": row.sha256,
        "later": {"version": later.version, "state": later.state, "sha256": later.sha256} if later else None,
        "since": _since(db, row) if row.kind == "extracto" else None,
    }


def _since(db: Connection, row: Row[Any]) -> dict[str, Any] | None:
    """What became of the acuerdo that an extract certifies: annulled, without effect since, or worded otherwise."""
    certified = row.data["acuerdo"]
    mine = (acuerdo.c.body_id == row.body_id, acuerdo.c.code == certified["code"])
    found = db.execute(select(acuerdo).where(*mine)).one()
    if found.state == "annulled":
        return {"what": "annulled", "at": None}
    if found.progress == AcuerdoStatus.WITHOUT_EFFECT:
        return {"what": "voided", "at": found.settled_at}
    return {"what": "amended", "at": None} if found.text != certified["text"] else None


def _later(db: Connection, row: Row[Any]) -> Row[Any] | None:
    """The newest version of an acta that went out after this one."""
    if row.kind != "acta":
        return None
    query = select(document).where(document.c.sitting_id == row.sitting_id, document.c.kind == row.kind)
    newer = query.where(document.c.version > row.version, document.c.state.in_(_PUBLIC))
    return db.execute(newer.order_by(document.c.version.desc())).first()
