"""Files: sent, sent again by their id, downloaded, and too large."""

import aiohttp
import pytest

from bot.sandbox import documents
from bot.sandbox.person import Person
from bot.sandbox.server import BotApiServer
from tests.sandbox.api import Api, keyboard


@pytest.fixture
async def ana(server: BotApiServer) -> Person:
    person = server.person("Ana Ríos")
    await person.start()
    return person


async def send(api: Api, chat_id: int, data: bytes, name: str, **fields: str) -> dict[str, object]:
    form = aiohttp.FormData(
        {"chat_id": str(chat_id), "document": "attach://piece"} | fields, quote_fields=False
    )
    form.add_field("piece", data, filename=name, content_type="application/octet-stream")
    url = f"{api.server.url}/bot{api.server.token}/sendDocument"
    async with api.session.post(url, data=form) as response:
        answer: dict[str, object] = await response.json()
        return answer


async def download(api: Api, path: str, token: str = "") -> tuple[int, bytes]:
    url = f"{api.server.url}/file/bot{token or api.server.token}/{path}"
    async with api.session.get(url) as response:
        return response.status, await response.read()


async def test_an_attached_file_arrives_with_its_name_bytes_and_caption(api: Api, ana: Person) -> None:
    data = bytes(range(256)) * 100
    await send(api, ana.id, data, "acta.docx", caption="<b>Acta</b>", parse_mode="HTML")
    message = ana.inbox()[-1]
    assert message.text == "Acta"
    assert message.document is not None
    assert message.document.name == "acta.docx"
    assert api.server.document(message) == data
    assert message.json()["caption_entities"][0]["type"] == "bold"


async def test_a_file_is_sent_again_by_its_id(api: Api, ana: Person) -> None:
    await send(api, ana.id, b"once", "a.ics")
    first = ana.inbox()[-1].document
    assert first is not None
    await api.ok("sendDocument", chat_id=ana.id, document=first.id)
    assert ana.inbox()[-1].document is first
    assert len(ana.inbox()) == 2


async def test_an_uploaded_file_reaches_the_bot_and_is_downloaded(api: Api, ana: Person) -> None:
    await api.updates(offset=-1)
    await ana.upload(b"firmado", "acta firmada.pdf", caption="para el acta")
    received = (await api.updates())[-1]["message"]
    assert received["caption"] == "para el acta"
    assert received["document"]["file_name"] == "acta firmada.pdf"
    assert received["document"]["mime_type"] == "application/pdf"
    file = await api.ok("getFile", file_id=received["document"]["file_id"])
    assert file["file_size"] == 7
    assert await download(api, file["file_path"]) == (200, b"firmado")


async def test_downloads_need_the_token_and_a_known_path(api: Api, ana: Person) -> None:
    assert (await download(api, "documents/file_9.pdf"))[0] == 404
    assert (await download(api, "documents/file_9.pdf", "1:wrong"))[0] == 401


async def test_over_twenty_megabytes_cannot_be_downloaded(api: Api, ana: Person) -> None:
    limit = documents.MAX_DOWNLOAD
    for size, fits in ((limit, True), (limit + 1, False)):
        message = await ana.upload(b"x" * size, "anexo.pdf")
        assert message.document is not None
        answer = await api.call("getFile", file_id=message.document.id)
        assert answer["ok"] is fits
    assert answer["description"] == "Bad Request: file is too big"


async def test_over_fifty_megabytes_cannot_be_sent(
    api: Api, ana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert documents.MAX_UPLOAD == 50 * 1024 * 1024
    monkeypatch.setattr(documents, "MAX_UPLOAD", 1000)  # the same judgement on less than 50 MB
    assert (await send(api, ana.id, b"x" * 1000, "a.pdf"))["ok"]
    answer = await send(api, ana.id, b"x" * 1001, "a.pdf")
    assert (answer["error_code"], answer["description"]) == (413, "Request Entity Too Large")


async def test_a_caption_has_1024_units_at_most(api: Api, ana: Person) -> None:
    assert (await send(api, ana.id, b"x", "a.pdf", caption="😀" * 512))["ok"]
    answer = await send(api, ana.id, b"x", "a.pdf", caption="😀" * 512 + "x")
    assert answer["description"] == "Bad Request: message caption is too long"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "there is no document in the request"),
        ({"document": "BQACunknown"}, "wrong file identifier/HTTP URL specified"),
        ({"document": "attach://nothing"}, "can't parse file: attached file not found"),
    ],
)
async def test_a_file_that_is_not_there_is_refused(
    api: Api, ana: Person, fields: dict[str, str], said: str
) -> None:
    assert await api.error("sendDocument", chat_id=ana.id, **fields) == (400, f"Bad Request: {said}")
    assert (await api.error("getFile", file_id="x"))[0] == 400


async def test_an_empty_file_is_refused(api: Api, ana: Person) -> None:
    assert (await send(api, ana.id, b"", "a.pdf"))["description"] == "Bad Request: file must be non-empty"


async def test_a_document_has_a_caption_to_edit_and_no_text(api: Api, ana: Person) -> None:
    await send(api, ana.id, b"x", "a.pdf", caption="uno")
    where = {"chat_id": ana.id, "message_id": ana.inbox()[-1].id}
    assert (await api.error("editMessageText", **where, text="y"))[1].endswith(
        "no text in the message to edit"
    )
    await api.ok("editMessageCaption", **where, caption="dos")
    markup = keyboard({"text": "Conforme", "callback_data": "c"})
    await api.ok("editMessageReplyMarkup", **where, reply_markup=markup)
    assert (ana.inbox()[-1].text, ana.inbox()[-1].labels) == ("dos", ["Conforme"])


async def test_a_photo_is_sent_like_a_file(api: Api, ana: Person) -> None:
    form = aiohttp.FormData({"chat_id": str(ana.id), "caption": "código"})
    form.add_field("photo", b"PNG", filename="qr.png", content_type="image/png")
    url = f"{api.server.url}/bot{api.server.token}/sendPhoto"
    async with api.session.post(url, data=form) as response:
        assert (await response.json())["result"]["photo"]
    assert api.server.document(ana.inbox()[-1]) == b"PNG"
