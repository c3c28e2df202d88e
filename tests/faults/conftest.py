from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.sandbox.server import BotApiServer
from tests.faults.ministry import Ministry


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The URL of a database for the tests of a module, SQLite unless the module says otherwise."""
    return f"sqlite:///{tmp_path_factory.mktemp('record') / 'ayni.db'}"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def ministry(record: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Ministry]:
    """A body that deliberates; the tests of a module follow each other in its one sitting."""
    folder: Path = tmp_path_factory.mktemp("ministry")
    async with BotApiServer(flood_limit=None) as server:
        env = {
            "AYNI_TELEGRAM_TOKEN": server.token,
            "AYNI_TELEGRAM_API_URL": server.url,
            "AYNI_DATABASE_URL": record,
            "AYNI_FILES_DIR": str(folder / "archivo"),
            "AYNI_TICK_SECONDS": "0.2",
        }
        made = Ministry(server, folder, env)
        try:
            await made.found()
            await made.deliberate()
            yield made
            assert made.faults() == []
        finally:
            await made.close()
