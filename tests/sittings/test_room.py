"""In the room: the acta before, what is off the agenda, guests, pauses, hand-overs, recounts; played in the chat."""

from bot.sandbox.script import code_shown_to
from bot.sandbox.stage import Stage
from bot.store import tables
from bot.usecases import dialogue
from tests.sittings.acts import (
    AGENDA,
    FOUR,
    convene,
    convocatoria,
    faults,
    files,
    heard,
    in_group,
    in_session,
    install,
    lima,
    panel,
    reach_agenda,
    rows,
    said,
    vote,
    words_of,
)

SECOND = lima(26, 10)


async def close_all(made: Stage) -> str:
    """Closes the sitting, whatever is undecided; the draft's text."""
    await made.secretary.send("/sala")
    await made.secretary.press("Cerrar sesión")
    if "Queda sin decidir" in made.secretary.inbox()[-1].text:
        await made.secretary.press("Cerrar sesión")
    return words_of(made, files(made.secretary, ".docx")[-2])


async def test_s1_a3_the_acta_is_approved_in_the_first_station_of_the_next_ordinary_sitting(each_body: Stage):
    """S1, S4, A3, S2: approved once its observation is resolved; what was not treated comes back in the preview."""
    made = each_body
    secretary, seats = made.secretary, made.seats
    await in_session(made)
    await vote(made, 1, "Aprobar el plan", vmpes="A favor", vmps="A favor", dgse="A favor", opi="En contra")
    await close_all(made)
    await secretary.send("/acta")
    await secretary.press("Circular")
    await seats["vmps"].press("Conforme")
    await seats["opi"].press("Observar")
    await seats["opi"].send("Falta mi intervención.")
    await made.at(lima(16, 9))
    await secretary.send(convocatoria(SECOND, agenda=("Informe de pilotos (15 min)\n- Costos",)))
    said(secretary, "Puntos pendientes", AGENDA[1], AGENDA[2])
    await secretary.press("Agregar pendientes")
    said(secretary, f"2. {AGENDA[1]}", f"3. {AGENDA[2]}", "Informe de pilotos (15 min)\n   – Costos")
    await secretary.press("Emitir convocatoria")
    await install(made, *FOUR, held_at=SECOND)
    assert in_group(made, "Acta por aprobar", "Sesión Ordinaria N.° 01-2026", "opi")
    refused = await secretary.press("Aprobar acta anterior")
    assert "1 observación sin resolver: opi" in refused
    await seats["opi"].press("Conforme")
    await made.president.press("Aprobar acta anterior")
    assert in_group(made, "Acta aprobada", "Sesión Ordinaria N.° 01-2026", "Sesión Ordinaria N.° 02-2026")
    await reach_agenda(made)
    draft = await close_all(made)
    assert (
        "Puesta a consideración el Acta de la Sesión Ordinaria N.° 01-2026, fue aprobada sin observaciones."
        in draft
    )
    approved = [row for row in rows(made, tables.document) if row.state == "approved"]
    assert len(approved) == 1
    assert in_group(made, "Estación: Orden del día", "1. Informe de pilotos (15 min)\n   – Costos")
    assert "Informe de pilotos (15 minutos)\n– Costos\n" in draft
    assert faults(made) == []


async def test_s2_an_urgent_matter_needs_everybody(body: Stage):
    """S2, V6: beyond the agenda /votar says how; one dissent carries it over, unanimity puts it on the agenda."""
    await in_session(body, *body.seats)
    await body.secretary.send("/votar 4 Ampliar el plazo")
    said(body.secretary, "/urgencia", "artículo 98 del TUO")
    await body.secretary.send("/urgencia")
    said(body.secretary, "Asunto", "/urgencia Ampliar el plazo")
    await body.secretary.send("/urgencia Ampliar el plazo del concurso")
    await body.seats["opi"].press("No de acuerdo")
    assert in_group(body, "Urgencia no aprobada", "pasa a la próxima agenda")
    await body.president.send("/urgencia Aprobar el convenio")
    for who in body.seats.values():
        await who.press("De acuerdo con la urgencia")
    assert in_group(body, "Urgencia aprobada", "punto 4")
    await body.seats["opi"].send("/urgencia Otro asunto")
    said(body.seats["opi"], "corresponde")
    await vote(body, 4, "Aprobar el convenio", **dict.fromkeys(body.seats, "A favor"))
    said(body.secretary, "APROBADO", "ACUERDO N.° 001-2026-AYNI-GT")
    assert "decisión unánime de todos" in await close_all(body)


