"""What becomes of an acuerdo after its adoption, on paper: the certified extract."""

from dataclasses import dataclass, field
from datetime import datetime

from docgen.decisions import Acuerdo
from docgen.parts import Articles, Body, Person, Sitting, Verification


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracto:
    """The certified extract of one acuerdo, `number` of its series; `item` is the title of its agenda item.

    `present` of `seats` when it was adopted. Without `acta_approved_at` the acta is still to be approved;
    `voided`: why it was declared without effect later on, at `voided_at`.
    """

    body: Body
    number: str
    issued_at: datetime
    sitting: Sitting
    acuerdo: Acuerdo
    secretary: Person
    present: int
    seats: int
    item: str = ""
    adopted_at: datetime | None = None
    acta_approved_at: datetime | None = None
    voided: str = ""
    voided_at: datetime | None = None
    verification: Verification | None = None
    articles: Articles = field(default_factory=Articles)

    @property
    def dated(self) -> datetime:
        return self.issued_at
