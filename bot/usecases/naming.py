"""What sittings and papers are called."""

from datetime import date
from typing import Any

from sqlalchemy import Row

from bot.rules import codes
from bot.usecases.bodies import Body

EXECUTION = "Autorizar la ejecución inmediata del {code}, antes de la aprobación del acta."
"""What is put to the vote where a member asks for it (V8)."""
COMPLIANCE = "La Secretaría Técnica informó del cumplimiento de los acuerdos adoptados: {standing}."
"""What the acta says of it, at the station *informes* (F1)."""
KIND = {"ordinary": "Ordinaria", "extraordinary": "Extraordinaria"}


def sitting_name(body: Body, row: Row[Any]) -> str:
    """By its number once installed ("Sesión Ordinaria N.° 03-2026"); before that by its date."""
    return name_as(body, row.kind, row.number, row.year, body.day(row.held_at))


def name_as(body: Body, kind: str, number: int | None, year: int | None, day: date) -> str:
    """As `sitting_name`, from its parts."""
    whose = f" ({body.sigla})" if body.parent_id is not None else ""
    if number is None or year is None:
        return f"Sesión {KIND[kind]} del {day:%d/%m/%Y}{whose}"
    return codes.sitting_name(body.reglamento.sitting_name, KIND[kind], number, year, body.sigla) + whose


def of_sitting(body: Body, row: Row[Any]) -> str:
    """A sitting in a file's name: by its number, before that by its date."""
    when = f"{row.number:02d}-{row.year}" if row.number else f"{body.day(row.held_at):%Y-%m-%d}"
    return f"{KIND[row.kind].lower()}-{when}"


def file_name(
    body: Body,
    kind: str,
    row: Row[Any] | None,
    extension: str,
    version: int = 1,
    *,
    cancelled: bool = False,
) -> str:
    """A paper's file name, e.g. `acta-ordinaria-03-2026.docx`; of what cancels the sitting `…-cancelacion.docx`."""
    if row is None:
        return f"{kind}-{body.sigla}.{extension}"
    suffix = (f"-v{version}" if version > 1 else "") + ("-cancelacion" if cancelled else "")
    return f"{kind}-{of_sitting(body, row)}{suffix}.{extension}"
