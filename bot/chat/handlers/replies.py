"""Files that answer one of the bot's papers: what each kind of file means there, as one table."""

from collections.abc import Awaitable, Callable, Mapping

from bot.chat.context import Turn
from bot.chat.handlers import corrections, signatures, templates
from bot.usecases.replies import Answered, Upload
from bot.usecases.signatures import KINDS

WRITTEN = ("docx", "docm", "doc", "dotx", "dotm", "dot", "odt", "rtf", "zip", "pdf")
PICTURES = ("jpg", "jpeg", "png", "webp", "heic", "tif", "tiff")
Answer = Callable[[Turn, Answered, Upload], Awaitable[None]]

ANSWERS: Mapping[tuple[str, str], Answer] = {
    **{("acta", extension): corrections.correct for extension in ("docx", "docm", "doc", "odt", "rtf")},
    **{("plantilla", extension): templates.receive for extension in WRITTEN},
    **{(paper, "pdf"): signatures.receive_pdf for paper in KINDS},
    **{(paper, picture): signatures.receive_scan for paper in KINDS for picture in PICTURES},
}
"""By the kind of the paper that is answered and the extension of the file that answers it; any other file is
a document presented to a sitting."""


def answer_with(answered: Answered | None, name: str) -> Answer | None:
    """What a file of that name does in answer to that paper; None where it is none."""
    return ANSWERS.get((answered.kind, name.rpartition(".")[2].casefold())) if answered is not None else None
