"""The body of AYNI at work, for tests: seven seats enrolled by their codes, a group, a clock moved by hand."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, Table, select, update

from bot.clock import VirtualClock
from bot.grupo import Grupo, example_toml, parse_grupo
from bot.rules.attendance import Answer
from bot.rules.majority import Choice
from bot.rules.reglamento import SittingKind
from bot.store import journal, tables
from bot.store.engine import reading
from bot.usecases import (
    adoption,
    attendance,
    bodies,
    conduct,
    convening,
    deadlines,
    enrolment,
    minutes,
    post,
    views,
    voting,
)
from bot.usecases.desk import Case, Desk, Receipt, Who
from bot.usecases.installation import install_body
from bot.usecases.post import Letter

LIMA = ZoneInfo("America/Lima")
GROUP = -1001
SEATS = {
    key: 71_000_001 + rank
    for rank, key in enumerate(("vmpes", "vmps", "dgse", "dgcgps", "dgacps", "de", "opi"))
}
STAFF = {"teresa": 72_000_001, "luis": 72_000_002}
AGENDA = ("Plan anual de innovación", "Concurso de iniciativas")
FOUR = ("vmpes", "vmps", "dgse", "opi")
CHOICES = {"for": Choice.FOR, "against": Choice.AGAINST, "abstain": Choice.ABSTAIN}


def lima(day: int, hour: int = 0, minute: int = 0, *, month: int = 3) -> datetime:
    """A moment of 2026 on Lima's clocks: March unless said; the 2nd is a Monday."""
    return datetime(2026, month, day, hour, minute, tzinfo=LIMA)


HELD = lima(10, 15)


@dataclass(frozen=True)
class Said:
    """A message in the outbox: to whom ("group" or a person), by which text, of what, with which buttons."""

    to: str
    template: str
    context: dict[str, Any]
    buttons: list[dict[str, Any]]
    document: int | None

    @property
    def actions(self) -> list[str]:
        """What its buttons do."""
        return [button["action"] for button in self.buttons]


def grupo(text: str | None = None, **replaced: str) -> Grupo:
    """The example body, with some values of its file replaced: `quorum_permanece="false"`."""
    lines = (text or example_toml()).splitlines()
    for key, value in replaced.items():
        place = next(number for number, line in enumerate(lines) if line.split(" ")[0] == key)
        lines[place] = f"{key} = {value}"
    return parse_grupo("\n".join(lines), "grupo.toml")


