"""Every act of the body's people, each with the topic of the article that it rests on."""

from enum import StrEnum

from bot.rules.articles import Topic


class Verb(StrEnum):
    """An act, on a sitting or beside it; `topic` leads to its article."""

    topic: Topic

    def __new__(cls, value: str, topic: Topic = Topic.BODY) -> "Verb":
        verb = str.__new__(cls, value)
        verb._value_ = value
        verb.topic = topic
        return verb

    # before: C2, C6, C8, C9
    DRAFT = "draft", Topic.PREPARATION
    REQUEST = "request", Topic.CONVENE_EXTRAORDINARY
    DECLINE = "decline", Topic.CONVENE_EXTRAORDINARY
    DISCARD = "discard", Topic.CONVENE
    ISSUE = "issue", Topic.CONVENE
    RECTIFY = "rectify", Topic.CONVENE
    RESCHEDULE = "reschedule", Topic.CONVENE
    CANCEL = "cancel", Topic.CONVENE
    RSVP = "rsvp", Topic.MEETINGS
    RECORD_SERVICE = "record_service", Topic.CONVENE
    INVITE_GUEST = "invite_guest", Topic.INVITE
    ATTACH_DOCUMENT = "attach_document", Topic.FOLDER
    # lists: Q2, Q3, Q5, W4; C5
    TAKE_FIRST_LIST = "take_first_list", Topic.LISTS
    TAKE_SECOND_LIST = "take_second_list", Topic.LISTS
    MARK_PRESENT = "mark_present", Topic.ATTENDANCE
    MARK_SELF_PRESENT = "mark_self_present", Topic.ATTENDANCE
    MARK_DEPARTURE = "mark_departure", Topic.ATTENDANCE
    ELECT_PRESIDER = "elect_presider", Topic.AUTHORITIES
    INSTALL = "install", Topic.QUORUM
    CONSENT = "consent", Topic.SESSIONS
    CONSTITUTE = "constitute", Topic.SESSIONS
    CONCLUDE_WITHOUT_QUORUM = "conclude_without_quorum", Topic.LISTS
    CALL_SECOND_CONVENING = "call_second_convening", Topic.SECOND_CONVENING
    # the sitting: S1 to S4
    NEXT_STATION = "next_station", Topic.STATIONS
    DECIDE_URGENCY = "decide_urgency", Topic.SESSIONS
    RECORD_NOTE = "record_note", Topic.FOLDER
    SUSPEND = "suspend", Topic.QUORUM_LPAG
    RESUME = "resume", Topic.QUORUM_LPAG
    CLOSE = "close", Topic.CONDUCT
    # votes and acuerdos: V1 to V8
    OPEN_VOTE = "open_vote", Topic.CONSENSUS
    CAST_BALLOT = "cast_ballot", Topic.MAJORITY
    CLOSE_VOTE = "close_vote", Topic.MAJORITY
    CAST_CASTING_VOTE = "cast_casting_vote", Topic.CASTING
    ANNUL_VOTE = "annul_vote", Topic.VOTES
    RECOUNT = "recount", Topic.VOTES
    ADOPT_BY_CONSENSUS = "adopt_by_consensus", Topic.CONSENSUS
    ASK_FOR_VOTE = "ask_for_vote", Topic.CONSENSUS
    GIVE_REASON = "give_reason", Topic.MEMBERS
    AMEND_ACUERDO = "amend_acuerdo", Topic.ACTA
    CERTIFY = "certify", Topic.ACTA_LPAG
    AUTHORISE_EXECUTION = "authorise_execution", Topic.ACTA_LPAG
    # the acta: A1 to A4
    DRAFT_ACTA = "draft_acta", Topic.ACTA
    UPLOAD_ACTA = "upload_acta", Topic.FOLDER
    CIRCULATE_ACTA = "circulate_acta", Topic.ACTA_DEADLINE
    REVIEW_ACTA = "review_acta", Topic.ACTA
    RESOLVE_OBSERVATION = "resolve_observation", Topic.ACTA
    APPROVE_ACTA = "approve_acta", Topic.STATIONS
    RECORD_SIGNATURE = "record_signature", Topic.ACTA
    # beside the sittings: W1, W2, W6, S2, F1 to F3
    SEE_PANEL = "see_panel", Topic.ATTENDANCE
    CONSULT = "consult", Topic.BODY
    BIND_GROUP = "bind_group", Topic.SECRETARIAT
    REVOKE_ENROLMENT = "revoke_enrolment", Topic.SECRETARIAT
    MANAGE_TEMPLATES = "manage_templates", Topic.SECRETARIAT
    DESIGNATE_ALTERNATE = "designate_alternate", Topic.ALTERNATE
    SUBMIT_REQUEST = "submit_request", Topic.STATIONS
    REPORT_PROGRESS = "report_progress", Topic.FOLLOW_UP
    CLAIM_FULFILMENT = "claim_fulfilment", Topic.FOLLOW_UP
    CONFIRM_FULFILMENT = "confirm_fulfilment", Topic.FOLLOW_UP
    RETURN_FULFILMENT = "return_fulfilment", Topic.FOLLOW_UP
    VOID_ACUERDO = "void_acuerdo", Topic.FOLLOW_UP
    INFORM_COMPLIANCE = "inform_compliance", Topic.FOLLOW_UP
    MONTHLY_REPORT = "monthly_report", Topic.MONTHLY_REPORT
    FORM_COMMITTEE = "form_committee", Topic.COMMITTEE
    REPORT_COMMITTEE = "report_committee", Topic.COMMITTEE
    PROPOSE_ADVISER = "propose_adviser", Topic.ADVISERS
    APPOINT_ADVISER = "appoint_adviser", Topic.ADVISERS
    END_ADVISER = "end_adviser", Topic.ADVISERS
    REPLACE_TITULAR = "replace_titular", Topic.BODY
