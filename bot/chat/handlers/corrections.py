"""The acta edited in Word: its file in answer to the acta, and what becomes of one that differs from the record."""

from bot.chat.context import Turn
from bot.chat.routing import numbered
from bot.usecases import comparing, corrections
from bot.usecases.corrections import DropCorrection, KeepCorrection
from bot.usecases.desk import Receipt
from bot.usecases.replies import Answered, Upload


async def correct(turn: Turn, answered: Answered, upload: Upload) -> None:
    """An edited Word file, in answer to the acta."""
    command = await turn.apart(comparing.look_at, turn.office.desk, answered, upload)
    await turn.perform(corrections.correct_acta, command)


async def recheck(turn: Turn) -> Receipt:
    """**Comprobar otra vez**."""
    desk, body_id, waiting = turn.office.desk, turn.body_id, turn.number(0)
    command = await turn.apart(comparing.look_again, desk, body_id, waiting)
    return await turn.perform(corrections.correct_acta, command)


keep = numbered(corrections.keep_correction, KeepCorrection)
"""**Registrar así**."""
drop = numbered(corrections.drop_correction, DropCorrection)
"""**Descartar**."""
