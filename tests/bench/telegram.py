"""A Bot API server in a process of its own, which presses and takes the time until every press is answered.

`python -m tests.bench.telegram DATA DELAY SENDER...` prints its address and token; for each line `go N` on
standard input N presses come at once, from the senders in turn; it prints the seconds until the last answer.
"""

import asyncio
import sys
import time

from bot.sandbox.server import BotApiServer
from bot.sandbox.state import Press


async def serve(data: str, delay: float, senders: list[int]) -> None:
    """Runs until standard input ends."""
    server = BotApiServer(flood_limit=None)
    if delay:
        for method in ("answerCallbackQuery", "editMessageText", "sendMessage"):
            server.faults.delay(method, delay)
    async with server:
        world = server.world
        papers = []
        for sender in senders:
            user = world.add_user(f"Persona {sender}", sender)
            user.started = True
            papers.append((user, world.post(world.chats[sender], world.bot, text="Su voto")))
        print(server.url, server.token, flush=True)
        turn = 0
        while line := await asyncio.to_thread(sys.stdin.readline):
            presses: list[Press] = []
            begun = time.perf_counter()
            for place in range(int(line.split()[1])):
                choice = ("for", "against")[(turn + place // len(papers)) % 2]
                user, paper = papers[place % len(papers)]
                presses.append(world.press(user, paper, f"{data}:{choice}"))
            while not all(press.answer for press in presses):
                await world.signal.wait()
            print(time.perf_counter() - begun, flush=True)
            turn += 1


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1], float(sys.argv[2]), [int(each) for each in sys.argv[3:]]))
