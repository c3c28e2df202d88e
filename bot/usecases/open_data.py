"""The open data of a sitting: attendance, votes, acuerdos and service as tables with documented fields (A5; V1)."""

import csv
import io
import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row

from bot.rules.ballots import counts
from bot.store import sittings, votes
from bot.usecases import parts, register
from bot.usecases.case import Case
from docgen import spanish

Table = list[dict[str, Any]]
MAJORITIES = {"of_votes": "de_los_votos", "of_present": "de_los_presentes"}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def tables_of(case: Case, row: Row[Any], clean: Callable[[str], str] | None = None) -> dict[str, Table]:
    """The tables by name; `clean` makes them the public ones: without reasons of absence and service."""
    decided, cast = _votes(case, row)
    found = {
        "asistencia": _attendance(case, row, public=clean is not None),
        "votaciones": decided,
        "votos": cast,
        "acuerdos": _acuerdos(case, row),
    }
    if clean is None:
        found["notificaciones"] = _service(case, row)
        return _in_zone(case, found)
    return _in_zone(case, {
        name: [{key: clean(value) if isinstance(value, str) else value for key, value in line.items()}
               for line in lines]
        for name, lines in found.items()
    })  # fmt: skip


def as_csv(fields: list[str], lines: Table) -> bytes:
    """A table as UTF-8 that spreadsheets know for such; what they would take for a formula is marked as text."""
    written = io.StringIO(newline="")
    writer = csv.DictWriter(written, fields, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({key: _cell(value) for key, value in line.items()} for line in lines)
    return b"\xef\xbb\xbf" + written.getvalue().encode("utf-8", "replace")


def as_json(content: Any) -> bytes:
    """JSON as people read it."""
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _in_zone(case: Case, found: dict[str, Table]) -> dict[str, Table]:
    def said(value: Any) -> Any:
        if isinstance(value, datetime):
            return case.body.local(value).isoformat(timespec="seconds")
        return value.isoformat() if isinstance(value, date) else value

    return {
        name: [{key: said(value) for key, value in line.items()} for line in lines]
        for name, lines in found.items()
    }


def _condition(as_alternate: bool) -> str:
    return "alterno" if as_alternate else "titular"


def _attendance(case: Case, row: Row[Any], *, public: bool) -> Table:
    came = sittings.presences(case.db, row.id)
    here = {each.seat_id for each in came}
    answers = sittings.answers(case.db, row.id)
    lines: Table = [
        {
            "clave": each.key,
            "cargo": each.post,
            "nombre": each.name,
            "condicion": _condition(each.as_alternate),
            "designacion": (each.designation or "") if each.as_alternate else "",
            "presente": True,
            "lista": each.list,
            "ingreso": each.arrived_at,
            "retiro": each.left_at,
            "motivo": "",
        }
        for each in came
    ]
    for seat in parts.seats_of(case, row) if row.first_list_at or row.installed_at else []:
        if seat.id not in here:
            reason = answers[seat.id].reason if seat.id in answers else None
            lines.append({
                "clave": seat.key,
                "cargo": seat.post,
                "nombre": seat.titular or "",
                "condicion": "titular",
                "designacion": "",
                "presente": False,
                "lista": None,
                "ingreso": None,
                "retiro": None,
                "motivo": "" if public else reason or "",
            })  # fmt: skip
    return lines


def _votes(case: Case, row: Row[Any]) -> tuple[Table, Table]:
    codes = {each.vote_id: each.code for each in votes.acuerdos(case.db, row.id)}
    decided, cast = [], []
    for number, vote in enumerate(votes.votes(case.db, row.id), start=1):
        annulled = vote.state == "annulled"
        decided.append({
            "votacion": number,
            "punto": vote.position,
            "texto": vote.text,
            "apertura": vote.opened_at,
            "cierre": vote.closed_at,
            "a_favor": vote.in_favour,
            "en_contra": vote.against,
            "abstenciones": vote.abstentions,
            "presentes": vote.present,
            "mayoria": MAJORITIES[case.body.reglamento.majority.value],
            "resultado": spanish.OUTCOMES["annulled" if annulled else vote.outcome],
            "lecturas_difieren": bool(vote.readings_differ),
            "voto_dirimente": spanish.CHOICES[vote.casting_choice] if vote.casting_choice else "",
            "acuerdo": codes.get(vote.id) or "",
            "anulacion": vote.annulled_reason or "",
        })  # fmt: skip
        given = {each.seat_id: each for each in votes.ballots(case.db, vote.id)}
        for seat in votes.entitled_to(case.db, vote.id):
            ballot = given.get(seat.seat_id)
            counted = ballot is not None and counts(ballot.choice, ballot.reason)
            cast.append({
                "votacion": number,
                "clave": seat.key,
                "cargo": seat.post,
                "nombre": seat.name,
                "condicion": _condition(seat.as_alternate),
                "sentido": spanish.CHOICES[ballot.choice if ballot is not None and counted else "not_cast"],
                "fundamento": (ballot.reason or "") if ballot is not None and counted else "",
                "fundamento_posterior": (ballot.added_reason or "") if ballot is not None else "",
            })  # fmt: skip
    return decided, cast


def _acuerdos(case: Case, row: Row[Any]) -> Table:
    return [
        {
            "codigo": each.code,
            "punto": each.position,
            "texto": each.text,
            "responsable": each.responsible or "",
            "plazo": each.deadline,
            "adopcion": spanish.ADOPTIONS[each.mode],
            "estado": "anulado" if each.state == "annulled" else "vigente",
            "adoptado": each.adopted_at,
        }
        for each in votes.acuerdos(case.db, row.id)
    ]


def _service(case: Case, row: Row[Any]) -> Table:
    return [
        {
            "clave": line["key"],
            "cargo": line["post"],
            "nombre": line["name"],
            "notificado": line["served_at"],
            "dias_de_anticipacion": line["days"],
            "medio": line["medium"] or ("chat" if line["means"] == "chat" else ""),
            "referencia": line["reference"] or "",
            "primera_respuesta": line["seen_at"],
        }
        for line in register.lines(case, row)
    ]
