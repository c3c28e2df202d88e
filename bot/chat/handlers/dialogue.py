"""Forms: shown, read from one message, or asked for one question at a time; and open questions in general."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from telegram import Update

from bot.chat import choice, failures
from bot.chat.context import Turn
from bot.chat.fields import Field, Kind
from bot.chat.forms import FORMS, Form, Values
from bot.rules.errors import RuleBroken
from bot.rules.refusal import TooEarly
from bot.usecases import dialogue, enrolment
from bot.usecases.desk import Button, Case, Receipt, authorise, press, refusal
from bot.usecases.refusals import MissingField, NotFuture, Outdated, Stranger, TextTooLong, UnreadableField

PREFIX = "form:"
ASK_ON = (UnreadableField, MissingField, TextTooLong, NotFuture, TooEarly)
ZONELESS = ZoneInfo("UTC")
"""For what is chosen with a button, which is never an hour."""
"""Refusals after which the same question is still to be answered."""


async def fill_in(turn: Turn, form: Form) -> None:
    """The command alone shows the form; with labelled lines it does the act, or says what can't be read."""
    if not turn.text:
        await turn.answer(lambda case: _offer(case, form))
        return
    zone = ZoneInfo(await turn.zone())
    try:
        command = form.command_of(form.read(turn.text, zone))
    except RuleBroken as error:
        said = failures.in_full(refusal(error), zone.key)
        mine = f"/{form.command}\n{turn.text}"
        await turn.answer(lambda case: _offer(case, form, mine, said))
    else:
        await turn.perform(form.act, command)


def _offer(case: Case, form: Form, text: str = "", error: str = "") -> None:
    authorise(case, form.verb)
    show_form(case, form, text or form.write({}, case.body.zone), error)


def show_form(case: Case, form: Form, text: str, error: str = "") -> None:
    """The form to copy, with **Paso a paso** beside it."""
    copy: Button = {"action": "copy", "args": [], "copy": text}
    guided = press("stepwise", form.command, style="primary")
    case.reply("formulario", command=form.command, form=text, error=error, buttons=[[copy], [guided]])


async def stepwise(turn: Turn) -> None:
    """**Paso a paso**."""
    form = FORMS.get(turn.word(0))
    if form is None:
        raise Outdated(what="button")
    await start(turn, form)


async def start(turn: Turn, form: Form, values: Values | None = None) -> None:
    """Begins the guided dialogue, in the private chat, with what is known already."""
    turn.chat_id = turn.telegram_id

    def begin(case: Case) -> None:
        authorise(case, form.verb)
        ask_next(case, form, values or {})

    await turn.answer(begin)


def ask_next(case: Case, form: Form, values: Values, chosen: Field | None = None) -> None:
    """Keeps the answers and asks for the `chosen` field, else for the first that has none."""
    authorise(case, form.verb)
    field = chosen or form.missing(values)
    assert field is not None  # noqa: S101 - whoever calls has seen that one is missing
    step = form.fields.index(field)
    dialogue.ask(case, PREFIX + form.command, {"values": values}, step=step, chat_id=case.actor.telegram_id)
    ask(case, form, values, step)


def ask(case: Case, form: Form, values: Values, step: int, *, repeated: bool = False) -> None:
    """The question of that step, with its buttons."""
    field = form.fields[step]
    options = choices(case, form, field)
    items = values.get(field.name)
    omissible = not form.required(values, field)
    place = (form.command, step)
    picks = [press("pick", *place, token, label=label) for token, label, _ in options]
    rows = [picks[start : start + 4] for start in range(0, len(picks), 4)]
    rows += [[press("ready", *place, style="success")]] if isinstance(items, list) and items else []
    rows += [[press("omit", *place)]] if omissible else []
    case.send(
        case.actor.telegram_id,
        "pregunta",
        urgency=0,
        buttons=rows,
        command=form.command,
        field=field.label,
        hint=field.words["pregunta"],
        options=[words for _, _, words in options],
        optional=omissible,
        list=field.kind is Kind.LIST,
        items=items if isinstance(items, list) else [],
        repeated=repeated,
    )


def choices(case: Case, form: Form, field: Field) -> list[tuple[str, str, str]]:
    """What may be chosen with a button: the value, the button's label, and the words of the question."""
    if field.name in form.options:
        return [(token, token, f"{token} ({words})") for token, words in form.options[field.name](case)]
    known = field.words.get("opciones", {}).items()
    return [(token, words[0].capitalize(), words[0]) for token, words in known]


