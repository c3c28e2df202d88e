"""The command `python -m docgen`: Word from JSON, sample data, the list of kinds, the check of a template."""

import sys
from pathlib import Path

from docgen.data import KINDS
from docgen.errors import (
    DocgenError,
    FileTrouble,
    TemplateUnreadable,
    UnknownKind,
    UnsafeFile,
    explain,
    messages,
)

USAGE = {
    "list": "list",
    "sample": "sample DOCUMENTO",
    "check": "check PLANTILLA.docx DOCUMENTO",
    "fields": "fields DOCUMENTO [SALIDA.docx]",
    "print": "DOCUMENTO ENTRADA.json SALIDA.docx",
}


class BadCommand(Exception):
    """The command line is not one of those in USAGE; its argument is what to write instead."""


def main(arguments: list[str]) -> int:
    """Runs one command; 0 if it was done, 1 if data, template or file failed, 2 if it was written wrongly."""
    try:
        said = _run(arguments)
    except BadCommand as error:
        print(messages()["uso"]["mal_escrita"].format(usage=error), file=sys.stderr)
        return 2
    except UnknownKind as error:
        print(explain(error), file=sys.stderr)
        return 2
    except DocgenError as error:
        print(explain(error), file=sys.stderr)
        return 1
    return _say(said)


def _run(arguments: list[str]) -> str:
    """Does what the command line says; what is to be printed."""
    if not arguments or {"-h", "--help"} & set(arguments):
        return messages()["uso"]["ayuda"].format(known=", ".join(KINDS)).strip()
    match arguments:
        case ["list"]:
            return "\n".join(KINDS)
        case ["sample", kind]:
            return _sample(kind)
        case ["check", path, kind]:
            return _check(kind, path)
        case ["fields", kind]:
            return _fields(kind)
        case ["fields", kind, target]:
            return _write_fields(kind, target)
        case [name, *_] if name in USAGE:
            raise BadCommand(USAGE[name])
        case [kind, *_] if kind not in KINDS:
            raise UnknownKind(kind, ", ".join(KINDS))
        case [kind, source, target]:
            return _print(kind, source, target)
    raise BadCommand(USAGE["print"])


def _sample(kind: str) -> str:
    from docgen.reading import to_json
    from docgen.samples import sample

    return to_json(sample(kind))


def _fields(kind: str) -> str:
    from docgen.fields import as_text

    return as_text(kind)


def _write_fields(kind: str, target: str) -> str:
    from docgen.fields_word import as_word

    return _write(target, as_word(kind))


def _check(kind: str, path: str) -> str:
    from docgen.chamber import inspect

    template = _read(path)
    try:
        inspect(kind, template)
    except UnsafeFile as error:
        if error.problem == "not_word":
            raise TemplateUnreadable(path) from None
        raise
    return messages()["uso"]["conforme"].format(path=path, kind=kind)


def _print(kind: str, source: str, target: str) -> str:
    from docgen.reading import from_json
    from docgen.render import render

    return _write(target, render(kind, from_json(kind, _read(source))))


def _write(target: str, content: bytes) -> str:
    try:
        Path(target).write_bytes(content)
    except (OSError, ValueError) as error:
        raise _trouble(target, error) from None
    return ""


def _read(path: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except (OSError, ValueError) as error:
        raise _trouble(path, error) from None


def _trouble(path: str, error: OSError | ValueError) -> FileTrouble:
    return FileTrouble(path, messages()["archivos"].get(type(error).__name__, str(error)))


def _say(said: str) -> int:
    """Prints in UTF-8 whatever the terminal's encoding; a reader that went away is no error."""
    if said:
        try:
            sys.stdout.buffer.write(f"{said}\n".encode())
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            sys.stderr.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
