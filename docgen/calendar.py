"""The calendar entry (.ics) of a sitting, which telephones and mail programs take up."""

from datetime import datetime, timedelta
from typing import Any

DURATION = timedelta(hours=2)


def calendar_entry(data: dict[str, Any]) -> bytes:
    """RFC 5545 from `uid`, `sequence`, `cancelled`, `stamp`, `starts_at` (ISO, aware), `place`, `title`, `agenda`,
    `organizer`. Times are written in UTC; the same data gives the same bytes.
    """
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//AYNI//ES")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if data["cancelled"] else "REQUEST")
    event = Event()
    event.add("uid", data["uid"])
    event.add("sequence", data["sequence"])
    event.add("dtstamp", datetime.fromisoformat(data["stamp"]))
    starts_at = datetime.fromisoformat(data["starts_at"])
    event.add("dtstart", starts_at)
    event.add("dtend", starts_at + DURATION)
    event.add("summary", data["title"])
    event.add("location", data["place"])
    event.add(
        "description", "\n".join(f"{number}. {item}" for number, item in enumerate(data["agenda"], start=1))
    )
    event.add("status", "CANCELLED" if data["cancelled"] else "CONFIRMED")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
