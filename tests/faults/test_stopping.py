"""An orderly end: what is under way is finished, not cut off."""

import asyncio
import logging
import shutil
from pathlib import Path

import pytest

from bot.app import running
from bot.config import Settings
from bot.sandbox.server import BotApiServer


async def test_a_tick_that_is_under_way_when_the_bot_stops_comes_to_its_end(
    migrated_sqlite: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    """No deadline is left half acted upon, and no traceback on the operator's screen."""
    begun, go_on = asyncio.Event(), asyncio.Event()
    ended = []

    async def slow(*_args: object) -> None:
        begun.set()
        await go_on.wait()
        ended.append(True)

    record = shutil.copy(migrated_sqlite, tmp_path / "ayni.db")
    async with BotApiServer() as server:
        settings = Settings(
            telegram_token=server.token,
            telegram_api_url=server.url,
            database_url=f"sqlite:///{record}",
            files_dir=tmp_path / "archivo",
            tick_seconds=0.01,
        )
        with caplog.at_level(logging.ERROR):
            async with running(settings):
                monkeypatch.setattr("bot.app.tick", slow)
                await asyncio.wait_for(begun.wait(), 10)
                asyncio.get_running_loop().call_later(0.05, go_on.set)
    assert ended == [True]
    assert caplog.records == []
