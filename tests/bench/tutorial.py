"""python-telegram-bot as its tutorials run it: `python -m tests.bench.tutorial URL TOKEN`."""

import sys

from telegram.ext import ApplicationBuilder

from tests.bench.bare import bare_application

if __name__ == "__main__":
    url, token = sys.argv[1:]
    bare_application(ApplicationBuilder().token(token).base_url(f"{url}/bot")).run_polling()
