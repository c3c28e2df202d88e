"""What falls due while nobody presses: reminders, the acta's days, once and late after an outage."""

from datetime import timedelta

from bot.sandbox.stage import Stage
from bot.store import tables
from tests.sittings.acts import HELD, convene, first_list, heard, in_session, lima, panel, rows, said, vote

REMINDER = "Falta su respuesta"


async def test_only_the_silent_are_reminded_72_24_and_2_hours_ahead(each_body: Stage):
    """C9: whoever answered is left alone; an answer may be changed until the first list."""
    made = each_body
    await convene(made)
    await made.president.press("Asistiré")
    await made.seats["de"].press("No asistiré")
    await made.seats["de"].press("Sin comentario")
    for hours, told in ((72, 1), (24, 2), (2, 3)):
        await made.at(HELD - timedelta(hours=hours, minutes=1))
        assert len(heard(made.seats["opi"], REMINDER)) == told - 1
        await made.at(HELD - timedelta(hours=hours))
        assert len(heard(made.seats["opi"], REMINDER)) == told
    for person in (made.president, made.seats["de"], made.team[0]):
        assert heard(person, REMINDER) == []
    assert await made.seats["de"].press("Asistiré") == "Su respuesta: Asistiré."
    assert await made.seats["opi"].press("Asistiré") == "Su respuesta: Asistiré."
    await first_list(made, "opi")
    assert "Ahora no es posible" in await made.seats["opi"].press("No asistiré")
    given = {row.answer for row in rows(made, tables.rsvp)}
    assert given == {"attending"}


async def test_the_acta_is_warned_of_and_overdue_once_its_third_business_day_is_over(body: Stage):
    """A2: closed on Thursday the 12th, due by Tuesday the 17th; warned on Monday and Tuesday at nine."""
    await in_session(body)
    await vote(body, 1, "Aprobar el plan", vmpes="A favor")
    await body.secretary.press("Cerrar sesión", message=panel(body.secretary))
    await body.secretary.press("Cerrar sesión")
    said_so = "plazo del acta"
    await body.at(lima(16, 8, 59))
    assert heard(body.secretary, said_so) == []
    await body.at(lima(16, 9))
    assert len(heard(body.secretary, "está por vencer", "17/03/2026")) == 1
    await body.at(lima(17, 9))
    assert len(heard(body.secretary, "Hoy vence", "25 j)")) == 1
    await body.at(lima(17, 23, 59))
    assert heard(body.secretary, "vencida") == []
    await body.at(lima(18, 9, 1))
    assert len(heard(body.secretary, "vencida")) == 1
    await body.at(lima(20, 9, 1))
    assert len(heard(body.secretary, "vencida")) == 3
    await body.secretary.send("/acta")
    await body.secretary.press("Circular")
    await body.at(lima(24, 12))
    assert len(heard(body.secretary, "vencida")) == 3


async def test_after_an_outage_each_notice_comes_once_and_says_that_it_is_late(body: Stage):
    """C9, A2: the machine slept through three reminders; the last speaks for those it has overtaken."""
    await convene(body)
    body.clock.set(HELD - timedelta(minutes=30))
    for _ in range(2):
        await body.app.tick()
        await body.server.settled()
    (one,) = heard(body.seats["opi"], REMINDER)
    assert "con retraso" in one.text
    body.clock.set(HELD + timedelta(minutes=50))
    await body.app.tick()
    await body.server.settled()
    (hour,) = heard(body.secretary, "Es hora de la primera lista")
    assert "con retraso" not in hour.text
    assert "Primera lista" in hour.labels


async def test_an_acuerdo_is_reminded_a_week_and_a_day_ahead_on_the_day_and_when_it_is_overdue(body: Stage):
    """F1: to the ST and to the seat that is responsible, and to nobody else."""
    await in_session(body)
    await vote(body, 1, "Aprobar el plan", vmpes="A favor")
    await body.secretary.send("/acuerdo\nCódigo: 1-2026\nResponsable: opi\nPlazo: 30/03/2026")
    for moment, words in (
        (lima(23, 9), "en una semana"),
        (lima(29, 9), "vence mañana"),
        (lima(30, 9), "vence hoy"),
        (lima(31, 9), "Acuerdo vencido"),
        (lima(7, 9, month=4), "Acuerdo vencido"),
    ):
        await body.at(moment - timedelta(minutes=1))
        before = len(heard(body.seats["opi"], words))
        await body.at(moment)
        assert len(heard(body.seats["opi"], words)) == before + 1, words
    assert heard(body.seats["opi"], "Acuerdo vencido", "ACUERDO N.° 001-2026-AYNI-GT")
    assert heard(body.secretary, "vence hoy")
    assert heard(body.seats["de"], "vence hoy") == []


async def test_a_month_that_is_about_to_leave_no_lawful_date_is_warned_of(body: Stage):
    """C1: three business days before the last day on which an ordinary sitting can be convened."""
    await body.at(lima(25, 9))
    assert len(heard(body.president, "Falta la sesión ordinaria", "19 a)")) == 1
    assert len(heard(body.secretary, "Falta la sesión ordinaria")) == 1
    assert heard(body.seats["opi"], "Falta la sesión ordinaria") == []
    said(body.president, "/convocar")