async def test_s1_a_pedido_is_heard_in_its_station_and_put_on_the_next_agenda(body: Stage):
    """S1, S2: no decision in pedidos."""
    await body.seats["opi"].send("/pedido Un informe sobre los pilotos")
    said(body.seats["opi"], "Pedido presentado")
    await convene(body)
    await install(body)
    for _ in range(3):
        await body.secretary.press("Siguiente estación")
    assert in_group(body, "Pedidos", "Un informe sobre los pilotos", "no hay debate ni decisión")
    await body.secretary.send("/votar 1 Aprobar")
    said(body.secretary, "pedidos", "orden del día")
    await body.secretary.press("Poner en agenda")
    said(body.seats["opi"], "próxima agenda")
    draft = await close_all(body)
    assert "Un informe sobre los pilotos" in draft
    await body.secretary.send(convocatoria(lima(27, 10)))
    said(body.secretary, "Puntos pendientes", "Un informe sobre los pilotos")


async def test_w5_guests_are_announced_and_stand_in_the_acta(body: Stage):
    """W5: through the ST, in one message or step by step; a member can't."""
    await body.secretary.send(convocatoria())
    await body.secretary.send("/invitar\nNombre: Dra. Elena Rojas\nInstitución: UNMSM\nPunto: 9")
    said(body.secretary, "La agenda no tiene el punto 9", "1, 2 y 3")
    await body.secretary.send("/invitar\nNombre: Dra. Elena Rojas\nInstitución: UNMSM\nPunto: 2")
    said(body.secretary, "voz y sin voto", "Se anunciará en la convocatoria")
    await body.secretary.press("Emitir convocatoria")
    assert heard(body.seats["opi"], "CONVOCATORIA", "Dra. Elena Rojas, UNMSM (punto 2)")
    await body.seats["opi"].send("/invitar\nNombre: X\nInstitución: Y")
    said(body.seats["opi"], "artículo 19 h)")
    await body.president.send("/invitar")
    await body.president.press("Paso a paso")
    await body.president.send("Sr. Pedro Paz")
    await body.app.run(dialogue.repeat_open_questions, body.app.desk)
    await body.app.idle()
    assert "Institución" in body.president.inbox()[-1].text
    await body.president.send("MEF")
    await body.president.press("Omitir")
    assert in_group(body, "Invitación", "Sr. Pedro Paz, MEF")
    await body.secretary.send("/invitar retirar Pedro Paz")
    said(body.secretary, "Se retiró la invitación")
    await install(body)
    assert "Dra. Elena Rojas" in panel(body.secretary).text
    draft = await close_all(body)
    assert "Dra. Elena Rojas" in draft
    assert "Pedro Paz" not in draft


async def test_s3_a_cuarto_intermedio_with_its_hour_survives_a_restart(body: Stage):
    """S3: the button acts at once; reason and hour come in one text; the hour is reminded."""
    await in_session(body)
    await body.secretary.press("Cuarto intermedio", message=panel(body.secretary))
    await body.app.run(dialogue.repeat_open_questions, body.app.desk)
    await body.app.idle()
    said(body.secretary, "motivo del cuarto intermedio")
    await body.secretary.send("Falla de la conexión, 09:00")
    said(body.secretary, "La reanudación debe ser después")
    await body.secretary.send("Falla de la conexión, 11:30")
    assert in_group(body, "Falla de la conexión", "Reanudación: 11:30")
    await body.at(lima(12, 11, 30))
    said(body.president, "hora anunciada para reanudar")
    await body.president.press("Reanudar")
    draft = await close_all(body)
    assert "con reanudación anunciada para" in draft
    assert "Motivo: Falla de la conexión" in draft


async def test_w3_q4_hand_overs_and_departures_have_their_hours(body: Stage):
    """W3, Q4: through the panel."""
    await convene(body)
    await body.seats["opi"].send(
        "/alterno\nNombre: Lic. Juana Ríos\nCargo: Asesora\nDocumento: Oficio 1\nSesiones: todas"
    )
    await body.newcomer("Juana", code_shown_to(body.seats["opi"]))
    await install(body)
    await body.at(lima(12, 10, 30))
    await body.secretary.press("opi · alterno", message=panel(body.secretary))
    await body.at(lima(12, 11))
    await body.secretary.press("vmps", message=panel(body.secretary))
    await reach_agenda(body)
    await vote(body, 1, "Aprobar el plan", vmpes="A favor", dgse="A favor")
    draft = await close_all(body)
    assert "Se retiró a las 10:30 horas" in draft
    assert "Se incorporó a las 10:30 horas" in draft
    assert "Se retiró a las 11:00 horas" in draft


async def test_w4_the_president_takes_the_presidency_on_arriving(body: Stage):
    """W4: who and why is told, and the acta says it with the hour."""
    await convene(body)
    await body.at(lima(12, 10))
    await body.secretary.send("/sala")
    await body.secretary.press("Primera lista")
    for key in ("vmps", "dgse", "dgacps", "opi"):
        await body.seats[key].press("Presente", chat=body.group)
    await body.secretary.press("Preside: vmps")
    await body.at(lima(12, 10, 40))
    await body.secretary.press("vmpes", message=panel(body.secretary))
    assert in_group(body, "A las 10:40 asume la Presidencia", "en su condición de titular")
    draft = await close_all(body)
    assert "por elección de los integrantes presentes" in draft
    assert "asumió la Presidencia" in draft


