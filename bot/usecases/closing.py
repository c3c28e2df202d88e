"""The close of a sitting: what is undecided is named, dropped or carried over, and the acta drafted (19 c, 25 j)."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import Row, select, update

from bot.rules.lifecycle import State, Verb
from bot.store import people, votes
from bot.store.tables import acuerdo, agenda_item, note, sitting, vote
from bot.usecases import acuerdos, agenda, dialogue, papers, planning, recounts, sheets, urgency, versions
from bot.usecases.buttons import press
from bot.usecases.case import Case, Receipt
from bot.usecases.register import file_register
from bot.usecases.room import tell_room
from bot.usecases.sitting import name_of, sitting_of, step
from bot.usecases.urgency_panel import open_in


@dataclass(frozen=True, slots=True)
class Close:
    """`sure` once the undecided things were named."""

    verb: ClassVar[Verb] = Verb.CLOSE
    sitting_id: int
    sure: bool = False


def close(case: Case, command: Close) -> Receipt:
    """Ends the sitting: register of service, vote tables, attendance sheet, draft of the acta, its deadline.

    With something undecided and not `sure` it names it and offers itself again.
    Raises NotFound, NotLawfulNow.
    """
    row = sitting_of(case, command.sitting_id)
    if row.state == State.CLOSED:
        return Receipt("cerrada", {"sitting": name_of(case, row), "at": row.closed_at})
    state = step(case, row.state, Verb.CLOSE)
    undecided = _undecided(case, row.id)
    if undecided and not command.sure:
        case.reply(
            "sin_decidir",
            undecided=undecided,
            sitting=name_of(case, row),
            buttons=[[press("close", row.id, "sure", style="danger")]],
        )
        return Receipt("sin_decidir_aviso")
    _drop_undecided(case, row)
    for thing in undecided:
        if thing["what"] == "item":
            agenda.let_wait(case, "carried", thing["typed"], row.id)
    case.db.execute(update(sitting).where(sitting.c.id == row.id).values(state=state, closed_at=case.now))
    row = sitting_of(case, row.id)
    case.record("sitting_closed", f"sitting:{row.id}", undecided=[thing["what"] for thing in undecided])
    dialogue.forget_about(case, "absence", sitting=row.id)
    due = planning.plan_acta(case, row)
    tell_room(case, row, "cerrada", sitting=name_of(case, row), at=case.now)
    file_register(case, row)
    tables, sheet = sheets.vote_tables(case, row), papers.attendance_sheet(case, row)
    draft = versions.draft(case, row)
    said: dict[str, Any] = {
        "sitting": name_of(case, row),
        "due": due,
        "article": case.article("acta_deadline"),
    }
    for operator in people.operators(case.db, case.body.id):
        case.send(operator.telegram_id, "borrador_listo", voted=tables is not None, **said)
        if tables is not None:
            case.send(operator.telegram_id, "archivo", document_id=tables)
        case.send(operator.telegram_id, "archivo", document_id=draft, buttons=[[press("circulate", row.id)]])
        case.send(operator.telegram_id, "archivo", document_id=sheet)
    return Receipt("cerrada", {"sitting": name_of(case, row), "at": case.now})


def _undecided(case: Case, sitting_id: int) -> list[dict[str, Any]]:
    """A vote without result, a proposal on the table, the items neither decided nor noted upon."""
    running, asked = votes.running(case.db, sitting_id), open_in(case.db, sitting_id)
    treated = [
        select(table.c.agenda_item_id).where(
            table.c.sitting_id == sitting_id, table.c.agenda_item_id.is_not(None)
        )
        for table in (vote, acuerdo, note)
    ]
    untouched = case.db.execute(
        select(agenda_item)
        .where(agenda_item.c.sitting_id == sitting_id)
        .where(*(agenda_item.c.id.not_in(query) for query in treated))
        .order_by(agenda_item.c.position)
    )
    return [
        *([{"what": f"vote_{running.state}", "text": running.text}] if running is not None else []),
        *({"what": "consensus", "text": row.text} for row in votes.acuerdos(case.db, sitting_id, "proposed")),
        *([{"what": "urgency", "text": asked.text}] if asked is not None else []),
        *(
            {"what": "item", "number": row.position, "text": row.text, "typed": agenda.as_typed(row)}
            for row in untouched
        ),
    ]


def _drop_undecided(case: Case, row: Row[Any]) -> None:
    """A vote without result is annulled with its trace, a proposal is withdrawn, a question of urgency settled."""
    urgency.drop_open(case, row)
    running = votes.running(case.db, row.id)
    if running is not None:
        recounts.annul(case, running, None)
    acuerdos.withdraw_proposals(case, row.id)