async def answer_form(turn: Turn, asked: dict[str, Any]) -> None:
    """A guided question answered by plain text."""
    form, field = FORMS[asked["command"]], FORMS[asked["command"]].fields[asked["step"]]
    value = await turn.read(field)
    values: Values = dict(asked["values"])
    if isinstance(value, list):
        before = values.get(field.name)
        values[field.name] = field.joined(before if isinstance(before, list) else [], value)
        await turn.answer(lambda case: ask_next(case, form, values, field))
    else:
        await _go_on(turn, form, values | {field.name: value}, field)


async def pick(turn: Turn) -> None:
    """A choice offered as a button."""
    form, field, values = await _open(turn)
    value = field.read(turn.word(2), ZONELESS)
    await _go_on(turn, form, values | {field.name: value}, field)


async def omit(turn: Turn) -> None:
    """**Omitir**."""
    form, field, values = await _open(turn)
    if form.required(values, field):
        raise Outdated(what="question")
    await _go_on(turn, form, values | {field.name: None}, field)


async def ready(turn: Turn) -> None:
    """**Listo**, under a list with at least one item."""
    form, field, values = await _open(turn)
    if not values.get(field.name):
        raise field.missing()
    await _go_on(turn, form, values, field)


async def _open(turn: Turn) -> tuple[Form, Field, Values]:
    """The guided question that a press belongs to. Raises Outdated where another one is open, or none."""
    command, step = turn.word(0), turn.word(1)
    kind = PREFIX + command
    row = await turn.run(dialogue.open_question, turn.office.desk, turn.telegram_id, kind=kind)
    if row is None or command not in FORMS or str(row.step) != step or row.body_id != turn.body_id:
        raise Outdated(what="question")
    return FORMS[command], FORMS[command].fields[row.step], dict(row.fields["values"])


async def _go_on(turn: Turn, form: Form, values: Values, field: Field) -> None:
    """Asks the next question, or does the act; a refusal asks again for what it puts in question."""
    turn.chat_id = turn.telegram_id
    if form.missing(values) is not None:
        await turn.answer(lambda case: ask_next(case, form, values))
        return

    def finish(case: Case, command: Any) -> Receipt:
        receipt = form.act(case, command)
        dialogue.close(case, PREFIX + form.command)
        return receipt

    try:
        await turn.perform(finish, form.command_of(values))
    except Stranger:
        raise
    except RuleBroken as error:
        again = form.questioned(error) or field
        kept = {name: value for name, value in values.items() if name != again.name}
        await turn.answer(partial(_ask_again, form=form, values=kept, field=again, error=error))


def _ask_again(case: Case, form: Form, values: Values, field: Field, error: RuleBroken) -> None:
    case.reply("rechazo", **refusal(error))
    ask_next(case, form, values, field)


async def take_answer(
    turn: Turn, row: Any, answer: Callable[[Turn, dict[str, Any]], Awaitable[None]]
) -> None:
    """An open question answered; one that can't be answered any more is closed with the reason why."""
    asked = {**row.fields, "command": row.kind.partition(":")[2], "step": row.step}
    try:
        await answer(turn, asked)
    except Stranger:
        raise
    except RuleBroken as error:
        if isinstance(error, ASK_ON):
            raise
        await turn.answer(partial(_give_up, kind=row.kind, error=error))


def _give_up(case: Case, kind: str, error: RuleBroken) -> None:
    dialogue.close(case, kind)
    case.reply("rechazo", **refusal(error))


async def choose_body(turn: Turn) -> None:
    """The body that a waiting message is for: it is now handled as if it came for that body."""
    from bot.chat import routes

    chosen, kind = turn.number(0), choice.KIND
    row = await turn.run(dialogue.open_question, turn.office.desk, turn.telegram_id, kind=kind)
    known = await turn.run(enrolment.memberships, turn.office.desk, turn.telegram_id, turn.telegram_id)
    if row is None or chosen not in dict(known):
        raise Outdated(what="question")
    turn.respond("")
    waiting = Turn.of(turn.office, Update.de_json(row.fields["raw"], turn.office.bot))
    assert waiting is not None  # noqa: S101 - it was a turn when it was kept
    waiting.body_id, waiting.freed_by = chosen, turn
    await turn.run(dialogue.forget, turn.office.desk, turn.telegram_id, kind)
    await routes.said(waiting)
    turn.settled = waiting.settled


async def cancel(turn: Turn) -> None:
    """`/cancelar`: closes the question that is open."""
    row = await turn.open_question()

    def close(case: Case) -> None:
        closed = row is not None and dialogue.close(case, row.kind)
        case.reply("cancelado" if closed else "nada_que_cancelar")

    await turn.answer(close)


async def skip(turn: Turn) -> Receipt:
    """**Sin comentario**: the reason is not given."""
    kind = turn.word(0)
    if kind not in ("absence", "suspension"):
        raise Outdated(what="button")

    def close(case: Case) -> None:
        dialogue.close(case, kind)

    await turn.answer(close)
    return Receipt("sin_comentario")
