"""Forms: shown, read from one message, or asked for one question at a time."""

from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from bot.chat.context import Turn
from bot.chat.fields import Field
from bot.chat.form import Form
from bot.chat.forms import FORMS
from bot.chat.routing import Handler
from bot.chat.texts import table
from bot.chat.values import Values
from bot.rules.errors import RuleBroken
from bot.usecases import dialogue
from bot.usecases.desk import Button, Case, Command, Receipt, authorise, press, refusal
from bot.usecases.refusals import NotFound, Outdated, Stranger

PREFIX = "form:"
ZONELESS = ZoneInfo("UTC")
"""For what is chosen with a button, which is never an hour."""


async def asked_for(turn: Turn, form: Form) -> bool:
    """Whether a command that may also stand on one line came without words, or with labels: then the form is met."""
    if turn.text and not form.is_labelled(turn.text):
        return False
    await fill_in(turn, form)
    return True


async def fill_in(turn: Turn, form: Form) -> None:
    """The command alone shows the form; with labelled lines it does the act, or says what can't be read."""
    if not turn.text:
        await turn.answer(lambda case: _offer(case, form))
        return
    try:
        command = form.command_of(form.read(turn.text, ZoneInfo(await turn.zone())))
    except RuleBroken as error:
        mine = form.completed(turn.text)
        await turn.answer(partial(_offer, form=form, text=mine, error=error))
    else:
        await _act(turn, form, command)


async def _act(turn: Turn, form: Form, command: Command) -> None:
    """The act that one message asks for; where it may be of several sittings it is asked of which."""
    try:
        await turn.perform(form.act, command)
    except NotFound as error:
        field = form.questioned(error)
        if error.what != "which_sitting" or field is None:
            raise
        given = form.read(turn.text, ZoneInfo(await turn.zone()))
        known: Values = {each.name: given.get(each.name) for each in form.fields if each is not field}
        turn.chat_id = turn.telegram_id
        await turn.answer(partial(_ask_again, form=form, values=known, field=field, error=error))


def filling(form: Form) -> Handler:
    """A command whose only work is its form."""

    async def act(turn: Turn) -> None:
        await fill_in(turn, form)

    return act


def of_one_field(form: Form) -> Handler:
    """A command of which a single field is required: what is written may stand without its label."""
    (only,) = (each for each in form.fields if not each.optional)

    async def act(turn: Turn) -> None:
        if turn.text and not form.is_labelled(turn.text):
            turn.text = f"{only.label}: {turn.text}"
        await fill_in(turn, form)

    return act


def _offer(case: Case, form: Form, text: str = "", error: RuleBroken | None = None) -> None:
    authorise(case, form.verb)
    show_form(case, form, text or form.write({}, case.body.zone), error)


def show_form(case: Case, form: Form, text: str, error: RuleBroken | None = None) -> None:
    """The form to copy, with **Paso a paso** beside it; under what can't be read in it, if anything."""
    copy: Button = {"action": "copy", "args": [], "copy": text}
    case.reply(
        "formulario",
        form=text,
        error=refusal(error) if error is not None else None,
        direct=table("formularios")["ordenes"].get(form.command, {}).get("espera", ""),
        buttons=[[copy], [press("stepwise", form.command, style="primary")]],
    )


async def stepwise(turn: Turn) -> None:
    """**Paso a paso**."""
    form = FORMS.get(turn.word(0))
    if form is None:
        raise Outdated(what="button")
    await start(turn, form)


async def start(turn: Turn, form: Form, values: Values | None = None) -> None:
    """Begins the guided dialogue, in the private chat, with what is known already; another one is given up."""
    turn.chat_id = turn.telegram_id

    def begin(case: Case) -> None:
        authorise(case, form.verb)
        dialogue.give_up(case, PREFIX)
        ask_next(case, form, values or {})

    await turn.answer(begin)


def ask_next(
    case: Case, form: Form, values: Values, chosen: Field | None = None, error: RuleBroken | None = None
) -> None:
    """Keeps the answers and asks for the `chosen` field, else for the first that has none; the question says
    first why the answer that it had can't be taken, if that is why it is asked."""
    authorise(case, form.verb)
    field = chosen or form.missing(values)
    assert field is not None  # noqa: S101 - whoever calls has seen that one is missing
    if chosen is None and field.name in form.lone and len(choices(case, form, field)) < 2:
        ask_next(case, form, values | {field.name: None})
        return
    step, items = form.fields.index(field), values.get(field.name)
    options, omissible = choices(case, form, field), not form.required(values, field)
    dialogue.ask(
        case,
        PREFIX + form.command,
        {"values": values},
        "pregunta",
        step=step,
        buttons=_buttons(form.command, step, options, done=bool(items), omissible=omissible),
        field=field.label,
        hint=field.words["pregunta"],
        options=[words for _, _, words in options],
        optional=omissible,
        items=items if isinstance(items, list) else [],
        error=refusal(error) if error is not None else None,
    )


def _buttons(
    command: str, step: int, options: list[tuple[str, str, str]], *, done: bool, omissible: bool
) -> list[list[Button]]:
    picks = [press("pick", command, step, token, label=label) for token, label, _ in options]
    rows = [picks[start : start + 4] for start in range(0, len(picks), 4)]
    rows += [[press("ready", command, step, style="success")]] if done else []
    return rows + ([[press("omit", command, step)]] if omissible else [])


def choices(case: Case, form: Form, field: Field) -> list[tuple[str, str, str]]:
    """What may be chosen with a button: the value, the button's label, and the words of the question."""
    find = form.options.get(field.name)
    offered = [(token, token, f"{token} ({words})") for token, words in find(case)] if find else []
    known = field.words.get("opciones", {}).items()
    return offered + [(token, words[0].capitalize(), words[0]) for token, words in known]


async def answer_form(turn: Turn, asked: dict[str, Any]) -> None:
    """A guided question answered by plain text."""
    form, step = FORMS[asked["command"]], int(asked["step"])
    field = form.fields[step]
    values: Values = dict(asked["values"])
    try:
        value = await turn.read(field)
    except RuleBroken as error:
        await turn.answer(partial(ask_next, form=form, values=values, chosen=field, error=error))
        return
    if isinstance(value, list):
        values[field.name] = field.joined(values.get(field.name), turn.text)
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
    try:
        await turn.perform(partial(_finish, form), form.command_of(values))
    except Stranger:
        raise
    except RuleBroken as error:
        again = form.questioned(error) or field
        kept = {name: value for name, value in values.items() if name != again.name}
        await turn.answer(partial(_ask_again, form=form, values=kept, field=again, error=error))


def _finish(form: Form, case: Case, command: Any) -> Receipt:
    receipt = form.act(case, command)
    dialogue.close(case, PREFIX + form.command)
    return receipt


def _ask_again(case: Case, form: Form, values: Values, field: Field, error: RuleBroken) -> None:
    case.reply("rechazo", **refusal(error))
    ask_next(case, form, values, field)
