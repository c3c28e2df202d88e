"""What is said: others' words stay theirs, the HTML is Telegram's, long texts are split and never cut."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import TemplateNotFound, UndefinedError
from markupsafe import escape

from bot.chat import speech
from bot.chat.splitting import split, units
from bot.sandbox.html import read
from tests.chat.samples import CONVOCATORIA, HELD, MESSAGES, RESULT

HOSTILE = """{{ 7*7 }} {% for x in y %} <b>&amp; "comillas" 'simples' </b></blockquote><script>𝔸🗳️ {{ x }}
segunda línea {# nota #} &lt; & <"""
BLOCKS = ("blockquote", "pre")


def plain(pieces: list[str]) -> str:
    return "".join(read(piece, "HTML")[0] for piece in pieces)


def hostile(value: Any) -> Any:
    """The sample with its free texts replaced by one that means harm; tokens and moments stay."""
    if isinstance(value, dict):
        return {key: item if key == "error" else hostile(item) for key, item in value.items()}
    if isinstance(value, list):
        return [hostile(item) for item in value]
    return HOSTILE if isinstance(value, str) and " " in value else value


# Who is spoken of


@pytest.mark.parametrize(
    ("who", "post", "word"),
    [
        ("Ing. Lucía Paz", "Coordinadora de Planeamiento", "(alterna)"),
        ("Sra. Lucía Paz", "Analista", "(alterna)"),
        ("Ing. Lucía Paz", "Analista", "(alterno)"),
        ("Sr. Luis Paz", "Analista", "(alterno)"),
    ],
)
def test_an_alternate_is_named_by_their_treatment_or_their_own_post(who: str, post: str, word: str) -> None:
    sample = MESSAGES["lista"][0]
    seats = [seat | {"who": who, "alternate": True, "alternate_post": post} for seat in sample["seats"]]
    assert word in plain(speech.say("lista", {**sample, "seats": seats}))


def test_a_person_is_spoken_of_with_the_article_of_their_treatment() -> None:
    changes = [
        {"name": "Sr. Julio Arana", "post": "Viceministro", "outcome": "accepted", "resolution": "Sí."}
    ]
    sample = MESSAGES["acta_para_conformidad"][0] | {"changes": changes}
    assert "Observación del Sr. Julio Arana, acogida" in plain(speech.say("acta_para_conformidad", sample))


def test_the_question_which_body_is_meant_is_put_in_the_name_of_none() -> None:
    assert plain(speech.say("sesiones", MESSAGES["sesiones"][0], whose="AYNI-GT")).startswith("AYNI-GT\n")
    assert plain(speech.say("elige_organo", {}, whose="AYNI-GT")).startswith("Usted integra")


# Whose words


@pytest.mark.parametrize("name", sorted(MESSAGES))
def test_a_hostile_text_stays_literal_in_every_message(name: str) -> None:
    for context in MESSAGES[name]:
        spoiled = hostile(context)
        said = plain(speech.say(name, spoiled, bot_username="ayni_bot"))
        assert "49" not in said
        assert spoiled == context or HOSTILE.split("\n")[1] in said


def test_the_text_put_to_the_vote_stands_in_the_result_word_for_word() -> None:
    assert HOSTILE in plain(speech.say("resultado", {**RESULT, "text": HOSTILE}))


def test_the_line_breaks_of_an_acuerdo_are_kept() -> None:
    text = "Primero.\n\n  Segundo, con sangría.\nTercero."
    assert text in plain(speech.say("resultado", {**RESULT, "text": text}))


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (
            "2026-03-02T10:00:00-05:00",
            "El lunes 02/03/2026 a las 10:00 ya pasó. Indique una fecha y hora por venir",
        ),
        ("2026-03-02", "El lunes 02/03/2026 ya pasó. Indique una fecha por venir, así: dd/mm/aaaa."),
    ],
)
def test_what_is_past_is_refused_with_what_was_asked_for(moment: str, said: str) -> None:
    assert said in plain([speech.refusal({"error": "NotFuture", "moment": moment, "article": ""})])


def test_a_refusal_repeats_what_was_written_without_obeying_it() -> None:
    said = speech.refusal(
        {"error": "NotFound", "what": "acuerdo", "name": "<b>{{ 7*7 }}</b>", "known": [], "article": ""}
    )
    assert "<b>{{ 7*7 }}</b>" in read(said, "HTML")[0]


