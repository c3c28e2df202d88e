"""A full and a bare document of each kind: for `docgen sample`, for checking templates, for the tests."""

from dataclasses import MISSING, fields, is_dataclass
from typing import Any

from docgen.data import KINDS, Document
from docgen.errors import UnknownKind
from docgen.samples_acta import ACTA
from docgen.samples_informe import INFORME
from docgen.samples_informe import VARIANTS as REPORT_VARIANTS
from docgen.samples_papers import ASISTENCIA, CONSTANCIA, CONVOCATORIA, DESIGNACION, EXTRACTO
from docgen.samples_records import COMITE, INDICE, INFORME_COMITE, NOTIFICACIONES, VOTACION
from docgen.samples_records import VARIANTS as RECORD_VARIANTS
from docgen.samples_variants import VARIANTS

_FULL: dict[str, Document] = {
    "acta": ACTA,
    "convocatoria": CONVOCATORIA,
    "designacion": DESIGNACION,
    "asistencia": ASISTENCIA,
    "constancia": CONSTANCIA,
    "extracto": EXTRACTO,
    "notificaciones": NOTIFICACIONES,
    "votacion": VOTACION,
    "comite": COMITE,
    "informe_comite": INFORME_COMITE,
    "indice": INDICE,
    "informe": INFORME,
}

_VARIANTS = VARIANTS | RECORD_VARIANTS | {"informe": REPORT_VARIANTS}


def sample(kind: str) -> Document:
    """The full document of a kind; raises UnknownKind."""
    if kind not in _FULL:
        raise UnknownKind(kind, ", ".join(KINDS))
    return _FULL[kind]


def bare(kind: str) -> Document:
    """The same document with whatever may be left out left out; raises UnknownKind."""
    stripped: Document = _strip(sample(kind))
    return stripped


def samples(kind: str) -> tuple[Document, ...]:
    """The full document, the bare one and those that hold what the full one can't; raises UnknownKind."""
    return (sample(kind), bare(kind), *_VARIANTS[kind])


def _strip(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(_strip(each) for each in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    return type(value)(**{
        field.name: _strip(getattr(value, field.name))
        for field in fields(value)
        if field.default is MISSING and field.default_factory is MISSING
    })  # fmt: skip
