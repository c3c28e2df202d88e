"""Parameters of a call as they come over HTTP: query, form, JSON or multipart."""

import json
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, web

from bot.sandbox.calls import Params, Upload
from bot.sandbox.errors import Refused
from bot.sandbox.state import Json


async def read_params(request: web.BaseRequest) -> Params:
    """Read a call's parameters from the query, a form, JSON or multipart. Raises `Refused`."""
    fields: Json = dict(parse_qsl(request.query_string, keep_blank_values=True))
    files: dict[str, Upload] = {}
    try:
        if request.content_type == "multipart/form-data":
            async for part in await request.multipart():
                if not isinstance(part, BodyPartReader) or part.name is None:
                    continue
                data = bytes(await part.read())
                if part.filename is None:
                    fields[part.name] = data.decode()
                else:
                    files[part.name] = (part.filename, part.headers.get("Content-Type", ""), data)
        else:
            body = (await request.read()).decode()
            json_sent = request.content_type == "application/json" and body.strip()
            fields |= json.loads(body) if json_sent else dict(parse_qsl(body, keep_blank_values=True))
    except web.HTTPRequestEntityTooLarge:
        raise Refused(413, "Request Entity Too Large") from None
    except (ValueError, TypeError):
        raise Refused(400, "Bad Request: can't parse the request's body") from None
    return Params(fields, files)