def test_alerts_and_toasts_are_not_escaped_for_they_are_plain() -> None:
    assert speech.toast("acuerdo_adoptado", {"code": "A & <B>"}) == "Adoptado: A & <B>."


# What must be said


def test_a_result_has_its_word_its_counts_and_its_code() -> None:
    said = plain(speech.say("resultado", RESULT))
    assert "APROBADO" in said
    assert "NO APROBADO" not in said
    assert "A favor: 3\nEn contra: 1\nAbstenciones: 0" in said
    assert "ACUERDO N.° 001-2026-AYNI-GT" in said
    assert "no difiere" in said


def test_a_rejection_is_no_aprobado_and_has_no_code() -> None:
    said = plain(
        speech.say("resultado", {**RESULT, "outcome": "rejected", "code": None, "readings_differ": True})
    )
    assert "NO APROBADO" in said
    assert "ACUERDO" not in said
    assert "La otra lectura de la mayoría" in said
    assert "no difiere" not in said


def test_only_the_result_says_aprobado_in_capitals() -> None:
    for name, shapes in MESSAGES.items():
        for context in shapes if name != "resultado" else []:
            assert "APROBADO" not in plain(speech.say(name, context))


def test_a_convocatoria_is_a_rectificacion_from_its_second_version_on() -> None:
    assert "RECTIFICACIÓN" not in plain(speech.say("convocatoria", CONVOCATORIA))
    assert "RECTIFICACIÓN" in plain(speech.say("convocatoria", {**CONVOCATORIA, "version": 2}))


def test_the_preview_counts_day_by_day_and_names_the_setting() -> None:
    said = plain(speech.say("previsualizacion", MESSAGES["previsualizacion"][0]))
    assert "ordinaria_computo = calendario" in said
    assert "viernes 20/11/2026: día de la notificación, no se cuenta" in said
    assert "sábado 21/11/2026: día 1" in said
    assert "viernes 27/11/2026: día 7 (día de la sesión)" in said


def test_a_notice_of_years_is_counted_in_one_message() -> None:
    """A year mistyped must not fill the chat: the first sixty days and the last ones are shown."""
    days = [
        {"date": f"{date(2026, 11, 20) + timedelta(day)}", "counts": day > 0, "why": "counted"}
        for day in range(9000)
    ]
    context = MESSAGES["previsualizacion"][0]
    said = plain(speech.say("previsualizacion", {**context, "notice": {**context["notice"], "days": days}}))
    assert len(said) < 4096
    assert ["día 59" in said, "día 60" in said, "día 8998" in said, "día 8999" in said] == [
        True,
        False,
        True,
        True,
    ]
    assert said.count("\n…\n") == 1


def test_the_panel_counts_the_present_of_all_and_forecasts() -> None:
    said = plain(speech.say("panel", MESSAGES["panel"][0]))
    assert "Presentes: 0 de 7" in said
    assert "Asistirán: 3 · Por alterno: 1 · No asistirán: 1 · Sin respuesta: 2" in said
    assert "Presentes: 4 de 7" in plain(speech.say("panel", MESSAGES["panel"][5]))


def test_the_secretariat_sees_who_could_not_be_served() -> None:
    said = plain(speech.say("convocado_st", MESSAGES["convocado_st"][1]))
    assert "Sin notificar por chat" in said
    assert "Dra. Rosa Díaz" in said


def test_late_notices_say_so_and_others_do_not() -> None:
    reminders = [name for name in MESSAGES if name.startswith("recordatorio")]
    for name in ("hora_de_lista", "aviso_mensual", *reminders):
        context = MESSAGES[name][0]
        assert "con retraso" in plain(speech.say(name, {**context, "late": True}))
        assert "con retraso" not in plain(speech.say(name, {**context, "late": False}))


def test_the_reglamento_says_the_majority_in_words_beside_its_setting() -> None:
    rules = MESSAGES["reglamento"][0]
    for majority, words in (("of_votes", "de los votos emitidos"), ("of_present", "de los presentes")):
        said = plain(speech.say("reglamento", {**rules, "rules": {**rules["rules"], "majority": majority}}))
        assert f"Mayoría simple {words}, mayoria = de_los_" in said