async def test_v6_v2_a_vote_is_recounted_annulled_and_held_again(body: Stage):
    """V2, V6, V7: with reason and trace; the code is not used again; the receipt is private."""
    await in_session(body)
    ballots = {"vmpes": "A favor", "vmps": "A favor", "dgse": "A favor", "opi": "En contra"}
    await vote(body, 1, "Aprobar el plan", **ballots)
    await body.secretary.send("/recontar")
    said(body.secretary, "Motivo:")
    await body.secretary.send("/recontar\nMotivo: Lo pide la OPI")
    assert in_group(body, "Recuento", "A favor: 3", "Se confirma la aprobación")
    await body.seats["opi"].send("/anular_votacion Error en el texto")
    said(body.seats["opi"], "corresponde")
    await body.secretary.send("/anular_votacion Error en el texto")
    assert in_group(body, "Votación anulada", "ACUERDO N.° 001-2026-AYNI-GT", "Error en el texto")
    await body.seats["vmpes"].send("/comprobante")
    shown = said(body.seats["vmpes"], "Comprobante de sus votos", "votación anulada", "Código:")
    code = shown.text.split("Código: ")[1].split()[0]
    assert any(row.hash.startswith(code) for row in rows(body, tables.journal))
    await vote(body, 1, "Aprobar el plan anual", **ballots)
    said(body.secretary, "ACUERDO N.° 002-2026-AYNI-GT")
    draft = await close_all(body)
    assert "Dejado sin efecto: Error en el texto." in draft
    assert "Se hizo un recuento" in draft


async def test_s2_an_urgency_refused_first_and_accepted_later_does_not_wait_any_more(body: Stage):
    """S2: what was taken up and decided in the same sitting is not offered for the next agenda."""
    await in_session(body, *(clave for clave in body.seats if clave != "opi"))
    await body.secretary.send("/urgencia Aprobar el convenio")
    assert in_group(body, "Urgencia no aprobada")
    await body.secretary.press("opi", message=panel(body.secretary))
    await body.secretary.send("/urgencia Aprobar el convenio")
    for who in body.seats.values():
        await who.press("De acuerdo con la urgencia")
    await vote(body, 4, "Aprobar el convenio", **dict.fromkeys(body.seats, "A favor"))
    await close_all(body)
    await body.secretary.send(convocatoria(lima(27, 10)))
    assert "Aprobar el convenio" not in said(body.secretary, "Vista previa").text


async def test_w5_c6_with_several_sittings_ahead_the_bot_asks_which_and_keeps_the_rest(body: Stage):
    """W5, C6: what was written in one message is kept; the dialogue asks for the sitting where there is a choice."""
    st = body.secretary
    await convene(body)
    await st.send("/invitar")
    await st.press("Paso a paso")
    for answer in ("Dra. Elena Rojas", "UNMSM"):
        await st.send(answer)
    said(st, "Punto", "punto de la agenda")
    await st.press("1")
    said(st, "Elena Rojas")
    await convene(body, lima(26, 10))
    await st.send("/invitar\nNombre: Sr. Juan Paz\nInstitución: MEF\nPunto: 2")
    said(st, "Sesión", "¿A qué sesión se le invita?")
    await st.press("26-03-2026")
    said(st, "Sr. Juan Paz", "26/03/2026")
    await st.send("/cancelar_sesion\nMotivo: Viaje de la Presidencia")
    await st.press("12-03-2026")
    said(st, "Vista previa de la cancelación", "12/03/2026", "Viaje de la Presidencia")
    first, second = rows(body, tables.sitting)
    assert [(row.name, row.sitting_id) for row in rows(body, tables.guest)] == [
        ("Dra. Elena Rojas", first.id), ("Sr. Juan Paz", second.id),
    ]  # fmt: skip


async def test_c6_of_two_sittings_of_a_kind_on_one_day_the_hour_tells_which(body: Stage):
    """C6: each has its button; the one that is cancelled is the one that was chosen, then the other is the only one."""
    st = body.secretary
    for hour in (10, 16):
        await convene(body, lima(12, hour))
    await st.send("/cancelar_sesion\nMotivo: Viaje de la Presidencia")
    assert said(st, "Sesión").labels[:2] == ["Ordinaria-12-03-2026-1000", "Ordinaria-12-03-2026-1600"]
    await st.press("Ordinaria-12-03-2026-1600")
    await st.press("Emitir cancelación")
    assert [row.state for row in rows(body, tables.sitting)] == ["convened", "cancelled"]
    await st.send("/cancelar_sesion\nMotivo: Duelo nacional")
    said(st, "Vista previa de la cancelación", "10:00")
