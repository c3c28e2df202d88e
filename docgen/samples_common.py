"""The body of the samples: the seven seats of the Manual's article 12, with invented names."""

from datetime import datetime
from zoneinfo import ZoneInfo

from docgen.data import AgendaItem, Body, Person

LIMA = ZoneInfo("America/Lima")

BODY = Body(
    sigla="AYNI-GT",
    name="Grupo de Trabajo del Laboratorio de Innovación Social AYNI Lab-social",
    entity="Ministerio de Desarrollo e Inclusión Social",
    norm="Resolución Viceministerial N.° 002-2017-MIDIS/MPES",
    city="Lima",
    year_name="Año de la Esperanza y el Fortalecimiento de la Democracia",
)

# Key -> seat, titular.
SEATS = {
    "vmpes": ("Viceministra de Políticas y Evaluación Social", "Dra. Rosa Elvira Quispe Huamaní"),
    "vmps": ("Viceministro de Prestaciones Sociales", "Sr. Jorge Luis Cárdenas Ñaupari"),
    "dgse": ("Director General de Seguimiento y Evaluación", "Sr. Martín Alonso Rivas Tello"),
    "dgcgps": (
        "Directora General de Calidad de la Gestión de Programas Sociales",
        "Sra. Carmen Julia Paredes Yupanqui",
    ),
    "dgacps": (
        "Director General de Articulación y Coordinación de las Prestaciones Sociales",
        "Sr. Óscar Iván Mendoza Chávez",
    ),
    "de": ("Directora de Evaluación", "Mg. Lucía Fernanda Ibáñez Soto"),
    "opi": ("Jefe de la Oficina de Planeamiento e Inversiones", "Econ. Raúl Andrés Salas Mamani"),
}

PRESIDENT = Person(name=SEATS["vmpes"][1], post=SEATS["vmpes"][0], gender="f")
SECRETARY = Person(name=SEATS["dgse"][1], post=SEATS["dgse"][0], gender="m")

AGENDA = (
    AgendaItem(
        number=1,
        title="Bases del segundo concurso de innovaciones para la primera infancia",
        points=("Criterios de admisión y escala de puntaje", "Cronograma y difusión"),
        notes=(
            "La Directora de Evaluación sustentó los criterios de admisión y la escala de puntaje.",
            "Se pidió distinguir a los postulantes públicos.\nEl anexo 2 ya recoge la distinción.",
        ),
        documents=("Informe N.° 021-2026-MIDIS/MPES/DGSE-DE", "Proyecto de bases, versión 3"),
        minutes=30,
    ),
    AgendaItem(
        number=2,
        title="Piloto de mensajes de texto para la adherencia al hierro: ámbito y presupuesto",
        notes=(
            "Se debatió si el piloto debía iniciar en las tres regiones propuestas o solo en dos de ellas.",
        ),
        documents=("Nota conceptual del piloto",),
        minutes=25,
    ),
    AgendaItem(
        number=3,
        title="Plan de comunicaciones del primer semestre",
        notes=("Se presentó el plan, cuyo calendario fue ajustado a propuesta de los asistentes.",),
        minutes=15,
    ),
)


def at(day: int, hour: int, minute: int = 0, month: int = 3) -> datetime:
    """A moment of 2026 in Lima."""
    return datetime(2026, month, day, hour, minute, tzinfo=LIMA)
