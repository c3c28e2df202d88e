"""Delivery of updates to the bot's own address, and the methods that set it."""

import asyncio
import re
from urllib.parse import urlsplit

import aiohttp

from bot.sandbox.calls import Params
from bot.sandbox.errors import Refused, bad
from bot.sandbox.state import Json
from bot.sandbox.updates import Update
from bot.sandbox.world import World

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
PORTS = (80, 88, 443, 8443)
_SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")


class Webhook:
    """Sends updates to the address that setWebhook named: in order within a chat."""

    def __init__(self, world: World, retry_seconds: float = 1.0) -> None:
        self.world = world
        self.retry_seconds = retry_seconds
        self.url = ""
        self.secret = ""
        self.connections = 40
        self.last_error: tuple[int, str] | None = None
        self.attempts = 0
        self._task: asyncio.Task[None] | None = None

    def set(self, params: Params) -> bool:
        """setWebhook: http and any port are taken for this very machine only."""
        url = params.text("url")
        if not url:
            return self.delete(params)
        parts = urlsplit(url)
        here = parts.hostname in ("127.0.0.1", "localhost", "::1")
        if parts.scheme != "https" and not here:
            raise bad("bad webhook: An HTTPS URL must be provided for webhook")
        if (parts.port or 443) not in PORTS and not here:
            raise bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
        if not _SECRET.fullmatch(params.text("secret_token")):
            raise bad("secret token contains unallowed characters")
        self.world.updates.allow(params.json("allowed_updates"))
        self._drop(params)
        self.url, self.secret = url, params.text("secret_token")
        self.connections = params.integer("max_connections", 40)
        self.world.updates.break_poll("setWebhook request")
        self.stop()
        self._task = asyncio.create_task(self._deliver())
        return True

    def delete(self, params: Params) -> bool:
        """deleteWebhook."""
        self._drop(params)
        self.url = self.secret = ""
        self.stop()
        return True

    def info(self, params: Params) -> Json:
        """getWebhookInfo."""
        updates = self.world.updates
        fields: Json = {"url": self.url, "has_custom_certificate": False}
        fields["pending_update_count"] = len(updates.pending)
        if self.url:
            fields["max_connections"] = self.connections
        if self.last_error:
            fields["last_error_date"], fields["last_error_message"] = self.last_error
        return fields | ({"allowed_updates": sorted(updates.allowed)} if updates.allowed else {})

    async def get_updates(self, params: Params) -> list[Json]:
        """getUpdates, refused while an address is set."""
        if self.url:
            why = "can't use getUpdates method while webhook is active"
            raise Refused(409, f"Conflict: {why}; use deleteWebhook to delete the webhook first")
        updates = self.world.updates
        updates.allow(params.json("allowed_updates"))
        limit = min(max(params.integer("limit", 100), 1), 100)
        timeout = min(max(params.integer("timeout"), 0), 50)
        return await updates.get(params.integer("offset"), limit, timeout)

    def stop(self) -> None:
        """Stop delivering; what is pending stays pending."""
        if self._task:
            self._task.cancel()
            self._task = None

    def _drop(self, params: Params) -> None:
        if params.flag("drop_pending_updates"):
            self.world.updates.pending.clear()

    async def _deliver(self) -> None:
        updates = self.world.updates
        busy: set[int] = set()

        async def send(update: Update) -> None:
            try:
                if await self._post(session, update):
                    updates.confirm(update.id)
                else:
                    await asyncio.sleep(self.retry_seconds)
            finally:
                busy.discard(update.chat_id)
                self.world.signal.fire()

        async with aiohttp.ClientSession() as session, asyncio.TaskGroup() as group:
            while True:
                updates.expire()
                for update in list(updates.pending.values()):
                    if update.chat_id not in busy and len(busy) < self.connections:
                        busy.add(update.chat_id)
                        group.create_task(send(update))
                await self.world.signal.wait()

    async def _post(self, session: aiohttp.ClientSession, update: Update) -> bool:
        """Deliver once; tell whether the bot took it (any 2xx)."""
        self.attempts += 1
        headers = {SECRET_HEADER: self.secret} if self.secret else {}
        timeout = aiohttp.ClientTimeout(total=60)
        try:
            async with session.post(self.url, json=update.body, headers=headers, timeout=timeout) as response:
                taken = 200 <= response.status < 300
                error = f"Wrong response from the webhook: {response.status} {response.reason}"
        except (aiohttp.ClientError, OSError):
            taken, error = False, "Connection refused"
        if not taken:
            self.last_error = (int(self.world.clock.now().timestamp()), error)
            self.world.signal.fire()
        return taken
