"""Any sitting: whatever people press, in whatever order, these things hold."""

import shutil
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bot.rules.errors import RuleBroken
from bot.store import tables
from bot.usecases import adoption, conduct, suspension
from tests.usecases.body import CHOICES, FOUR, SEATS, Room
from tests.usecases.conftest import desk_on, engine_on, whole

ANYBODY = st.sampled_from((*SEATS, "teresa"))
STEPS: dict[str, Callable[[Room, int], Any]] = {
    "list2": lambda room, sitting: room.second_list(sitting),
    "install": lambda room, sitting: room.act("dgse", conduct.install, conduct.Install(sitting)),
    "conclude": lambda room, sitting: room.act(
        "dgse", conduct.conclude_without_quorum, conduct.ConcludeWithoutQuorum(sitting)
    ),
    "next": lambda room, sitting: room.act("dgse", conduct.next_station, conduct.NextStation(sitting)),
    "openvote": lambda room, sitting: room.open_vote(sitting),
    "closevote": lambda room, _: room.close_vote(max((row.id for row in room.rows(tables.vote)), default=1)),
    "pause": lambda room, sitting: room.act("dgse", suspension.suspend, suspension.Suspend(sitting)),
    "resume": lambda room, sitting: room.act("dgse", suspension.resume, suspension.Resume(sitting)),
    "close": lambda room, sitting: room.close(sitting),
}
"""The panel's buttons that do at once what they say."""