@pytest.mark.parametrize(
    ("name", "context", "words"),
    [
        ("revocado", {"name": "Sr. Julio Arana"}, "el acceso del Sr. Julio Arana"),
        ("enrolado", {"name": "Mg. Carmen Paredes"}, "La Mg. Carmen Paredes registró su acceso"),
        ("enrolado", {"name": "Bach. Luz Rojas", "held": []}, "Bach. Luz Rojas registró su acceso"),
        ("invitado_retirado", {"name": "Dra. Elena Rojas"}, "la invitación de la Dra. Elena Rojas"),
        ("universal_negada", {"name": "Dra. Ana Ríos"}, "La Dra. Ana Ríos no acepta"),
    ],
)
def test_whoever_is_named_in_a_sentence_has_an_article(
    name: str, context: dict[str, Any], words: str
) -> None:
    assert words in plain(speech.say(name, {**MESSAGES[name][0], **context}))


def test_a_late_notice_counts_no_days_that_have_passed_meanwhile() -> None:
    """A week before, said four days before, is no week; what was due "today" was due another day."""
    for name in ("recordatorio_acuerdo", "recordatorio_comite"):
        for stage in ("acuerdo_week_before", "acuerdo_day_before"):
            context = {**MESSAGES[name][0], "stage": stage}
            assert "está por vencer" in plain(speech.say(name, {**context, "late": True}))
            assert re.search("en una semana|mañana", plain(speech.say(name, {**context, "late": False})))
    report = MESSAGES["recordatorio_informe"][0]
    assert "presentar hoy" in plain(speech.say("recordatorio_informe", {**report, "late": False}))
    assert "hoy" not in plain(speech.say("recordatorio_informe", {**report, "late": True}))


def test_an_acta_is_vencida_and_an_acuerdo_vencido_only_after_their_last_day() -> None:
    for name, stage, word in (
        ("recordatorio_acta", "acta_overdue", "vencida"),
        ("recordatorio_acuerdo", "acuerdo_overdue", "vencido"),
    ):
        for context in MESSAGES[name]:
            said = plain(speech.say(name, context)).lower()
            assert (word in said) == (context["stage"] == stage)


def test_the_welcome_names_person_post_and_capacity_and_says_what_is_kept_and_why() -> None:
    said = plain(speech.say("bienvenida", MESSAGES["bienvenida"][0]))
    for words in ("Dra. Rosa Díaz", "Directora General", "titular", "alterno", "equipo técnico"):
        assert words in said
    assert "Qué se conserva y por qué" in said


def test_the_alternates_link_opens_the_bot_with_its_code() -> None:
    context = MESSAGES["alterno_designado"][0]
    assert "https://t.me/ayni_bot?start=Ab_c-1" in plain(
        speech.say("alterno_designado", context, bot_username="ayni_bot")
    )
    assert "/start Ab_c-1" in plain(speech.say("alterno_designado", context))


# When


def test_moments_are_told_in_the_readers_zone() -> None:
    context = {"sitting": "S", "held_at": HELD, "answer": "attending"}
    assert "viernes 27/11/2026 a las 15:30" in plain(speech.say("respuesta", context))
    assert "viernes 27/11/2026 a las 21:30" in plain(speech.say("respuesta", context, zone="Europe/Madrid"))


def test_one_oclock_is_singular_and_midnight_belongs_to_the_new_day() -> None:
    context = {"sitting": "S", "held_at": "2026-11-27T06:05:00+00:00", "answer": "absent"}
    assert "a la 01:05" in plain(speech.say("respuesta", context))
    context["held_at"] = "2026-11-28T05:00:00+00:00"
    assert "sábado 28/11/2026 a las 00:00" in plain(speech.say("respuesta", context))


def test_moments_may_come_as_they_are() -> None:
    moment = datetime(2026, 11, 27, 20, 42, tzinfo=UTC)
    assert speech.toast("reanudada", {"at": moment}) == speech.toast("reanudada", {"at": moment.isoformat()})


def test_months_are_named_as_in_peru() -> None:
    assert "setiembre de 2026" in plain(speech.say("aviso_mensual", MESSAGES["aviso_mensual"][0]))


