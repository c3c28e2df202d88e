"""What happens in Telegram itself: blocked, unreachable, moved, anonymous, strangers, menus."""

from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from bot.sandbox.stage import Stage, stage
from bot.store import tables
from bot.usecases import folder
from bot.usecases.desk import Desk
from tests.sittings.acts import (
    MONDAY,
    convene,
    files,
    heard,
    in_group,
    in_session,
    install,
    lima,
    rows,
    said,
    vote,
)


async def test_whoever_cannot_be_reached_is_listed_to_the_st_as_unserved(sqlite_url: str, tmp_path: Path):
    """C8: one never enrolled, one blocked the bot; both are named, the others have their hour of service."""
    async with stage(MONDAY, sqlite_url, tmp_path / "archivo", without_telephone=frozenset({"opi"})) as body:
        await body.seats["de"].block()
        await convene(body)
        unserved = heard(body.secretary, "Sin notificar por chat")
        assert [any(clave in each.text for each in unserved) for clave in ("opi", "de", "vmps")] == [
            True,
            True,
            False,
        ]
        served = {row.seat_id: row.served_at for row in rows(body, tables.service)}
        assert sum(moment is None for moment in served.values()) == 2
        await body.seats["de"].unblock()
        await body.seats["de"].send("/sesiones")
        said(body.seats["de"], "Sesión Ordinaria del 12/03/2026")
        await install(body, "vmpes", "vmps", "dgse", "dgcgps")
        assert len(in_group(body, "Sesión instalada")) == 1


async def test_a_paper_that_the_record_does_not_give_now_goes_out_when_it_is_back(
    body: Stage, monkeypatch: pytest.MonkeyPatch
):
    """C8: a database that was away for a moment leaves nobody without their convocatoria."""
    whole, outages = folder.fetch, iter([OperationalError("SELECT", {}, Exception("away"))] * 3)

    def fetch(desk: Desk, document_id: int) -> folder.Filed:
        if outage := next(outages, None):
            raise outage
        return whole(desk, document_id)

    monkeypatch.setattr(folder, "fetch", fetch)
    await convene(body)
    await body.after(seconds=5)
    assert {len(files(person, ".docx")) for person in body.seats.values()} == {1}
    assert "failed" not in {row.state for row in rows(body, tables.outbox)}


async def test_a_group_that_becomes_a_supergroup_takes_the_sitting_with_it(body: Stage):
    """The lists, votes and results go on under the new id, whichever way Telegram tells of it."""
    basic = body.server.group("AYNI básico", *body.seats.values(), supergroup=False)
    await body.secretary.send("/vincular", chat=basic)
    body.group = basic
    await in_session(body)
    basic.migrate()
    await body.server.settled()
    await vote(body, 1, "Aprobar el plan", vmpes="A favor")
    assert len(in_group(body, "APROBADO", "Votación nominal")) == 1
    assert [row.group_chat_id for row in rows(body, tables.body)] == [basic.id]
    assert await body.seats["opi"].press("A favor", chat=basic, stale=True)


async def test_a_member_who_blocks_the_bot_amid_a_vote_can_still_vote_in_the_group(body: Stage):
    """V2: nothing that is said to them gets stuck, nobody else waits."""
    await in_session(body)
    await body.seats["opi"].block()
    await body.secretary.send("/votar 1 Aprobar el plan")
    assert (await body.seats["opi"].press("En contra", chat=body.group)).startswith("Voto registrado")
    await body.president.press("A favor")
    await body.secretary.press("Cerrar votación")
    assert heard(body.president, "dirimir")
    assert not any(row.state in ("pending", "sending") for row in rows(body, tables.outbox))


