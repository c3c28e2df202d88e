"""The convocatoria: issued, corrected or discarded; the second one."""

from datetime import datetime
from typing import Any

from bot.chat.context import Turn
from bot.chat.forms import CONVENE
from bot.chat.handlers import guided
from bot.chat.routing import numbered
from bot.rules.lifecycle import Verb
from bot.usecases import conduct, convening
from bot.usecases.conduct import CallSecondConvening
from bot.usecases.convening import DiscardDraft, IssueConvocatoria
from bot.usecases.desk import Case, authorise

issue = numbered(convening.issue_convocatoria, IssueConvocatoria)
"""**Emitir convocatoria**."""
discard = numbered(convening.discard_draft, DiscardDraft)
"""**Descartar**."""


async def correct(turn: Turn) -> None:
    """**Corregir**: the draft is given up and its values come back in the form."""
    sitting_id = turn.number(0)

    def reopen(case: Case) -> None:
        authorise(case, Verb.DISCARD)
        values = convening.as_form(case, sitting_id)
        convening.give_up(case, sitting_id)
        guided.show_form(case, CONVENE, CONVENE.write(_typed(values), case.body.zone))

    await turn.answer(reopen)


def _typed(values: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()
    }


second = numbered(conduct.call_second_convening, CallSecondConvening)
"""**Segunda convocatoria**."""


async def date_second(turn: Turn, asked: dict[str, Any]) -> None:
    """The date of the second convening, where the announced one is past."""
    moment = await turn.read(CONVENE.find("second_at"))
    command = CallSecondConvening(asked["sitting"], datetime.fromisoformat(str(moment)))
    await turn.perform(conduct.call_second_convening, command)
