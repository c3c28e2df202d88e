"""Comités de Trabajo and the Comité de Asesores: formed, reporting, reminded, holding sittings of their own."""

from bot.sandbox.person import Person
from bot.sandbox.stage import Stage
from bot.store import tables
from bot.usecases import dialogue
from tests.sittings.acts import (
    convene,
    faults,
    files,
    heard,
    in_session,
    lima,
    reach_agenda,
    rows,
    said,
    vote,
    words_of,
)

FORM = (
    "/comite\nNombre: Comité de evaluación de pilotos\nMiembros: vmps, dgse, de\nCoordina: vmps\n"
    "Objetivo: Evaluar los tres pilotos\nPlazo: 30/04/2026"
)
OWN = "AYNI-GT-C1"


async def chosen(person: Person, sigla: str, text: str) -> None:
    """A command, and which body it is for."""
    await person.send(text)
    assert "¿A cuál" in person.inbox()[-1].text
    await person.press(sigla)


async def test_a_committee_is_formed_reports_and_is_reminded_until_it_is_fulfilled(each_body: Stage):
    """W6, F3: three members, one coordinating; 7 d, 1 d, the day, overdue weekly, to coordinator and ST."""
    made = each_body
    vmps, opi = made.seats["vmps"], made.seats["opi"]
    await made.secretary.send(FORM)
    for clave in ("vmps", "dgse", "de"):
        said(made.seats[clave], "Comité de Trabajo conformado", "30/04/2026", "artículo 20 del Manual")
    assert heard(opi, "Comité de Trabajo conformado") == []
    await made.secretary.send(FORM)
    assert len(rows(made, tables.committee)) == 1
    await opi.send("/comites")
    said(opi, "1. Comité de evaluación de pilotos", "Evaluar los tres pilotos", "Informes: 0")
    await opi.press("Comité de evaluación de pilotos")
    assert said(opi, "Miembros", "Ninguno todavía").labels == []
    await opi.send("/informe_comite\nComité: 1\nTexto: No soy quien coordina")
    said(opi, "vmps", "artículo 20")
    await vmps.send("/informe_comite\nComité: Comité de evaluación de pilotos\nTexto: Dos de tres <pilotos>")
    said(made.president, "Informe de comité", "Dos de tres <pilotos>")
    await opi.send("/comites")
    said(opi, "Informes: 1")
    for day, words in ((23, "vence en una semana"), (29, "vence mañana"), (30, "vence hoy")):
        await made.at(lima(day, 9, month=4))
        said(vmps, words)
        assert heard(made.secretary, words)
    await made.at(lima(1, 9, month=5))
    said(vmps, "Plazo de comité vencido", "1 día")
    await made.at(lima(8, 9, month=5))
    reminded = said(vmps, "Plazo de comité vencido", "8 días")
    await vmps.press("Informe", message=reminded)
    await vmps.send("Los tres pilotos están evaluados")
    await vmps.press("Cumplido", message=reminded)
    said(made.secretary, "Comité cumplido")
    before = len(vmps.inbox())
    await made.at(lima(16, 9, month=5))
    assert [each for each in vmps.inbox()[before:] if "Plazo de comité" in each.text] == []
    assert [row.text for row in rows(made, tables.committee_report)] == [
        "Dos de tres <pilotos>",
        "Los tres pilotos están evaluados",
    ]
    assert faults(made) == []


async def test_a_committee_that_the_manual_does_not_know_is_refused_with_what_it_takes(body: Stage):
    """W6: 3 or 4 members of the body, the coordinator one of them, a deadline ahead, an acuerdo that exists."""
    for wrong, right, words in (
        ("vmps, dgse, de", "vmps, dgse", ("de 3 a 4", "artículo 20")),
        ("vmps, dgse, de", "vmps, dgse, de, opi, vmpes", ("de 3 a 4", "5")),
        ("vmps, dgse, de", "vmps, dgse, nadie", ("nadie", "claves")),
        ("Coordina: vmps", "Coordina: opi", ("opi",)),
        ("30/04/2026", "01/03/2026", ("el plazo",)),
    ):
        await body.secretary.send(FORM.replace(wrong, right))
        said(body.secretary, *words)
    await body.secretary.send(FORM + "\nAcuerdo: 7-2026")
    said(body.secretary, "7-2026")
    await body.seats["opi"].send(FORM)
    said(body.seats["opi"], "Conformar un Comité de Trabajo", "Presidencia")
    assert rows(body, tables.committee) == []
    await body.president.send(FORM)
    await body.secretary.send(FORM.replace("30/04/2026", "30/05/2026"))
    said(body.secretary, "Ya existe «Comité de evaluación de pilotos»")
    await body.secretary.send("/informe_comite\nComité: 9\nTexto: x")
    said(body.secretary, "No hay un comité «9»", "1. Comité de evaluación")


