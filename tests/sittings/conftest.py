import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.sandbox.stage import Stage, stage
from tests.sittings.acts import MONDAY


@pytest.fixture
def sqlite_url(migrated_sqlite: Path, tmp_path: Path) -> str:
    """A new SQLite database, for what does not depend on which of the two it is."""
    return f"sqlite:///{shutil.copy(migrated_sqlite, tmp_path / 'ayni.db')}"


@pytest.fixture
async def body(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Stage]:
    """The seven enrolled and their group bound, on Monday 2 March 2026 at nine; on SQLite."""
    async with stage(MONDAY, sqlite_url, tmp_path / "archivo") as made:
        yield made


@pytest.fixture
async def each_body(database_url: str, tmp_path: Path) -> AsyncIterator[Stage]:
    """The same on SQLite and on PostgreSQL."""
    async with stage(MONDAY, database_url, tmp_path / "archivo") as made:
        yield made
