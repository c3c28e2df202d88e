"""The same on PostgreSQL, whose row locks let a process be stopped between receiving and acting."""

from collections.abc import Iterator

import pytest
from sqlalchemy import URL, select

from bot.store import tables
from tests import postgres
from tests.faults.ministry import Ministry
from tests.faults.test_kill import all_unanswered, kill_amid

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture(scope="module")
def record(postgres_server: URL) -> Iterator[str]:
    """The URL of a database on PostgreSQL."""
    with postgres.database(postgres_server) as address:
        yield address.render_as_string(hide_password=False)


async def received(ministry: Ministry, text: str) -> None:
    """The presses are in the inbox, and none has had its effect: another holds the vote's row.

    The body's would do as well, were it not that whoever records what was sent takes it too."""
    with ministry.engine.begin() as db:
        db.execute(select(tables.vote).where(tables.vote.c.text == text).with_for_update())
        presses = await ministry.tap("A favor", text)
        undone = tables.inbox.c.done_at.is_(None)
        await ministry.until(lambda: len(ministry.rows(tables.inbox, undone)) > 0)
        assert [press.answer for press in presses] == [None] * 7
        await ministry.kill()


@pytest.mark.parametrize("moment", [received, all_unanswered])
async def test_a_kill_amid_seven_presses_loses_no_ballot_and_doubles_none(ministry: Ministry, moment):
    """V2, V7: received and not yet done, or done and not yet answered."""
    await kill_amid(ministry, moment)
