"""The acta of the sitting before, matters off the agenda, requests, guests, recounts and receipts."""

from collections.abc import Mapping

from bot.chat import orders
from bot.chat.cleaning import plain
from bot.chat.context import Turn
from bot.chat.forms_room import ANNUL, INVITE, RECOUNT, REQUEST, URGENCY
from bot.chat.handlers import guided
from bot.chat.routing import Handler, numbered
from bot.usecases import convening, folder, guests, previous, receipts, requests, urgency
from bot.usecases.convening import AddPending
from bot.usecases.desk import Receipt
from bot.usecases.guests import WithdrawGuest
from bot.usecases.previous import ApproveActa
from bot.usecases.receipts import ShowReceipts
from bot.usecases.refusals import Outdated
from bot.usecases.requests import PlaceOnAgenda, SubmitRequest
from bot.usecases.urgency import AnswerUrgency, ProposeUrgency, RecordUrgency


async def approve(turn: Turn) -> Receipt:
    """**Aprobar acta anterior**."""
    await turn.apart(folder.file_now, turn.office.desk, turn.number(0))
    return await turn.perform(previous.approve_acta, ApproveActa(turn.number(0)))


async def propose_urgency(turn: Turn) -> None:
    """`/urgencia`: the form, or `/urgencia texto`."""
    if await guided.asked_for(turn, URGENCY):
        return
    await turn.perform(urgency.propose_urgency, ProposeUrgency(orders.filled("urgencia", turn.text)))


async def move(turn: Turn) -> Receipt:
    """**Tratar hoy**, under a request: asks whether it is urgent."""
    return await turn.perform(urgency.propose_urgency, ProposeUrgency("", turn.number(0)))


async def answer_urgency(turn: Turn) -> Receipt:
    """**De acuerdo con la urgencia**, **No de acuerdo**; with a seat, recorded by the ST."""
    asked, agrees = turn.number(0), {"yes": True, "no": False}.get(turn.word(1))
    if agrees is None:
        raise Outdated(what="button")
    if not turn.word(2, ""):
        return await turn.perform(urgency.answer_urgency, AnswerUrgency(asked, agrees))
    return await turn.perform(urgency.answer_urgency, RecordUrgency(asked, agrees, turn.number(2)))


async def request(turn: Turn) -> None:
    """`/pedido`: the form, or `/pedido texto`."""
    if await guided.asked_for(turn, REQUEST):
        return
    await turn.perform(requests.submit_request, SubmitRequest(orders.filled("pedido", turn.text)))


place = numbered(requests.place_on_agenda, PlaceOnAgenda)
"""**Poner en agenda**."""
add_pending = numbered(convening.add_pending, AddPending)
"""**Agregar pendientes**."""


async def invite(turn: Turn) -> None:
    """`/invitar`: the form, one message, or `retirar` and the name."""
    first, _, name = turn.text.partition(" ")
    if plain(first) == "retirar":
        await turn.perform(guests.withdraw_guest, WithdrawGuest(name.strip()[:200]))
    else:
        await guided.fill_in(turn, INVITE)


async def receipt(turn: Turn) -> None:
    """`/comprobante`."""
    await turn.perform(receipts.show_receipts, ShowReceipts())


COMMANDS: Mapping[str, Handler] = {
    "urgencia": propose_urgency,
    "pedido": request,
    "invitar": invite,
    "recontar": guided.of_one_field(RECOUNT),
    "anular_votacion": guided.of_one_field(ANNUL),
    "comprobante": receipt,
}
PRESSES: Mapping[str, Handler] = {
    "approve": approve,
    "urgent": answer_urgency,
    "move": move,
    "place": place,
    "addpending": add_pending,
}
