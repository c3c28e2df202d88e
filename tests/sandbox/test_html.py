"""Telegram's HTML: what it makes of it, and what it refuses."""

import pytest

from bot.sandbox.errors import Refused
from bot.sandbox.html import read, units


def entities(source: str) -> list[tuple[str, int, int]]:
    return [(one["type"], one["offset"], one["length"]) for one in read(source, "HTML")[1]]


def test_tags_become_entities_and_disappear_from_the_text() -> None:
    text, found = read("<b>Acta</b> de la <i>sesión <u>ordinaria</u></i>", "HTML")
    assert text == "Acta de la sesión ordinaria"
    assert [one["type"] for one in found] == ["bold", "italic", "underline"]


def test_offsets_count_utf_16_units() -> None:
    assert entities("😀<b>á</b>") == [("bold", 2, 1)]
    assert units("😀á") == 3


def test_the_four_named_and_all_numeric_characters_are_decoded() -> None:
    assert read("&lt;b&gt; &amp; &quot;x&quot; &#241;&#xF1;", "HTML")[0] == '<b> & "x" ññ'


def test_other_ampersands_stay_as_they_are() -> None:
    assert read("Ríos & Asoc. &nbsp; &copy;", "HTML")[0] == "Ríos & Asoc. &nbsp; &copy;"


def test_without_a_parse_mode_nothing_is_read() -> None:
    assert read("<b>x</b> &amp;", "")[0] == "<b>x</b> &amp;"


def test_white_space_around_the_text_is_dropped_and_offsets_follow() -> None:
    text, found = read("\n  <b>hola</b> \n", "HTML")
    assert text == "hola"
    assert [(one["offset"], one["length"]) for one in found] == [(0, 4)]


def test_a_link_keeps_its_address_and_quotes_of_either_kind() -> None:
    for source in ('<a href="https://x.pe/?a=1&amp;b=2">x</a>', "<a href='https://x.pe/?a=1&amp;b=2'>x</a>"):
        assert read(source, "HTML")[1][0]["url"] == "https://x.pe/?a=1&b=2"


def test_spoilers_quotes_and_code_are_known() -> None:
    source = (
        "<tg-spoiler>a</tg-spoiler><span class='tg-spoiler'>b</span><blockquote expandable>c</blockquote>"
        "<pre><code class='language-json'>d</code></pre><s>e</s>"
    )
    kinds = {kind for kind, _, _ in entities(source)}
    assert kinds == {"spoiler", "expandable_blockquote", "pre", "code", "strikethrough"}


def test_commands_addresses_and_mentions_are_marked_by_themselves() -> None:
    text = "/acta@ayni_bot 3 vea https://gob.pe/x, o escriba a st@midis.gob.pe o @vice_pes"
    found = {one["type"]: text[one["offset"] : one["offset"] + one["length"]] for one in read(text)[1]}
    assert found == {
        "bot_command": "/acta@ayni_bot",
        "url": "https://gob.pe/x",
        "email": "st@midis.gob.pe",
        "mention": "@vice_pes",
    }


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("<b>x", 'can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<p>x</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("á<br/>", 'Unsupported start tag "br/" at byte offset 2'),
        ("votos 3<5 y 6>4", 'Unsupported start tag "5" at byte offset 7'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<a href='x>y</a>", 'Unclosed start tag "a" at byte offset 0'),
        ("<span class='big'>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("< b>x</b>", 'Unsupported start tag "" at byte offset 0'),
    ],
)
def test_broken_or_unknown_html_is_refused_in_telegrams_words(source: str, said: str) -> None:
    with pytest.raises(Refused) as caught:
        read(source, "HTML")
    assert caught.value.description == f"Bad Request: can't parse entities: {said}"


def test_markdown_is_refused_rather_than_shown_raw() -> None:
    with pytest.raises(Refused, match="can't parse entities"):
        read("*x*", "MarkdownV2")
