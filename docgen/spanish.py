"""Spanish as a Peruvian record writes it: numbers, hours and dates in words, lists, gender, citations.

The wording of hours and numbers is our own because libraries get it wrong ("veintiuno horas"); month and day
names are Babel's es_PE ("setiembre"). Nothing here knows a template.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime, time
from functools import lru_cache

from babel.dates import get_day_names, get_month_names

LOCALE = "es_PE"
MONTHS = dict(get_month_names("wide", locale=LOCALE))
WEEKDAYS = dict(get_day_names("wide", locale=LOCALE))

_UNITS = (
    "cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once",
    "doce", "trece", "catorce", "quince", "dieciséis", "diecisiete", "dieciocho", "diecinueve", "veinte",
    "veintiuno", "veintidós", "veintitrés", "veinticuatro", "veinticinco", "veintiséis", "veintisiete",
    "veintiocho", "veintinueve",
)  # fmt: skip
_TENS = ("", "", "", "treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa")
_HUNDREDS = (
    "", "ciento", "doscientos", "trescientos", "cuatrocientos", "quinientos",
    "seiscientos", "setecientos", "ochocientos", "novecientos",
)  # fmt: skip
_ORDINALS = (
    "", "primero", "segundo", "tercero", "cuarto", "quinto", "sexto", "séptimo", "octavo", "noveno",
    "décimo", "undécimo", "duodécimo",
)  # fmt: skip
_ORDINAL_TENS = (
    "", "décimo", "vigésimo", "trigésimo", "cuadragésimo", "quincuagésimo",
    "sexagésimo", "septuagésimo", "octogésimo", "nonagésimo",
)  # fmt: skip


_FEMININE = frozenset({"ley", "red", "corte", "sede"})
_MASCULINE = frozenset({"programa", "sistema"})


STATIONS = {
    "previous_acta": "Aprobación del acta anterior",
    "dispatch": "Despacho",
    "reports": "Informes",
    "requests": "Pedidos",
    "agenda": "Orden del día",
    "agreements": "Acuerdos",
}
STATUSES = {
    "pending": ("pendiente", "pendientes"),
    "in_progress": ("en proceso", "en proceso"),
    "fulfilled": ("cumplido", "cumplidos"),
    "overdue": ("vencido", "vencidos"),
    "without_effect": ("sin efecto", "sin efecto"),
}
CHOICES = {"for": "A favor", "against": "En contra", "abstain": "Abstención", "not_cast": "No emitió voto"}

KINDS = {"ordinary": "ordinaria", "extraordinary": "extraordinaria"}
MEANS = {
    "in_person": "de manera presencial",
    "virtual": "de manera virtual",
    "hybrid": "de manera semipresencial",
}
MARKS = {True: "Presente", False: "Ausente", None: "–"}
PAPERS = {
    "presentado": "Documento presentado",
    "convocatoria": "Convocatoria",
    "calendario": "Cita para el calendario",
    "notificaciones": "Registro de notificaciones",
    "designacion": "Designación de alterno",
    "asistencia": "Lista de asistencia",
    "votacion": "Cuadro de votación",
    "constancia": "Constancia de falta de quórum",
    "acta": "Acta",
    "acta_pdf": "Acta para firmar",
    "acta_firmada": "Acta firmada",
    "firmas": "Firmas manuscritas del acta",
    "extracto": "Certificación de acuerdo",
    "comite": "Constitución de Comité de Trabajo",
    "informe_comite": "Informe de Comité de Trabajo",
    "informe": "Informe",
    "sustento": "Sustento de avance",
    "indice": "Índice",
}
CHANGED = {"convocatoria": "Rectificación de la convocatoria"}
CANCELLED = {
    "convocatoria": "Cancelación de la convocatoria",
    "calendario": "Retiro de la cita del calendario",
}
"""What a later version of those papers is called, and the one that calls the sitting off."""
GENERAL = "Documentos generales"
OUTCOMES = {
    "approved": "Aprobado",
    "rejected": "No aprobado",
    "annulled": "Anulado",
    "tied": "Empate",
    None: "",
}
ADOPTIONS = {"vote": "Votación", "consensus": "Consenso"}
PAPER_STATES = {
    "": "",
    "draft": "borrador",
    "circulated": "circulada",
    "approved": "aprobada",
    "late": "presentado fuera de plazo",
    "cancelled": "cancelación",
    "replaced": "versión reemplazada",
    "withheld": "no se publica",
}
COUNTINGS = {"calendar": ("calendario", "calendario"), "business": ("hábil", "hábiles")}


@lru_cache(maxsize=1024)
def cardinal(number: int, gender: str = "m", before_noun: bool = False) -> str:
    """The number in words, 0 to 999,999; `before_noun` shortens the masculine one ("veintiún votos")."""
    if not 0 <= number < 1_000_000:
        raise ValueError(number)
    thousands, rest = divmod(number, 1000)
    words = []
    if thousands:
        words.append("mil" if thousands == 1 else f"{_below_thousand(thousands, gender, True)} mil")
    if rest or not thousands:
        words.append(_below_thousand(rest, gender, before_noun))
    return " ".join(words)


def _below_thousand(number: int, gender: str, before_noun: bool) -> str:
    if number == 100:
        return "cien"
    hundreds, rest = divmod(number, 100)
    words = []
    if hundreds:
        word = _HUNDREDS[hundreds]
        words.append(word[:-2] + "as" if gender == "f" and hundreds > 1 else word)
    if rest or not hundreds:
        words.append(_below_hundred(rest, gender, before_noun))
    return " ".join(words)


def _below_hundred(number: int, gender: str, before_noun: bool) -> str:
    if number < 30:
        word = _UNITS[number]
    elif number % 10 == 0:
        word = _TENS[number // 10]
    else:
        word = f"{_TENS[number // 10]} y {_UNITS[number % 10]}"
    if word.endswith("uno"):
        if gender == "f":
            word = word[:-1] + "a"
        elif before_noun:
            word = "veintiún" if word == "veintiuno" else word[:-1]
    return word


def ordinal(number: int, gender: str = "m") -> str:
    """The ordinal in words up to 99, "duodécima", "vigésima primera"; from there in figures, "100.ª"."""
    if number < 1:
        raise ValueError(number)
    if number > 99:
        return f"{number}.{'ª' if gender == 'f' else 'º'}"
    tens, unit = divmod(number, 10)
    if number <= 12:
        word = _ORDINALS[number]
    elif tens == 1:
        word = "decimo" + _ORDINALS[unit]
    else:
        word = f"{_ORDINAL_TENS[tens]} {_ORDINALS[unit]}".strip()
    return re.sub(r"o\b", "a", word) if gender == "f" else word


def counted(number: int, singular: str, plural: str, gender: str = "m") -> str:
    """A number in words and figures with its noun: "un (1) voto", "dos (2) abstenciones"."""
    return f"{cardinal(number, gender, before_noun=True)} ({number}) {singular if number == 1 else plural}"


def counting(token: str, number: int) -> str:
    """How days are counted, agreeing with their number: "hábil", "hábiles", "calendario"."""
    return COUNTINGS[token][number != 1]


def status(token: str, number: int = 1) -> str:
    """How an acuerdo stands, agreeing with how many do: "cumplido", "vencidos"."""
    return STATUSES[token][number != 1]


def figure(number: int) -> str:
    """ "siete (7)"."""
    return f"{cardinal(number)} ({number})"


def hour(moment: time | datetime, article: bool = True) -> str:
    """The hour in words and figures: "las quince horas con treinta minutos (15:30)"."""
    said = f"{cardinal(moment.hour, 'f')} {'hora' if moment.hour == 1 else 'horas'}"
    if article:
        said = f"{'la' if moment.hour == 1 else 'las'} {said}"
    if moment.minute:
        minutes = "minuto" if moment.minute == 1 else "minutos"
        said += f" con {cardinal(moment.minute, before_noun=True)} {minutes}"
    return f"{said} ({moment.hour:02d}:{moment.minute:02d})"


def day(when: date) -> str:
    """ "12 de marzo de 2026", the first of a month as "1 de"."""
    return f"{when.day} de {MONTHS[when.month]} de {when.year}"


def weekday(when: date) -> str:
    """ "jueves 12 de marzo de 2026"."""
    return f"{WEEKDAYS[when.weekday()]} {day(when)}"


def day_in_words(when: date) -> str:
    """ "doce de marzo de dos mil veintiséis", the first of a month as "primero"."""
    number = "primero" if when.day == 1 else cardinal(when.day)
    return f"{number} de {MONTHS[when.month]} de {cardinal(when.year)}"


def listing(parts: Iterable[str]) -> str:
    """ "a, b y c", with "e" before the sound i."""
    *head, last = list(parts) or [""]
    if not head:
        return last
    sounds_i = re.match(r"h?[ií]", last, re.I) and not re.match(r"h?i[aeo]", last, re.I)
    return f"{', '.join(head)} {'e' if sounds_i else 'y'} {last}"


def sentence(text: str) -> str:
    """The text with the full stop that it lacks at its end."""
    said = text.rstrip()
    ended = not said or said.rstrip('»”")')[-1:] in (".", "!", "?", "…")
    return said if ended else f"{said}."


def paper(kind: str, version: int = 1, state: str | None = None) -> str:
    """What a kind of document is called: "Lista de asistencia"; any other is a "Documento".

    A convocatoria of a later version is its rectification, a `cancelled` one its cancellation."""
    if state == "cancelled" and kind in CANCELLED:
        return CANCELLED[kind]
    return CHANGED[kind] if version > 1 and kind in CHANGED else PAPERS.get(kind, "Documento")


def paper_state(state: str, replaced_by: int = 0) -> str:
    """The state of a document in words; of one that was replaced, by which version: "versión reemplazada por la 2"."""
    return PAPER_STATES[state] + (f" por la {replaced_by}" if replaced_by else "")


def paper_called(kind: str, version: int, name: str, state: str | None = None) -> str:
    """What one document is called: "Acta, versión 2"; one of no kind of ours by its file's name as well."""
    said = paper(kind, version, state) + (f", versión {version}" if version > 1 else "")
    ours = kind in PAPERS and kind not in ("presentado", "sustento")
    return said if ours else f"{said}: {name}"


def size(count: int) -> str:
    """Bytes as people say them: "0 kB", "0.8 kB", "34.5 kB", "1.2 MB"."""
    if not count:
        return "0 kB"
    kilobytes = max(count / 1024, 0.1)
    return f"{kilobytes:.1f} kB" if kilobytes < 1024 else f"{kilobytes / 1024:.1f} MB"


@lru_cache(maxsize=256)
def citation(token: str, manual: str) -> str:
    """An article token in words: "19 b" is the Manual's, "LPAG 99" the general law's; anything else stays."""
    found = re.fullmatch(r"(LPAG )?(\d+(?:\.\d+)*)(?: ([a-zñ]))?", token.strip())
    if not found:
        return token
    law, number, letter = found.groups()
    article = f"artículo {number}" + (f" {letter})" if letter else "")
    return f"{article} del TUO de la Ley N.° 27444" if law else f"{article} {of(manual)}"


def of(named: str) -> str:
    """ "del Manual de Operaciones", "de la Comisión…": the preposition with the article of a norm or body."""
    first = named.split(" ", 1)[0].casefold()
    feminine = first.endswith(("a", "ión", "dad")) or first in _FEMININE
    return f"{'de la' if feminine and first not in _MASCULINE else 'del'} {named}"
