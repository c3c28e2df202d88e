"""Seats over time: a post changes hands in chat, before a sitting and in the middle of one."""

from bot.grupo import example_toml, parse_grupo
from bot.sandbox.script import code_shown_to
from bot.sandbox.stage import Stage
from bot.store import tables
from bot.usecases.installation import install_body
from tests.sittings.acts import (
    HELD,
    convene,
    faults,
    files,
    heard,
    in_group,
    in_session,
    panel,
    reach_agenda,
    rows,
    said,
    vote,
    words_of,
)

NEW = "Mg. Elena Rojas Prado"
OLD = "Ing. Pedro Pablo Quiroz Chávez"


def relief(clave: str = "opi", name: str = NEW, acting: str = "no") -> str:
    return f"/reemplazar\nIntegrante: {clave}\nTitular: {name}\nDocumento: RM 120-2026\nEncargado: {acting}"


async def test_a_new_titular_by_the_st_with_the_document_that_names_them(each_body: Stage):
    """W1, W2: the old right ends with the alternate it named (16); the link goes to the ST; "(e)" is shown."""
    made = each_body
    opi = made.seats["opi"]
    await opi.send("/alterno\nNombre: Sr. Juan Paz\nCargo: Analista\nDocumento: Oficio 1\nSesiones: todas")
    alternate = await made.newcomer("Sr. Juan Paz", code_shown_to(opi))
    await convene(made, agenda=["Plan de trabajo"])
    await opi.press("Asistiré")
    await made.secretary.send(relief(acting="sí"))
    said(made.secretary, f"{OLD}", NEW, "(e)", "RM 120-2026", "Juan Paz como alterno concluye", "artículo 16")
    said(opi, "Cambio de titular", NEW)
    assert "start=" not in opi.inbox()[-1].text
    said(made.president, "Cambio de titular")
    link = code_shown_to(made.secretary)
    await made.secretary.send("/sala")
    shown = panel(made.secretary)
    assert f"opi (e) {NEW} · sin acceso" in shown.text
    new = await made.newcomer(NEW, link)
    said(new, "bienvenida", "Inversiones (e)", "titular")
    assert "sin acceso" not in shown.text
    for gone in (opi, alternate):
        await gone.send("/sesiones")
        said(gone, "registradas")
    assert f"opi (e) {NEW}" in shown.text
    assert "Sin respuesta: 7" in shown.text
    await made.at(HELD)
    await made.secretary.press("Primera lista")
    for clave in ("vmpes", "vmps", "dgse"):
        await made.seats[clave].press("Presente", chat=made.group)
    await new.press("Presente")
    await made.secretary.press("Instalar sesión")
    await reach_agenda(made)
    await vote(made, 1, "Aprobar", vmpes="A favor", vmps="A favor")
    await made.secretary.press("Cerrar sesión")
    await made.secretary.press("Circular")
    acta = words_of(made, files(new, ".docx")[-1])
    assert NEW in acta
    assert "Jefe de la Oficina de Planeamiento e Inversiones (e)" in acta
    assert OLD not in acta
    assert faults(made) == []


async def test_past_actas_lists_and_votes_keep_the_names_of_then(each_body: Stage):
    """W1, A1: the acta drafted after the change still names who attended and voted."""
    made = each_body
    await in_session(made, agenda=["Plan de trabajo"])
    await vote(made, 1, "Aprobar", vmpes="A favor", vmps="A favor", dgse="A favor", opi="En contra")
    await made.secretary.press("Cerrar sesión")
    await made.secretary.send(relief(acting="sí"))
    await made.secretary.send("/acta")
    await made.secretary.press("Circular")
    acta = words_of(made, files(made.president, ".docx")[-1])
    assert OLD in acta
    assert NEW not in acta
    assert "Inversiones (e)" not in acta


async def test_in_a_running_sitting_presence_and_ballots_of_the_former_holder_stand(body: Stage):
    """W3, V2: they count in the vote under way; the newcomer's arrival is recorded with its hour."""
    await in_session(body)
    await body.secretary.send("/votar 1 Aprobar el plan")
    for clave, label in {
        "vmpes": "A favor",
        "vmps": "En contra",
        "dgse": "En contra",
        "opi": "En contra",
    }.items():
        await body.seats[clave].press(label)
    await body.secretary.send(relief())
    said(body.secretary, "su presencia y sus votos emitidos se mantienen")
    shown = [each for each in body.seats["opi"].inbox() if "A favor" in each.labels]
    await body.secretary.press("Cerrar votación")
    assert in_group(body, "En contra: 3", OLD)
    if shown:
        assert "registradas" in await body.seats["opi"].press("A favor", message=shown[-1])
    new = await body.newcomer(NEW, code_shown_to(body.secretary))
    await body.secretary.send("/sala")
    await body.secretary.press("opi")
    await body.secretary.press("opi")
    assert NEW in panel(body.secretary).text
    stays = [(row.left_at is None) for row in rows(body, tables.presence) if row.list == 0 or row.left_at]
    assert stays == [False, True]
    await body.secretary.send("/votar 2 Aprobar las bases")
    await new.press("A favor")
    assert faults(body) == []


async def test_what_a_replacement_may_not_do_is_refused(body: Stage):
    """W1, W3: by whom, of which seat, to whom."""
    await body.president.send(relief())
    said(body.president, "cambio de un titular", "artículo 12")
    await body.secretary.send(relief("nadie"))
    said(body.secretary, "opi")
    await body.secretary.send(relief(name="Sra. Rosa Elvira Huamaní Castañeda"))
    said(body.secretary, "artículo 16")
    await body.secretary.send("/reemplazar\nIntegrante: opi\nTitular: X\nEncargado: no")
    said(body.secretary, "Documento")
    assert [row.event for row in rows(body, tables.journal) if row.event == "titular_replaced"] == []


async def test_an_acting_holder_is_confirmed_without_a_new_link(body: Stage):
    """W1: the same person, no longer acting; a second message changes nothing more."""
    await body.secretary.send(relief(name=OLD, acting="sí"))
    said(body.secretary, "(e)", "conserva su acceso")
    await body.secretary.send(relief(name=OLD, acting="no"))
    await body.secretary.send(relief(name=OLD, acting="no"))
    await body.seats["opi"].send("/ayuda")
    assert "Inversiones (e)" not in body.seats["opi"].inbox()[-1].text
    tenures = [row.acting for row in rows(body, tables.tenure) if row.person_id == max(
        each.id for each in rows(body, tables.person) if each.name == OLD)]  # fmt: skip
    assert tenures == [False, True, False]


async def test_the_file_applied_again_leaves_alone_whom_the_chat_named(body: Stage):
    """W1: `ayni init` with the same file changes nothing; with another titular it does, and ends the alternate."""
    await body.secretary.send(relief())
    desk = body.app.desk
    assert (await body.app.run(install_body, desk, body.grupo)).made == []
    await body.newcomer(NEW, code_shown_to(body.secretary))
    text = example_toml().replace(OLD, "Eco. Rita Luna")
    made = await body.app.run(install_body, desk, parse_grupo(text))
    assert made.made == ["titular opi"]
    assert heard(body.others[NEW], "bienvenida")
    await body.others[NEW].send("/sesiones")
    said(body.others[NEW], "registradas")
