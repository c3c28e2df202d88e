"""A local Bot API server for hand trials: `python -m bot.sandbox [--port N] [--token T]`."""

import argparse
import asyncio
import contextlib
import signal

from bot.sandbox.control import Control
from bot.sandbox.person import screen
from bot.sandbox.server import TOKEN, BotApiServer
from bot.sandbox.world import Event


def show(event: Event) -> None:
    """Print what people see, as it happens."""
    place = event.message.chat.title or event.message.chat.json().get("first_name", "")
    said = screen([event.message])
    if event.press:
        button = f"{event.press.user.name} -> {event.press.data}"
        said = f"{button}: {event.press.answer.text!r}" if event.press.answer else button
    print(f"[{place}] {event.kind} {said}", flush=True)


async def serve(arguments: argparse.Namespace) -> None:
    """Serve until interrupted."""
    limit = None if arguments.no_flood_limit else 20
    server = BotApiServer(
        arguments.token, port=arguments.port, privacy=not arguments.no_privacy, flood_limit=limit
    )
    Control(server)
    server.world.watchers.append(show)
    done = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):
            asyncio.get_running_loop().add_signal_handler(number, done.set)
    async with server:
        print(f"AYNI_TELEGRAM_API_URL={server.url} AYNI_TELEGRAM_TOKEN={server.token}")
        print(f"control: {server.url}/control/state", flush=True)
        await done.wait()


def main() -> None:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(prog="python -m bot.sandbox", description=__doc__)
    parser.add_argument("--port", type=int, default=8081, help="0 for any free port (default 8081)")
    parser.add_argument("--token", default=TOKEN, help="the token that the server takes")
    parser.add_argument("--no-privacy", action="store_true", help="let the bot see everything in groups")
    parser.add_argument("--no-flood-limit", action="store_true", help="no 429 for busy groups")
    asyncio.run(serve(parser.parse_args()))


if __name__ == "__main__":
    main()
