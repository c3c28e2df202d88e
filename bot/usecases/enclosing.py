"""What a letter encloses: made from the folder when it is sent, and kept nowhere (A5; 25 i)."""

from typing import IO, Any

from bot.usecases.bundle import INDEX_WORD, bundle, on_disk, write_zip
from bot.usecases.contents import View
from bot.usecases.desk import Desk


def enclose(desk: Desk, body_id: int, enclosure: dict[str, Any], target: IO[bytes]) -> str:
    """Writes the file to `target`, to be read from its beginning; its name.

    `enclosure`: "what" is "zip" or "index", of the folder of "sitting" in that "view"; a ZIP has those of its
    "documents", and the first of its "parts" the index and the open data. Raises LookupError.
    """
    view, part, parts = View(enclosure["view"]), enclosure["part"], enclosure["parts"]
    found = bundle(desk, body_id, enclosure["sitting"], view)
    stem = f"{found.file_name}-publica" if view is View.PUBLIC else found.file_name
    if enclosure["what"] == "index":
        [entry] = [each for each in found.entries if each.name == INDEX_WORD]
        target.write(entry.content)
        target.seek(0)
        return on_disk(f"indice-{stem}.docx", INDEX_WORD)
    chosen = set(enclosure["documents"])
    entries = [
        entry
        for entry in found.entries
        if (part == 1 if entry.document_id is None else entry.document_id in chosen)
    ]
    write_zip(desk.files, entries, target)
    target.seek(0)
    suffix = f"-{part}-de-{parts}" if parts > 1 else ""
    return on_disk(f"carpeta-{stem}{suffix}.zip", "carpeta.zip")
