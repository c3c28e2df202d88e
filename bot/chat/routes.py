"""Which handler answers what: one table of commands, one of buttons, one of open questions."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from telegram import Message

from bot.chat import choice, forms_bodies, forms_convening
from bot.chat.context import Turn
from bot.chat.forms import ACUERDO, CONVENE
from bot.chat.handlers import (
    attendance,
    changes,
    committees,
    conduct,
    consult,
    convening,
    corrections,
    dialogue,
    documents,
    enrolment,
    folder,
    followup,
    guided,
    minutes,
    room,
    signatures,
    templates,
    universal,
    verifying,
    voting,
)
from bot.chat.routing import Handler, order_of
from bot.rules.errors import RuleBroken
from bot.usecases import dialogue as questions
from bot.usecases import enrolment as registry
from bot.usecases.refusals import Outdated, Stranger


async def choose_body(turn: Turn) -> None:
    """The body that a waiting message is for: it is now handled as if it came for that body."""
    chosen, desk = turn.number(0), turn.office.desk
    row = await turn.run(questions.open_question, desk, turn.telegram_id, kind=choice.KIND)
    if row is None or chosen not in dict(await turn.bodies(turn.telegram_id)):
        raise Outdated(what="question")
    turn.respond("")
    waiting = Turn.of(turn.office, row.fields["raw"])
    if waiting is not None:
        waiting.body_id, waiting.freed_by = chosen, turn
        await said(waiting)
        turn.settled = waiting.settled


COMMANDS: Mapping[str, Handler] = {
    "start": enrolment.start,
    "ayuda": consult.show_help,
    "vincular": enrolment.bind_group,
    **{
        form.command: guided.filling(form)
        for form in (CONVENE, ACUERDO, *forms_convening.FORMS, *forms_bodies.FORMS)
    },
    "cancelar_sesion": guided.of_one_field(forms_convening.CANCEL),
    "notificaciones": changes.show_register,
    "alterno": attendance.alternate,
    "sala": conduct.room,
    "votar": voting.put_to_vote,
    "voto": voting.cast_in_words,
    "nota": minutes.note,
    "razon": voting.give_reason,
    "acta": minutes.acta,
    "carpeta": folder.show,
    "sesiones": consult.sittings,
    "reglamento": consult.reglamento,
    "comites": committees.committees,
    "comite_sesiona": committees.enable_sittings,
    "verificar": verifying.verify,
    "plantillas": templates.show,
    "cancelar": dialogue.cancel,
    **room.COMMANDS,
    **followup.COMMANDS,
}
PRESSES: Mapping[str, Handler] = {
    "issue": convening.issue,
    "fix": convening.correct,
    "drop": convening.discard,
    "convene": changes.convene,
    "decline": changes.decline,
    "rectify": changes.rectify,
    "filefor": documents.choose_sitting,
    "fileitem": documents.choose_item,
    "consent": universal.consent,
    "agreed": universal.record,
    "constitute": universal.constitute,
    "rsvp": attendance.answer_convocatoria,
    "skip": dialogue.skip,
    "room": conduct.open_room,
    "list1": conduct.first_list,
    "list2": conduct.second_list,
    "here": attendance.mark_self,
    "seat": attendance.mark_seat,
    "install": conduct.install,
    "preside": conduct.preside,
    "next": conduct.next_station,
    "openvote": voting.open_guided,
    "consensus": voting.consensus,
    "pause": conduct.suspend,
    "resume": conduct.resume,
    "close": conduct.close,
    "conclude": conduct.conclude,
    "second": convening.second,
    "cast": voting.cast,
    "record": voting.record,
    "closevote": voting.close_vote,
    "casting": voting.casting_vote,
    "askvote": voting.ask_for_vote,
    "observations": minutes.observations_made,
    "resolve": minutes.resolve,
    "redraft": minutes.redraft,
    "keepacta": corrections.keep,
    "recheck": corrections.recheck,
    "dropacta": corrections.drop,
    "folder": folder.open_page,
    "folders": folder.choose,
    "paper": folder.paper,
    "index": folder.index,
    "whole": folder.whole,
    "public": folder.public,
    "circulate": minutes.circulate,
    "agree": minutes.agree,
    "observe": minutes.observe,
    "revoke": enrolment.revoke,
    "template": templates.fetch,
    "approvetemplate": templates.use,
    "usetemplate": templates.use,
    "useoriginal": templates.use_original,
    "stepwise": guided.stepwise,
    "pick": guided.pick,
    "omit": guided.omit,
    "ready": guided.ready,
    "body": choose_body,
    **room.PRESSES,
    **followup.PRESSES,
    **signatures.PRESSES,
    "committee": committees.card,
    "committee_report": committees.report_on,
    "committee_done": committees.fulfilled,
    "filereport": committees.file_report,
    "reportfile": committees.fetch_report,
    "committee_sits": committees.enable_from_card,
    "appoint": committees.appoint,
    "not_appoint": committees.not_appoint,
}
ANSWERS: Mapping[str, Callable[[Turn, dict[str, Any]], Awaitable[None]]] = {
    "absence": attendance.explain_absence,
    "decline": changes.explain_refusal,
    "abstention": voting.explain_abstention,
    "observation": minutes.write_observation,
    "resolution": minutes.write_resolution,
    "suspension": conduct.explain_suspension,
    "second": convening.date_second,
    "form": guided.answer_form,
    **followup.ANSWERS,
}
BODILESS = frozenset({"start", "cancelar", "verificar"})
"""Commands that find out for themselves which body is meant."""
OWN = frozenset({"vincular"})
"""Commands for a body of the person's own, whosever the group is."""


