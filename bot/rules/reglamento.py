"""The parameters of a body's rules: every default is the Manual's, with its article."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from bot.rules.articles import LPAG_TEXTS, MANUAL, LpagText
from bot.rules.articles import Topic as Topic
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


LIMITS: Mapping[str, tuple[range, Topic]] = {
    "ordinary_days": (range(91), Topic.NOTICE_ORDINARY),
    "extraordinary_days": (range(91), Topic.NOTICE_EXTRAORDINARY),
    "second_list_minutes": (range(1, 241), Topic.LISTS),
    "acta_business_days": (range(1, 61), Topic.ACTA_DEADLINE),
    "second_convening_business_days": (range(1, 31), Topic.SECOND_CONVENING),
}
"""What each number of a `Reglamento` may be."""


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
        for parameter, (values, topic) in LIMITS.items():
            value = getattr(self, parameter)
            if value not in values:
                raise InvalidReglamento(parameter=parameter, value=str(value), article=MANUAL[topic])
        for topic_name in self.articles:
            if topic_name not in frozenset(Topic):
                raise InvalidReglamento(parameter="articles", value=topic_name, article=MANUAL[Topic.BODY])

    def article(self, topic: str, on: date) -> str:
        """The article on `topic` as configured: the body's own, the Manual's, or LPAG's number in force `on`
        that day.
        """
        if topic in self.articles:
            return self.articles[topic]
        if topic in MANUAL:
            return MANUAL[topic]
        texts = sorted(self.lpag, key=lambda text: text.since)
        in_force = [text for text in texts if text.since <= on] or texts[:1]
        return in_force[-1].articles[topic]
