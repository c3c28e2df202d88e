"""Methods that send files and give them back."""

from bot.sandbox.calls import MAX_UPLOAD, Params, method
from bot.sandbox.errors import Refused, bad
from bot.sandbox.keyboard import read_keyboard
from bot.sandbox.messages import change, own_message, read_caption, read_common
from bot.sandbox.state import Document, Json
from bot.sandbox.world import World

MAX_DOWNLOAD = 20 * 1024 * 1024


def read_document(world: World, params: Params, kind: str) -> Document:
    """Take an uploaded file, or one that the server has already, by its file_id."""
    upload = params.upload(kind)
    if upload:
        name, mime, data = upload
        if not data:
            raise bad("file must be non-empty")
        if len(data) > MAX_UPLOAD:
            raise Refused(413, "Request Entity Too Large")
        return world.keep(name or "file", data, mime, kind)
    given = params.text(kind)
    if not given:
        raise bad(f"there is no {kind} in the request")
    if given not in world.documents:
        raise bad("wrong file identifier/HTTP URL specified")
    return world.documents[given]


def send_file(world: World, params: Params, kind: str) -> Json:
    text, entities = read_caption(params)
    chat = world.reachable(params.text("chat_id"))
    common = read_common(chat, params)
    document = read_document(world, params, kind)
    world.writable(chat.id)
    return world.post(chat, world.bot, text=text, entities=entities, document=document, **common).json()


@method("sendDocument")
def send_document(world: World, params: Params) -> Json:
    return send_file(world, params, "document")


@method("sendPhoto")
def send_photo(world: World, params: Params) -> Json:
    return send_file(world, params, "photo")


@method("editMessageMedia")
def edit_message_media(world: World, params: Params) -> Json:
    media = params.json("media") or {}
    caption = {"caption": media.get("caption"), "parse_mode": media.get("parse_mode")}
    text, entities = read_caption(Params(caption | {"caption_entities": media.get("caption_entities")}))
    kind = media.get("type", "document")
    document = read_document(world, Params({kind: media.get("media")}, params.files), kind)
    keyboard = read_keyboard(params.json("reply_markup"))
    message = own_message(world, params, "edit")
    return change(world, message, text=text, entities=entities, document=document, keyboard=keyboard)


@method("getFile")
def get_file(world: World, params: Params) -> Json:
    document = world.documents.get(params.text("file_id"))
    if document is None:
        raise bad("wrong file_id or the file is temporarily unavailable")
    if len(document.data) > MAX_DOWNLOAD:
        raise bad("file is too big")
    fields = {"file_id": document.id, "file_unique_id": document.unique_id, "file_size": len(document.data)}
    return fields | {"file_path": document.path}
