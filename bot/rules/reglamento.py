"""The parameters of a body's rules: every default is the Manual's, with its article."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from bot.rules.errors import InvalidReglamento


class Counting(StrEnum):
    """How the days of notice are counted (C4)."""

    CALENDAR = "calendar"
    BUSINESS = "business"


class MajorityBase(StrEnum):
    """What a simple majority is a majority of (V1)."""

    OF_VOTES = "of_votes"
    OF_PRESENT = "of_present"


class QuorumBase(StrEnum):
    """The seats that the quorum is counted on (Q1)."""

    ALL_SEATS = "all_seats"
    FILLED_SEATS = "filled_seats"


class SittingKind(StrEnum):
    """Article 19."""

    ORDINARY = "ordinary"
    EXTRAORDINARY = "extraordinary"


class Topic(StrEnum):
    """What a rule is about; `Reglamento.article` says which article that is."""

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


@dataclass(frozen=True, slots=True)
class Reglamento:
    """The rules of one body; raises InvalidReglamento for a value that can't work."""

    ordinary_days: int = 7  # 25 d
    ordinary_counting: Counting = Counting.CALENDAR  # 25 d: "útiles" is said only in 25 j
    extraordinary_days: int = 3  # 19 b
    extraordinary_counting: Counting = Counting.CALENDAR  # 19 b
    notice_day_counts: bool = False  # LPAG, start of the count
    session_day_counts: bool = True  # 19 b: notice on a Monday allows Thursday
    second_list_minutes: int = 15  # 19 e
    acta_business_days: int = 3  # 25 j
    majority: MajorityBase = MajorityBase.OF_VOTES  # 18
    quorum_base: QuorumBase = QuorumBase.ALL_SEATS  # 19 c
    quorum_sticky: bool = True  # 19 c
    ballots_hidden_while_open: bool = True  # practice
    second_convening_business_days: int = 1  # 19 d; LPAG: the next day
    acuerdo_code: str = "ACUERDO N.° {numero:03d}-{anio}-{sigla}"  # 19 g
    sitting_name: str = "Sesión {tipo} N.° {numero:02d}-{anio}"  # practice
    articles: Mapping[str, str] = field(default_factory=dict, hash=False)
    lpag: tuple[LpagText, ...] = LPAG_TEXTS

    def __post_init__(self) -> None:
        lawful = {
            "ordinary_days": (range(91), Topic.NOTICE_ORDINARY),
            "extraordinary_days": (range(91), Topic.NOTICE_EXTRAORDINARY),
            "second_list_minutes": (range(1, 241), Topic.LISTS),
            "acta_business_days": (range(1, 61), Topic.ACTA_DEADLINE),
            "second_convening_business_days": (range(1, 31), Topic.SECOND_CONVENING),
        }
        for parameter, (values, topic) in lawful.items():
            value = getattr(self, parameter)
            if value not in values:
                raise InvalidReglamento(parameter=parameter, value=str(value), article=MANUAL[topic])
        for topic_name in self.articles:
            if topic_name not in frozenset(Topic):
                raise InvalidReglamento(parameter="articles", value=topic_name, article=MANUAL[Topic.BODY])

    def article(self, topic: str, on: date) -> str:
        """The article on `topic` as configured: the body's own, the Manual's, or LPAG's number in force `on` that day."""
        if topic in self.articles:
            return self.articles[topic]
        if topic in MANUAL:
            return MANUAL[topic]
        texts = sorted(self.lpag, key=lambda text: text.since)
        in_force = [text for text in texts if text.since <= on] or texts[:1]
        return in_force[-1].articles[topic]