async def test_the_acuerdo_that_formed_a_committee_stands_with_it(body: Stage):
    """W6, V7: its code as printed, or number and year."""
    await in_session(body)
    await vote(body, 3, "Conformar el comité", vmpes="A favor", vmps="A favor", dgse="A favor")
    await body.secretary.send(FORM + "\nAcuerdo: 001-2026")
    said(body.secretary, "Conformado por el ACUERDO N.° 001-2026-AYNI-GT")


async def test_a_committee_step_by_step_survives_a_restart(body: Stage):
    """W6: the question open when the bot stops is asked again, and the answers given are kept."""
    st = body.secretary
    await st.send("/comite")
    await st.press("Paso a paso")
    for answer in ("Comité de bases", "vmps dgse y de"):
        await st.send(answer)
    before = len(st.inbox())
    await body.app.run(dialogue.repeat_open_questions, body.app.desk)
    await body.app.idle()
    assert "Coordina" in " ".join(each.text for each in st.inbox()[before:])
    await st.press("vmps")
    await st.send("Redactar las bases")
    await st.send("30/04/2026")
    await st.press("Omitir")
    said(st, "Comité de bases", "No se indicó el acuerdo")
    assert [row.name for row in rows(body, tables.committee)] == ["Comité de bases"]


async def test_advisers_are_proposed_by_the_st_and_appointed_by_the_presidency_five_at_most(each_body: Stage):
    """W6: both acts recorded; ad honorem, not binding; the sixth is refused citing article 28."""
    made = each_body
    for number in range(1, 7):
        name = ("Ana", "Berta", "Carlos", "Dora", "Elías", "Flor")[number - 1]
        form = f"/asesores\nNombre: Dr. {name} Paz\nEspecialidad: evaluación\nDocumento: Informe {number}"
        await made.secretary.send(form)
        if number == 6:
            said(made.secretary, "máximo 5 personas", "serían 6", "artículo 28")
        elif number == 2:
            await made.president.press("No designar")
            said(made.secretary, "no designar")
            await made.secretary.send(form.replace("Berta", "Bruno"))
            await made.president.press("Designar")
        else:
            await made.president.press("Designar")
            said(made.secretary, "Designación en el Comité de Asesores", "ad honorem", f"{name} Paz")
    await made.seats["opi"].send("/comites")
    said(made.seats["opi"], "Dr. Bruno Paz, evaluación", "ad honorem", "no son vinculantes", "artículo 28")
    assert "Berta" not in made.seats["opi"].inbox()[-1].text
    await made.president.send("/asesores\nNombre: X\nEspecialidad: y\nDocumento: z")
    said(made.president, "Secretaría Técnica")
    states = [row.state for row in rows(made, tables.adviser)]
    assert (states.count("appointed"), states.count("declined")) == (5, 1)
    events = [row.event for row in rows(made, tables.journal)]
    assert (events.count("adviser_proposed"), events.count("adviser_appointed")) == (6, 5)
    assert faults(made) == []


async def test_only_the_presidency_decides_on_an_adviser_and_once(body: Stage):
    """W6: the button pressed by another hand is refused; pressed again it says what was decided."""
    await body.secretary.send("/asesores\nNombre: Dra. Ana Paz\nEspecialidad: e\nDocumento: d")
    offered = said(body.president, "Propuesta para el Comité de Asesores")
    data = offered.button("Designar")["callback_data"]
    assert "Presidencia" in await body.secretary.press_data(data, offered)
    await body.president.press("Designar")
    assert "ya se decidió" in await body.president.press("No designar", message=offered)
    assert "Designación registrada" in await body.president.press("Designar", message=offered)
    assert "ya no" in await body.president.press_data(data.rsplit(":", 1)[0] + ":99", offered)


