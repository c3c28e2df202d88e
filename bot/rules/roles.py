"""Who may do what, as one table."""

from collections.abc import Collection, Mapping
from datetime import date
from enum import StrEnum

from bot.rules.articles import Topic
from bot.rules.errors import NotEntitled
from bot.rules.reglamento import Reglamento, SittingKind
from bot.rules.verbs import Verb


class Role(StrEnum):
    """A hat; one person may wear several (the ST is also a TITULAR)."""

    PRESIDENT = "president"
    TECHNICAL_SECRETARY = "technical_secretary"
    STAFF = "staff"
    TITULAR = "titular"
    ALTERNATE = "alternate"
    PRESIDER = "presider"
    STRANGER = "stranger"


_PRESIDENCY = frozenset({Role.PRESIDENT})
_SECRETARIAT = frozenset({Role.TECHNICAL_SECRETARY, Role.STAFF})
_MEMBERS = frozenset({Role.TITULAR, Role.ALTERNATE})
_TITULARES = frozenset({Role.TITULAR})
_BOTH = _PRESIDENCY | _SECRETARIAT
_CONDUCT = _BOTH | {Role.PRESIDER}
_EVERYONE = _CONDUCT | _MEMBERS

_ROWS: tuple[tuple[frozenset[Role], tuple[Verb, ...]], ...] = (
    (_PRESIDENCY, (Verb.DECLINE, Verb.APPOINT_ADVISER)),
    (frozenset({Role.PRESIDER}), (Verb.CAST_CASTING_VOTE,)),
    (_SECRETARIAT, (
        Verb.REQUEST, Verb.RECORD_SERVICE, Verb.RECORD_NOTE, Verb.AMEND_ACUERDO, Verb.CERTIFY,
        Verb.DRAFT_ACTA, Verb.UPLOAD_ACTA, Verb.CIRCULATE_ACTA, Verb.RESOLVE_OBSERVATION,
        Verb.RECORD_SIGNATURE, Verb.BIND_GROUP,
        Verb.REVOKE_ENROLMENT, Verb.MANAGE_TEMPLATES, Verb.CONFIRM_FULFILMENT, Verb.RETURN_FULFILMENT,
        Verb.INFORM_COMPLIANCE, Verb.MONTHLY_REPORT, Verb.PROPOSE_ADVISER,
        Verb.REPLACE_TITULAR,
    )),
    (_BOTH, (
        Verb.DRAFT, Verb.ISSUE, Verb.DISCARD, Verb.RECTIFY, Verb.RESCHEDULE, Verb.CANCEL, Verb.FORM_COMMITTEE,
        Verb.VOID_ACUERDO, Verb.END_ADVISER,
    )),
    (_CONDUCT, (
        Verb.SEE_PANEL, Verb.INVITE_GUEST, Verb.TAKE_FIRST_LIST, Verb.TAKE_SECOND_LIST, Verb.MARK_PRESENT,
        Verb.MARK_DEPARTURE, Verb.ELECT_PRESIDER, Verb.INSTALL, Verb.CONSTITUTE, Verb.CONCLUDE_WITHOUT_QUORUM,
        Verb.CALL_SECOND_CONVENING, Verb.NEXT_STATION, Verb.DECIDE_URGENCY, Verb.SUSPEND,
        Verb.RESUME, Verb.CLOSE, Verb.OPEN_VOTE, Verb.CLOSE_VOTE, Verb.ANNUL_VOTE, Verb.RECOUNT,
        Verb.ADOPT_BY_CONSENSUS, Verb.AUTHORISE_EXECUTION, Verb.APPROVE_ACTA,
    )),
    (_TITULARES, (Verb.RSVP, Verb.REVIEW_ACTA, Verb.DESIGNATE_ALTERNATE)),
    (_MEMBERS, (
        Verb.MARK_SELF_PRESENT, Verb.CONSENT, Verb.CAST_BALLOT, Verb.GIVE_REASON, Verb.ASK_FOR_VOTE,
        Verb.SUBMIT_REQUEST,
    )),
    (_EVERYONE, (
        Verb.ATTACH_DOCUMENT, Verb.REPORT_PROGRESS, Verb.CLAIM_FULFILMENT,
        Verb.REPORT_COMMITTEE, Verb.CONSULT,
    )),
)  # fmt: skip

ALLOWED: Mapping[str, frozenset[Role]] = {act: roles for roles, acts in _ROWS for act in acts}

# Article 19 b: the President convenes the extraordinary sittings, and changes what was convened.
ALLOWED_EXTRAORDINARY: Mapping[str, frozenset[Role]] = dict.fromkeys(
    (Verb.ISSUE, Verb.RECTIFY, Verb.RESCHEDULE, Verb.CANCEL), _PRESIDENCY
)

MAXIMUM_STAFF = 7


def entitled(act: Verb, kind: SittingKind | None = None) -> frozenset[Role]:
    """The roles that may do the act, at a sitting of that kind.

    W1 to W5, C2; articles 12, 16, 19, 23, 25, 26.
    """
    if kind == SittingKind.EXTRAORDINARY and act in ALLOWED_EXTRAORDINARY:
        return ALLOWED_EXTRAORDINARY[act]
    return ALLOWED[act]


def authorise(
    act: Verb, roles: Collection[Role], kind: SittingKind | None = None, article: str | None = None
) -> None:
    """One of the person's roles may do the act: raises NotEntitled.

    W1 to W5, C2; articles 12, 16, 19, 23, 25, 26.

    The refusal cites `article`, or the Manual's for the act.
    """
    needed = entitled(act, kind)
    if needed.isdisjoint(roles):
        topic = Topic.CONVENE_EXTRAORDINARY if needed is not ALLOWED[act] else act.topic
        token = article or Reglamento().article(topic, date.max)
        raise NotEntitled(verb=act, needed=tuple(role for role in Role if role in needed), article=token)
