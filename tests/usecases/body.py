"""The body of AYNI at work, for tests: seven seats enrolled by their codes, a group, a clock moved by hand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import update

from bot.rules.attendance import Answer
from bot.rules.majority import Choice
from bot.rules.reglamento import SittingKind
from bot.store import tables
from bot.usecases import (
    adoption,
    attendance,
    circulation,
    conduct,
    convening,
    deadlines,
    minutes,
    post,
    voting,
)
from bot.usecases.desk import Case, Receipt, Who
from bot.usecases.post import Letter
from tests.usecases.founding import Founded, faults, grupo
from tests.usecases.record import AGENDA, FOUR, GROUP, HELD, LIMA, SEATS, STAFF, Said, lima, utc

__all__ = [
    "AGENDA", "CHOICES", "FOUR", "GROUP", "HELD", "LIMA", "SEATS", "STAFF", "Founding", "Room", "Said", "faults",
    "grupo", "lima", "utc",
]  # fmt: skip

CHOICES = {"for": Choice.FOR, "against": Choice.AGAINST, "abstain": Choice.ABSTAIN}


@dataclass
class Room(Founded):
    """The front door of the desk with short words for who acts and what is said."""

    def act(
        self, who: str, act: Callable[[Case, Any], Receipt], command: Any, *, chat: int | None = None,
        update_id: int | None = None,
    ) -> Receipt:  # fmt: skip
        """Performs one act as somebody, in their private chat unless said."""
        number = self.number(who)
        return self.desk.perform(act, command, Who(number, self.body_id, chat or number, update_id))

    def ask(self, who: str, question: Callable[[Case], None]) -> None:
        """Somebody asks what changes nothing."""
        self.desk.answer(Who(self.number(who), self.body_id, self.number(who)), question)

    def draft(self, who: str = "dgse", kind: str = "ordinary", held_at: datetime = HELD,
              agenda: Sequence[str] = AGENDA, second_at: datetime | None = None,
              place: str = "Sala de reuniones del piso 5") -> int:  # fmt: skip
        """A draft; the sitting's id."""
        command = convening.DraftSitting(SittingKind(kind), held_at, place, tuple(agenda), second_at)
        self.act(who, convening.draft_sitting, command)
        return max(row.id for row in self.rows(tables.sitting))

    def issue(self, sitting: int, who: str = "dgse") -> Receipt:
        return self.act(who, convening.issue_convocatoria, convening.IssueConvocatoria(sitting))

    def convene(
        self, who: str = "dgse", kind: str = "ordinary", held_at: datetime = HELD, **more: Any
    ) -> int:
        """A convened sitting; its id."""
        sitting = self.draft(who, kind, held_at, **more)
        self.issue(sitting, who)
        return sitting

    def answer(self, who: str, sitting: int, answer: str) -> Receipt:
        return self.act(
            who, attendance.answer_convocatoria, attendance.AnswerConvocatoria(sitting, Answer(answer))
        )

    def designate(self, who: str, name: str, scope: str = "all", *, enrolled: str = "") -> str:
        """An alternate for the seat of `who`, enrolled under that key if given; the code of their link."""
        command = attendance.DesignateAlternate(name, "Asesora", "Oficio N.° 12-2026", scope)
        self.act(who, attendance.designate_alternate, command)
        code = str(self.said(who, "alterno_designado")[-1].context["code"])
        if enrolled:
            self.enrol(enrolled, code)
        return code

    def first_list(self, sitting: int, who: str = "dgse") -> Receipt:
        return self.act(who, conduct.take_first_list, conduct.TakeFirstList(sitting))

    def second_list(self, sitting: int, who: str = "dgse") -> Receipt:
        return self.act(who, conduct.take_second_list, conduct.TakeSecondList(sitting))

    def here(self, sitting: int, *members: str) -> None:
        """Members press *Presente* in the group."""
        for who in members:
            self.act(who, attendance.mark_self_present, attendance.MarkSelfPresent(sitting), chat=GROUP)

    def mark(self, sitting: int, key: str, by: str = "", *, who: str = "dgse") -> Receipt:
        """The ST presses a seat's button on the panel."""
        return self.act(who, attendance.mark_seat, attendance.MarkSeat(sitting, self.seat(key).id, by))

    def open_sitting(
        self, sitting: int, *members: str, presider: str | None = None, marked: Sequence[str] = ()
    ) -> int:
        """At the convened hour: the list, the members' marks (the ST's of those `marked`), the installation."""
        self.at(max(self.clock.now(), self.sitting(sitting).held_at))
        self.first_list(sitting)
        self.here(sitting, *(who for who in members if who not in marked))
        for key in marked:
            self.mark(sitting, key)
        seat = self.seat(presider).id if presider else None
        self.act("dgse", conduct.install, conduct.Install(sitting, seat))
        return sitting

    def in_session(self, *members: str, marked: Sequence[str] = (), **more: Any) -> int:
        """A sitting convened, installed, and in the station where decisions are taken; its id."""
        sitting = self.open_sitting(self.convene(**more), *(members or FOUR), marked=marked)
        self.to_agenda(sitting)
        return sitting

    def to_agenda(self, sitting: int) -> None:
        while self.sitting(sitting).station != "agenda":
            self.act("dgse", conduct.next_station, conduct.NextStation(sitting))

    def open_vote(self, sitting: int, text: str = "Aprobar el plan", item: int = 1, who: str = "dgse") -> int:
        """A vote; its id."""
        self.act(who, voting.open_vote, voting.OpenVote(sitting, item, text))
        return max(row.id for row in self.rows(tables.vote))

    def cast(self, who: str, vote: int, choice: str, reason: str | None = None) -> Receipt:
        return self.act(who, voting.cast_ballot, voting.CastBallot(vote, CHOICES[choice], reason), chat=GROUP)

    def close_vote(self, vote: int, who: str = "dgse") -> Receipt:
        return self.act(who, voting.close_vote, voting.CloseVote(vote))

    def vote(self, sitting: int, text: str = "Aprobar el plan", item: int = 1, **ballots: str) -> int:
        """A vote opened, cast and closed; its id."""
        vote = self.open_vote(sitting, text, item)
        for who, choice in ballots.items():
            self.cast(who, vote, choice, "Falta información" if choice == "abstain" else None)
        self.close_vote(vote)
        return vote

    def counts(self, vote: int) -> tuple[int, int, int, str]:
        """In favour, against, abstentions, outcome."""
        row = self.row(tables.vote, vote)
        return row.in_favour, row.against, row.abstentions, row.outcome

    def ballots(self) -> dict[str, str]:
        """What each seat chose, by its clave."""
        keys = {self.seat(key).id: key for key in SEATS}
        return {keys[row.seat_id]: row.choice for row in self.rows(tables.ballot)}

    def casting(self, who: str, vote: int, choice: str) -> Receipt:
        return self.act(who, voting.cast_casting_vote, voting.CastCastingVote(vote, CHOICES[choice]))

    def propose(self, sitting: int, text: str = "Publicar las bases", item: int = 1, **more: Any) -> int:
        """A proposal of consensus; the acuerdo's id."""
        command = adoption.ProposeConsensus(sitting, item, text, **more)
        self.act("dgse", adoption.propose_consensus, command)
        return max(row.id for row in self.rows(tables.acuerdo))

    def close(self, sitting: int, *, sure: bool = True, who: str = "dgse") -> Receipt:
        return self.act(who, conduct.close, conduct.Close(sitting, sure))

    def circulate(self, sitting: int, who: str = "dgse") -> Receipt:
        return self.act(who, circulation.circulate_acta, circulation.CirculateActa(sitting))

    def fetch_acta(self, who: str = "dgse", reference: str = "") -> Said:
        """Somebody asks for the acta; what they get."""
        self.act(who, minutes.fetch_acta, minutes.FetchActa(reference))
        return self.said(who, "archivo")[-1]

    def settle_acuerdo(self, acuerdo: int) -> None:
        """As the follow-up will do."""
        table = tables.acuerdo
        with self.desk.engine.begin() as db:
            db.execute(update(table).where(table.c.id == acuerdo).values(progress="fulfilled"))

    def approve_acta(self, sitting: int) -> None:
        """As the next ordinary sitting will do."""
        document = tables.document
        with self.desk.engine.begin() as db:
            mine = (document.c.sitting_id == sitting, document.c.kind == "acta")
            db.execute(update(document).where(*mine).values(state="approved"))

    def deliver(self, *, blocked: Sequence[str] = ()) -> list[Letter]:
        """The courier's work: every letter that waits is delivered, or refused by whoever blocked the bot."""
        refusing, carried = {self.number(who) for who in blocked}, []
        arrived: list[post.Outcome] = []
        while letters := post.exchange(self.desk, arrived, []):
            arrived = []
            for number, letter in enumerate(letters, start=len(carried) + 1):
                if letter.chat_id in refusing:
                    post.refused(self.desk, letter, "Forbidden")
                else:
                    arrived.append(post.Delivered(letter, letter.edits or number))
            carried += letters
        return carried

    def tick(self, moment: datetime | None = None, template: str | None = None) -> list[Said]:
        """What the clockwork says at that moment, by that text if given."""
        if moment is not None:
            self.clock.set(moment)
        before = self._last()
        deadlines.run_due(self.desk)
        return [each for each in self._messages(after=before) if template in (None, each.template)]


Founding = Callable[..., Room]
"""How a test founds its own body: `founded(but=("opi",), quorum_permanece="false")`."""
