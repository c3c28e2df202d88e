"""`ayni run`: the bot at work until a signal ends it."""

import asyncio
import contextlib
import gc
import signal
import sys
from typing import TYPE_CHECKING

from bot.config import Settings, load_settings
from bot.console import fail, gateway, open_record, record
from bot.texts import console, missing_templates

if TYPE_CHECKING:
    from bot.app import App


def run() -> int:
    """Long polling, or a webhook where the settings name one; exit code 0."""
    settings = load_settings()
    _ = settings.token
    for path in missing_templates():
        fail("plantilla", path=path)
    with open_record(settings):
        pass
    with gateway(), record(settings):
        asyncio.run(_serve(settings))
    return 0


async def _serve(settings: Settings) -> None:
    from bot.app import serve
    from bot.logs import configure

    gc.freeze()  # `bot.__main__` left the collector off while all this was loaded
    gc.enable()
    configure(settings.log)
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(number, stop.set)

    def ready(app: "App") -> None:
        print(
            console()["dice"]["en_marcha"].format(username=app.desk.bot_username), file=sys.stderr, flush=True
        )

    await serve(settings, stop, ready)
    print(console()["dice"]["terminado"], file=sys.stderr, flush=True)
