"""What the server answers instead of a result."""

from typing import Any


class Refused(Exception):
    """A call answered with `ok: false`: HTTP status, Telegram's description and its response parameters."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.parameters = parameters

    def answer(self) -> dict[str, Any]:
        """The JSON body of the answer."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        return body | ({"parameters": self.parameters} if self.parameters else {})


def bad(description: str) -> Refused:
    """A 400 in Telegram's words."""
    return Refused(400, f"Bad Request: {description}")
