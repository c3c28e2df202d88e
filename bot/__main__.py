"""The command `ayni`, also `python -m bot`."""

import gc
import sys

from bot.console import finish


def main() -> None:
    """The console script. Exit 0; 1 with one line on stderr; 2 for a command that was mistyped.

    The bot itself, which takes no options, starts without the library that reads command lines.
    """
    if sys.argv[1:] == ["run"]:
        gc.disable()  # what is loaded is no garbage, and to look for it takes an eighth of the start
        from bot.serving import run as command
    else:
        from bot.cli import command
    sys.exit(finish(command))


if __name__ == "__main__":
    main()
