"""A mistyped command line, told in our words: the parser's own are English."""

import sys
from typing import Any

from bot.texts import console


def explain(error: Any) -> str:
    """One line on what a typer usage error found wrong; its fields say what, its class how."""
    words = console()["mal_escrito"]
    typed = " ".join(sys.argv[1:])
    match type(error).__name__:
        case "NoSuchOption":
            reason = words["opcion"].format(what=error.option_name)
        case "BadOptionUsage":
            reason = words["valor_de_opcion"].format(what=error.option_name)
        case "MissingParameter" if error.param is not None:
            reason = words["falta"].format(what=error.param.metavar or error.param.name)
        case _ if error.ctx is not None and error.ctx.parent is None:
            reason = words["orden"].format(what=typed)
        case _:
            reason = words["otro"].format(what=typed)
    return str(words["linea"].format(reason=reason))
