"""python-telegram-bot's requests over aiohttp: one pool, many at once, failures that say what is known."""

import io
import secrets
from collections.abc import AsyncIterator, Iterable
from datetime import timedelta
from typing import IO, Final
from urllib.parse import urlencode, urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.request import BaseRequest, RequestData

UPLOAD_BYTES_PER_SECOND: Final = 32_768
"""The slowest line on which an upload is still waited for."""
UPLOAD_CHUNK: Final = 256 * 1024


class NotSent(NetworkError):
    """The request never left: no connection was made. Repeating it can double nothing."""

    __slots__ = ()


class NotSentInTime(NotSent, TimedOut):
    """No connection, or none of the pool's, was free in time. Repeating the request can double nothing."""

    __slots__ = ()


def surely_not_delivered(error: TelegramError) -> bool:
    """Tell whether a failed call certainly had no effect: it never left, or Telegram answered with a refusal.

    False means *perhaps delivered*: the answer was lost, came too late, or was a server error (5xx).
    """
    refusals = (BadRequest, ChatMigrated, Conflict, EndPointNotFound, Forbidden, InvalidToken, RetryAfter)
    return isinstance(error, (NotSent, *refusals))


def seconds_asked(error: RetryAfter) -> float:
    """How long Telegram asks to be left in peace."""
    asked = error.retry_after
    return asked.total_seconds() if isinstance(asked, timedelta) else float(asked)


class AioRequest(BaseRequest):
    """A `telegram.request.BaseRequest` on aiohttp.

    Timeouts are seconds, `None` for none; each may be given anew with every call. An upload is given, beyond
    its read timeout, the time that its size needs on a slow line. Redirects are not followed: the address
    carries the token. Proxies are taken from the environment (`HTTPS_PROXY`, `NO_PROXY`).

    Raises `NotSent` (or `NotSentInTime`) where nothing was sent, `TimedOut` where no answer came in time,
    `NetworkError` where the connection broke. No message and no cause ever carries the address.
    """

    __slots__ = ("_connect_timeout", "_pool_size", "_pool_timeout", "_proxies", "_read_timeout", "_session",
                 "_write_timeout")  # fmt: skip

    def __init__(
        self,
        pool_size: int = 128,
        read_timeout: float | None = 20.0,
        write_timeout: float | None = 20.0,
        connect_timeout: float | None = 10.0,
        pool_timeout: float | None = 30.0,
    ) -> None:
        self._pool_size = pool_size
        self._read_timeout = read_timeout
        self._write_timeout = write_timeout
        self._connect_timeout = connect_timeout
        self._pool_timeout = pool_timeout
        self._proxies: dict[str, str | None] = {}
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """The read timeout of a call that names none, in seconds."""
        return self._read_timeout

    async def initialize(self) -> None:
        """Open the pool in the running event loop; a second time does nothing."""
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._pool_size, ttl_dns_cache=300),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
            )

    async def shutdown(self) -> None:
        """Close the pool; a second time does nothing."""
        if self._session is not None:
            await self._session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Make one request; return the HTTP status and the body of the answer."""
        if self._session is None or self._session.closed:
            raise RuntimeError("the transport is not initialised")
        body, headers, size = _encode(request_data)
        read = _seconds(read_timeout, self._read_timeout)
        if size and read is not None:
            read += max(_seconds(write_timeout, self._write_timeout) or 0.0, size / UPLOAD_BYTES_PER_SECOND)
        connect = _seconds(connect_timeout, self._connect_timeout)
        pool = _seconds(pool_timeout, self._pool_timeout)
        timeout = aiohttp.ClientTimeout(
            total=None,
            connect=None if connect is None or pool is None else connect + pool,
            sock_connect=connect,
            sock_read=read,
        )
        try:
            async with self._session.request(
                method,
                url,
                data=body,
                headers=headers,
                timeout=timeout,
                allow_redirects=False,
                proxy=self._proxy(url),
            ) as response:
                return response.status, await response.read()
        except (aiohttp.ClientError, OSError, ValueError) as error:
            failure = _translate(error)
        # Raised outside the handler, without a context: aiohttp's own errors carry the address and its token.
        raise failure

    def _proxy(self, url: str) -> str | None:
        parts = urlsplit(url)
        place = f"{parts.scheme}://{parts.netloc}"
        if place not in self._proxies:
            known, host = getproxies(), parts.hostname or ""
            direct = host in ("localhost", "::1") or host.startswith("127.") or bool(proxy_bypass(host))
            self._proxies[place] = None if direct else known.get(parts.scheme) or known.get("all")
        return self._proxies[place]


def _seconds(given: object, default: float | None) -> float | None:
    """Read a timeout that may be PTB's marker for *not given*."""
    return given if given is None or isinstance(given, int | float) else default


