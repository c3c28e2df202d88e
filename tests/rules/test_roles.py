"""W1 to W5, C2: every role against every act, by a table written by hand."""

from itertools import product

import pytest

from bot.rules.errors import NotEntitled
from bot.rules.reglamento import SittingKind
from bot.rules.roles import ALLOWED, Role, authorise, entitled
from bot.rules.verbs import Verb

PANEL = """see_panel invite_guest take_first_list take_second_list mark_present mark_departure elect_presider
    install constitute conclude_without_quorum call_second_convening next_station
    decide_urgency suspend resume close open_vote close_vote annul_vote recount adopt_by_consensus
    authorise_execution approve_acta"""
EVERYONE = "attach_document report_progress claim_fulfilment report_committee consult"
CONVENING = "draft issue discard rectify reschedule cancel form_committee void_acuerdo end_adviser"
MEMBER = "mark_self_present consent cast_ballot give_reason ask_for_vote submit_request"
SECRETARIAT = """request record_service record_note amend_acuerdo certify draft_acta upload_acta
    circulate_acta resolve_observation record_signature bind_group revoke_enrolment manage_templates
    confirm_fulfilment return_fulfilment inform_compliance monthly_report
    propose_adviser replace_titular"""

MAY = {
    Role.PRESIDENT: f"{PANEL} {EVERYONE} {CONVENING} decline appoint_adviser",
    Role.TECHNICAL_SECRETARY: f"{PANEL} {EVERYONE} {CONVENING} {SECRETARIAT}",
    Role.STAFF: f"{PANEL} {EVERYONE} {CONVENING} {SECRETARIAT}",
    Role.TITULAR: f"{EVERYONE} {MEMBER} rsvp review_acta designate_alternate",
    Role.ALTERNATE: f"{EVERYONE} {MEMBER}",
    Role.PRESIDER: f"{PANEL} {EVERYONE} cast_casting_vote",
    Role.STRANGER: "",
}


@pytest.mark.parametrize(("role", "verb"), list(product(Role, Verb)))
def test_each_role_may_do_exactly_its_acts(role: Role, verb: Verb) -> None:
    if verb in MAY[role].split():
        authorise(verb, {role})
        authorise(verb, {Role.STRANGER, role})
    else:
        with pytest.raises(NotEntitled) as refusal:
            authorise(verb, {role})
        assert refusal.value.verb == verb
        assert set(refusal.value.needed) == {other for other in Role if verb in MAY[other].split()}


def test_every_act_belongs_to_somebody() -> None:
    assert set(ALLOWED) == set(Verb)
    assert all(ALLOWED.values())


def test_w5_the_equipo_tecnico_may_do_what_the_st_does_and_has_no_vote() -> None:
    for verb in Verb:
        assert (Role.STAFF in entitled(verb)) == (Role.TECHNICAL_SECRETARY in entitled(verb))
    assert Role.STAFF not in entitled(Verb.CAST_BALLOT)


def test_w1_the_secretary_votes_as_the_member_that_they_also_are() -> None:
    with pytest.raises(NotEntitled):
        authorise(Verb.CAST_BALLOT, {Role.TECHNICAL_SECRETARY})
    authorise(Verb.CAST_BALLOT, {Role.TECHNICAL_SECRETARY, Role.TITULAR})


def test_w4_the_casting_vote_is_of_whoever_presides_and_not_of_an_absent_president() -> None:
    with pytest.raises(NotEntitled) as refusal:
        authorise(Verb.CAST_CASTING_VOTE, {Role.PRESIDENT, Role.TITULAR})
    assert refusal.value.fields() == {"verb": "cast_casting_vote", "needed": ["presider"], "article": "18"}
    authorise(Verb.CAST_CASTING_VOTE, {Role.ALTERNATE, Role.PRESIDER})


@pytest.mark.parametrize("role", Role)
def test_c2_only_the_president_convenes_an_extraordinary_sitting(role: Role) -> None:
    if role is Role.PRESIDENT:
        authorise(Verb.ISSUE, {role}, SittingKind.EXTRAORDINARY)
    else:
        with pytest.raises(NotEntitled) as refusal:
            authorise(Verb.ISSUE, {role}, SittingKind.EXTRAORDINARY)
        assert refusal.value.fields() == {"verb": "issue", "needed": ["president"], "article": "19 b"}


def test_c2_the_kind_of_sitting_changes_nothing_else() -> None:
    for verb in Verb:
        assert entitled(verb, SittingKind.ORDINARY) == entitled(verb)
        if verb not in (Verb.ISSUE, Verb.RECTIFY, Verb.RESCHEDULE, Verb.CANCEL):
            assert entitled(verb, SittingKind.EXTRAORDINARY) == entitled(verb)


def test_c2_an_ordinary_refusal_cites_the_acts_article_or_the_one_given() -> None:
    with pytest.raises(NotEntitled) as refusal:
        authorise(Verb.ISSUE, {Role.TITULAR}, SittingKind.ORDINARY)
    assert refusal.value.article == "23 d"
    assert refusal.value.needed == (Role.PRESIDENT, Role.TECHNICAL_SECRETARY, Role.STAFF)
    with pytest.raises(NotEntitled) as refusal:
        authorise(Verb.ISSUE, {Role.TITULAR}, article="9")
    assert refusal.value.article == "9"
