"""`kill -9` at chosen moments while seven press at once: nothing acknowledged lost, nothing doubled.

One sitting, kill after kill; each test leaves the bot running again."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from bot.store import tables
from tests.faults.ministry import SEVEN, Ministry

pytestmark = pytest.mark.asyncio(loop_scope="module")

NOTE = "Este mensaje se envía de nuevo"


async def unconfirmed(ministry: Ministry, text: str) -> None:
    """The first updates are stored; the question that would confirm them stands at the gate."""
    gate = ministry.server.faults.hold("getUpdates")
    await ministry.tap("A favor", text)
    await gate.reached()
    await ministry.kill()


async def unanswered(ministry: Ministry, text: str) -> None:
    """One act is done, its answer stands at the gate."""
    gate = ministry.server.faults.hold("answerCallbackQuery")
    await ministry.tap("A favor", text)
    await gate.reached(1)
    await ministry.kill()


async def all_unanswered(ministry: Ministry, text: str) -> None:
    """All seven acts are done, nobody has an answer."""
    gate = ministry.server.faults.hold("answerCallbackQuery")
    await ministry.tap("A favor", text)
    await gate.reached(7)
    await ministry.kill()


async def shown(ministry: Ministry, text: str) -> None:
    """Papers are being brought up to date."""
    gate = ministry.server.faults.hold("editMessageText")
    await ministry.tap("A favor", text)
    await gate.reached(2)
    await ministry.kill()


async def some_answered(ministry: Ministry, text: str) -> None:
    """Some have their answer: those acts stand, whatever becomes of the others."""
    presses = await ministry.tap("A favor", text)
    await ministry.until(lambda: any(press.answer for press in presses))
    answered = sum(press.answer is not None for press in presses)
    await ministry.kill()
    assert len(ministry.ballots(text)) >= answered


async def kill_amid(ministry: Ministry, moment: Callable[[Ministry, str], Awaitable[None]]) -> None:
    """A vote, seven presses at once, `kill -9` at that moment, a restart: then all is as if nothing had been."""
    text = f"Aprobar lo de {moment.__name__}"
    vote = await ministry.open_vote(text)
    await moment(ministry, text)
    await ministry.start()
    await ministry.until(lambda: len(ministry.ballots(text)) == 7)
    await ministry.until(lambda: all(row.done_at for row in ministry.rows(tables.inbox)))
    events = [row.event for row in ministry.rows(tables.journal) if row.subject == f"vote:{vote}"]
    assert sorted(events) == ["ballot_cast"] * 7 + ["vote_opened"]
    await ministry["dgse"].press("Cerrar votación")
    await ministry.until(lambda: bool([row for row in ministry.rows(tables.acuerdo) if row.vote_id == vote]))
    codes = [row.number for row in ministry.rows(tables.acuerdo)]
    assert codes == list(range(1, len(codes) + 1))
    assert not any(row.error for row in ministry.rows(tables.inbox))


@pytest.mark.parametrize("moment", [unconfirmed, unanswered, all_unanswered, shown, some_answered])
async def test_a_kill_amid_seven_presses_loses_no_ballot_and_doubles_none(ministry: Ministry, moment):
    """V2, V7: whatever was answered stands; what was not is taken up; the codes go on without a gap."""
    await kill_amid(ministry, moment)


async def test_a_letter_that_may_have_arrived_is_repeated_with_its_note(ministry: Ministry):
    """S4: the note stands once, its receipt comes twice, and the second says so."""
    await ministry.said_all()
    gate = ministry.server.faults.hold("sendMessage", after=True)
    await ministry["dgse"].send("/nota 1 Se expuso el plan «único»")
    await gate.reached()
    await ministry.kill()
    assert len(await _notes(ministry)) == 1
    await ministry.start()
    repeated = await ministry["dgse"].wait_for(NOTE)
    assert "Se expuso el plan «único»" in repeated.text
    assert len(await _notes(ministry)) == 1


async def _notes(ministry: Ministry) -> list[object]:
    return [row for row in ministry.rows(tables.note) if "único" in row.text]


async def test_a_guided_dialogue_goes_on_where_the_kill_cut_it(ministry: Ministry):
    """The open question comes again, and its answer is taken with those given before."""
    await ministry["dgse"].send("/convocar")
    await ministry["dgse"].press("Paso a paso")
    await ministry["dgse"].press("Ordinaria")
    await ministry["dgse"].wait_for("Fecha", since=0)
    await ministry.kill()
    await ministry.start()
    await ministry["dgse"].wait_for("Su pregunta sigue abierta")
    await ministry["dgse"].send("31/12/2099 10:00")
    await ministry["dgse"].wait_for("Lugar")
    await ministry["dgse"].send("/cancelar")
    await ministry["dgse"].wait_for("Se abandonó")


async def test_a_kill_amid_the_convocatoria_leaves_nobody_without_it(ministry: Ministry):
    """C8: all seven have text, Word file and calendar entry; what may have come twice says so."""
    await ministry.said_all()
    before = {clave: len(ministry[clave].inbox()) for clave in SEVEN}
    gate = ministry.server.faults.hold("sendDocument", after=True)
    pressing = asyncio.create_task(ministry.convene(days=20))
    await gate.reached(3)
    await ministry.kill()
    await asyncio.wait([pressing])
    await ministry.start()

    def has_all(clave: str) -> bool:
        new = ministry[clave].inbox()[before[clave] :]
        names = {message.document.name.rsplit(".")[-1] for message in new if message.document}
        return names == {"docx", "ics"} and any("Asistiré" in message.labels for message in new)

    await ministry.until(lambda: all(map(has_all, SEVEN)))
    await ministry.said_all()
    for clave in SEVEN:
        papers = [each for each in ministry[clave].inbox()[before[clave] :] if each.document]
        sure = [each.document.name for each in papers if NOTE not in each.text]
        assert len(sure) == len(set(sure))
    assert len(ministry.rows(tables.sitting)) == 2


async def test_sigterm_ends_it_with_0_and_what_was_pressed_is_done(ministry: Ministry):
    """Seven press, the process is asked to stop: it stops cleanly, and nothing is lost."""
    await ministry.open_vote("Aprobar lo último")
    await ministry.tap("En contra", "Aprobar lo último")
    assert await ministry.stop() == 0
    await ministry.start()
    await ministry.until(lambda: len(ministry.ballots("Aprobar lo último")) == 7)
    assert not any("Traceback" in line for line in ministry.said)
    done = await ministry.ayni("verify")
    assert (done.code, done.err) == (0, "")
    assert await ministry.stop() == 0
