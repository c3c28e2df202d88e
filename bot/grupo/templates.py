"""Templates of codes and names, checked as the rules will use them; the refusals in Spanish."""

from bot.rules.codes import Problem, check_template
from bot.rules.errors import InvalidTemplate

_REFUSALS = {
    Problem.BRACES: "tiene llaves sin pareja",
    Problem.UNKNOWN_FIELD: "no conoce el campo «{detail}»",
    Problem.FORMAT: "da al campo «{detail}» un formato que no admite",
    Problem.MISSING_FIELD: "no lleva el campo «{detail}»",
    Problem.REPEATED_FIELD: "repite el campo «{detail}»",
    Problem.AMBIGUOUS: "pega el campo «{detail}» al anterior, sin guion ni espacio",
    Problem.TOO_LONG: "pasa de {detail} caracteres",
    Problem.NOT_PRINTABLE: "contiene caracteres invisibles",
}


def acuerdo_template(value: str) -> str:
    """Return a template of codes of acuerdos. Raises ValueError, in Spanish, for one that can't be used."""
    return _checked(value, "{numero:03d} y {anio}, y si se desea {sigla}, {tipo} y {sesion}")


def sitting_template(value: str) -> str:
    """Return a template of names of sittings: each kind has its own numbers, so the name says the kind.

    Raises ValueError, in Spanish, for one that can't be used.
    """
    expected = "{tipo}, {numero:02d} y {anio}, y si se desea {sigla}"
    if "{tipo}" not in value:
        raise ValueError(f"no lleva el campo «tipo»; se esperaba {expected}")
    if "{sesion" in value:
        raise ValueError(f"no conoce el campo «sesion»; se esperaba {expected}")
    return _checked(value, expected)


def _checked(value: str, expected: str) -> str:
    try:
        check_template(value, article="19 g")
    except InvalidTemplate as refusal:
        reason = _REFUSALS[Problem(refusal.problem)].format(detail=refusal.detail)
        raise ValueError(f"{reason}; se esperaba {expected}") from None
    return value
