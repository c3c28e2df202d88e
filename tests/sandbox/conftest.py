from collections.abc import AsyncIterator

import pytest

from bot.sandbox.server import BotApiServer
from tests.sandbox.api import Api, Ticks, api_of


@pytest.fixture
def ticks() -> Ticks:
    return Ticks()


@pytest.fixture
async def server(ticks: Ticks) -> AsyncIterator[BotApiServer]:
    async with BotApiServer(ticks=ticks, webhook_retry_seconds=0.0) as running:
        yield running


@pytest.fixture
async def api(server: BotApiServer) -> AsyncIterator[Api]:
    async with api_of(server) as ready:
        yield ready
