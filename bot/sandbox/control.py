"""The puppets' strings over HTTP: JSON under /control/…, for hand trials and other processes.

    POST /control/people    {"name", "id"?, "username"?}
    POST /control/groups    {"title", "members": [person…], "bot"?, "supergroup"?}
    POST /control/groups/ID {"do", "person"?}: join, leave, promote, add_bot, remove_bot, migrate
    POST /control/send      {"from", "text", "chat"?, "reply_to"?}
    POST /control/press     {"from", "label", "chat"?, "message"?}: the answer's text
    POST /control/upload    multipart: from, file, caption?, chat?, reply_to?
    POST /control/block     {"person", "blocked"?}
    POST /control/faults    {"do", "method"?, …}: delay, lose, fail, clear
    GET  /control/chats/ID  what stands in the chat, `?format=text` as a screen
    GET  /control/files/ID  a document's content
    GET  /control/state     people, groups, pending updates, commands

`from`, `person` and the members are people's ids; `chat` is a group's id, the private chat without it.
"""

import json
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from bot.sandbox.errors import Refused
from bot.sandbox.group import Group
from bot.sandbox.intake import read_params
from bot.sandbox.person import NothingCame, Person, screen
from bot.sandbox.server import BotApiServer
from bot.sandbox.state import Json, Message

Body = dict[str, Any]


class Control:
    """Answers /control/… for one server."""

    def __init__(self, server: BotApiServer) -> None:
        self.server = server
        server.control = self.handle
        self._posts: dict[str, Callable[[Body, str], Awaitable[Json]]] = {
            "people": self._people,
            "groups": self._groups,
            "send": self._send,
            "press": self._press,
            "upload": self._upload,
            "block": self._block,
            "faults": self._faults,
        }

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer one request: 200, 400 with what is wrong, 404, or 504 for a press that nobody answered."""
        noun, _, rest = request.path.removeprefix("/control/").partition("/")
        try:
            if request.method == "POST" and noun in self._posts:
                params = await read_params(request)
                return _json(await self._posts[noun](params.fields | params.files, rest))
            if request.method == "GET":
                return self._get(noun, rest, request.query.get("format", ""))
        except (LookupError, ValueError, TypeError, Refused) as error:
            return _json({"error": f"{type(error).__name__}: {error}"}, 400)
        except NothingCame as error:
            return _json({"error": str(error)}, 504)
        return _json({"error": "no such thing"}, 404)

    def _get(self, noun: str, rest: str, form: str) -> web.Response:
        world = self.server.world
        if noun == "chats":
            messages = world.chats[int(rest)].visible
            if form == "text":
                return web.Response(text=screen(messages) + "\n")
            return _json({"messages": [describe(message) for message in messages]})
        if noun == "files":
            return web.Response(body=world.documents[rest].data, content_type=world.documents[rest].mime)
        if noun == "state":
            people = [user.json() | {"started": user.started} for user in world.users.values()]
            groups = [
                chat.json() | {"members": chat.members} for chat in world.chats.values() if not chat.person
            ]
            pending = [update.body for update in world.updates.pending.values()]
            return _json({"people": people, "groups": groups, "pending": pending, "commands": world.commands})
        return _json({"error": "no such thing"}, 404)

    def _person(self, body: Body, key: str = "from") -> Person:
        return self.server.find_person(int(body[key]))

    def _group(self, body: Body) -> Group | None:
        chat = int(body.get("chat") or 0)
        return self.server.find_group(chat) if chat < 0 else None

    def _message(self, body: Body, key: str, person: Person) -> Message | None:
        if not body.get(key):
            return None
        group = self._group(body)
        chat = group.chat if group else self.server.world.chats[person.id]
        return chat.messages[int(body[key])]

    async def _people(self, body: Body, rest: str) -> Json:
        number = int(body["id"]) if body.get("id") else None
        return self.server.person(str(body["name"]), number, str(body.get("username", ""))).user.json()

    async def _groups(self, body: Body, rest: str) -> Json:
        if not rest:
            people = [self.server.find_person(int(number)) for number in body.get("members", [])]
            options = {key: bool(body[key]) for key in ("bot", "supergroup") if key in body}
            return self.server.group(str(body["title"]), *people, **options).chat.json()
        group = self.server.find_group(int(rest))
        person = self._person(body, "person") if "person" in body else None
        owner = next(number for number, status in group.chat.members.items() if status == "creator")
        by = self.server.find_person(owner)
        acts: dict[str, Callable[[], None]] = {
            "join": lambda: group.join(person or by),
            "leave": lambda: group.leave(person or by),
            "promote": lambda: group.promote(by, person),
            "add_bot": lambda: group.add_bot(by),
            "remove_bot": lambda: group.remove_bot(by),
            "migrate": group.migrate,
        }
        acts[body["do"]]()
        return group.chat.json()

    async def _send(self, body: Body, rest: str) -> Json:
        person = self._person(body)
        answered = self._message(body, "reply_to", person)
        return describe(await person.send(str(body["text"]), self._group(body), answered))

    async def _press(self, body: Body, rest: str) -> Json:
        person = self._person(body)
        message = self._message(body, "message", person)
        answer = await person.press(str(body["label"]), self._group(body), message)
        return {"answer": str(answer), "alert": answer.alert}

    async def _upload(self, body: Body, rest: str) -> Json:
        person, (name, mime, data) = self._person(body), body["file"]
        answered = self._message(body, "reply_to", person)
        caption, group = str(body.get("caption", "")), self._group(body)
        return describe(await person.upload(data, name, caption, answered, group, mime))

    async def _block(self, body: Body, rest: str) -> Json:
        await self._person(body, "person").block(bool(body.get("blocked", True)))
        return {"ok": True}

    async def _faults(self, body: Body, rest: str) -> Json:
        faults, method = self.server.faults, str(body.get("method", "*"))
        match body["do"]:
            case "delay":
                faults.delay(method, float(body["seconds"]))
            case "lose":
                faults.lose(method, int(body.get("times", 1)))
            case "fail":
                options = {
                    key: body[key] for key in ("times", "code", "description", "retry_after") if key in body
                }
                faults.fail(method, **options)
            case "clear":
                faults.clear()
            case other:
                raise ValueError(f"no such fault: {other}")
        return {"ok": True}


def describe(message: Message) -> Json:
    """A message as JSON, with its history and the id of its document for /control/files."""
    edits = [{"text": version.text, "keyboard": version.keyboard} for version in message.edits]
    file = {"file": message.document.id} if message.document else {}
    return message.json() | file | {"edits": edits, "seq": message.seq}


def _json(body: Json, status: int = 200) -> web.Response:
    text = json.dumps(body, ensure_ascii=False, indent=1) + "\n"
    return web.Response(text=text, status=status, content_type="application/json")
