"""`/comites`: the committees and the advisers, each committee's card, and the sittings of its own."""

from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import select, update

from bot.rules.lifecycle import Verb
from bot.rules.roles import entitled
from bot.store import committees, people
from bot.store.tables import body, committee
from bot.usecases import inner_bodies
from bot.usecases.advisers import decision_buttons
from bot.usecases.buttons import press
from bot.usecases.case import Case, Receipt
from bot.usecases.committee_cards import card, card_buttons, committee_called, committee_of, of_the_body
from bot.usecases.refusals import AlreadyThere


@dataclass(frozen=True, slots=True)
class ListCommittees:
    verb: ClassVar[Verb] = Verb.CONSULT


def list_committees(case: Case, _command: ListCommittees) -> Receipt:
    """The committees with a button for each card; the advisers; proposals to whoever decides on them.

    Raises InsideCommittee."""
    of_the_body(case)
    rows = committees.committees(case.db, case.body.id)
    proposed = committees.advisers(case.db, case.body.id, "proposed")
    case.reply(
        "comites",
        committees=[card(case, row) for row in rows],
        advisers=[
            {"name": row.name, "specialty": row.specialty, "document": row.document}
            for row in committees.advisers(case.db, case.body.id, "appointed")
        ],
        proposed=len(proposed),
        article=case.article("committee"),
        article_advisers=case.article("advisers"),
        buttons=[[press("committee", row.id, label=row.name[:40])] for row in rows],
    )
    if not case.actor.roles.isdisjoint(entitled(Verb.APPOINT_ADVISER)):
        for row in proposed:
            said = {"name": row.name, "specialty": row.specialty, "document": row.document}
            article = case.article("advisers")
            case.reply("asesor_propuesto", buttons=decision_buttons(row.id), article=article, **said)
    return Receipt("comites")


@dataclass(frozen=True, slots=True)
class ShowCommittee:
    verb: ClassVar[Verb] = Verb.CONSULT
    committee_id: int


def show_committee(case: Case, command: ShowCommittee) -> Receipt:
    """Its card, with its reports and what may be done about it. Raises NotFound."""
    row = committee_of(case, command.committee_id)
    case.send(
        case.actor.telegram_id,
        "comite",
        buttons=card_buttons(case, row),
        article=case.article("committee"),
        **card(case, row),
    )
    return Receipt("comites")


@dataclass(frozen=True, slots=True)
class EnableSittings:
    """The committee, by its number or name, is to hold sittings of its own."""

    verb: ClassVar[Verb] = Verb.FORM_COMMITTEE
    reference: str


def enable_sittings(case: Case, command: EnableSittings) -> Receipt:
    """It becomes a body of its own, run by the same ST; nobody enrols again; a second time changes nothing.

    Raises NotFound, AlreadyThere (another body bears its sigla), InsideCommittee, CommitteeOver."""
    row = committee_called(case, command.reference)
    if row.own_body_id is None:
        inner_bodies.check_not_over(row, case.body, case.now)
        parent = case.db.execute(select(body).where(body.c.id == case.body.id)).one()
        sigla = f"{parent.sigla}-C{row.number}"
        if case.db.execute(select(body.c.id).where(body.c.sigla == sigla)).first() is not None:
            raise AlreadyThere(name=sigla)
        own = inner_bodies.found(case.db, parent, row, case.now)
        case.db.execute(update(committee).where(committee.c.id == row.id).values(own_body_id=own))
        inner_bodies.follow(case.db, case.body.id, case.now)
        case.record("committee_sits", f"committee:{row.id}", body=own)
        row = committee_of(case, row.id)
        told = {seat.titular_telegram for seat in people.seats(case.db, own)}
        told |= {operator.telegram_id for operator in people.operators(case.db, own)}
        for telegram_id in sorted((told | {case.actor.telegram_id}) - {None}):
            case.send(
                telegram_id,
                "comite_sesiona",
                name=row.name,
                sigla=row.own_sigla,
                parent=case.body.sigla,
                article=case.article("committee"),
            )
    return Receipt("comite_sesiona", {"sigla": row.own_sigla})
