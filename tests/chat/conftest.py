import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.chat.house import House, open_house


@pytest.fixture
def database(migrated_sqlite: Path, tmp_path: Path) -> Path:
    """A new SQLite file with the schema."""
    return Path(shutil.copy(migrated_sqlite, tmp_path / "ayni.db"))


@pytest.fixture
async def house(database: Path) -> AsyncIterator[House]:
    """The seven enrolled, on Monday 16 November 2026 at nine in Lima."""
    async with open_house(database) as opened:
        yield opened
