"""What an agenda item carries (S4)."""

import pytest

from bot.rules.agenda import Item, read_item


@pytest.mark.parametrize(
    ("typed", "item"),
    [
        ("Plan (20 min)", Item("Plan", 20)),
        ("Plan ( 5 minutos )", Item("Plan", 5)),
        ("Plan (anexo 2)", Item("Plan (anexo 2)")),
        ("(20 min)", Item("(20 min)")),
        ("Plan (0 min)", Item("Plan")),
        ("Plan (20 min)\n- Metas\n- Presupuesto", Item("Plan", 20, ("Metas", "Presupuesto"))),
        ("Plan\nMetas\n\n", Item("Plan", None, ("Metas",))),
        ("Plan\n- Metas (5 min)", Item("Plan", None, ("Metas (5 min)",))),
    ],
)
def test_s4_an_item_has_its_time_at_its_end_and_its_points_below(typed: str, item: Item) -> None:
    assert read_item(typed) == item
    assert read_item(item.typed) == item
