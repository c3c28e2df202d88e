"""Content-addressed files: a document's name in the store is its SHA-256, so no change goes unseen."""

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Files:
    """The folder `AYNI_FILES_DIR`."""

    root: Path

    def keep(self, content: bytes) -> str:
        """Stores the bytes durably and returns their SHA-256 in hex; the same bytes are kept once."""
        digest = hashlib.sha256(content).hexdigest()
        target = self.path(digest)
        if target.exists():
            return digest
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=target.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(target)
        return digest

    def read(self, digest: str) -> bytes:
        """The bytes. Raises FileNotFoundError, or ValueError where they are no longer what they were."""
        content = self.path(digest).read_bytes()
        if hashlib.sha256(content).hexdigest() != digest:
            raise ValueError(f"the file {digest} was altered")
        return content

    def path(self, digest: str) -> Path:
        """Where the file of that hash stands."""
        return self.root / digest[:2] / digest