async def attend(turn: Turn) -> None:
    """Whatever the turn asks for. Raises RecordUnavailable, or what breaks through our fault."""
    if turn.query_id is not None:
        await pressed(turn)
    elif turn.edited:
        await edited(turn)
    else:
        await said(turn)


async def pressed(turn: Turn) -> None:
    """A button: its act, answered with its receipt, or with why not."""
    handler = PRESSES.get(turn.press.action) if turn.press else None
    try:
        if handler is None:
            raise Outdated(what="button")
        receipt = await handler(turn)
        turn.acknowledge(receipt)
    except Stranger:
        await turn.turn_away()
    except RuleBroken as error:
        await turn.refuse(error)


async def said(turn: Turn) -> None:
    """A message: a command, the answer to an open question, or nothing that we know."""
    message = turn.message
    if message is None or turn.by_a_bot:
        return
    try:
        await _listen(turn, message)
    except Stranger:
        await turn.turn_away()
    except RuleBroken as error:
        await turn.refuse(error)


async def _listen(turn: Turn, message: Message) -> None:
    order = order_of(turn.text, turn.office.bot.username)
    if message.migrate_to_chat_id is not None:
        await turn.run(registry.move_group, turn.office.desk, turn.chat_id, message.migrate_to_chat_id)
    elif message.sender_chat is not None:
        if order is not None:
            await turn.say("anonimo")
    elif order is None:
        await _plain(turn, message)
    elif order.name in COMMANDS:
        await command(turn, order.name, order.rest)
    elif turn.private or order.addressed:
        await turn.say_to_member("no_entendido")


async def command(turn: Turn, name: str, rest: str) -> None:
    """A command, once it is known which body it is for."""
    turn.text = rest
    if name in BODILESS or turn.body_id or await turn.find_body(own=name in OWN, command=name):
        await COMMANDS[name](turn)


async def _plain(turn: Turn, message: Message) -> None:
    """The next plain text answers the latest question that is open in its chat."""
    replied = message.reply_to_message.from_user if message.reply_to_message else None
    if not turn.private and (replied is None or replied.id != turn.office.bot.id):
        return
    if turn.private and (message.document or message.photo):
        await documents.receive(turn, message)
        return
    row = await turn.open_question() if turn.text else None
    if row is not None:
        turn.body_id = row.body_id
        await dialogue.take_answer(turn, row, ANSWERS[row.kind.partition(":")[0]])
    elif turn.private and (turn.text or message.effective_attachment is not None):
        await turn.say_to_member("no_entendido")


async def edited(turn: Turn) -> None:
    """An edited message does nothing; whoever edits a command, or writes privately, is told so."""
    if turn.private or order_of(turn.text, turn.office.bot.username) is not None:
        await turn.say("edicion")
