"""A whole grupo.toml, and the rules that it asks for."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from bot.grupo.articles import TOPICS
from bot.grupo.conflicts import conflicts
from bot.grupo.tables import (
    COUNTINGS,
    MAJORITIES,
    QUORUM_BASES,
    Article,
    Feriado,
    Integrante,
    Organo,
    Parametros,
    Profesional,
    Table,
    TopicKey,
)
from bot.rules.reglamento import Reglamento
from bot.rules.roles import MAXIMUM_STAFF


class Grupo(Table):
    """A whole grupo.toml; `integrantes` stand in the order of precedence."""

    organo: Organo = Field(description="una tabla [organo]")
    integrantes: Annotated[
        tuple[Integrante, ...],
        Field(strict=False, min_length=1, max_length=99, description="de 1 a 99 tablas [[integrantes]]"),
    ]
    equipo_tecnico: Annotated[
        tuple[Profesional, ...],
        Field(
            strict=False,
            max_length=MAXIMUM_STAFF,
            description=f"hasta {MAXIMUM_STAFF} tablas [[equipo_tecnico]] (artículo 35)",
        ),
    ] = ()
    parametros: Parametros = Field(
        default_factory=Parametros, alias="reglamento", description="una tabla [reglamento]"
    )
    articulos: dict[TopicKey, Article] = Field(
        default_factory=dict, description='un artículo como "19 c" o "LPAG 99"'
    )
    feriados: Annotated[
        tuple[Feriado, ...], Field(strict=False, max_length=999, description="tablas [[feriados]]")
    ] = ()

    @property
    def official_years(self) -> Mapping[int, str]:
        """The official name of each year."""
        return self.organo.anio_oficial

    @property
    def holidays(self) -> Mapping[date, str]:
        """The days that the body's table adds to Peru's, each with its reason."""
        return {row.fecha: row.motivo for row in self.feriados}

    def reglamento(self) -> Reglamento:
        """The rules of the body: the file's values, and the Manual's where it is silent."""
        given = self.parametros
        return Reglamento(
            ordinary_days=given.ordinaria_dias,
            ordinary_counting=COUNTINGS[given.ordinaria_computo],
            extraordinary_days=given.extraordinaria_dias,
            extraordinary_counting=COUNTINGS[given.extraordinaria_computo],
            notice_day_counts=given.cuenta_dia_aviso,
            session_day_counts=given.cuenta_dia_sesion,
            second_list_minutes=given.segunda_lista_minutos,
            acta_business_days=given.acta_dias_utiles,
            majority=MAJORITIES[given.mayoria],
            quorum_base=QUORUM_BASES[given.quorum_base],
            quorum_sticky=given.quorum_permanece,
            ballots_hidden_while_open=not given.votos_visibles,
            second_convening_business_days=given.segunda_convocatoria_dias_habiles,
            acuerdo_code=given.codigo_acuerdo,
            sitting_name=given.nombre_sesion,
            articles={TOPICS[key]: article for key, article in self.articulos.items()},
        )

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Self:
        for location, message in conflicts(self.integrantes, self.equipo_tecnico, self.feriados):
            raise PydanticCustomError("conflict", "{message}", {"message": message, "location": location})
        return self
