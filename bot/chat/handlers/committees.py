"""Bodies inside the body, and who holds its seats."""

from bot.chat.context import Turn
from bot.chat.forms_bodies import REPORT
from bot.chat.handlers import guided
from bot.chat.routing import numbered
from bot.usecases import advisers, committee_lists, committee_reports
from bot.usecases import committees as acts
from bot.usecases.advisers import DecideAdviser
from bot.usecases.committee_lists import EnableSittings, ListCommittees, ShowCommittee
from bot.usecases.committee_reports import FetchReport, FileReport
from bot.usecases.committees import FulfilCommittee
from bot.usecases.desk import Receipt


async def committees(turn: Turn) -> None:
    """`/comites`."""
    await turn.perform(committee_lists.list_committees, ListCommittees())


async def file_report(turn: Turn) -> Receipt:
    """A committee's button under a file that was sent."""
    return await turn.perform(committee_reports.file_report, FileReport(turn.number(0), turn.number(1)))


fetch_report = numbered(committee_reports.fetch_report, FetchReport)
"""A report's button in a committee's card."""


async def enable_sittings(turn: Turn) -> None:
    """`/comite_sesiona número`; without one the committees are shown, each with its card."""
    if turn.text:
        await turn.perform(committee_lists.enable_sittings, EnableSittings(turn.words(limit=300)))
    else:
        await committees(turn)


card = numbered(committee_lists.show_committee, ShowCommittee)
"""A committee's button under `/comites`."""


async def report_on(turn: Turn) -> None:
    """**Informe**, in a committee's card: only its text is asked for."""
    await guided.start(turn, REPORT, {"committee": str(turn.number(0))})


fulfilled = numbered(acts.fulfil_committee, FulfilCommittee)
"""**Cumplido**."""


async def enable_from_card(turn: Turn) -> Receipt:
    """**Habilitar sesiones**."""
    return await turn.perform(committee_lists.enable_sittings, EnableSittings(str(turn.number(0))))


async def appoint(turn: Turn) -> Receipt:
    """**Designar**."""
    return await turn.perform(advisers.decide_adviser, DecideAdviser(turn.number(0), True))


async def not_appoint(turn: Turn) -> Receipt:
    """**No designar**."""
    return await turn.perform(advisers.decide_adviser, DecideAdviser(turn.number(0), False))