Body = io.BytesIO | bytes | AsyncIterator[bytes] | None


def _encode(request_data: RequestData | None) -> tuple[Body, dict[str, str], int]:
    """Return body, headers and the bytes to upload (0 without files). Forms, as PTB's own transport sends.

    What is given as an open file is read as it goes out, never whole."""
    if request_data is None:
        return None, {}, 0
    if not request_data.contains_files:
        form = urlencode(request_data.json_parameters).encode()
        return form, {"Content-Type": "application/x-www-form-urlencoded"}, 0
    boundary = secrets.token_hex(16)
    pieces: list[bytes | IO[bytes]] = []
    for name, value in request_data.json_parameters.items():
        pieces += [_part(boundary, name), value.encode("utf-8", "replace")]
    for name, (file_name, content, mime) in request_data.multipart_data.items():
        pieces += [_part(boundary, name, file_name, mime), content]
    pieces.append(f"\r\n--{boundary}--\r\n".encode())
    headers = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
    in_memory = [piece for piece in pieces if isinstance(piece, bytes)]
    if len(in_memory) == len(pieces):
        body = b"".join(in_memory)
        return io.BytesIO(body), headers, len(body)
    size = sum(_length(piece) for piece in pieces)
    return _reading(pieces), headers | {"Content-Length": str(size)}, size


def _length(piece: bytes | IO[bytes]) -> int:
    """How many bytes; an open file is left at its beginning."""
    if isinstance(piece, bytes):
        return len(piece)
    size = piece.seek(0, io.SEEK_END)
    piece.seek(0)
    return size


async def _reading(pieces: Iterable[bytes | IO[bytes]]) -> AsyncIterator[bytes]:
    for piece in pieces:
        if isinstance(piece, bytes):
            yield piece
            continue
        while chunk := piece.read(UPLOAD_CHUNK):
            yield chunk


def _part(boundary: str, name: str, file_name: str | None = None, mime: str | None = None) -> bytes:
    """Head of one part. File names go as plain UTF-8: Telegram undoes neither `filename*` nor percents."""
    head = f'\r\n--{boundary}\r\nContent-Disposition: form-data; name="{_quoted(name)}"'
    if file_name is not None:
        head += f'; filename="{_quoted(file_name)}"\r\nContent-Type: {mime or "application/octet-stream"}'
    return (head + "\r\n\r\n").encode("utf-8", "replace")


def _quoted(value: str) -> str:
    return value.replace('"', "'").replace("\r", " ").replace("\n", " ")


def _translate(error: Exception) -> NetworkError:
    """Say in PTB's terms what happened, without the address that aiohttp's messages carry."""
    kind = type(error).__name__
    if isinstance(error, aiohttp.ConnectionTimeoutError):
        return NotSentInTime("No connection in time: the request was not sent")
    if isinstance(error, aiohttp.ClientConnectorError):
        return NotSent(f"{kind}: {error.host}:{error.port}: {error.os_error.strerror or error.os_error}")
    if isinstance(error, aiohttp.ClientHttpProxyError):
        return NotSent(f"{kind}: the proxy answered {error.status}")
    if isinstance(error, TimeoutError):
        return TimedOut("No answer in time")
    if isinstance(error, aiohttp.InvalidURL | aiohttp.NonHttpUrlClientError) or not isinstance(
        error, aiohttp.ClientError | OSError
    ):
        return NotSent(f"{kind}: the address of the Bot API or of the proxy is malformed")
    return NetworkError(f"{kind}: the connection broke before the answer")
