"""The forms on committees, advisers and who holds a seat."""

import re

from bot.chat.fields import Field, Kind
from bot.chat.form import Form
from bot.chat.values import Values, day, text
from bot.rules.lifecycle import Verb
from bot.usecases import advisers, committee_cards, committee_reports, committees, consult, replacement
from bot.usecases.advisers import EndAdviser, ProposeAdviser
from bot.usecases.committee_reports import ReportCommittee
from bot.usecases.committees import EndCommittee, FormCommittee
from bot.usecases.replacement import ReplaceTitular

_BETWEEN = re.compile(r"\s*[,;]\s*|\s+(?:y\s+)?")


def _committee(values: Values) -> FormCommittee:
    return FormCommittee(
        name=text(values, "committee_name"),
        members=tuple(key for key in _BETWEEN.split(text(values, "members")) if key),
        coordinator=text(values, "coordinator"),
        objectives=text(values, "objectives"),
        deadline=day(values, "committee_deadline"),
        acuerdo=text(values, "formed_by"),
    )


def _replacement(values: Values) -> ReplaceTitular:
    return ReplaceTitular(
        seat_key=text(values, "replaced_seat"),
        titular=text(values, "titular"),
        document=text(values, "naming_document"),
        acting=text(values, "acting") == "yes",
    )


COMMITTEE = Form(
    "comite",
    Verb.FORM_COMMITTEE,
    (
        Field("committee_name", limit=200),
        Field("members"),
        Field("coordinator", limit=40),
        Field("objectives", Kind.TEXT, limit=2000),
        Field("committee_deadline", Kind.DAY),
        Field("formed_by", optional=True, limit=120),
    ),
    committees.form_committee,
    _committee,
    options={"coordinator": consult.seat_keys, "formed_by": consult.recent_codes},
    again={
        "CommitteeWrongSize": "members",
        "NotMembers": "members",
        "CommitteeIncomplete": "committee_deadline",
        "AlreadyThere": "committee_name",
        "UnreadableReference": "formed_by",
        "NotFound acuerdo": "formed_by",
    },
)
REPORT = Form(
    "informe_comite",
    Verb.REPORT_COMMITTEE,
    (Field("committee", limit=200), Field("report", Kind.TEXT, limit=4000)),
    committee_reports.report_committee,
    lambda values: ReportCommittee(text(values, "committee"), text(values, "report")),
    options={"committee": committee_cards.reportable},
    again={"NotFound committee": "committee", "NotEntitled": "committee"},
)
ADVISER = Form(
    "asesores",
    Verb.PROPOSE_ADVISER,
    (Field("adviser", limit=200), Field("specialty"), Field("proposal", limit=200)),
    advisers.propose_adviser,
    lambda values: ProposeAdviser(
        text(values, "adviser"), text(values, "specialty"), text(values, "proposal")
    ),
)
END_COMMITTEE = Form(
    "concluir_comite",
    Verb.FORM_COMMITTEE,
    (Field("ended_committee", limit=200), Field("reason", Kind.TEXT, limit=1000)),
    committees.end_committee,
    lambda values: EndCommittee(text(values, "ended_committee"), text(values, "reason")),
    options={"ended_committee": committee_cards.endable},
    again={"NotFound committee": "ended_committee", "Outdated": "ended_committee"},
)
END_ADVISER = Form(
    "cese_asesor",
    Verb.END_ADVISER,
    (
        Field("ended_adviser", limit=200),
        Field("reason", Kind.TEXT, limit=1000),
        Field("ending_document", limit=200),
    ),
    advisers.end_adviser,
    lambda values: EndAdviser(
        text(values, "ended_adviser"), text(values, "reason"), text(values, "ending_document")
    ),
    options={"ended_adviser": advisers.appointed},
    again={"NotFound appointed": "ended_adviser"},
)
REPLACEMENT = Form(
    "reemplazar",
    Verb.REPLACE_TITULAR,
    (
        Field("replaced_seat", limit=40),
        Field("titular", limit=200),
        Field("naming_document", limit=200),
        Field("acting", Kind.CHOICE),
    ),
    replacement.replace_titular,
    _replacement,
    options={"replaced_seat": consult.seat_keys},
    again={"NotFound seat": "replaced_seat", "HoldsAnotherSeat": "titular"},
)
FORMS = (COMMITTEE, REPORT, END_COMMITTEE, ADVISER, END_ADVISER, REPLACEMENT)
