"""`python -m bot` is the command `ayni`."""

from bot.cli import main

main()
