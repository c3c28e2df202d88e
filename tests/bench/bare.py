"""The baselines: python-telegram-bot as its tutorials use it, which keeps nothing."""

import json
from collections.abc import Sequence
from itertools import count
from typing import Any

from telegram import Update
from telegram.ext import Application, ApplicationBuilder, CallbackQueryHandler, ContextTypes
from telegram.request import BaseRequest

AnyApplication = Application[Any, Any, Any, Any, Any, Any]


MESSAGE = {"message_id": 5, "date": 1, "chat": {"id": -1, "type": "group", "title": "g"}, "text": "x"}


class Nowhere(BaseRequest):
    """A network that answers at once."""

    read_timeout = None

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self, url: str, method: str, request_data: Any = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        result: Any = True
        if url.endswith("getMe"):
            result = {"id": 1, "is_bot": True, "first_name": "AYNI", "username": "ayni_bot"}
        elif url.endswith(("sendMessage", "editMessageText")):
            result = MESSAGE
        elif url.endswith("sendDocument"):
            result = MESSAGE | {"document": {"file_id": "f", "file_unique_id": "f"}}
        return 200, json.dumps({"ok": True, "result": result}).encode()


_turn = count()


async def answer_and_edit(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    """What a bare bot does with a press; each text is a new one, for Telegram refuses an edit to the same."""
    assert update.callback_query is not None
    await update.callback_query.answer("ok")
    await update.callback_query.edit_message_text(f"x{next(_turn)}")


def bare_application(builder: Any) -> AnyApplication:
    """PTB with one handler."""
    application: AnyApplication = builder.build()
    application.add_handler(CallbackQueryHandler(answer_and_edit))
    return application


def offline() -> Any:
    """A builder whose bot talks to nowhere."""
    return (
        ApplicationBuilder().token("1:bare").request(Nowhere()).get_updates_request(Nowhere()).updater(None)
    )


def presses(data: str, senders: Sequence[int], first: int = 1) -> list[dict[str, Any]]:
    """One press of each sender under the group's message, as Telegram sends it."""
    return [
        {
            "update_id": first + place,
            "callback_query": {
                "id": str(first + place),
                "from": {"id": sender, "is_bot": False, "first_name": "A"},
                "chat_instance": "1",
                "data": data,
                "message": {
                    "message_id": 5,
                    "date": 1767000000,
                    "chat": {"id": -100, "type": "supergroup", "title": "g"},
                    "text": "Votación",
                    "reply_markup": {"inline_keyboard": [[{"text": "A favor", "callback_data": data}]]},
                },
            },
        }
        for place, sender in enumerate(senders)
    ]
