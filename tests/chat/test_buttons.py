"""Buttons: what Telegram takes, what a press gives back, and garbage that it survives."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat import speech
from bot.chat.buttons import ButtonUnfit, Press, decode, encode, keyboard
from bot.usecases.desk import press


def only(*buttons: dict[str, Any], body_id: int = 7) -> Any:
    made = keyboard([list(buttons)], body_id)
    assert made is not None
    return made["inline_keyboard"][0]


def test_a_button_has_its_label_its_data_and_its_style() -> None:
    (made,) = only(press("cast", 12, "for", style="success"))
    assert made == {"text": "A favor", "callback_data": "cast:7:12:for", "style": "success"}


def test_rows_stay_rows_and_no_buttons_are_no_keyboard() -> None:
    made = keyboard([[press("issue", 1)], [], [press("fix", 1), press("drop", 1)]], 7)
    assert made is not None
    assert [[button["text"] for button in row] for row in made["inline_keyboard"]] == [
        ["Emitir convocatoria"],
        ["Corregir", "Descartar"],
    ]
    assert keyboard([], 7) is None
    assert keyboard([[]], 7) is None


@pytest.mark.parametrize(
    ("button", "label"),
    [
        (press("rsvp", 1, "yes"), "Asistiré"),
        (press("rsvp", 1, "alt"), "Asistirá mi alterno"),
        (press("rsvp", 1, "no"), "No asistiré"),
        (press("cast", 1, "abstain"), "Abstención"),
        (press("casting", 1, "for"), "Dirimir a favor"),
        (press("casting", 1, "against"), "Dirimir en contra"),
        (press("preside", 1, 2, label="dgp"), "Preside: dgp"),
        (press("seat", 1, 2, label="dgp"), "dgp"),
        (press("seat", 1, 2, "titular", label="dgp") | {"suffix": "titular"}, "dgp · titular"),
        (press("seat", 1, 2, "alternate", label="dgp") | {"suffix": "alternate"}, "dgp · alterno"),
        (press("record", 1, 2, "for", label="dgp 👍"), "dgp 👍"),
        (press("room", 1), "Abrir sala"),
        (press("room", 1, label="Sesión Ordinaria N.° 03-2026"), "Sesión Ordinaria N.° 03-2026"),
        (press("close", 1, "sure"), "Cerrar sesión"),
        (press("next", 1, "previous_acta"), "Siguiente estación"),
        (press("skip", "absence"), "Sin comentario"),
    ],
)
def test_labels_are_the_actions_or_what_the_button_brings(button: dict[str, Any], label: str) -> None:
    assert only(button)[0]["text"] == label


def test_an_action_without_a_label_is_an_error() -> None:
    with pytest.raises(KeyError):
        speech.label("no_such_action")


def test_a_copy_button_copies_and_one_too_long_to_copy_is_left_out() -> None:
    (made,) = only({"copy": "/convocar\nTipo: ordinaria"})
    assert made == {"text": "Copiar formulario", "copy_text": {"text": "/convocar\nTipo: ordinaria"}}
    assert keyboard([[{"copy": "x" * 257}]], 7) is None
    assert keyboard([[{"copy": "\N{PAGE FACING UP}" * 129}]], 7) is None
    assert only({"copy": "x" * 256})


@pytest.mark.parametrize("args", [("x" * 70,), ("a:b",), ("ñ",), ("",), (10**19,), ("with space",)], ids=repr)
def test_data_that_could_not_be_read_back_is_refused(args: tuple[Any, ...]) -> None:
    with pytest.raises(ButtonUnfit):
        encode("cast", 7, args)


@given(
    st.from_regex(r"[a-z][a-z0-9_]{0,12}", fullmatch=True),
    st.integers(0, 10**10),
    st.lists(
        st.integers(0, 10**12) | st.from_regex(r"[A-Za-z_][A-Za-z0-9_-]{0,10}", fullmatch=True), max_size=2
    ),
)
def test_a_press_gives_back_what_the_button_meant(action: str, body_id: int, args: list[Any]) -> None:
    assert decode(encode(action, body_id, tuple(args))) == Press(action, body_id, tuple(map(str, args)))


@given(st.text() | st.binary() | st.none() | st.integers() | st.lists(st.text()))
def test_garbage_is_nothing_and_never_an_error(data: Any) -> None:
    found = decode(data)
    assert found is None or encode(found.action, found.body_id, found.args) == data


@pytest.mark.parametrize(
    "data",
    [
        "", ":", "cast", "cast:", "cast:x:1", "cast:7:", "cast:7::1", "CAST:7:1", "cast:-7:1", "cast:7:1\n",
        "cast:７:1", "cast:7:" + "9" * 30, "cast:" + "9" * 19 + ":1", "cast:7:" + "a" * 60, "cast:7:1 2",
        None, 7, b"cast:7:1", "\ud800:7:1",
    ],
    ids=repr,
)  # fmt: skip
def test_what_no_button_of_ours_carries_means_nothing(data: Any) -> None:
    assert decode(data) is None
