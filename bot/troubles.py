"""Why a file or a database could not be used, in the operator's language: the system's own words are English."""

import errno
import sqlite3

_FILES = {
    errno.ENOENT: "no existe, o no existe su carpeta",
    errno.EACCES: "no hay permiso",
    errno.EPERM: "no hay permiso",
    errno.EISDIR: "es una carpeta",
    errno.EBUSY: "está en uso, o es una carpeta",
    errno.ENOTDIR: "su carpeta no es una carpeta",
    errno.EEXIST: "ya existe y no es una carpeta",
    errno.EROFS: "el disco es de solo lectura",
    errno.ENOSPC: "no queda espacio en el disco",
    errno.EADDRINUSE: "otro programa ya escucha allí",
    errno.EADDRNOTAVAIL: "no es una dirección de esta máquina",
    errno.ENAMETOOLONG: "su nombre es demasiado largo",
}
_SQLITE = {
    sqlite3.SQLITE_NOTADB: "no es una base de datos de SQLite",
    sqlite3.SQLITE_CANTOPEN: "no existe o no se puede abrir",
    sqlite3.SQLITE_CORRUPT: "la base está dañada",
    sqlite3.SQLITE_BUSY: "está en uso",
    sqlite3.SQLITE_READONLY: "es de solo lectura",
    sqlite3.SQLITE_FULL: "no queda espacio en el disco",
}


def in_words(error: BaseException) -> str:
    """One reason in Spanish; what is not foreseen stays as the system says it, in one line."""
    if isinstance(error, sqlite3.Error):
        return _SQLITE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF, str(error))
    if isinstance(error, OSError):
        return _FILES.get(error.errno or 0, error.strerror or str(error))
    return str(error).strip().partition("\n")[0]