class AnySitting(RuleBasedStateMachine):
    """An ordinary sitting whose first list is open, with those who came."""

    room: Room
    stack: ExitStack
    sitting: int

    @initialize(came=st.sampled_from(((), ("vmpes", "opi"), FOUR[1:], FOUR, FOUR, tuple(SEATS))))
    def the_first_list_is_taken(self, came: tuple[str, ...]) -> None:
        self.sitting = self.room.convene()
        self.room.at(self.room.sitting(self.sitting).held_at)
        self.room.first_list(self.sitting)
        self.room.here(self.sitting, *came)

    def teardown(self) -> None:
        """The journal's chain stands and names nobody; every paper can be printed."""
        self.stack.close()

    # What people do

    @rule(minutes=st.sampled_from((1, 5, 14, 15, 60)))
    def time_passes(self, minutes: int) -> None:
        self.room.later(minutes=minutes)

    @rule(who=ANYBODY)
    def somebody_presses_presente(self, who: str) -> None:
        self.attempt(lambda: self.room.here(self.sitting, who))

    @rule(key=st.sampled_from(tuple(SEATS)), who=st.sampled_from(("dgse", "teresa", "opi")))
    def somebody_marks_a_seat(self, key: str, who: str) -> None:
        self.attempt(lambda: self.room.mark(self.sitting, key, who=who))

    @rule(step=st.sampled_from(tuple(STEPS)))
    def a_step_of_the_panel_is_offered_just_when_it_can_be_taken(self, step: str) -> None:
        offered = self.room.offered(self.sitting)
        taken = self.attempt(lambda: STEPS[step](self.room, self.sitting))
        elected = step == "install" and "preside" in offered  # it tells them to elect who presides
        assert taken == (step in offered and not elected), (step, offered)

    @rule(key=st.sampled_from(tuple(SEATS)))
    def those_present_elect_who_presides(self, key: str) -> None:
        """W4: only while neither the President nor anybody elected is there."""
        command = conduct.Install(self.sitting, self.room.seat(key).id)
        offered = "preside" in self.room.offered(self.sitting)
        taken = self.attempt(lambda: self.room.act("dgse", conduct.install, command))
        assert offered or not taken or self.room.sitting(self.sitting).presider_why == "president"

    @precondition(lambda self: self.vote() is not None)
    @rule(ballots=st.dictionaries(ANYBODY, st.sampled_from(tuple(CHOICES)), min_size=1))
    def they_vote(self, ballots: dict[str, str]) -> None:
        for who, choice in ballots.items():
            self.attempt(lambda who=who, choice=choice: self.room.cast(who, self.vote().id, choice))

    @precondition(lambda self: self.vote() is not None)
    @rule(who=ANYBODY, choice=st.sampled_from(("for", "against")))
    def only_whoever_presides_breaks_a_tie_and_only_a_tie(self, who: str, choice: str) -> None:
        vote, presider = self.vote(), self.room.sitting(self.sitting).presider_person_id
        mine = [row.id for row in self.room.rows(tables.person) if row.telegram_id == self.room.number(who)]
        here = [row.person_id for row in self.present()]
        broken = self.attempt(lambda: self.room.casting(who, vote.id, choice))
        assert broken == (vote.state == "tied" and mine == [presider] and presider in here)

    @precondition(lambda self: self.room.sitting(self.sitting).station == "agenda")
    @rule()
    def an_acuerdo_by_consensus(self) -> None:
        proposal = adoption.ProposeConsensus(self.sitting, 1, "Publicar las bases")
        if self.attempt(lambda: self.room.act("dgse", adoption.propose_consensus, proposal)):
            adopt = adoption.AdoptByConsensus(self.sitting, self.room.rows(tables.acuerdo)[-1].id)
            self.attempt(lambda: self.room.act("dgse", adoption.adopt_by_consensus, adopt))

    def attempt(self, act: Callable[[], Any]) -> bool:
        """Whether the act changed anything; one that a rule forbids leaves nothing behind."""
        before = len(self.room.events())
        try:
            act()
        except RuleBroken:
            assert len(self.room.events()) == before
        return len(self.room.events()) > before

    # What always holds

    @invariant()
    def a_sitting_is_installed_with_its_quorum_and_concluded_without(self) -> None:
        """Q1, Q2; 19 c, 19 e."""
        row = self.room.sitting(self.sitting)
        if row.second_list_at is not None:
            assert row.second_list_at >= row.first_list_at + timedelta(minutes=15)
        if row.installed_at is not None:
            then = [each for each in self.room.rows(tables.presence) if each.arrived_at <= row.installed_at]
            assert sum(each.left_at is None or each.left_at >= row.installed_at for each in then) >= 4
        if row.state == "concluded":
            assert len(self.present()) < 4

    @invariant()
    def each_ballot_is_of_a_seat_that_was_there_and_each_result_is_their_count(self) -> None:
        """V1, V2, V3, V4; 18."""
        stays = self.room.rows(tables.presence)
        for vote in self.room.rows(tables.vote):
            ballots = self.room.rows(tables.ballot, tables.ballot.c.vote_id == vote.id)
            for cast in ballots:
                assert any(
                    (stay.seat_id, stay.person_id) == (cast.seat_id, cast.person_id)
                    and stay.arrived_at <= cast.cast_at
                    and (stay.left_at is None or stay.left_at >= cast.cast_at)
                    for stay in stays
                )
            if vote.state in ("tied", "decided"):
                given = Counter(cast.choice for cast in ballots if cast.choice != "abstain" or cast.reason)
                assert (vote.in_favour, vote.against) == (given["for"], given["against"])
                tied = given["for"] == given["against"] > 0
                assert tied == (vote.state == "tied" or vote.casting_choice is not None)
                won = vote.casting_choice == "for" if tied else given["for"] > given["against"]
                assert vote.state == "tied" or (vote.outcome == "approved") == won

    @invariant()
    def acuerdos_are_what_was_approved_with_codes_without_gaps(self) -> None:
        """V5, V7; 19 g."""
        adopted = [row for row in self.room.rows(tables.acuerdo) if row.code]
        assert sorted(row.number for row in adopted) == list(range(1, len(adopted) + 1))
        approved = {row.id for row in self.room.rows(tables.vote) if row.outcome == "approved"}
        assert {row.vote_id for row in adopted if row.mode == "vote"} == approved

    def vote(self) -> Any:
        """The vote that is open or tied; one at most."""
        running = [row for row in self.room.rows(tables.vote) if row.state in ("open", "tied")]
        assert len(running) <= 1
        return running[0] if running else None

    def present(self) -> list[Any]:
        return [row for row in self.room.rows(tables.presence) if row.left_at is None]


def test_whatever_is_pressed_in_a_sitting_its_rules_hold(seated_sqlite: Path, tmp_path: Path) -> None:
    """Q1, Q2, Q5, S1, V1, V2, V4, V7, W4; each time another sitting of the same body, pressed at random."""
    numbers = count()

    def fresh() -> AnySitting:
        """The body of AYNI on a record of its own."""
        machine, stack = AnySitting(), ExitStack()
        engine = engine_on(f"sqlite:///{shutil.copy(seated_sqlite, tmp_path / f'{next(numbers)}.db')}")
        stack.callback(engine.dispose)
        room = desk_on(engine, tmp_path)
        room.body_id = 1
        room.hush()
        machine.room, machine.stack = stack.enter_context(whole(room)), stack
        return machine

    # the same ones each time; what fails is told as it was played, for making it smaller takes minutes
    played = settings(
        max_examples=12, stateful_step_count=40, derandomize=True, database=None, phases=[Phase.generate]
    )
    run_state_machine_as_test(fresh, settings=played)
