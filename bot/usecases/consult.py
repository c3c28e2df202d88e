"""What anybody of the body may ask: sittings, the rules in force, what they may do."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import Row

from bot.rules import roles
from bot.rules.committees import CONVENING
from bot.rules.lifecycle import State, Verb
from bot.rules.reglamento import Topic
from bot.rules.roles import Role
from bot.store import people, sittings, votes
from bot.store.engine import reading
from bot.usecases import inner_bodies, signatures, versions
from bot.usecases.actors import Who, actor_of
from bot.usecases.buttons import press
from bot.usecases.case import Case, Receipt
from bot.usecases.conduct import OpenRoom, open_room
from bot.usecases.desk import Desk
from bot.usecases.refusals import NotFound
from bot.usecases.sitting import running
from bot.usecases.summary import agenda_context, summary

LEADERS = frozenset({Role.PRESIDENT, Role.TECHNICAL_SECRETARY, Role.STAFF})

# The commands in the order of /ayuda, each with the act it serves; templates/chat/ayuda.j2 has the words.
COMMANDS: tuple[tuple[str, Verb], ...] = (
    ("vincular", Verb.BIND_GROUP),
    ("convocar", Verb.DRAFT),
    ("solicitar", Verb.REQUEST),
    ("universal", Verb.DRAFT),
    ("rectificar", Verb.RECTIFY),
    ("reprogramar", Verb.RESCHEDULE),
    ("cancelar_sesion", Verb.CANCEL),
    ("notificaciones", Verb.SEE_PANEL),
    ("notificado", Verb.RECORD_SERVICE),
    ("sala", Verb.SEE_PANEL),
    ("votar", Verb.OPEN_VOTE),
    ("acuerdo", Verb.AMEND_ACUERDO),
    ("ejecutar", Verb.AUTHORISE_EXECUTION),
    ("nota", Verb.RECORD_NOTE),
    ("urgencia", Verb.DECIDE_URGENCY),
    ("recontar", Verb.RECOUNT),
    ("anular_votacion", Verb.ANNUL_VOTE),
    ("invitar", Verb.INVITE_GUEST),
    ("pedido", Verb.SUBMIT_REQUEST),
    ("comite", Verb.FORM_COMMITTEE),
    ("comite_sesiona", Verb.FORM_COMMITTEE),
    ("concluir_comite", Verb.FORM_COMMITTEE),
    ("asesores", Verb.PROPOSE_ADVISER),
    ("cese_asesor", Verb.END_ADVISER),
    ("reemplazar", Verb.REPLACE_TITULAR),
    ("alterno", Verb.DESIGNATE_ALTERNATE),
    ("voto", Verb.CAST_BALLOT),
    ("razon", Verb.GIVE_REASON),
    ("comprobante", Verb.CAST_BALLOT),
    ("certificar", Verb.CERTIFY),
    ("acta", Verb.CONSULT),
    ("carpeta", Verb.CONSULT),
    ("acuerdos", Verb.CONSULT),
    ("misacuerdos", Verb.CONSULT),
    ("pendientes", Verb.CONSULT),
    ("cumplimiento", Verb.INFORM_COMPLIANCE),
    ("informe", Verb.MONTHLY_REPORT),
    ("sesiones", Verb.CONSULT),
    ("comites", Verb.CONSULT),
    ("informe_comite", Verb.REPORT_COMMITTEE),
    ("plantillas", Verb.MANAGE_TEMPLATES),
    ("reglamento", Verb.CONSULT),
    ("verificar", Verb.CONSULT),
    ("ayuda", Verb.CONSULT),
    ("cancelar", Verb.CONSULT),
)


OF_THE_WHOLE = frozenset(
    {
        "comite", "comites", "informe_comite", "comite_sesiona", "concluir_comite", "asesores", "cese_asesor",
        "reemplazar", "plantillas", "informe",
    }
)  # fmt: skip
"""Commands that concern a body, never the sittings of one of its committees."""
_CONVENING = {name for name, act in COMMANDS if act in CONVENING}


@dataclass(frozen=True, slots=True)
class ListSittings:
    verb: ClassVar[Verb] = Verb.CONSULT


def list_sittings(case: Case, _command: ListSittings) -> Receipt:
    """Coming and past sittings; the forecast against quorum for those who lead (C9)."""
    coming = sittings.in_states(case.db, case.body.id, (State.CONVENED, *sittings.RUNNING))
    past = sittings.latest(case.db, case.body.id, (State.CLOSED, State.CONCLUDED, State.CANCELLED))
    leads = bool(case.actor.roles & LEADERS)
    ahead = [summary(case.db, case.body, row) for row in coming]
    rooms = [press("room", row["id"], label=row["sitting"] if len(ahead) > 1 else None) for row in ahead]
    case.reply(
        "sesiones",
        coming=ahead,
        past=[
            summary(case.db, case.body, row)
            | {"acta": _acta_state(case, row.id), "signatures": signatures.standing(case, row)}
            for row in past
        ],
        leads=leads,
        buttons=[[room] for room in rooms] if leads else None,
    )
    return Receipt("sesiones")


def _acta_state(case: Case, sitting_id: int) -> str | None:
    latest = versions.latest(case, sitting_id)
    return latest.state if latest is not None else None


@dataclass(frozen=True, slots=True)
class ShowReglamento:
    verb: ClassVar[Verb] = Verb.CONSULT


def show_reglamento(case: Case, _command: ShowReglamento) -> Receipt:
    """The parameters in force with their articles, as configured."""
    rules = case.body.reglamento
    case.reply(
        "reglamento",
        body=case.body.name,
        norm=case.body.norm,
        rules=_parameters(rules),
        articles={topic.value: case.article(topic) for topic in Topic},
    )
    return Receipt("reglamento")


def _parameters(rules: Any) -> dict[str, Any]:
    return {
        name: getattr(rules, name) for name in rules.__dataclass_fields__ if name not in ("articles", "lpag")
    }


@dataclass(frozen=True, slots=True)
class ShowHelp:
    verb: ClassVar[Verb] = Verb.CONSULT


def show_help(case: Case, _command: ShowHelp) -> Receipt:
    """How a sitting goes for this person; then what they may do, and nothing else; privately, wherever they ask."""
    if case.who.chat_id != case.actor.telegram_id:
        case.reply("ayuda_grupo")
    case.send(
        case.actor.telegram_id,
        "ayuda_pasos",
        operates=case.actor.operates,
        presides=Role.PRESIDENT in case.actor.roles,
        member=bool(case.actor.seats("titular", "alternate")),
        titular=bool(case.actor.seats("titular")),
    )
    left_out = OF_THE_WHOLE | (_CONVENING if inner_bodies.is_over(case.db, case.body.id) else set())
    case.send(
        case.actor.telegram_id,
        "ayuda",
        commands=[
            name
            for name in commands_for(case.actor.roles)
            if case.body.parent_id is None or name not in left_out
        ],
        name=case.actor.name,
        held=[{"capacity": row.capacity, "post": row.post} for row in case.actor.capacities],
    )
    return Receipt("ayuda")


def commands_for(held: frozenset[Role]) -> list[str]:
    """The commands that somebody in those roles may use, in order."""
    return [name for name, act in COMMANDS if not roles.entitled(act).isdisjoint(held)]


def menu_of(desk: Desk, telegram_id: int) -> list[str]:
    """The commands of that person in all the bodies they belong to, in order; none for a stranger."""
    with reading(desk.engine).begin() as db:
        held: set[Role] = set()
        for body_id in people.bodies_of(db, telegram_id):
            held |= actor_of(db, Who(telegram_id, body_id, telegram_id)).roles
    return commands_for(frozenset(held - {Role.STRANGER}))


def enrolled(desk: Desk) -> list[int]:
    """The Telegram ids of everybody who is enrolled in some body."""
    with reading(desk.engine).begin() as db:
        return people.enrolled(db)


def running_agenda(case: Case) -> list[tuple[str, str]]:
    """The agenda of the sitting that is running: number and text. Raises NotFound where none is."""
    return [(str(item["number"]), item["text"]) for item in agenda_context(case.db, running(case).id)]


def seat_keys(case: Case) -> list[tuple[str, str]]:
    """The body's seats: clave and post."""
    return [(seat.key, seat.post) for seat in people.seats(case.db, case.body.id)]


