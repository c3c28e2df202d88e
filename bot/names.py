"""Words that people typed: one clean line in the same normal form everywhere, and whose name it is."""

import unicodedata

_DIRECTION = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
_MARKS = frozenset("\u200e\u200f\u061c\ufeff")
_REFUSED = frozenset({"Cc", "Cs", "Co", "Cn", "Zl", "Zp"})


def clean_line(value: str) -> str:
    """Return `value` in NFC without outer or repeated spaces.

    Raises ValueError, in Spanish, on control characters, line breaks and marks of writing direction.
    """
    text = unicodedata.normalize("NFC", value)
    for character in text:
        if (
            unicodedata.category(character) in _REFUSED
            or unicodedata.bidirectional(character) in _DIRECTION
            or character in _MARKS
        ):
            raise ValueError(
                f"contiene el carácter invisible U+{ord(character):04X}; se esperaba una sola línea de texto"
            )
    return " ".join(text.split())


def same_person(name: str) -> str:
    """Return what two spellings of one person's name share: no treatment, accents, case or punctuation."""
    words = unicodedata.normalize("NFKD", name).casefold().split()
    while len(words) > 1 and words[0].endswith("."):
        words.pop(0)
    letters = ("".join(c for c in word if c.isalnum()) for word in words)
    return " ".join(letter for letter in letters if letter)
