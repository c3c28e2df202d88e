"""The articles: which one each topic rests on, in the Manual and in each consolidated text of the general
law.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Topic(StrEnum):
    """What a rule is about; `Reglamento.article` says which article that is for a body."""

    BODY = "body"
    ALTERNATE = "alternate"
    MAJORITY = "majority"
    CASTING = "casting"
    MONTHLY = "monthly"
    CONVENE_EXTRAORDINARY = "convene_extraordinary"
    NOTICE_EXTRAORDINARY = "notice_extraordinary"
    QUORUM = "quorum"
    SECOND_CONVENING = "second_convening"
    LISTS = "lists"
    STATIONS = "stations"
    ACTA = "acta"
    INVITE = "invite"
    COMMITTEE = "committee"
    CONDUCT = "conduct"
    CONVENE = "convene"
    CONSENSUS = "consensus"
    SIGNATURE = "signature"
    MINISTER_REPORT = "minister_report"
    SECRETARIAT = "secretariat"
    MEETINGS = "meetings"
    PREPARATION = "preparation"
    NOTICE_ORDINARY = "notice_ordinary"
    ATTENDANCE = "attendance"
    FOLDER = "folder"
    ACTA_DEADLINE = "acta_deadline"
    FOLLOW_UP = "follow_up"
    ENTRUSTED = "entrusted"
    MONTHLY_REPORT = "monthly_report"
    STAFF = "staff"
    ADVISERS = "advisers"
    STAFF_SIZE = "staff_size"
    REGIME = "regime"
    AUTHORITIES = "authorities"
    MEMBERS = "members"
    SESSIONS = "sessions"
    QUORUM_LPAG = "quorum_lpag"
    VOTES = "votes"
    DUTY_TO_VOTE = "duty_to_vote"
    ACTA_LPAG = "acta_lpag"
    COUNT_START = "count_start"
    DEADLINES = "deadlines"


MANUAL: Mapping[str, str] = {
    Topic.BODY: "12", Topic.ALTERNATE: "16", Topic.MAJORITY: "18", Topic.CASTING: "18",
    Topic.MONTHLY: "19 a", Topic.CONVENE_EXTRAORDINARY: "19 b", Topic.NOTICE_EXTRAORDINARY: "19 b",
    Topic.QUORUM: "19 c", Topic.SECOND_CONVENING: "19 d", Topic.LISTS: "19 e", Topic.STATIONS: "19 f",
    Topic.ACTA: "19 g", Topic.INVITE: "19 h", Topic.COMMITTEE: "20", Topic.CONDUCT: "23 c",
    Topic.CONVENE: "23 d", Topic.CONSENSUS: "23 f", Topic.SIGNATURE: "23 g", Topic.MINISTER_REPORT: "23 h",
    Topic.SECRETARIAT: "24", Topic.MEETINGS: "25 b", Topic.PREPARATION: "25 c", Topic.NOTICE_ORDINARY: "25 d",
    Topic.ATTENDANCE: "25 e", Topic.FOLDER: "25 i", Topic.ACTA_DEADLINE: "25 j", Topic.FOLLOW_UP: "25 k",
    Topic.ENTRUSTED: "25 o", Topic.MONTHLY_REPORT: "25 s", Topic.STAFF: "26", Topic.ADVISERS: "28",
    Topic.STAFF_SIZE: "35",
}  # fmt: skip

_LPAG_ORDER = (
    Topic.REGIME, Topic.AUTHORITIES, Topic.MEMBERS, Topic.SESSIONS,
    Topic.QUORUM_LPAG, Topic.VOTES, Topic.DUTY_TO_VOTE, Topic.ACTA_LPAG,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LpagText:
    """A consolidated text of Ley 27444: the article of each topic from the day `since` on."""

    since: date
    articles: Mapping[str, str] = field(hash=False)


def _lpag(since: date, regime: int, count_start: int) -> LpagText:
    articles: dict[str, str] = {topic: f"LPAG {regime + place}" for place, topic in enumerate(_LPAG_ORDER)}
    articles |= {Topic.COUNT_START: f"LPAG {count_start}", Topic.DEADLINES: f"LPAG {count_start + 1}"}
    return LpagText(since, articles)


LPAG_TEXTS = (
    _lpag(date(2019, 1, 26), regime=106, count_start=144),  # DS 004-2019-JUS
    _lpag(date(2026, 1, 1), regime=95, count_start=133),
)
