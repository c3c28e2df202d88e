"""grupo.toml: what an operator writes about a body, read, checked, and turned into its Reglamento."""

from pathlib import Path

from bot.grupo.grupo import Grupo
from bot.grupo.reading import load_grupo, parse_grupo
from bot.grupo.tables import Feriado, Integrante, Organo, Parametros, Profesional

__all__ = [
    "Feriado",
    "Grupo",
    "Integrante",
    "Organo",
    "Parametros",
    "Profesional",
    "example_toml",
    "load_grupo",
    "parse_grupo",
]


def example_toml() -> str:
    """Return the commented grupo.toml of AYNI Lab-social; the people in it are invented."""
    return Path(__file__).with_name("ejemplo.toml").read_text(encoding="utf-8")
