"""Q2, Q3, S1, S3, C6: the whole product State x Verb, against a table written by hand."""

from datetime import date
from itertools import product

import pytest

from bot.rules.errors import NotLawfulNow
from bot.rules.lifecycle import NEXT, State, Verb, advance, lawful, markdown_table
from bot.rules.reglamento import Reglamento

PAPERS = "record_service attach_document"
PRESENCE = "mark_present mark_departure"
ADOPTED = "give_reason amend_acuerdo certify"
LIST = f"{PAPERS} {PRESENCE} mark_self_present elect_presider invite_guest"

STAYS = {
    "draft": f"draft request invite_guest attach_document {PRESENCE} mark_self_present elect_presider consent",
    "convened": f"{PAPERS} rsvp rectify reschedule invite_guest",
    "first_list": LIST,
    "second_list": LIST,
    "in_session": f"""{PAPERS} {PRESENCE} elect_presider invite_guest next_station
        decide_urgency record_note open_vote cast_ballot close_vote cast_casting_vote annul_vote recount
        adopt_by_consensus ask_for_vote {ADOPTED} authorise_execution
        approve_acta""",
    "suspended": f"{PAPERS} {PRESENCE} invite_guest record_note {ADOPTED}",
    "closed": f"""{PAPERS} {ADOPTED} draft_acta upload_acta circulate_acta review_acta resolve_observation approve_acta
        record_signature""",
    "concluded": f"{PAPERS} call_second_convening",
    "cancelled": "record_service",
    "discarded": "",
}
MOVES = {
    "draft": {
        "issue": "convened",
        "discard": "discarded",
        "decline": "discarded",
        "constitute": "in_session",
    },
    "convened": {"take_first_list": "first_list", "cancel": "cancelled"},
    "first_list": {"take_second_list": "second_list", "install": "in_session", "cancel": "cancelled"},
    "second_list": {"install": "in_session", "conclude_without_quorum": "concluded", "cancel": "cancelled"},
    "in_session": {"suspend": "suspended", "close": "closed"},
    "suspended": {"resume": "in_session"},
}
BESIDE = """see_panel consult bind_group revoke_enrolment manage_templates designate_alternate
    submit_request report_progress claim_fulfilment confirm_fulfilment return_fulfilment inform_compliance void_acuerdo
    monthly_report form_committee report_committee propose_adviser
    appoint_adviser end_adviser replace_titular"""
PRODUCT = list(product(State, Verb))


def expected(state: State, verb: Verb) -> str | None:
    if verb in STAYS[state].split():
        return state
    return MOVES.get(state, {}).get(verb)


@pytest.mark.parametrize(("state", "verb"), PRODUCT)
def test_every_act_in_every_state_leads_where_the_rules_say_or_is_refused(state: State, verb: Verb) -> None:
    after = expected(state, verb)
    if after is not None:
        assert advance(state, verb) == State(after)
        assert verb in lawful(state)
    else:
        with pytest.raises(NotLawfulNow) as refusal:
            advance(state, verb)
        assert (refusal.value.verb, refusal.value.state) == (verb, state)
        assert set(refusal.value.lawful) == set(STAYS[state].split()) | set(MOVES.get(state, {}))


ARTICLES = {
    "12": "consult replace_titular",
    "16": "designate_alternate",
    "18": "cast_ballot close_vote cast_casting_vote",
    "19 b": "request decline",
    "19 c": "install",
    "19 d": "call_second_convening",
    "19 e": "take_first_list take_second_list conclude_without_quorum",
    "19 f": "next_station approve_acta submit_request",
    "19 g": "amend_acuerdo draft_acta review_acta resolve_observation record_signature",
    "19 h": "invite_guest",
    "20": "form_committee report_committee",
    "23 c": "close",
    "23 d": "issue discard rectify reschedule cancel record_service",
    "23 f": "open_vote adopt_by_consensus ask_for_vote",
    "24": "bind_group revoke_enrolment manage_templates",
    "25 b": "rsvp",
    "25 c": "draft",
    "25 e": "mark_present mark_self_present mark_departure see_panel",
    "25 i": "record_note attach_document upload_acta",
    "25 j": "circulate_acta",
    "25 k": "report_progress claim_fulfilment confirm_fulfilment return_fulfilment inform_compliance void_acuerdo",
    "25 s": "monthly_report",
    "28": "propose_adviser appoint_adviser end_adviser",
    "LPAG 96": "elect_presider",
    "LPAG 97": "give_reason",
    "LPAG 98": "consent constitute decide_urgency",
    "LPAG 99": "suspend resume",
    "LPAG 100": "annul_vote recount",
    "LPAG 102": "certify authorise_execution",
}


