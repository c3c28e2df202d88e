"""The tables of grupo.toml. Keys are the file's own, in Spanish; a description completes "se esperaba …"."""

from datetime import date
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from bot.grupo.articles import TOPICS
from bot.grupo.templates import acuerdo_template, sitting_template
from bot.names import clean_line
from bot.rules.reglamento import LIMITS, Counting, MajorityBase, QuorumBase, Reglamento

COUNTINGS = {"calendario": Counting.CALENDAR, "habiles": Counting.BUSINESS}
MAJORITIES = {"de_los_votos": MajorityBase.OF_VOTES, "de_los_presentes": MajorityBase.OF_PRESENT}
QUORUM_BASES = {"todos_los_cargos": QuorumBase.ALL_SEATS, "cargos_ocupados": QuorumBase.FILLED_SEATS}

MANUAL = Reglamento()


def _text(longest: int) -> Any:
    return Field(
        min_length=1, max_length=longest, description=f"un texto entre comillas de 1 a {longest} caracteres"
    )


def _number(parameter: str) -> Any:
    """A number of the rules, within what they take."""
    low, high = LIMITS[parameter][0][0], LIMITS[parameter][0][-1]
    return Field(ge=low, le=high, description=f"un número entero de {low} a {high}")


def _matching(pattern: str, expected: str) -> Any:
    return Field(pattern=f"^(?:{pattern})$", description=expected)


def _choice(*values: str) -> Any:
    return Field(description=" o ".join(f'"{value}"' for value in values))


def _one_line(value: Any) -> Any:
    return clean_line(value) if isinstance(value, str) else value


def _known_zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ValueError, OSError, KeyError):
        raise ValueError("no es una zona horaria IANA; por ejemplo «America/Lima»") from None
    return value


def _known_topic(value: str) -> str:
    if value not in TOPICS:
        raise PydanticCustomError("extra_forbidden", "")
    return value


ONE_LINE = BeforeValidator(_one_line)
Name = Annotated[str, ONE_LINE, _text(120)]
Title = Annotated[str, ONE_LINE, _text(250)]
Template = Annotated[str, ONE_LINE, _text(80)]
Switch = Annotated[bool, Field(description="true o false")]
Article = Annotated[
    str,
    ONE_LINE,
    _matching(r"(LPAG )?[0-9]{1,3}(\.[0-9]{1,2})?( [a-zñ])?", "un artículo como «19 c» o «LPAG 99»"),
]
TopicKey = Annotated[str, AfterValidator(_known_topic)]
CountingKey = Annotated[Literal["calendario", "habiles"], _choice(*COUNTINGS)]


class Table(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Organo(Table):
    """[organo]: the body as its papers name it."""

    sigla: Annotated[
        str,
        _matching(
            "[A-Za-zÑñ0-9]([A-Za-zÑñ0-9-]{0,28}[A-Za-zÑñ0-9])?", "un texto de 1 a 30 letras, cifras y guiones"
        ),
    ]
    nombre: Title
    entidad: Title
    norma: Title
    ciudad: Name
    zona_horaria: Annotated[str, Field(description="una zona horaria IANA"), AfterValidator(_known_zone)] = (
        "America/Lima"
    )
    anio_oficial: Annotated[
        dict[Annotated[int, Field(strict=False, ge=1990, le=2100)], Title],
        Field(description='{ 2026 = "Año de …" }, con años de 1990 a 2100'),
    ] = Field(default_factory=dict)


class Integrante(Table):
    """[[integrantes]]: a seat and its titular, who may be acting (`encargado`), or none (`vacante`)."""

    clave: Annotated[
        str,
        _matching("[a-z0-9_-]{1,16}", "un texto de 1 a 16 letras minúsculas sin tilde, cifras, «-» o «_»"),
    ]
    cargo: Title
    titular: Name | None = Field(
        default=None, description="el nombre con su tratamiento, de 1 a 120 caracteres"
    )
    preside: Switch = False
    secretaria_tecnica: Switch = False
    encargado: Switch = False
    vacante: Switch = False


class Profesional(Table):
    """[[equipo_tecnico]]: somebody who operates for the Secretaría Técnica, without a vote."""

    nombre: Name


class Feriado(Table):
    """[[feriados]]: a day that doesn't count, with the norm that says so."""

    fecha: Annotated[
        date,
        Field(
            ge=date(1990, 1, 1),
            le=date(2100, 12, 31),
            description="una fecha aaaa-mm-dd sin comillas, de 1990 a 2100",
        ),
    ]
    motivo: Title


class Parametros(Table):
    """[reglamento]: whatever is missing is the Manual's."""

    ordinaria_dias: Annotated[int, _number("ordinary_days")] = MANUAL.ordinary_days
    ordinaria_computo: CountingKey = "calendario"
    extraordinaria_dias: Annotated[int, _number("extraordinary_days")] = MANUAL.extraordinary_days
    extraordinaria_computo: CountingKey = "calendario"
    cuenta_dia_aviso: Switch = MANUAL.notice_day_counts
    cuenta_dia_sesion: Switch = MANUAL.session_day_counts
    segunda_lista_minutos: Annotated[int, _number("second_list_minutes")] = MANUAL.second_list_minutes
    segunda_convocatoria_dias_habiles: Annotated[int, _number("second_convening_business_days")] = (
        MANUAL.second_convening_business_days
    )
    acta_dias_utiles: Annotated[int, _number("acta_business_days")] = MANUAL.acta_business_days
    mayoria: Annotated[Literal["de_los_votos", "de_los_presentes"], _choice(*MAJORITIES)] = "de_los_votos"
    quorum_base: Annotated[Literal["todos_los_cargos", "cargos_ocupados"], _choice(*QUORUM_BASES)] = (
        "todos_los_cargos"
    )
    quorum_permanece: Switch = MANUAL.quorum_sticky
    votos_visibles: Switch = not MANUAL.ballots_hidden_while_open
    codigo_acuerdo: Annotated[Template, AfterValidator(acuerdo_template)] = MANUAL.acuerdo_code
    nombre_sesion: Annotated[Template, AfterValidator(sitting_template)] = MANUAL.sitting_name
