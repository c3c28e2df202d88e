from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.sandbox.server import BotApiServer
from tests import postgres
from tests.faults.ministry import Ministry


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def record(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of an empty database for the tests of a module, on each of the two."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path_factory.mktemp('record') / 'ayni.db'}"
        return
    if not postgres.available():
        pytest.skip(postgres.WHY_NOT)
    with postgres.database(request.getfixturevalue("postgres_server")) as address:
        yield address.render_as_string(hide_password=False)


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
        await made.found()
        await made.deliberate()
        yield made
        assert made.faults() == []
        if made.process is not None and made.process.returncode is None:
            await made.kill()
        made.engine.dispose()