async def test_strangers_get_no_data_and_the_st_one_notice_a_day(body: Stage):
    """Privacy: whatever they send or press; the second day there is a second notice."""
    await convene(body)
    nosy = body.server.person("Curioso <b>Pérez</b>")
    names = [person.name for person in body.seats.values()]
    for text in ("/start", "/sesiones", "/ayuda", "hola", "/convocar", "/sala", "/acta 1", "/reglamento"):
        await nosy.send(text)
        answer = said(nosy, "únicamente a las personas registradas")
        assert not any(name in answer.text for name in [*names, "Sesión", "AYNI"])
        assert answer.labels == []
    invited = next(each for each in body.president.inbox() if "Asistiré" in each.labels)
    pressed = await nosy.press_data(invited.button("Asistiré")["callback_data"], nosy.inbox()[-1])
    assert "únicamente a las personas registradas" in pressed
    body.group.join(nosy)
    assert "únicamente" in await nosy.press_data("here:1:1", body.group.transcript()[-1])
    assert rows(body, tables.rsvp) == []
    assert len(heard(body.secretary, "persona sin acceso registrado")) == 1
    assert not any("Curioso" in each.text for each in body.secretary.inbox())
    await body.at(lima(3, 12))
    await nosy.send("/start")
    assert len(heard(body.secretary, "persona sin acceso registrado")) == 2
    for person in (body.president, body.seats["opi"], *body.team):
        assert heard(person, "persona sin acceso registrado") == []


async def test_an_anonymous_administrator_is_asked_for_a_name(body: Stage):
    """25 e: acts stand in somebody's name; the group's is none."""
    await in_session(body)
    before = len(rows(body, tables.journal))
    await body.secretary.send("/votar 1 Aprobar el plan", chat=body.group, anonymous=True)
    assert in_group(body, "anonimato")
    assert len(rows(body, tables.journal)) == before


async def test_the_menus_offer_what_each_may_do(body: Stage):
    """Commands are registered per scope: strangers, groups, and each person."""
    menus = {
        scope: {each["command"] for each in commands}
        for scope, commands in body.server.world.commands.items()
    }
    of = {person: next(menus[scope] for scope in menus if str(person.id) in scope) for person in (
        body.secretary, body.president, body.seats["opi"])}  # fmt: skip
    assert {"convocar", "votar", "acuerdo", "nota", "sala", "vincular"} <= of[body.secretary]
    assert {"convocar", "votar", "sala", "alterno"} <= of[body.president]
    assert "alterno" in of[body.seats["opi"]]
    assert not {"convocar", "nota", "sala", "vincular"} & of[body.seats["opi"]]
    assert menus[next(scope for scope in menus if "default" in scope)] == {"start", "verificar"}
    assert any("all_group_chats" in scope for scope in menus)


async def test_ayuda_sesiones_and_reglamento_say_to_each_what_is_theirs(body: Stage):
    """C9: the forecast stands in /sesiones of the ST and the President only; the rules with their articles."""
    await convene(body)
    await body.president.press("Asistiré")
    member = body.seats["opi"]
    await member.send("/ayuda")
    theirs = said(member, "/alterno", "/sesiones").text
    assert "/convocar" not in theirs
    await body.secretary.send("/ayuda")
    said(body.secretary, "/convocar", "/nota", "/votar")
    before = len(body.secretary.inbox())
    await body.secretary.send("/ayuda", chat=body.group)
    assert in_group(body, "Este grupo sirve para los anuncios")
    assert not in_group(body, "/convocar")
    assert len(body.secretary.inbox()) == before + 2
    said(body.secretary, "Antes de la sesión", "Durante la sesión", "Después de la sesión", "informes")
    assert heard(
        body.secretary,
        "Cómo se lleva una sesión",
        "/vincular",
        "«Emitir convocatoria»",
        "/sala",
        "«Circular»",
    )
    await body.team[0].send("/ayuda")
    said(body.team[0], "/nota", "equipo técnico")
    for person, sees in ((body.secretary, True), (body.president, True), (member, False)):
        await person.send("/sesiones")
        shown = said(person, "Sesión Ordinaria del 12/03/2026")
        assert ("Pronóstico: asistirán 1" in shown.text) is sees
    await member.send("/reglamento")
    said(member, "7 días de anticipación", "artículo 25 d)", "15 minutos", "artículo 19 e)", "de_los_votos")
