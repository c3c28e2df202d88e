"""Whether the templates that bodies put in the place of the program's own are whole, and still serve."""

from bot.store import templates
from bot.store.engine import reading
from bot.usecases.desk import Desk


def check_templates(desk: Desk) -> list[tuple[str, int, str]]:
    """The templates whose bytes are missing or altered: kind, version and hash."""
    with reading(desk.engine).begin() as db:
        rows = templates.known(db)
    bad = []
    for row in rows:
        try:
            desk.files.read(row.sha256)
        except (OSError, ValueError):
            bad.append((row.kind, row.version, row.sha256))
    return bad


def failing(desk: Desk) -> list[tuple[str, int, str]]:
    """The templates in force that serve no more, tried as when they were taken in: kind, version and why."""
    from docgen import chamber
    from docgen.errors import DocgenError, explain

    with reading(desk.engine).begin() as db:
        rows = templates.all_in_force(db)
    found = []
    for row in rows:
        try:
            chamber.inspect(row.kind, desk.files.read(row.sha256))
        except DocgenError as error:
            found.append((row.kind, row.version, explain(error)))
        except (OSError, ValueError):
            found.append((row.kind, row.version, ""))
    return found
