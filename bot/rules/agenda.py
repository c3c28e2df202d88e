"""What an item of the agenda carries: its title, the time that it is given, and what is to be discussed in it."""

import re
from dataclasses import dataclass

_ALLOWANCE = re.compile(
    r"\s*\(\s*(\d{1,3})\s*(?:min|mins|minutos|minuto|')\.?\s*\)\s*$", re.IGNORECASE | re.ASCII
)
_POINT = "- "


@dataclass(frozen=True, slots=True)
class Item:
    """An agenda item as it was planned (S4; article 25 c)."""

    title: str
    minutes: int | None = None
    points: tuple[str, ...] = ()

    @property
    def typed(self) -> str:
        """As it would be typed: "Plan de trabajo (20 min)", then a line "- …" for each point."""
        title = f"{self.title} ({self.minutes} min)" if self.minutes else self.title
        return "\n".join([title, *(f"{_POINT}{point}" for point in self.points)])


def read_item(typed: str) -> Item:
    """The title, the minutes that "(20 min)" at its end allows it, and a point for each further line.

    S4; article 25 c.
    """
    first, *further = (line.strip() for line in typed.strip().split("\n"))
    points = tuple(point for line in further if (point := line.removeprefix(_POINT).strip()))
    found = _ALLOWANCE.search(first)
    title = first[: found.start()].strip() if found else first
    if found is None or not title:
        return Item(first, None, points)
    return Item(title, int(found[1]) or None, points)
