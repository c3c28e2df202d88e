"""The columns that tables are made of, and the names of their constraints."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Text,
    TypeDecorator,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, kept in UTC; a naive value is refused, for nobody could say when it was."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive datetime {value!r}: give it a time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def number() -> Column[int]:
    """The table's own id."""
    return Column("id", Integer, primary_key=True)


def ref(name: str, target: str, *, optional: bool = False, index: bool = False) -> Column[int]:
    """An id of another table."""
    return Column(name, ForeignKey(f"{target}.id"), nullable=optional, index=index)


def moment(name: str, *, optional: bool = True) -> Column[datetime]:
    """A moment in UTC."""
    return Column(name, UtcDateTime, nullable=optional)


def token(name: str, size: int = 32, *, optional: bool = False, **options: Any) -> Column[str]:
    """An English token, a key or a hash."""
    return Column(name, String(size), nullable=optional, **options)


def words(name: str, *, optional: bool = False) -> Column[str]:
    """Words of people, of any length."""
    return Column(name, Text, nullable=optional)


def json(name: str, *, optional: bool = False) -> Column[Any]:
    """JSON; None is NULL."""
    return Column(name, JSON(none_as_null=True), nullable=optional)


def partial_index(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """An index of the rows where that holds.

    The condition is kept aside, and only migrations give it to the database's dialect: said here, each start
    would load PostgreSQL's with all its drivers."""
    return Index(name, *columns, unique=unique, info={"where": where})


def conditions(dialect: str) -> None:
    """Gives the partial indexes their conditions, as migrations to that dialect want them."""
    for table in metadata.tables.values():
        for index in table.indexes:
            if "where" in index.info:
                index.dialect_options[dialect]["where"] = text(index.info["where"])
