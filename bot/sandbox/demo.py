"""`ayni demo`: the scripted sitting, printed as it happens; its documents are left in a folder."""

import tempfile
from collections.abc import Iterable
from pathlib import Path

from bot.sandbox.script import START, WITHOUT_TELEPHONE, ordinary_sitting
from bot.sandbox.script_extraordinary import extraordinary_sitting
from bot.sandbox.stage import stage
from bot.sandbox.state import Message
from bot.sandbox.world import Event
from bot.usecases.exporting import export


class Screen:
    """Prints the chat: what several people got alike is printed once, and of an edited message its last text."""

    def __init__(self) -> None:
        self._said: dict[str, list[str]] = {}

    def show(self, event: Event) -> None:
        """Takes an event of the server; what people do flushes what the bot said before."""
        message = event.message
        if event.kind == "pressed" and event.press is not None:
            self.flush()
            print(f"\n▶ {event.press.user.name} pulsa [{_label(message, event.press.data)}]{_where(message)}")
        elif event.kind == "answered" and event.press is not None and event.press.answer:
            if event.press.answer.text:
                print(f"  ‹{event.press.answer.text}›")
        elif event.kind == "sent" and not message.sender.is_bot:
            self.flush()
            print(f"\n▶ {message.sender.name}{_where(message)}: {_indent(message.text)}")
        elif event.kind == "sent" or (event.kind == "edited" and not message.chat.person):
            self._said.setdefault(shown(message), []).append(_place(message))

    def flush(self) -> None:
        """Prints what the bot said since."""
        for text, places in self._said.items():
            print(f"  ◀ {', '.join(dict.fromkeys(places))}:\n    {_indent(text)}")
        self._said.clear()


def shown(message: Message) -> str:
    """A message as text: its file, its words, its buttons row by row."""
    file = [f"📎 {message.document.name}"] if message.document else []
    rows = ["  ".join(f"[{button['text']}]" for button in row) for row in message.keyboard]
    return "\n".join([*file, *([message.text] if message.text else []), *rows])


def _label(message: Message, data: str) -> str:
    buttons = (button for row in message.keyboard for button in row)
    return next((str(button["text"]) for button in buttons if button.get("callback_data") == data), data)


def _place(message: Message) -> str:
    return message.chat.person.name if message.chat.person else f"grupo «{message.chat.title}»"


def _where(message: Message) -> str:
    return "" if message.chat.person else " en el grupo"


def _indent(text: str) -> str:
    return text.replace("\n", "\n    ")


async def play(out: Path, *, extraordinary: bool = False) -> None:
    """Plays an ordinary sitting, or an `extraordinary` one, and writes the documents to `out`.

    Raises OSError where it can't be written."""
    script = extraordinary_sitting if extraordinary else ordinary_sitting
    with tempfile.TemporaryDirectory() as place:
        screen = Screen()
        record = f"sqlite:///{place}/demo.db"
        async with stage(START, record, Path(place) / "archivo", without_telephone=WITHOUT_TELEPHONE) as made:
            made.server.world.watchers.append(screen.show)
            await script(made)
            screen.flush()
            written = export(made.app.desk, out)
    _name(written)


def _name(written: Iterable[Path]) -> None:
    print("\nDocumentos:")
    for path in written:
        print(f"  {path}")
