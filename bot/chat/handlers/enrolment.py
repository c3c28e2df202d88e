"""Who may speak for whom: the one-time link, the group, taking the right back."""

from bot.chat import menus
from bot.chat.context import Turn
from bot.chat.handlers.consult import show_help
from bot.chat.handlers.verifying import verify
from bot.usecases import consult, enrolment
from bot.usecases.desk import Receipt
from bot.usecases.enrolment import BindGroup, RevokeEnrolment
from bot.usecases.verifying import is_code as verifying_code


async def start(turn: Turn) -> None:
    """`/start CODE` enrols, or says whether a paper is registered; without a code it is `/ayuda`, or a refusal."""
    if verifying_code(turn.text):
        await verify(turn)
        return
    if not turn.text:
        if await turn.find_body():
            await show_help(turn)
        return
    desk, person = turn.office.desk, turn.telegram_id
    await turn.run(enrolment.enrol, desk, turn.text[:200], person, person, turn.update_id)
    turn.settled = True
    turn.office.beside(menus.register_one(turn.office.bot, desk, turn.office.run, person))


async def bind_group(turn: Turn) -> None:
    """`/vincular`, in the group."""
    await turn.perform(enrolment.bind_group, BindGroup())


async def revoke(turn: Turn) -> Receipt:
    """**Revocar**, under the news that somebody enrolled."""
    desk = turn.office.desk
    before = await turn.run(consult.enrolled, desk)
    receipt = await turn.perform(enrolment.revoke_enrolment, RevokeEnrolment(turn.number(0)))
    for telegram_id in set(before) - set(await turn.run(consult.enrolled, desk)):
        turn.office.beside(menus.register_one(turn.office.bot, desk, turn.office.run, telegram_id))
    return receipt
