"""What people mistype: one clear Spanish answer that names the field, and nothing half done."""

from bot.sandbox.stage import Stage
from bot.store import tables
from tests.sittings.acts import convene, convocatoria, in_session, install, lima, rows, said

GOOD = convocatoria()
CONVOCAR = (
    ("/convocar\nhola", "hola"),
    (GOOD.replace("Tipo: ordinaria", "Tipo: solemne"), "Tipo"),
    (GOOD.replace("12/03/2026", "31/02/2026"), "Fecha"),
    (GOOD.replace("12/03/2026 10:00", "mañana"), "Fecha"),
    (GOOD.replace("12/03/2026 10:00", "12/03/2026"), "Fecha"),
    (GOOD.replace("12/03/2026 10:00", "12/03/2026 25:00"), "Fecha"),
    (GOOD.replace("12/03/2026", "12/03/1926"), "Fecha"),
    (GOOD.replace("12/03/2026", "01/03/2026"), "01/03/2026"),
    (GOOD.replace("Lugar: Sala del piso 5\n", ""), "Lugar"),
    (GOOD.partition("Agenda")[0], "Agenda"),
    (GOOD.replace("Lugar:", "Sitio:"), "Sitio"),
    (GOOD.replace("Tipo: ordinaria", "Tipo: ordinaria\nTipo: extraordinaria"), "Tipo"),
    (f"{GOOD}\nSegunda convocatoria: pronto", "Segunda convocatoria"),
    (f"{GOOD}\nSegunda convocatoria: 12/03/2026 10:10", "segunda convocatoria"),
    (GOOD.replace("Sala del piso 5", "x" * 400), "Lugar"),
)
ALTERNO = (
    ("/alterno\nCargo: Jefe\nDocumento: Oficio 1\nSesiones: todas", "Nombre"),
    ("/alterno\nNombre: Ana\nCargo: Jefa\nSesiones: todas", "Documento"),
    ("/alterno\nNombre: Ana\nCargo: Jefa\nDocumento: Oficio 1\nSesiones: algunas", "Sesiones"),
    ("/alterno\nNombre: Dr. Martín Ñaupari Velarde\nCargo: Jefe\nDocumento: O. 1\nSesiones: todas", "puesto"),
    ("/alterno\nNombre: Ana\nCargo: Jefa\nDocumento: Oficio 1\nSesiones: próxima", "próxima"),
    ("/alterno retirar", "alterno"),
)
ACUERDO = (
    ("/acuerdo\nCódigo: 77-2026\nTexto: x", "77-2026"),
    ("/acuerdo\nCódigo: quizás\nTexto: x", "quizás"),
    ("/acuerdo\nPunto: 99\nTexto: x", "99"),
    ("/acuerdo\nPunto: uno\nTexto: x", "Punto"),
    ("/acuerdo\nPunto: 1", "Texto"),
    ("/acuerdo\nPunto: 1\nTexto: x\nPlazo: 31/04/2026", "Plazo"),
    ("/acuerdo\nPunto: 1\nTexto: x\nPlazo: 01/03/2026", "01/03/2026"),
    ("/votar 99 x", "99"),
    ("/votar uno x", "número"),
    ("/votar 1", "texto"),
    ("/nota 99 x", "99"),
    ("/nota nada x", "estación"),
    ("/razon", "razón"),
    ("/voto tal vez", "a favor"),
    ("/acta 99", "acta"),
    ("/acta nueve", "nueve"),
)


def record(made: Stage) -> dict[str, int]:
    """How much the record holds of what people do."""
    names = (
        "sitting",
        "agenda_item",
        "alternate",
        "vote",
        "ballot",
        "acuerdo",
        "note",
        "journal",
        "document",
    )
    return {name: len(rows(made, tables.metadata.tables[name])) for name in names}


async def each_is_refused(made: Stage, who: str, messages: tuple[tuple[str, str], ...]) -> None:
    person, before = made.seats[who], record(made)
    for text, word in messages:
        answers = len(person.inbox())
        await person.send(text)
        assert len(person.inbox()) == answers + 1, text
        assert word.casefold() in person.inbox()[-1].text.casefold(), person.inbox()[-1].text
        assert "Emitir convocatoria" not in person.inbox()[-1].labels
        assert record(made) == before, text
    assert all(row.done_at and not row.error for row in rows(made, tables.inbox))


async def test_bad_convocatorias_and_alternates_are_refused_by_their_field(body: Stage):
    """C5, W2: unreadable form, impossible date, past date, unknown label, repeated field, too long."""
    await each_is_refused(body, "dgse", CONVOCAR)
    await each_is_refused(body, "de", ALTERNO)


async def test_bad_orders_in_a_sitting_are_refused_by_their_field(body: Stage):
    """V3, V6, V7, S4: a point off the agenda, an unknown code, clave or station, a deadline already past."""
    await in_session(body)
    await each_is_refused(body, "dgse", ACUERDO)


async def test_what_a_person_may_not_do_is_refused_with_who_may(body: Stage):
    """W5, C2: each command of the ST, sent by a member."""
    await convene(body)
    member, before = body.seats["opi"], record(body)
    for text in (GOOD, "/sala", "/votar 1 x", "/nota 1 x", "/acuerdo\nPunto: 1\nTexto: x", "/vincular"):
        await member.send(text)
        said(member, "corresponde")
    assert record(body) == before


async def test_a_vote_outside_its_station_names_the_station_and_the_button_that_leads_there(body: Stage):
    """S1, V6: refused in every station but the orden del día; and without a sitting installed."""
    await convene(body)
    await body.secretary.send("/votar 1 Aprobar")
    said(body.secretary, "No hay ninguna sesión en curso")
    await install(body)
    for _ in range(4):
        await body.secretary.send("/votar 1 Aprobar")
        said(body.secretary, "estación", "orden del día", "Siguiente estación")
        await body.secretary.press("Siguiente estación")
    await body.secretary.send("/votar 1 Aprobar")
    assert len(rows(body, tables.vote)) == 1


async def test_words_for_nobody_are_answered_and_repeated_orders_harm_nothing(body: Stage):
    """Nobody is answered with silence; a link is good once."""
    await body.seats["opi"].send("/inexistente")
    said(body.seats["opi"], "/ayuda")
    await body.seats["opi"].send("buenos días")
    said(body.seats["opi"], "/ayuda")
    await body.seats["opi"].send("/start")
    said(body.seats["opi"], "Lo que usted puede hacer")
    await body.seats["opi"].start("no-such-code")
    said(body.seats["opi"], "enlace", "ya fue usado")
    await body.at(lima(10, 9))
    stranger = body.server.person("Nadie")
    await stranger.start("no-such-code")
    said(stranger, "enlace", "ya fue usado")
