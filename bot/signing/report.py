"""What is found in a signed PDF, as the process that reads it hands it over."""

from dataclasses import asdict, dataclass
from typing import Any

from bot.rules.signatures import Chain, Flaw, SameText


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature as it stands: `flaw` says why it is worth nothing, and is empty for a good one.

    `signed_at` is ISO, as the signer's own clock had it; `until` the certificate's last day where it is over.
    """

    name: str
    identity: str
    issuer: str
    signed_at: str
    chain: str
    flaw: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """A PDF's signatures in the order in which they were made; `text` as in SameText."""

    signatures: tuple[Signature, ...]
    text: str

    def plain(self) -> dict[str, Any]:
        """As JSON has it."""
        return asdict(self)


def load(data: dict[str, Any]) -> Report:
    """The report from its JSON. Raises ValueError for tokens that there are not."""
    found = tuple(Signature(**each) for each in data["signatures"])
    for each in found:
        Chain(each.chain)
        if each.flaw:
            Flaw(each.flaw)
    return Report(found, SameText(data["text"]).value)
