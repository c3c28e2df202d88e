"""Samples of what is said of the acta's signatures."""

from typing import Any

from bot.rules.signatures import Flaw

NAME = "Sesión Ordinaria N.° 03-2026"
AT = "2026-11-27T20:30:00+00:00"
PEOPLE = [f"Sra. Rosa Elvira Huamaní Castañeda de los Ríos {number}" for number in range(1, 8)]


def _signed(name: str, means: str, chain: str | None) -> dict[str, Any]:
    return {"name": name, "means": means, "at": AT, "chain": chain, "confirmed": chain == "unchecked"}


SIGNED: dict[str, Any] = {
    "version": 2,
    "total": 7,
    "signed": [
        _signed(PEOPLE[0], "digital", "trusted"),
        _signed(PEOPLE[1], "digital", "unchecked"),
        *(_signed(name, "handwritten", None) for name in PEOPLE[2:5]),
    ],
    "owing": [{"name": name, "post": "Directora General"} for name in PEOPLE[5:]],
    "days": 8,
}
FRESH = SIGNED | {"signed": [], "owing": [{"name": name, "post": "X"} for name in PEOPLE], "days": 0}
COMPLETE = SIGNED | {"owing": []}
OF: dict[str, Any] = {"sitting": NAME, "version": 2, "article": "19 g"}


def _line(verdict: str, flaw: str = "", until: str = "", *, again: bool = False) -> dict[str, Any]:
    return {
        "name": "HUAMANI CASTANEDA Rosa Elvira FIR 40123456 hard <b>" if verdict != "unknown" else "",
        "issuer": "ECERNEP PERU CA ROOT 3",
        "verdict": verdict,
        "flaw": flaw,
        "until": until,
        "person": 1,
        "whose": PEOPLE[0],
        "candidates": [{"id": 1, "name": PEOPLE[0]}],
        "again": again,
    }


LINES = [
    *(_line(verdict) for verdict in ("sure", "signed", "unchecked", "doubtful", "unknown")),
    _line("signed", again=True),
    *(_line("flawed", flaw, AT if flaw == Flaw.EXPIRED else "") for flaw in Flaw),
]
MESSAGES: dict[str, list[dict[str, Any]]] = {
    "pdf_para_firmar": [OF | {"owing": SIGNED["owing"]}, OF | {"owing": []}, OF | {"owing": FRESH["owing"]}],
    "pdf_sin_hacer": [OF],
    "acta_por_firmar": [OF | {"signatures": FRESH}],
    "recordatorio_firmas": [OF | {"signatures": SIGNED, "late": late} for late in (False, True)],
    "firma_ajena": [OF],
    "pide_firmante": [
        OF | {"signed": signed, "signatures": standing}
        for signed in (None, PEOPLE[0])
        for standing in (SIGNED, COMPLETE)
    ],
    "firmas_verificadas": [
        OF
        | {
            "lines": LINES,
            "signatures": SIGNED,
            "text": text,
            "asks": asks,
            "kept": kept,
            "checked": checked,
            "left": left,
        }
        for text in ("same", "changed", "unknown")
        for asks, kept in ((False, True), (True, True), (False, False))
        for checked, left in ((True, None), (False, PEOPLE[5:]), (False, []))
    ],
}
