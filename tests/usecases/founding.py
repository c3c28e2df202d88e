"""Bodies from their files, for tests, and the people who press the links that were made for them."""

from collections.abc import Iterator, Sequence

from sqlalchemy import update

from bot.grupo import Grupo, example_toml, parse_grupo
from bot.store import journal, tables
from bot.store.engine import reading
from bot.usecases import audit, enrolment
from bot.usecases.installation import install_body
from tests.usecases.record import STAFF, Record


def grupo(text: str | None = None, **replaced: str) -> Grupo:
    """The example body, with some values of its file replaced: `quorum_permanece="false"`."""
    lines = (text or example_toml()).splitlines()
    for key, value in replaced.items():
        place = next(number for number, line in enumerate(lines) if line.split(" ")[0] == key)
        lines[place] = f"{key} = {value}"
    return parse_grupo("\n".join(lines), "grupo.toml")


class Founded(Record):
    """A body that its file created and whose people are enrolled by their codes."""

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


def faults(room: Record) -> Iterator[str]:
    """What must hold after every scenario: the chain stands, and says no more of people than it needs."""
    with reading(room.desk.engine).connect() as db:
        yield from (f"journal: {bad}" for bad in journal.verify(db))
        yield from (f"record: {bad}" for bad in audit.discrepancies(db))
    people = room.rows(tables.person)
    entries = room.rows(tables.journal)
    for person in people:
        if any(person.name in entry.data for entry in entries):
            yield f"the journal names {person.name}"
        if person.telegram_id and any(str(person.telegram_id) in entry.data for entry in entries):
            yield f"the journal has the Telegram id of {person.name}"
    for body_id in {entry.body_id for entry in entries}:
        times = [entry.at for entry in entries if entry.body_id == body_id]
        if times != sorted(times):
            yield "the journal goes back in time"