# Failing loudly


def test_a_message_without_a_text_and_a_context_without_its_field_are_errors() -> None:
    with pytest.raises(TemplateNotFound):
        speech.say("no_such_message", {})
    with pytest.raises(UndefinedError):
        speech.say("cerrada", {"sitting": "S"})


def test_a_repeated_sending_says_so_first() -> None:
    once, again = speech.say("descartado", {}), speech.say("descartado", {}, repeated=True)
    assert plain(again).endswith(plain(once))
    assert "no se pudo confirmar" in plain(again).split("\n", 1)[0]


# Length


def test_a_long_acuerdo_is_split_into_messages_and_nothing_is_lost() -> None:
    text = " ".join(f"palabra{number} & <{number}>" for number in range(1500))
    pieces = speech.say("resultado", {**RESULT, "text": text})
    assert len(pieces) > 1
    assert all(units(piece) <= 4096 for piece in pieces)
    said = "".join(_text(piece) for piece in pieces)
    assert text in said
    assert "A favor: 3" in said


def _text(piece: str) -> str:
    """The piece's text with the blanks at its ends, which Telegram drops."""
    return read(f"·{piece}·", "HTML")[0][1:-1]


WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp")), min_size=1, max_size=25)
BLANKS = st.sampled_from([" ", "\n", "\n\n", "  "])


@st.composite
def _marked(draw: st.DrawFn, depth: int = 2) -> tuple[str, str]:
    """HTML as our templates write it, and the text that it says."""
    html, text = "", ""
    for _ in range(draw(st.integers(1, 5))):
        tag = draw(
            st.sampled_from(["", "", "b", "i", "code", "blockquote expandable", 'a href="https://x.pe"'])
        )
        if tag and depth:
            inner, said = draw(_marked(depth - 1))
            html, text = html + f"<{tag}>{inner}</{tag.split()[0]}>", text + said
        else:
            said = draw(WORDS) + draw(BLANKS)
            html, text = html + str(escape(said)), text + said
    return html, text


@given(_marked(), st.integers(110, 300))
def test_pieces_say_together_exactly_what_the_whole_says(marked: tuple[str, str], limit: int) -> None:
    html, text = marked
    pieces = split(html, limit)
    said = [_text(piece) for piece in pieces]
    assert all(each.strip() in text for each in said)
    assert "".join("".join(said).split()) == "".join(text.split())  # between messages no blank is missed
    for piece in pieces:
        assert units(piece) <= limit
        assert _text(piece).strip()


@given(st.text(st.sampled_from("ab 𝔸\n&<"), min_size=1, max_size=400), st.integers(12, 60))
def test_a_text_is_split_between_lines_else_words_else_signs(text: str, limit: int) -> None:
    pieces = split(str(escape(text)), limit)
    assert all(units(piece) <= limit for piece in pieces)
    assert re.sub(r"\s+", "", "".join(map(_text, pieces))) == re.sub(r"\s+", "", text)
    for piece in pieces[:-1]:
        if " " in _text(piece).strip() or "\n" in _text(piece).strip():
            assert _text(piece)[-1].isspace()


def test_a_piece_ends_with_its_last_line_where_that_fills_it_by_half() -> None:
    assert split("uno dos\ntres cuatro cinco", 14) == ["uno dos\n", "tres cuatro ", "cinco"]
    assert split("uno\ndos tres cuatro", 12) == ["uno\ndos ", "tres cuatro"]


def test_tags_are_closed_and_opened_again_around_a_break() -> None:
    assert split("<b>uno <i>dos tres</i></b>", 20) == [
        "<b>uno </b>",
        "<b><i>dos </i></b>",
        "<b><i>tres</i></b>",
    ]


def test_blank_pieces_are_not_sent_and_a_short_text_is_one_piece() -> None:
    assert split("uno" + "\n" * 40 + "dos", 10)[-1].strip() == "dos"
    assert all(piece.strip() for piece in split("uno" + "\n" * 40 + "dos", 10))
    assert split("", 10) == [""]


def test_a_limit_without_room_for_text_is_an_error() -> None:
    with pytest.raises(ValueError, match="no room"):
        split("<b>" + "palabra" * 3 + "</b>", 7)
