"""`ayni run` by webhook, and on a machine whose clock jumps."""

import socket
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from bot.sandbox.server import BotApiServer
from bot.store import tables
from tests.faults.ministry import NOW, Ministry


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
async def fresh(tmp_path: Path):
    """A body whose bot runs by webhook, everybody enrolled."""
    async with BotApiServer(flood_limit=None, webhook_retry_seconds=0.05) as server:
        port = free_port()
        env = {
            "AYNI_TELEGRAM_TOKEN": server.token,
            "AYNI_TELEGRAM_API_URL": server.url,
            "AYNI_DATABASE_URL": f"sqlite:///{tmp_path / 'ayni.db'}",
            "AYNI_FILES_DIR": str(tmp_path / "archivo"),
            "AYNI_TICK_SECONDS": "0.2",
            "AYNI_WEBHOOK_URL": f"http://127.0.0.1:{port}/ayni",
            "AYNI_LISTEN": f"127.0.0.1:{port}",
        }
        made = Ministry(server, tmp_path, env)
        try:
            await made.found()
            yield made
        finally:
            await made.close()


async def test_by_webhook_a_kill_loses_nothing_and_what_became_due_fires_within_two_ticks(fresh: Ministry):
    """C9, Q2: the reminders of a convened sitting, made due while the bot runs, arrive at once, late ones once."""
    await fresh.convene()
    gate = fresh.server.faults.hold("answerCallbackQuery")
    press = await fresh["opi"].tap("Asistiré")
    await gate.reached()
    await fresh.kill()
    assert press.answer is None
    assert [row.answer for row in fresh.rows(tables.rsvp)] == ["attending"]
    await fresh.start()
    assert await fresh["opi"].press("Asistiré") == "Su respuesta: Asistiré."
    assert len(fresh.rows(tables.rsvp)) == 1
    assert fresh.server.calls.of("getUpdates") == []
    planned = fresh.rows(tables.deadline, tables.deadline.c.kind == "rsvp")
    with fresh.engine.begin() as db:
        for row in planned:
            due = update(tables.deadline).where(tables.deadline.c.id == row.id)
            db.execute(due.values(due_at=row.due_at - timedelta(days=8)))
    began = NOW()
    await fresh["de"].wait_for("Falta su respuesta", since=0)
    assert NOW() - began < timedelta(seconds=5)
    await fresh.said_all()
    assert [each for each in fresh["opi"].inbox() if "Falta su respuesta" in each.text] == []
    (one,) = [each for each in fresh["de"].inbox() if "Falta su respuesta" in each.text]
    assert "con retraso" in one.text
    assert await fresh.stop() == 0