@dataclass
class Room:
    """The front door of the desk with short words for who acts and what is said."""

    desk: Desk
    clock: VirtualClock
    body_id: int = 0
    ids: dict[str, int] = field(default_factory=dict)
    heard: int = 0

    # --- setting up

    def install(self, file: Grupo) -> None:
        """The body from its file."""
        install_body(self.desk, file)
        self.body_id = self.rows(tables.body)[0].id

    def replace(self, old: str, new: str) -> None:
        """The file names somebody else for a seat, and is read again."""
        self.later(minutes=1)
        self.install(grupo(example_toml().replace(old, new)))

    def code_of(self, name: str) -> str:
        """The code of a new link for somebody."""
        invited = enrolment.invite_all(self.desk, None, renew=True)
        return next(each.code for each in invited if each.name == name)

    def vacate(self, key: str) -> None:
        """Nobody holds that seat any more."""
        tenure = tables.tenure
        mine = (tenure.c.seat_id == self.seat(key).id, tenure.c.until.is_(None))
        with self.desk.engine.begin() as db:
            db.execute(update(tenure).where(*mine).values(until=self.clock.now()))

    def enrol_everybody(self, file: Grupo, *, but: Sequence[str] = ()) -> None:
        """Everybody presses the link that was made for them."""
        posts = {member.cargo: member.clave for member in file.integrantes}
        names = dict(zip([member.nombre for member in file.equipo_tecnico], STAFF, strict=False))
        for invited in enrolment.invite_all(self.desk, None):
            who = posts.get(invited.post) or names.get(invited.name, "")
            if who and who not in but:
                self.enrol(who, invited.code)

    def enrol(self, who: str, code: str) -> None:
        """`who` presses the link with that code."""
        number = self.number(who)
        enrolment.enrol(self.desk, code, number, number, None)

    def number(self, who: str) -> int:
        """The Telegram id by which somebody is known here; a new name gets a new one."""
        known = SEATS | STAFF
        return known.get(who) or self.ids.setdefault(who, 73_000_001 + len(self.ids))

    # --- acting

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

    def casting(self, who: str, vote: int, choice: str) -> Receipt:
        return self.act(who, voting.cast_casting_vote, voting.CastCastingVote(vote, CHOICES[choice]))

    def propose(self, sitting: int, text: str = "Publicar las bases", item: int = 1, **more: Any) -> int:
        """A proposal of consensus; the acuerdo's id."""
        command = adoption.ProposeConsensus(sitting, item, text, **more)
        self.act("dgse", adoption.propose_consensus, command)
        return max(row.id for row in self.rows(tables.acuerdo))

    def close(self, sitting: int, *, sure: bool = True, who: str = "dgse") -> Receipt:
        return self.act(who, conduct.close, conduct.Close(sitting, sure))

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

    # --- time

    def at(self, moment: datetime) -> None:
        """Moves the clock, without anything becoming due."""
        self.clock.set(moment)

    def later(self, **step: float) -> None:
        self.clock.advance(timedelta(**step))

    def deliver(self, *, blocked: Sequence[str] = ()) -> list[Letter]:
        """The courier's work: every letter that waits is delivered, or refused by whoever blocked the bot."""
        refusing, carried = {self.number(who) for who in blocked}, []
        while letters := post.collect(self.desk, []):
            for number, letter in enumerate(letters, start=len(carried) + 1):
                if letter.chat_id in refusing:
                    post.refused(self.desk, letter, "Forbidden")
                else:
                    post.delivered(self.desk, letter, letter.edits or number)
            carried += letters
        return carried

    def tick(self, moment: datetime | None = None, template: str | None = None) -> list[Said]:
        """What the clockwork says at that moment, by that text if given."""
        if moment is not None:
            self.clock.set(moment)
        before = self._last()
        deadlines.run_due(self.desk)
        return [each for each in self._messages(after=before) if template in (None, each.template)]

    # --- looking

    def rows(self, table: Table, *where: Any) -> list[Row[Any]]:
        """A table's rows in the order of its key."""
        with reading(self.desk.engine).connect() as db:
            return list(db.execute(select(table).where(*where).order_by(*table.primary_key.columns)))

    def row(self, table: Table, row_id: int) -> Row[Any]:
        return next(iter(self.rows(table, table.c.id == row_id)))

    def seat(self, key: str) -> Row[Any]:
        return next(iter(self.rows(tables.seat, tables.seat.c.key == key)))

    def sitting(self, sitting: int) -> Row[Any]:
        return self.row(tables.sitting, sitting)

    def person(self, name: str) -> Row[Any]:
        return self.rows(tables.person, tables.person.c.name == name)[-1]

    def codes(self) -> list[str]:
        """The codes of the acuerdos in the order of their adoption."""
        adopted = self.rows(tables.acuerdo, tables.acuerdo.c.code.is_not(None))
        return [row.code for row in sorted(adopted, key=lambda row: (row.year, row.number))]

    def documents(self, kind: str) -> list[Row[Any]]:
        return self.rows(tables.document, tables.document.c.kind == kind)

    def acta(self, sitting: int) -> dict[str, Any]:
        """What the newest acta of the sitting is printed from."""
        return dict([row for row in self.documents("acta") if row.sitting_id == sitting][-1].data)

    def events(self, event: str | None = None) -> list[tuple[str, str]]:
        """The journal: what was done to what, in order."""
        return [(row.event, row.subject) for row in self.rows(tables.journal) if event in (None, row.event)]

    def view(self, template: str, key: str = "") -> views.View:
        """A live message as it would be sent now."""
        shown = [
            row for row in self.rows(tables.live_message)
            if row.template == template and row.key.startswith(key)
        ]  # fmt: skip
        with reading(self.desk.engine).connect() as db:
            body = bodies.load(db, self.body_id)
            view = views.compose(db, body, self.clock.now(), template, shown[-1].context)
        assert view is not None
        return view

    def panel(self, sitting: int) -> views.View:
        """The panel of the sitting as its ST sees it now."""
        with reading(self.desk.engine).connect() as db:
            body = bodies.load(db, self.body_id)
            view = views.compose(db, body, self.clock.now(), "panel", {"sitting": sitting})
        assert view is not None
        return view

    def offered(self, sitting: int) -> list[str]:
        """The acts that the panel offers, without the seats' buttons."""
        actions = [button["action"] for row in self.panel(sitting).buttons for button in row]
        return [action for action in dict.fromkeys(actions) if action != "seat"]

    def said(self, to: str | None = None, template: str | None = None) -> list[Said]:
        """The messages since `hush`, to somebody and by a text if given."""
        return [
            message for message in self._messages(after=self.heard)
            if to in (None, message.to) and template in (None, message.template)
        ]  # fmt: skip

    def hush(self) -> None:
        """What was said so far is not looked at any more."""
        self.heard = self._last()

    def _last(self) -> int:
        return max((row.id for row in self.rows(tables.outbox)), default=0)

    def _messages(self, after: int) -> list[Said]:
        names = {number: who for who, number in (SEATS | STAFF | self.ids | {"group": GROUP}).items()}
        return [
            Said(
                names.get(row.chat_id, str(row.chat_id)), row.template, row.context,
                [button for line in row.buttons or [] for button in line], row.document_id,
            )
            for row in self.rows(tables.outbox)
            if row.id > after and row.live_key is None
        ]  # fmt: skip


Founding = Callable[..., Room]
"""How a test founds its own body: `founded(but=("opi",), quorum_permanece="false")`."""


def faults(room: Room) -> Iterator[str]:
    """What must hold after every scenario: the chain stands, and says no more of people than it needs."""
    with reading(room.desk.engine).connect() as db:
        yield from (f"journal: {bad}" for bad in journal.verify(db))
    people = room.rows(tables.person)
    entries = room.rows(tables.journal)
    for person in people:
        if any(person.name in entry.data for entry in entries):
            yield f"the journal names {person.name}"
        if person.telegram_id and any(str(person.telegram_id) in entry.data for entry in entries):
            yield f"the journal has the Telegram id of {person.name}"
    times = [entry.at for entry in entries]
    if times != sorted(times):
        yield "the journal goes back in time"


def utc(moment: datetime) -> str:
    """The moment as contexts have it."""
    return moment.astimezone(UTC).isoformat()
