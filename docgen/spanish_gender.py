"""The gender of a person from what is known of them, and the words that agree with it.

What was given wins; else the treatment before the name; else the wording of the post. First names are not
guessed at: without a sign the neutral form is used.
"""

import re
from typing import Protocol

from docgen.parts import Gender

_FEMININE = frozenset({
    "viceministra", "ministra", "directora", "subdirectora", "jefa", "subjefa", "presidenta", "secretaria",
    "subsecretaria", "coordinadora", "asesora", "consejera", "gobernadora", "alcaldesa", "decana", "rectora",
    "gerenta", "contadora", "administradora", "procuradora", "prefecta", "regidora", "supervisora",
    "ejecutora",
})  # fmt: skip
_MASCULINE = frozenset({
    "viceministro", "ministro", "director", "subdirector", "jefe", "subjefe", "secretario", "subsecretario",
    "coordinador", "asesor", "consejero", "gobernador", "alcalde", "decano", "rector", "contador",
    "administrador", "procurador", "prefecto", "regidor", "supervisor", "ejecutor",
})  # fmt: skip
_TREATMENT_F = frozenset(
    {"sra.", "sra", "srta.", "dra.", "dra", "doña", "señora", "señorita", "mtra.", "profa."}
)
_TREATMENT_M = frozenset({"sr.", "sr", "dr.", "dr", "don", "señor", "mtro.", "prof."})
_TREATMENTS = _TREATMENT_F | _TREATMENT_M

_UNIT_F = re.compile(r"(ción|dad|ía|tura|encia|oficina)$")
_UNIT_M = re.compile(r"^(despacho|programa|instituto|consejo|organismo|gabinete|(vice)?ministerio)$")


class Named(Protocol):
    """Whatever has a name; gender, post, seat and alternate are read where it has them."""

    @property
    def name(self) -> str: ...


def of_post(post: str) -> Gender:
    """ "f", "m" or "" from the wording of a post: its first word, unless it offers both ("Director(a)")."""
    first = re.match(r"[^\W\d_]+(?P<both>\(|/)?", post.strip().casefold())
    if first is None or first["both"]:
        return ""
    word = first[0]
    return "f" if word in _FEMININE else "m" if word in _MASCULINE else ""


def of_name(name: str) -> Gender:
    """ "f", "m" or "" from the treatment that a name begins with."""
    first = name.split(" ", 1)[0].casefold()
    return "f" if first in _TREATMENT_F else "m" if first in _TREATMENT_M else ""


def of_person(person: Named) -> Gender:
    """ "f", "m" or "": as given, by treatment, by their own post; a titular's is the seat's."""
    given: Gender = (
        getattr(person, "gender", "") or of_name(person.name) or of_post(getattr(person, "post", ""))
    )
    alternate = getattr(person, "alternate", False) or getattr(person, "why", "") == "alternate"
    if given or alternate or getattr(person, "post", ""):
        return given
    return of_post(getattr(person, "seat", ""))


def agreeing(person: Named, feminine: str, masculine: str, neutral: str) -> str:
    """The word that agrees with the person."""
    return {"f": feminine, "m": masculine}.get(of_person(person), neutral)


def of_person_addressed(person: Named) -> str:
    """ "de la señora María Ríos", "del Dr. Juan Paz"."""
    said = addressed(person)
    return f"del {said[3:]}" if said.startswith("el ") else f"de {said}"


def addressed(person: Named) -> str:
    """ "la señora María Ríos", "el Dr. Juan Paz"; only the name where the gender is unknown."""
    gender = of_person(person)
    if not gender:
        return person.name
    first = person.name.split(" ", 1)[0].casefold()
    treated = first in _TREATMENTS or re.fullmatch(r"[^\W\d_]{2,}\.", first)
    article, noun = ("la", "señora") if gender == "f" else ("el", "señor")
    return f"{article} {person.name}" if treated else f"{article} {noun} {person.name}"


def of_the(post: str) -> str:
    """ "de la Viceministra de…", "del Director…", "de la Oficina…", "de quien ejerce el cargo de Gerente…"."""
    return {"f": "de la ", "m": "del "}.get(_of_noun(post), "de quien ejerce el cargo de ") + post


def with_article(post: str) -> str:
    """ "la Viceministra de…", "el Director…", "la Oficina…", "quien ejerce el cargo de Gerente…"."""
    return {"f": "la ", "m": "el "}.get(_of_noun(post), "quien ejerce el cargo de ") + post


def _of_noun(post: str) -> Gender:
    """That of the post's first word, which may also name a unit: "Dirección", "Despacho"."""
    first = re.match(r"[^\W\d_]*(?![(/])\b", post.strip().casefold())
    word = first[0] if first is not None else ""
    return of_post(post) or ("f" if _UNIT_F.search(word) else "m" if _UNIT_M.search(word) else "")