async def test_a_committee_holds_its_own_sitting_with_the_same_tools(each_body: Stage):
    """W6: its coordinator presides, the body's ST runs it, nobody enrols again; its codes and acta are its own."""
    made = each_body
    vmps, de, opi = made.seats["vmps"], made.seats["de"], made.seats["opi"]
    await made.secretary.send(FORM)
    await made.secretary.send("/comites")
    await made.secretary.press("Comité de evaluación de pilotos")
    await made.secretary.press("Habilitar sesiones")
    for person in (vmps, de, made.secretary, *made.team):
        said(person, OWN, "Nadie vuelve a enrolarse")
    await made.secretary.send("/comite_sesiona 1")
    assert [row.sigla for row in rows(made, tables.body)] == ["AYNI-GT", OWN]
    await chosen(
        made.secretary,
        OWN,
        "/convocar\nTipo: ordinaria\nFecha: 12/03/2026 10:00\nLugar: Sala del piso 5\nAgenda:\n1. Primer piloto",
    )
    await made.secretary.press("Emitir convocatoria")
    assert heard(opi, "CONVOCATORIA") == []
    assert heard(de, "CONVOCATORIA", f"({OWN})", "Comité de evaluación de pilotos")
    await made.at(lima(12, 10))
    await made.secretary.send("/sala")
    await made.secretary.press("Primera lista")
    for clave in ("vmps", "de"):
        await made.seats[clave].press("Presente")
    await made.secretary.press("Instalar sesión")
    await reach_agenda(made)
    await made.secretary.send("/votar 1 Aprobar el informe del primer piloto")
    await vmps.press("A favor")
    await de.press("En contra")
    await made.secretary.press("Cerrar votación")
    await vmps.press("Dirimir a favor")
    said(vmps, "APROBADO", f"ACUERDO N.° 001-2026-{OWN}")
    await made.secretary.press("Cerrar sesión")
    await made.secretary.press("Circular")
    acta = words_of(made, files(de, ".docx")[-1])
    assert "Comité de evaluación de pilotos" in acta
    assert "Director General de Seguimiento y Evaluación" in acta
    assert files(opi, ".docx") == []
    await made.secretary.send("/concluir_comite\nComité: 1\nMotivo: El órgano asumió su encargo")
    said(vmps, "Comité concluido", "no se convoca más")
    await vmps.send("/convocar")
    said(
        vmps,
        "concluyó el jueves 12/03/2026",
        "«El órgano asumió su encargo»",
        "No se convoca más",
        "artículo 20 del Manual",
    )
    await chosen(de, OWN, "/carpeta")
    said(de, "Sesión Ordinaria N.° 01-2026", "Acta")
    assert faults(made) == []


async def test_w6_a_report_may_come_as_a_file_and_stands_in_the_folder(body: Stage):
    """W6, F3, A5: whoever coordinates is asked of which committee it is; the file is fetched from the card."""
    vmps, opi = body.seats["vmps"], body.seats["opi"]
    await body.secretary.send(FORM)
    await opi.upload(b"%PDF-1.4 x", "Informe.pdf")
    said(opi, "sesión")
    assert opi.inbox()[-1].keyboard == []
    await vmps.upload(b"%PDF-1.4 pilotos", "Informe de pilotos.pdf")
    said(vmps, "de qué comité es el informe")
    await vmps.press("Informe de Comité de evaluación de pilotos")
    got = said(body.president, "Informe de comité", "Informe de pilotos.pdf")
    assert body.server.document(got) == b"%PDF-1.4 pilotos"
    await vmps.press("Informe de Comité de evaluación de pilotos")
    assert len(rows(body, tables.committee_report)) == 1
    [filed] = [row for row in rows(body, tables.document) if row.kind == "informe_comite"]
    assert (filed.state, filed.sitting_id, filed.sha256 is not None) == (None, None, True)
    await opi.send("/comites")
    await opi.press("Comité de evaluación de pilotos")
    await opi.press("📎 Informe de pilotos.pdf")
    assert body.server.document(opi.inbox()[-1]) == b"%PDF-1.4 pilotos"
    await convene(body)
    await vmps.upload(b"%PDF-1.4 2", "Segundo.pdf")
    said(vmps, "¿A qué punto de la agenda corresponde, o de qué comité es el informe?")
    assert faults(body) == []


async def test_w6_an_adviser_ceases_and_a_committee_ends_with_reason(body: Stage):
    """W6, F3: who, why and by which document is recorded; the place is free again, no deadline is followed."""
    st, vmps = body.secretary, body.seats["vmps"]
    await st.send("/asesores\nNombre: Dra. Ana Paz\nEspecialidad: evaluación\nDocumento: Informe 1")
    await body.president.press("Designar")
    await st.send("/cese_asesor\nNombre: Nadie\nMotivo: Renuncia\nDocumento: Carta 2")
    said(st, "«Nadie» no integra", "Dra. Ana Paz")
    await st.send("/cese_asesor")
    await st.press("Paso a paso")
    await st.press("1")
    for answer in ("Renuncia", "Carta N.° 2-2026"):
        await st.send(answer)
    said(
        body.president,
        "Cese en el Comité de Asesores",
        "Dra. Ana Paz",
        "Renuncia",
        "Carta N.° 2-2026",
        "artículo 28",
    )
    [adviser] = rows(body, tables.adviser)
    assert (adviser.state, adviser.ended_document) == ("ended", "Carta N.° 2-2026")
    await st.send("/comites")
    said(st, "Sin integrantes")
    await st.send(FORM)
    await vmps.send("/concluir_comite\nComité: 1\nMotivo: x")
    said(vmps, "corresponde a")
    await st.send("/concluir_comite\nComité: 1\nMotivo: El órgano asumió su encargo")
    said(vmps, "Comité concluido", "El órgano asumió su encargo", "artículo 20")
    await st.send("/concluir_comite\nComité: 1\nMotivo: Otro")
    said(st, "ya concluyó")
    await body.at(lima(8, 9, month=5))
    assert heard(vmps, "Plazo de comité") == []
    assert "adviser_ended" in [row.event for row in rows(body, tables.journal)]
    assert faults(body) == []
