"""The reason and the hour of a cuarto intermedio, as people write them (S3)."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.chat import pause
from bot.usecases.refusals import MissingField, UnreadableField

LIMA = ZoneInfo("America/Lima")
NOW = datetime(2026, 3, 10, 15, 30, tzinfo=LIMA)
AT_FOUR = datetime(2026, 3, 10, 21, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "reason", "moment"),
    [
        ("Corte de luz", "Corte de luz", None),
        ("Corte de luz, 16:00", "Corte de luz", AT_FOUR),
        ("Corte de luz. Se reanuda a las 16:00 horas.", "Corte de luz", AT_FOUR),
        ("Corte de luz\n16:00", "Corte de luz", AT_FOUR),
        ("Corte de luz hasta el 11/03/2026 09:00", "Corte de luz", datetime(2026, 3, 11, 14, 0, tzinfo=UTC)),
        ("Motivo: Corte de luz\nReanudación: 16:00", "Corte de luz", AT_FOUR),
        ("motivo: Corte de luz", "Corte de luz", None),
        ("A las 16:00 llega el informe", "A las 16:00 llega el informe", AT_FOUR),
    ],
)
def test_the_reason_and_the_hour_are_told_apart(text: str, reason: str, moment: datetime | None) -> None:
    assert pause.read(text, NOW, LIMA) == (reason, moment)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("16:00", MissingField),
        ("Motivo:\nReanudación: 16:00", MissingField),
        ("Corte, 25:00", UnreadableField),
        ("Motivo: Corte\nReanudación: pronto", UnreadableField),
    ],
)
def test_what_can_t_be_read_says_what_is_expected(text: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        pause.read(text, NOW, LIMA)
