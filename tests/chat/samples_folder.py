"""A full sample of what each message about the digital folder speaks of."""

from typing import Any

TITLE = "Sesión Ordinaria N.° 03-2026"
AT = "2026-11-27T20:30:00+00:00"
PAPERS = [
    {"place": 1, "label": "Convocatoria", "state": None, "at": AT, "replaced_by": 2},
    {
        "place": 2,
        "label": "Documento presentado: <Informe> & anexos.pdf",
        "state": "late",
        "at": AT,
        "replaced_by": None,
    },
    {"place": 3, "label": "Acta, versión 2", "state": "circulated", "at": AT, "replaced_by": None},
]
FOLDER: dict[str, Any] = {
    "title": TITLE, "count": 3, "page": 1, "pages": 1, "papers": PAPERS, "article": "25 i",
}  # fmt: skip
WHOLE: dict[str, Any] = {
    "title": TITLE, "public": False, "part": 1, "parts": 1, "count": 3, "large": [], "damaged": [],
    "operates": True,
}  # fmt: skip

MESSAGES: dict[str, list[dict[str, Any]]] = {
    "carpeta": [FOLDER, FOLDER | {"count": 23, "page": 2, "pages": 3}],
    "elige_carpeta": [{"more": False}, {"more": True}],
    "documento_de_carpeta": [
        {
            "title": TITLE,
            "label": "Acta, versión 2",
            "acta_state": "approved",
            "sha256": "ab" * 32,
            "replaced_by": None,
        },
        {"title": TITLE, "label": "Acta", "acta_state": "circulated", "sha256": "ab" * 32, "replaced_by": 2},
        {"title": TITLE, "label": "Convocatoria", "acta_state": None, "sha256": None, "replaced_by": None},
    ],
    "indice_de_carpeta": [{"title": TITLE, "count": 1}],
    "carpeta_completa": [
        WHOLE,
        WHOLE | {"public": True},
        WHOLE | {"parts": 3},
        WHOLE | {"parts": 3, "part": 2, "operates": False},
        WHOLE | {"large": ["Video.mp4"], "damaged": ["Acta, versión 2"]},
        WHOLE | {"large": ["Video.mp4"], "damaged": ["Acta"], "operates": False},
    ],
}
