"""The shapes that a document is printed from: frozen, flat, JSON-able; one class per kind of document.

Dates are `datetime.date`; moments are aware `datetime` in any zone and are printed in the body's zone.
Tokens are English and never printed. Articles are the short tokens of the rules ("19 c", "LPAG 99"). Text is
plain text in which a newline starts a new line. An empty string or None means: unknown, or nothing to say.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Literal

from docgen.acta import Acta as Acta
from docgen.decisions import (
    Acuerdo as Acuerdo,
)
from docgen.decisions import (
    AgendaItem as AgendaItem,
)
from docgen.decisions import (
    Ballot as Ballot,
)
from docgen.decisions import (
    Casting as Casting,
)
from docgen.decisions import (
    Dissent as Dissent,
)
from docgen.decisions import (
    PreviousActa as PreviousActa,
)
from docgen.decisions import (
    Recount as Recount,
)
from docgen.decisions import (
    Station as Station,
)
from docgen.decisions import (
    Suspension as Suspension,
)
from docgen.decisions import (
    Vote as Vote,
)
from docgen.followup import Extracto as Extracto
from docgen.informe import Informe as Informe
from docgen.parts import (
    Absentee as Absentee,
)
from docgen.parts import (
    Amendment as Amendment,
)
from docgen.parts import (
    Articles as Articles,
)
from docgen.parts import (
    Attendee as Attendee,
)
from docgen.parts import (
    Body as Body,
)
from docgen.parts import (
    Guest as Guest,
)
from docgen.parts import (
    Means,
    SittingKind,
)
from docgen.parts import (
    Notice as Notice,
)
from docgen.parts import (
    Person as Person,
)
from docgen.parts import (
    Presider as Presider,
)
from docgen.parts import (
    Recipient as Recipient,
)
from docgen.parts import (
    RollCall as RollCall,
)
from docgen.parts import (
    SheetRow as SheetRow,
)
from docgen.parts import (
    Sitting as Sitting,
)
from docgen.parts import (
    Stay as Stay,
)
from docgen.parts import (
    Verification as Verification,
)
from docgen.records import Comite, Indice, InformeComite, Notificaciones, Votacion


@dataclass(frozen=True, slots=True, kw_only=True)
class Convocatoria:
    """The call to a sitting without number yet; from version 2 on a RECTIFICACIÓN of what `amendments` say.

    A `cancelled` one calls nobody any more. `reason` is why it was changed; `changes` says it in free words.

    `convener` signs in the right that `convener_role` names; `requested_by` is whose request the President
    took up. `first_held_at` is given for a second convening: when the sitting without quorum was called for.
    `documents` are those that are for no agenda item alone.
    """

    body: Body
    kind: SittingKind
    issued_at: datetime
    held_at: datetime
    place: str
    agenda: tuple[AgendaItem, ...]
    notice: Notice
    recipients: tuple[Recipient, ...]
    convener: Person
    convener_role: Literal["president", "secretary"] = "secretary"
    requested_by: str = ""
    means: Means = "in_person"
    second_convening_at: datetime | None = None
    first_held_at: datetime | None = None
    guests: tuple[Guest, ...] = ()
    documents: tuple[str, ...] = ()
    version: int = 1
    changes: str = ""
    amendments: tuple[Amendment, ...] = ()
    reason: str = ""
    cancelled: bool = False
    articles: Articles = field(default_factory=Articles)

    @property
    def dated(self) -> datetime:
        return self.issued_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Designacion:
    """The letter by which a titular names an alternate, or ends the designation (`withdrawn`).

    `document` is its number; without `sitting` it holds for all sittings from `valid_from` on.
    """

    body: Body
    document: str
    issued_on: date
    titular: Person
    seat: str
    alternate: Person
    president: Person
    valid_from: date
    valid_until: date | None = None
    sitting: str = ""
    withdrawn: bool = False
    articles: Articles = field(default_factory=Articles)

    @property
    def dated(self) -> datetime:
        return datetime(self.issued_on.year, self.issued_on.month, self.issued_on.day, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asistencia:
    """The attendance sheet: one row per seat, with room for a signature by hand."""

    body: Body
    sitting: Sitting
    rows: tuple[SheetRow, ...]
    secretary: Person
    lists: tuple[RollCall, ...] = ()
    guests: tuple[Guest, ...] = ()
    articles: Articles = field(default_factory=Articles)

    @property
    def dated(self) -> datetime:
        return self.sitting.closed_at or self.sitting.convened_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Constancia:
    """That a convening ended without quorum: both lists, the present, the absent and their reasons."""

    body: Body
    sitting: Sitting
    lists: tuple[RollCall, ...]
    present: tuple[Attendee, ...]
    absentees: tuple[Absentee, ...]
    secretary: Person
    concluded_at: datetime
    second_convening_at: datetime | None = None
    articles: Articles = field(default_factory=Articles)

    @property
    def dated(self) -> datetime:
        return self.concluded_at


Document = (
    Acta
    | Convocatoria
    | Designacion
    | Asistencia
    | Constancia
    | Extracto
    | Informe
    | Notificaciones
    | Votacion
    | Comite
    | InformeComite
    | Indice
)

KINDS: dict[str, type[Document]] = {
    "acta": Acta,
    "convocatoria": Convocatoria,
    "designacion": Designacion,
    "asistencia": Asistencia,
    "constancia": Constancia,
    "extracto": Extracto,
    "informe": Informe,
    "notificaciones": Notificaciones,
    "votacion": Votacion,
    "comite": Comite,
    "informe_comite": InformeComite,
    "indice": Indice,
}
