"""Methods of the Bot API by their names, plain values in and plain JSON out.

python-telegram-bot's own methods build an object of every keyboard that goes and of every message that comes
back, which nobody here looks at: it is half of what an edit costs. Its transport and its errors are used.
"""

from typing import Any

from telegram import Bot
from telegram.request import BaseRequest, RequestData
from telegram.request._requestparameter import RequestParameter


async def call(bot: Bot, method: str, *, within: object = BaseRequest.DEFAULT_NONE, **fields: Any) -> Any:
    """The result of a method; fields that are None stay away. `within`: seconds to wait for the answer.

    Raises TelegramError."""
    given = [RequestParameter(name, value, None) for name, value in fields.items() if value is not None]
    address = f"{bot.base_url}/{method}"
    return await bot.request.post(address, RequestData(given), read_timeout=within)  # type: ignore[arg-type]