def test_every_act_rests_on_its_article() -> None:
    cited = {verb.value: Reglamento().article(verb.topic, date(2026, 11, 24)) for verb in Verb}
    assert cited == {act: article for article, acts in ARTICLES.items() for act in acts.split()}


def test_a_refusal_cites_the_acts_own_article_or_the_one_given() -> None:
    with pytest.raises(NotLawfulNow) as refusal:
        advance(State.CONVENED, Verb.TAKE_SECOND_LIST)
    assert refusal.value.article == "19 e"
    with pytest.raises(NotLawfulNow) as refusal:
        advance(State.CONVENED, Verb.TAKE_SECOND_LIST, article="9 bis")
    assert refusal.value.article == "9 bis"


def test_the_lawful_acts_stand_in_one_order_without_repetition() -> None:
    order = list(Verb)
    for state in State:
        places = [order.index(verb) for verb in lawful(state)]
        assert places == sorted(set(places))


def test_every_state_but_the_draft_is_reached_and_the_ended_ones_are_left_no_more() -> None:
    reached = {after for (before, _), after in NEXT.items() if after != before}
    assert reached == set(State) - {State.DRAFT}
    left = {before for (before, _), after in NEXT.items() if after != before}
    assert left == set(State) - {State.CLOSED, State.CONCLUDED, State.CANCELLED, State.DISCARDED}


def test_q2_only_the_second_list_can_end_without_quorum() -> None:
    assert [state for state, verb in NEXT if verb is Verb.CONCLUDE_WITHOUT_QUORUM] == [State.SECOND_LIST]


def test_q5_c5_members_mark_themselves_while_a_list_is_open_or_to_sit_without_convocatoria() -> None:
    marking = {state for state, verb in NEXT if verb is Verb.MARK_SELF_PRESENT}
    assert marking == {State.FIRST_LIST, State.SECOND_LIST, State.DRAFT}
    assert [state for state, verb in NEXT if verb is Verb.CONSENT] == [State.DRAFT]


def test_v6_nothing_is_decided_without_a_sitting_installed() -> None:
    deciding = "open_vote cast_ballot close_vote cast_casting_vote adopt_by_consensus decide_urgency"
    assert {state for state, verb in NEXT if verb in deciding.split()} == {State.IN_SESSION}


def test_c9_answers_are_taken_until_the_first_list() -> None:
    assert [state for state, verb in NEXT if verb is Verb.RSVP] == [State.CONVENED]


def test_acts_beside_the_sittings_are_in_no_state_lawful_and_all_others_in_some() -> None:
    assert {verb.value for verb in Verb} - {verb.value for _, verb in NEXT} == set(BESIDE.split())


def test_the_printed_table_says_the_same_as_the_table_that_is_applied() -> None:
    head, rule, *rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in markdown_table().splitlines()
    ]
    assert head == ["act", "article", *(state.value for state in State)]
    assert set(rule) == {"---"}
    printed = {
        (State(state), Verb(act)): State(cell)
        for act, _, *cells in rows
        for state, cell in zip(head[2:], cells, strict=True)
        if cell
    }
    assert printed == NEXT
    for act, article, *_ in rows:
        assert article == Reglamento().article(Verb(act).topic, date(2026, 11, 24))
