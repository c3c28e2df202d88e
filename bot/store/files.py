"""Content-addressed files: a document's name in the store is its SHA-256, so no change goes unseen."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Fault = Literal["missing", "size", "altered"]


@dataclass(frozen=True, slots=True)
class Files:
    """The folder `AYNI_FILES_DIR`."""

    root: Path

    def keep(self, content: bytes) -> str:
        """Stores the bytes durably, whole or not at all, and returns their SHA-256 in hex.

        The same bytes are kept once; a damaged copy of them is mended. Raises OSError.
        """
        digest = hashlib.sha256(content).hexdigest()
        target = self.path(digest)
        if target.exists() and target.read_bytes() == content:
            return digest
        target.parent.mkdir(parents=True, exist_ok=True)
        with written_whole(target) as fresh:
            fresh.write_bytes(content)
        return digest

    def read(self, digest: str) -> bytes:
        """The bytes. Raises FileNotFoundError, or ValueError where they are no longer what they were."""
        content = self.path(digest).read_bytes()
        if hashlib.sha256(content).hexdigest() != digest:
            raise ValueError(f"the file {digest} was altered")
        return content

    def fault(self, digest: str, size: int | None) -> Fault | None:
        """What is wrong with a stored file, None where nothing is; it is read piece by piece."""
        try:
            with self.path(digest).open("rb") as file:
                if size is not None and os.fstat(file.fileno()).st_size != size:
                    return "size"
                return None if hashlib.file_digest(file, "sha256").hexdigest() == digest else "altered"
        except OSError:
            return "missing"

    def path(self, digest: str) -> Path:
        """Where the file of that hash stands."""
        return self.root / digest[:2] / digest


@contextmanager
def written_whole(target: Path) -> Iterator[Path]:
    """An empty file to fill, which at the end takes the target's place, or on an error goes away.

    Whoever looks, even after a power cut, finds the old file or the new one, never a part.
    """
    handle, name = tempfile.mkstemp(dir=target.parent)
    os.close(handle)
    fresh = Path(name)
    try:
        yield fresh
        with fresh.open("r+b") as file:
            os.fsync(file.fileno())
        fresh.replace(target)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    if os.name == "posix":  # elsewhere a folder can't be synchronised
        folder = os.open(target.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)
