"""Starting: the bot loads what it needs to listen and to answer; the rest when it is first wanted."""

import subprocess
import sys

LATER = {
    "aiohttp.web", "docx", "docxtpl", "holidays", "icalendar", "lxml", "pydantic", "pyhanko", "segno",
    "sqlalchemy.dialects.postgresql", "telegram.ext", "typer",
}  # fmt: skip
"""Together half of the start, and a third of the memory."""


def test_a_bot_that_starts_loads_neither_word_nor_holidays_nor_the_command_line():
    code = "import sys, bot.app, bot.serving; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert LATER.isdisjoint(done.stdout.split())
