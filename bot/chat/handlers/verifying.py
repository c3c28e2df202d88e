"""Whether a paper is the registered one: asked by its QR code or by its code, by anybody."""

from bot.chat.context import Turn
from bot.usecases import verifying


async def verify(turn: Turn) -> None:
    """`/verificar CÓDIGO`; without a code it says where the code stands."""
    if not turn.text:
        await turn.say("verificar")
        return
    found = await turn.run(verifying.look_up, turn.office.desk, turn.text[:200])
    if found is None:
        await turn.say("no_consta")
    else:
        await turn.say("consta", **found)
