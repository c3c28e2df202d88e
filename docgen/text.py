"""Text made fit for a Word document: nothing in it can break the XML, reorder the line or start a tag."""

import re
import unicodedata

# Controls, lone surrogates, noncharacters, bidi embeddings, overrides and isolates, byte order marks.
_UNFIT = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\u2028-\u202e\u2066-\u2069\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)
_BREAKS = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


def clean(text: str) -> str:
    """The text in NFC; breaks as a newline, tabs as a space, lone surrogates as U+FFFD, controls gone."""
    if _UNFIT.search(text):
        text = _BREAKS.sub("\n", text).replace("\t", " ")
        text = _UNFIT.sub(lambda found: "�" if "\ud800" <= found[0] <= "\udfff" else "", text)
    return text if text.isascii() else unicodedata.normalize("NFC", text)
