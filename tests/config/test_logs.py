"""The log: what an error leaves there says where it broke, never what people wrote nor the bot's token."""

import logging
from collections.abc import Iterator

import pytest

from bot import logs


@pytest.fixture(params=["text", "json"])
def form(request: pytest.FixtureRequest) -> Iterator[str]:
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    yield request.param
    root.handlers, root.level = before, level


def test_an_error_does_not_spill_its_variables(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure(form)
    token = "123456789:" + "secret"
    try:
        assert token
        raise ZeroDivisionError
    except ZeroDivisionError:
        logging.getLogger("bot").exception("broken")
    said = capsys.readouterr().err
    assert all(word in said for word in ("broken", "ZeroDivisionError", "test_logs.py"))
    assert token not in said


def test_a_tick_cut_short_by_the_end_is_no_error(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure(form)
    logging.getLogger("apscheduler.executors.default").error("a job raised an exception")
    assert capsys.readouterr().err == ""
