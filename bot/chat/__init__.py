"""The only place that knows Telegram: what comes in becomes commands, what goes out is spoken here."""

import os

# python-telegram-bot's spans are timedeltas (RetryAfter.retry_after); without this each one warns.
os.environ.setdefault("PTB_TIMEDELTA", "true")