def recent_codes(case: Case) -> list[tuple[str, str]]:
    """The last acuerdos that may still be reworded: number and year, and code."""
    return [
        (f"{row.number}-{row.year}", row.code) for row in votes.latest_adopted(case.db, case.body.id, limit=8)
    ]


def _universal(case: Case) -> list[Row[Any]]:
    """Those that may yet sit without a convocatoria (C5)."""
    drafts = sittings.in_states(case.db, case.body.id, (State.DRAFT,))
    return [row for row in drafts if row.universal and case.body.day(row.held_at) >= case.body.day(case.now)]


@dataclass(frozen=True, slots=True)
class FindRoom:
    """`/sala`: the panel of the sitting that runs, else of the next; with several it asks which."""

    verb: ClassVar[Verb] = Verb.SEE_PANEL


def find_room(case: Case, _command: FindRoom) -> Receipt:
    """Raises NotFound where nothing is convened."""
    under_way = sittings.in_states(case.db, case.body.id, sittings.RUNNING)
    candidates = under_way or [
        *sittings.in_states(case.db, case.body.id, (State.CONVENED,)),
        *_universal(case),
    ]
    candidates = candidates or sittings.latest(case.db, case.body.id, (State.CONCLUDED,), limit=1)
    if not candidates:
        raise NotFound(what="sitting", name="")
    if len(candidates) == 1:
        return open_room(case, OpenRoom(candidates[0].id))
    shown = [summary(case.db, case.body, row) for row in candidates]
    case.reply(
        "elige_sesion",
        sittings=shown,
        buttons=[[press("room", row["id"], label=row["sitting"])] for row in shown],
    )
    return Receipt("elige_sesion")
