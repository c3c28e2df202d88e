"""The texts are complete: every message, receipt, refusal, button and word that the bot needs is written."""

import ast
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

import bot
from bot.chat import speech, texts
from bot.chat.splitting import units
from bot.rules import errors, lifecycle, refusal
from bot.rules.attendance import Answer
from bot.rules.codes import Problem
from bot.rules.followup import AcuerdoStatus
from bot.rules.lifecycle import ActaState, State, Station, Verb, VoteState
from bot.rules.majority import Choice
from bot.rules.notice import DayNote
from bot.rules.reglamento import Counting, MajorityBase, SittingKind
from bot.rules.roles import ALLOWED, Role
from bot.sandbox.html import read
from bot.texts import templates_dir
from bot.usecases import consult, refusals
from bot.usecases.desk import refusal as context_of
from docgen.acta import Acta
from docgen.data import KINDS
from tests.chat.samples import CODE, MESSAGES, NAME

SOURCES = Path(bot.__file__).parent
# Where the name of a template stands among the arguments of whoever sends it.
SENDERS = {"send": 1, "reply": 0, "show": 3, "tell_room": 2, "put": 3, "View": 0, "say": 0}


def _calls(*folders: str) -> Iterator[ast.Call]:
    for folder in folders:
        for path in sorted((SOURCES / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call):
                    yield node


def _named(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _argument(call: ast.Call, place: int) -> set[str]:
    """The texts that an argument may be: itself, or either of two."""
    given = call.args[place] if len(call.args) > place else None
    choices = [given.body, given.orelse] if isinstance(given, ast.IfExp) else [given]
    return {each.value for each in choices if isinstance(each, ast.Constant) and isinstance(each.value, str)}


def messages_used() -> set[str]:
    return {
        name
        for call in _calls("usecases", "chat")
        if _named(call) in SENDERS
        for name in _argument(call, SENDERS[_named(call)])
    }


def receipts_used() -> set[str]:
    return {name for call in _calls("usecases") if _named(call) == "Receipt" for name in _argument(call, 0)}


def actions_used() -> set[str]:
    return {
        name for call in _calls("usecases", "chat") if _named(call) == "press" for name in _argument(call, 0)
    }


def whats_used(error: str) -> set[str]:
    return {
        word.value.value
        for call in _calls("usecases", "chat")
        if _named(call) == error
        for word in call.keywords
        if word.arg == "what" and isinstance(word.value, ast.Constant)
    }


# Messages


def test_the_search_for_names_finds_the_messages_that_are_known_to_be_sent() -> None:
    assert {"convocatoria", "resultado", "panel", "papeleta", "rechazo", "archivo"} <= messages_used()
    assert {"voto", "presente", "convocado"} <= receipts_used()
    assert {"issue", "cast", "seat", "rsvp"} <= actions_used()


@pytest.mark.parametrize("name", sorted(messages_used()))
def test_every_message_that_is_sent_has_its_text_and_a_sample(name: str) -> None:
    assert (templates_dir() / f"{name}.j2").is_file()
    assert name in MESSAGES


def test_every_text_belongs_to_a_sample() -> None:
    files = {path.stem for path in templates_dir().glob("*.j2")}
    assert {name for name in files if not name.startswith("_")} - {"repetido"} == set(MESSAGES)


@pytest.mark.parametrize(
    ("name", "place"), [(name, place) for name, shapes in MESSAGES.items() for place in range(len(shapes))]
)
def test_every_shape_of_every_message_renders_as_telegram_takes_it(name: str, place: int) -> None:
    pieces = speech.say(name, MESSAGES[name][place], bot_username="ayni_bot")
    for piece in pieces:
        plain, _ = read(piece, "HTML")
        assert plain
        assert units(piece) <= 4096
        assert "None" not in plain
        assert "{{" not in plain
        assert "\n\n\n" not in plain
        assert not any(line != line.rstrip() for line in plain.split("\n"))


@pytest.mark.parametrize(
    "name",
    ["archivo", "acta_para_conformidad", "pdf_para_firmar", "pdf_sin_hacer"],
)
def test_what_goes_with_a_file_fits_its_caption(name: str) -> None:
    for context in MESSAGES[name]:
        assert units(speech.say(name, context)[0]) <= 1024


# Toasts

RECEIPTS: dict[str, list[dict[str, Any]]] = {
    "informe": [{"month": 9, "year": 2026}],
    "informe_enviado": [{"recipient": recipient} for recipient in ("body", "minister")],
    "voto": [
        {"choice": choice, "at": datetime(2026, 11, 27, 20, 42, tzinfo=UTC), "waiting": waiting}
        for choice in Choice
        for waiting in (True, False)
    ],
    "asesor_decidido": [{"appointed": True, "name": "Dra. Paz"}, {"appointed": False, "name": "Dra. Paz"}],
    "comite_sesiona": [{"sigla": "AYNI-GT-C1", "name": "Comité"}],
    "urgencia_anotada": [{"agrees": True}, {"agrees": False}],
    "urgencia_resuelta": [{"accepted": True}, {"accepted": False}],
    "pide_firmante": [{"signed": None}, {"signed": "Dra. Paz"}],
    "recuento": [{"in_favour": 3, "against": 1, "abstentions": 0}],
    "votacion_anulada": [{"code": None}, {"code": CODE}],
    "votacion_cerrada": [{"outcome": outcome} for outcome in ("approved", "rejected", "tied")],
    "resolucion_anotada": [{"outcome": outcome} for outcome in ("accepted", "declined")],
    "revision_anotada": [{"answer": answer, "version": 2} for answer in ("conform", "observed")],
    "respuesta": [{"answer": answer} for answer in Answer],
    "lista": [{"ordinal": 1}, {"ordinal": 2}],
    "estacion": [{"station": station} for station in Station],
    "plantilla_en_uso": [{"kind": "acta", "version": 0}, {"kind": "informe_comite", "version": 2}],
    "fallo": [{"reference": "A1B2C3"}],
    "consentimiento": [{"accepted": accepted} for accepted in (True, False)],
    "documento_archivado": [{"state": state} for state in ("attached", "distributed", "late")],
    "rectificado": [{"cancelled": cancelled, "sitting": "S" * 120} for cancelled in (True, False)],
}
AT = datetime(2026, 11, 27, 20, 42, tzinfo=UTC)
ANYTHING = {
    "sitting": "S" * 120,
    "at": AT,
    "key": "k" * 16,
    "item": 3,
    "version": 12,
    "choice": "for",
    "code": "C" * 120,
}


@pytest.mark.parametrize("name", sorted(receipts_used() | set(texts.table("avisos"))))
def test_every_receipt_has_a_toast_of_plain_text_that_fits(name: str) -> None:
    assert name in texts.table("avisos")
    for context in RECEIPTS.get(name, [ANYTHING]):
        said = speech.toast(name, context)
        assert said
        assert units(said) <= 200
        assert "\n" not in said
        assert not any(mark in said for mark in "<>{}")


def test_a_toast_says_what_was_recorded_and_when() -> None:
    assert speech.toast("voto", RECEIPTS["voto"][1]) == "Voto registrado: A favor, a las 15:42."


def test_a_toast_that_would_not_fit_gives_way_to_a_short_one() -> None:
    assert speech.toast("convocado", {"sitting": "S" * 300}) == "Hecho."
    assert speech.toast("unheard_of", {}) == "Hecho."


# Refusals

DAY = date(2026, 11, 27)
EVERYTHING: dict[str, Any] = {
    "parameter": "ordinary_days",
    "value": "-1",
    "verb": "open_vote",
    "state": "convened",
    "lawful": ("rsvp", "take_first_list", "attach_document"),
    "needed": ("president", "staff"),
    "given": 6,
    "required": 7,
    "earliest": DAY,
    "counting": "calendar",
    "allowed_from": AT,
    "allowed_until": AT,
    "present": 3,
    "members": 7,
    "in_favour": 3,
    "against": 1,
    "missing": ("name", "document"),
    "station": "reports",
    "item": 9,
    "items": 3,
    "objecting": ("dgp", "dgq"),
    "template": "{numero}",
    "problem": "missing_field",
    "detail": "anio",
    "text": "no sé",
    "pending": 2,
    "observers": ("dgp", "dgq"),
    "status": "fulfilled",
    "minimum": 3,
    "maximum": 4,
    "keys": ("dgp",),
    "what": "sitting",
    "name": "zz",
    "known": ("dgp", "dgq"),
    "holds": CODE,
    "moment": AT.isoformat(),
    "field": "Fecha",
    "expected": "una fecha, por ejemplo 27/11/2026",
    "limit": 300,
    "month": 9,
    "year": 2027,
    "version": 2,
    "changed": ("acuerdos", "documents"),
    "reason": "El archivo no se acepta: contiene macros <b>.",
    "article": "19 b",
    "why": "not_pdf",
    "fulfilled": False,
    "ended_on": DAY,
    "sittings": ("Sesión Ordinaria del 12/03/2026 (AYNI-GT-C1)",),
}
# Fields that mean something else in one class, and the values that make a class read differently.
OWN: dict[str, list[dict[str, Any]]] = {
    "NotInAgendaStation": [{"needed": "agenda"}],
    "CommitteeOver": [{"reason": "Renuncias"}, {"fulfilled": True, "reason": ""}],
    "NotWhereActasAreApproved": [{"needed": "previous_acta"}],
    "VoteNotOpen": [{"state": state} for state in VoteState],
    "ActaNotLawfulNow": [{"state": state, "verb": "review_acta"} for state in ActaState],
    "AcuerdoSettled": [{"status": status} for status in AcuerdoStatus],
    "ServiceDateImpossible": [{"earliest": AT.isoformat(), "latest": AT.isoformat()}],
    "InvalidTemplate": [{"problem": problem, "template": "{a}<b>"} for problem in Problem],
    "PdfRefused": [{"why": why} for why in ("not_pdf", "encrypted", "too_many", "too_heavy")],
    "NoticeTooShort": [
        {"counting": counting, "required": number} for counting in Counting for number in (1, 7)
    ],
    "NotFound": [
        {"what": what, "name": name, "known": known}
        for what in ["anything", *whats_used("NotFound")]
        for name in ("", "zz")
        for known in ((), ("dgp", "dgq"))
    ],
    "Outdated": [
        {"what": what, "holds": holds}
        for what in ["anything", *whats_used("Outdated")]
        for holds in ("", "2")
    ],
    "NotLawfulNow": [
        {"verb": verb, "state": state, "lawful": lifecycle.lawful(state)} for verb in Verb for state in State
    ],
    "NotEntitled": [{"verb": verb, "needed": tuple(sorted(needed))} for verb, needed in ALLOWED.items()]
    + [{"verb": "issue", "needed": ("president",)}, {"verb": "cast_ballot", "needed": ("dgp",)}],
}


def every_error() -> list[type[refusal.RuleBroken]]:
    assert refusals.Refused.__subclasses__()
    found = set(errors.concrete_errors())
    for kind in list(found):
        found |= {base for base in kind.__mro__ if base.__module__ == errors.__name__} - {errors.RuleBroken}
    return sorted(found, key=lambda kind: kind.__name__)


def shapes(kind: type[refusal.RuleBroken]) -> Iterator[dict[str, Any]]:
    names = kind.__dataclass_fields__
    for own in OWN.get(kind.__name__, [{}]):
        values = {**EVERYTHING, **own}
        yield context_of(kind(**{name: values[name] for name in names}))


@pytest.mark.parametrize("kind", every_error(), ids=lambda kind: kind.__name__)
def test_every_refusal_is_said_in_full_and_in_short(kind: type[refusal.RuleBroken]) -> None:
    entries = texts.table("errores")
    assert kind.__name__ in entries
    for context in shapes(kind):
        full, short = speech.refusal(context), speech.refusal_alert(context)
        plain, _ = read(full, "HTML")
        assert plain not in ("", entries["otro"]["texto"])
        assert "\n\n\n" not in plain
        assert units(short) <= 200
        assert short != entries["otro"]["breve"]
        assert not any(mark in short for mark in "<>")
        assert "\n" not in short
        if context["article"]:
            assert "artículo 19 b) del Manual de Operaciones" in plain


@pytest.mark.parametrize(
    ("error", "what"), [(e, w) for e in ("NotFound", "Outdated") for w in sorted(whats_used(e))]
)
def test_everything_that_may_be_missing_or_over_has_its_own_sentence(error: str, what: str) -> None:
    assert what in texts.table("errores")[error]["casos"]


def test_no_entry_is_left_over_from_a_refusal_that_is_gone() -> None:
    assert set(texts.table("errores")) - {"otro", "base"} <= {kind.__name__ for kind in every_error()}


def test_a_short_notice_names_the_article_and_the_earliest_lawful_date() -> None:
    error = errors.NoticeTooShort(given=6, required=7, earliest=DAY, counting="calendar", article="25 d")
    for said in (speech.refusal(context_of(error)), speech.refusal_alert(context_of(error))):
        assert "rtículo 25 d) del Manual de Operaciones" in said
        assert "27/11/2026" in said


def test_an_extraordinary_sitting_is_convened_by_the_presidency_and_asked_for_by_the_secretariat() -> None:
    error = errors.NotEntitled(verb="issue", needed=("president",), article="19 b")
    for said in (speech.refusal(context_of(error)), speech.refusal_alert(context_of(error))):
        assert "la Presidencia" in said
        assert "Secretaría Técnica puede solicitársela" in said
        assert "rtículo 19 b) del Manual de Operaciones" in said


def test_a_vote_outside_the_agenda_names_the_station_and_the_button_that_leads_there() -> None:
    error = errors.NotInAgendaStation(station="reports", needed="agenda", article="19 f")
    for said in (speech.refusal(context_of(error)), speech.refusal_alert(context_of(error))):
        assert "estación «" in said
        assert "orden del día" in said
        assert "Siguiente estación" in said


def test_what_is_lawful_now_is_offered_by_the_names_of_its_buttons() -> None:
    error = errors.NotLawfulNow(
        verb="open_vote", state="first_list", lawful=lifecycle.lawful(State.FIRST_LIST), article="18"
    )
    said = speech.refusal(context_of(error))
    assert "abrir una votación" in said
    assert "tiene abierta la primera lista" in said
    assert "Segunda lista, Presente e Instalar sesión" in said


def test_an_unknown_refusal_and_one_too_long_for_an_alert_still_say_something() -> None:
    assert speech.refusal({"error": "Unheard", "article": ""})
    long = {"error": "NotFound", "what": "body", "name": "x" * 500, "known": [], "article": ""}
    assert units(speech.refusal_alert(long)) <= 200
    assert "x" * 500 in speech.refusal(long)


# Buttons and words

LABELS = """
Emitir convocatoria|Corregir|Descartar|Convocar|Denegar|Asistiré|Asistirá mi alterno|No asistiré
Sin comentario
Primera lista|Segunda lista|Instalar sesión|Siguiente estación|Abrir votación|Acuerdo por consenso
Cuarto intermedio|Reanudar|Cerrar sesión|Concluir sin quórum|Segunda convocatoria|Presente|A favor|En contra
Abstención|Cerrar votación|Dirimir a favor|Dirimir en contra|Circular|Conforme|Observar
Paso a paso|Omitir|Listo
"""


def _labels() -> set[str]:
    return {
        words
        for entry in texts.table("etiquetas").values()
        for words in ([entry] if isinstance(entry, str) else entry.values())
    }


@pytest.mark.parametrize("words", LABELS.replace("\n", "|").strip("|").split("|"))
def test_the_promised_labels_stand_word_for_word(words: str) -> None:
    assert words in _labels()


@pytest.mark.parametrize("action", sorted(actions_used()))
def test_every_button_has_a_label(action: str) -> None:
    assert action in texts.table("etiquetas")


@pytest.mark.parametrize(
    ("group", "tokens"),
    [
        ("actos", Verb),
        ("estados", State),
        ("estado", State),
        ("estaciones", Station),
        ("sentidos", Choice),
        ("respuestas", Answer),
        ("respuesta_propia", Answer),
        ("roles", Role),
        ("tipos", SittingKind),
        ("computos", Counting),
        ("mayorias", MajorityBase),
        ("dias", DayNote),
        ("acta", ActaState),
        ("versiones", ActaState),
        ("contenido", {field.name for field in fields(Acta)} - {"version", "state", "verification"}),
        ("votaciones", VoteState),
        ("seguimiento", AcuerdoStatus),
        ("problemas", Problem),
        ("documentos", (*KINDS, "calendario")),
        ("comandos", [name for name, _ in consult.COMMANDS]),
    ],
)
def test_every_token_has_its_word(group: str, tokens: Any) -> None:
    assert {str(token) for token in tokens} <= set(texts.table("vocabulario")[group])


def test_the_commands_fit_telegrams_menu() -> None:
    for name, words in texts.table("vocabulario")["comandos"].items():
        assert 1 <= len(name) <= 32
        assert 3 <= len(words) <= 256


def test_the_steps_offered_bear_the_names_of_buttons() -> None:
    steps = texts.table("vocabulario")["pasos"]
    assert {name for name in steps.values() if name[0].isupper()} <= _labels()
    assert set(steps) <= set(Verb)


def test_no_spanish_stands_in_the_code_that_speaks_it() -> None:
    marks = set("áéíóúñ¿¡ÁÉÍÓÚÑ")
    for name in ("speech", "filters", "buttons", "splitting", "texts"):
        tree = ast.parse((SOURCES / "chat" / f"{name}.py").read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert marks.isdisjoint(node.value), node.value


def test_the_tables_are_read_as_they_stand_in_the_folder() -> None:
    on_disk = tomllib.loads((templates_dir() / "etiquetas.toml").read_text(encoding="utf-8"))
    assert texts.table("etiquetas") == on_disk
    assert NAME in speech.say("cerrada", MESSAGES["cerrada"][0])[0]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_document_has_its_name_and_its_button(kind: str) -> None:
    assert texts.word(kind, "documentos", "")
    assert speech.label("template", (kind,))
