"""Whether a sitting may decide now, and on what (V6, S2, Q4)."""

from typing import Any

from sqlalchemy import Row

from bot.rules import ballots, quorum, stations
from bot.rules.ballots import VoteState
from bot.rules.lifecycle import Station, Verb
from bot.rules.reglamento import SittingKind
from bot.store import people, sittings, votes
from bot.usecases import presiding
from bot.usecases.case import Case
from bot.usecases.quorum import standing
from bot.usecases.sitting import step


def check_decision(case: Case, row: Row[Any], verb: Verb, number: int) -> Row[Any]:
    """The agenda item of that number, on which the sitting may decide now.

    Raises NotLawfulNow, NotInAgendaStation, ItemNotOnAgenda, VoteStillOpen, NoPresider, NoQuorum.
    """
    step(case, row.state, verb)
    stations.check_station(Station(row.station), SittingKind(row.kind), article=case.article("stations"))
    items = sittings.agenda(case.db, row.id)
    stations.check_item(number, items, article=case.article("sessions"))
    check_no_open_vote(case, row)
    present = sittings.present(case.db, row.id)
    stood = standing(case.body, row, people.seats(case.db, case.body.id), len(present))
    quorum.check_holds(case.body.reglamento, stood, article=case.article("quorum"))
    presiding.check_presided(case, row, present)
    return items[number - 1]


def check_no_open_vote(case: Case, row: Row[Any]) -> None:
    """A vote that is open or tied comes first. Raises VoteStillOpen."""
    vote = votes.running(case.db, row.id)
    ballots.check_no_open_vote([VoteState(vote.state)] if vote else [], article=case.article("majority"))
