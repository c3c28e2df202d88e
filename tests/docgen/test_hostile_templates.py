"""What a template may be made to ask ends in its literal text or in a refusal, never in a run of anything."""

import pytest

from docgen.check import check
from docgen.errors import DocgenError, TemplateBroken, explain
from docgen.render import render
from docgen.samples import sample
from tests.docgen import packages as made

KIND = "designacion"
D = KIND

# In the text of a template -> the problems that may be named.
HOSTILE = {
    # out of the sandbox
    "class": ("{{ ''.__class__ }}", "unknown_field"),
    "mro": ("{{ ().__class__.__mro__[1].__subclasses__() }}", "unknown_field"),
    "mro by item": ("{{ ''['__class__'] }}", "undefined forbidden"),
    "attr filter": ("{{ '' | attr('__class__') }}", "undefined forbidden"),
    "attr in pieces": ("{{ '' | attr('__cla' ~ 'ss__') }}", "undefined forbidden"),
    "attr escaped": ("{{ '' | attr('\\x5f\\x5fclass\\x5f\\x5f') }}", "undefined forbidden"),
    "map attribute": ("{{ ['a'] | map(attribute='__class__') | join }}", "undefined forbidden"),
    "select attr": ("{{ [zone] | selectattr('__class__') | list }}", "undefined forbidden failed"),
    "group by": ("{{ ['a'] | groupby('__class__') | map('first') | join }}", "undefined forbidden"),
    "sort attribute": ("{{ ['b', 'a'] | sort(attribute='__class__') }}", "undefined forbidden failed"),
    "globals of cycler": ("{{ cycler.__init__.__globals__ }}", "unknown_field"),
    "globals of joiner": ("{{ joiner.__init__.__globals__ }}", "unknown_field"),
    "globals of namespace": ("{{ namespace.__init__.__globals__ }}", "unknown_field"),
    "globals of lipsum": ("{{ lipsum.__globals__ }}", "unknown_field"),
    "globals of a filter": ("{{ self._TemplateReference__context }}", "unknown_field undefined"),
    "self": ("{{ self.__init__ }}", "unknown_field undefined"),
    "config": ("{{ config }}", "undefined"),
    "request": ("{{ request.application }}", "unknown_field undefined"),
    "open": ("{{ open('/etc/passwd').read() }}", "unknown_field undefined"),
    "builtins": ("{{ __builtins__ }}", "undefined"),
    "import function": ("{{ __import__('os') }}", "undefined"),
    "format": ("{{ '{0.__class__}'.format(zone) }}", "unknown_field forbidden"),
    "format map": ("{{ '{a.__class__}'.format_map({'a': zone}) }}", "unknown_field forbidden"),
    "format filter": ("{{ '%(a)s' | format(a=zone.__class__) }}", "unknown_field"),
    "zone's key": ("{{ zone.key }}", "unknown_field"),
    "zone's file": ("{{ zone.from_file('/etc/passwd') }}", "unknown_field"),
    "method of a text": (f"{{{{ {D}.seat.encode() }}}}", "unknown_field"),
    "method of a date": (f"{{{{ {D}.issued_on.today() }}}}", "unknown_field"),
    "method of a list": ("{{ [].append(1) }}", "unknown_field"),
    "property's function": (f"{{{{ {D}.dated.__func__ }}}}", "unknown_field"),
    "dataclass fields": (f"{{{{ {D}.__dataclass_fields__ }}}}", "unknown_field"),
    "slots": (f"{{{{ {D}.__slots__ }}}}", "unknown_field"),
    "safe": ("{{ '<w:p/>' | safe }}", "syntax"),
    "mark safe by escape": ("{% autoescape false %}{{ '<w:p/>' }}{% endautoescape %}", "syntax forbidden"),
    # other files
    "include": ("{% include '/etc/passwd' %}", "forbidden"),
    "include ignoring": ("{% include 'x' ignore missing %}", "forbidden"),
    "import": ("{% import 'os' as os %}", "forbidden"),
    "from import": ("{% from 'os' import path %}", "forbidden"),
    "extends": ("{% extends 'x' %}", "forbidden"),
    "do": ("{% do [].append(1) %}", "syntax"),
    "debug": ("{% debug %}", "syntax"),
    "trans": ("{% trans %}x{% endtrans %}", "syntax"),
    # without end
    "huge range": ("{{ range(10**9) | list }}", "failed"),
    "huge range in a loop": ("{% for x in range(10**12) %}x{% endfor %}", "failed"),
    "range backwards": ("{% for x in range(10**9, 0, -1) %}x{% endfor %}", "failed"),
    "recursive macro": ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "failed"),
    "macros in a ring": (
        "{% macro a() %}{{ b() }}{% endmacro %}{% macro b() %}{{ a() }}{% endmacro %}{{ a() }}",
        "failed",
    ),
    "recursive loop": ("{% for x in [1] recursive %}{{ loop([1]) }}{% endfor %}", "failed"),
    "deep brackets": ("{{ " + "(" * 300 + "1" + ")" * 300 + " }}", "syntax failed"),
    "division": ("{{ 1 / 0 }}", "failed"),
    "modulo": ("{{ 1 % 0 }}", "failed"),
    "text times text": ("{{ 'a' * 'b' }}", "failed"),
    "text plus number": ("{{ 'a' + 1 }}", "failed"),
    # fields that don't exist
    "field": (f"{{{{ {D}.nada }}}}", "unknown_field"),
    "field of another kind": (f"{{{{ {D}.acuerdos[0].code }}}}", "undefined"),
    "name": ("{{ nada }}", "undefined"),
    "name in a branch": ("{% if false %}{{ nada }}{% endif %}", "undefined"),
    "name in a macro": ("{% macro m() %}{{ nada }}{% endmacro %}", "undefined"),
    "item of a shape": (f"{{{{ {D}['body']['nada'] }}}}", "undefined"),
    "element": (f"{{{{ {D}.body.name[999999] }}}}", "undefined"),
    "call of a field": (f"{{{{ {D}.seat() }}}}", "failed"),
    "call of nothing": ("{{ none() }}", "undefined failed"),
    "loop over a date": (f"{{% for x in {D}.issued_on %}}{{% endfor %}}", "failed"),
    "loop over a number": ("{% for x in 7 %}{% endfor %}", "failed"),
    "unpacking": ("{% for a, b in [1] %}{% endfor %}", "failed"),
    # misspelt
    "open braces": (f"{{{{ {D}.seat", "syntax"),
    "open tag": ("{% if true", "syntax"),
    "open comment": ("{# nada", "syntax"),
    "no end": ("{% if true %}", "syntax"),
    "only end": ("{% endif %}", "syntax"),
    "wrong end": ("{% if true %}{% endfor %}", "syntax"),
    "crossed": ("{% if true %}{% for x in [] %}{% endif %}{% endfor %}", "syntax"),
    "empty": ("{{ }}", "syntax"),
    "empty tag": ("{% %}", "syntax"),
    "unknown tag": ("{% mientras true %}", "syntax"),
    "unknown filter": (f"{{{{ {D}.seat | mayúscula }}}}", "syntax"),
    "unknown filter in a branch": (f"{{% if false %}}{{{{ {D}.seat | nada }}}}{{% endif %}}", "syntax"),
    "unknown test": (f"{{% if {D}.seat is nada %}}{{% endif %}}", "syntax"),
    "filter without its argument": (f"{{{{ {D}.issued_on | cantidad }}}}", "failed"),
    "filter of another type": (f"{{{{ {D}.seat | fecha }}}}", "failed"),
    "open text": ("{{ 'abc }}", "syntax"),
    "bell": ("{{ 'a\\x07b' }}", "malformed"),
    "assignment": (f"{{{{ {D}.seat = 1 }}}}", "syntax"),
    "assignment to a field": (f"{{% set {D}.seat = 1 %}}", "syntax failed undefined"),
    "python statement": ("{% import os; os.system('id') %}", "syntax forbidden"),
    "row tag outside a table": (f"{{%tr if {D}.seat %}}", "syntax malformed failed"),
    "cell tag outside a table": (f"{{%tc if {D}.seat %}}", "syntax malformed failed"),
    "raw without end": ("{% raw %}{{ 1 }}", "syntax"),
    "block twice": ("{% block a %}{% endblock %}{% block a %}{% endblock %}", "syntax"),
    "call without macro": ("{% call nada() %}{% endcall %}", "undefined"),
    "break outside a loop": ("{% break %}", "syntax"),
}

# In the text of a template -> what is printed in its place.
HARMLESS = {
    "sum": ("{{ 7*7 }}", "49"),
    "raw": ("{% raw %}{{ 7*7 }}{% endraw %}", "{{ 7*7 }}"),
    "comment": ("a{# {{ nada }} #}b", "ab"),
    "literal braces": ("{_{ x }_}", "{{ x }}"),
    "escaped text": ("{{ '<w:p/>' }}", "<w:p/>"),
    "escape filter": ("{{ '<b>' | escape }}", "<b>"),
    "markup by join": ("{{ ['<b>', '</b>'] | join }}", "<b></b>"),
    "erb": ("<%= 7*7 %>", "<%= 7*7 %>"),
    "dollar": ("${7*7} #{7*7}", "${7*7} #{7*7}"),
    "single braces": ("{ 7*7 }", "{ 7*7 }"),
    "macro": ("{% macro m(x) %}[{{ x }}]{% endmacro %}{{ m(1) }}", "[1]"),
    "set": ("{% set x = 3 %}{{ x }}", "3"),
    "conditional": ("{{ 'sí' if false else 'no' }}", "no"),
    "curly quotes": ("{{ “x” }}", "x"),
    "loop": ("{% for x in range(3) %}{{ loop.index }}{% endfor %}", "123"),
    "zero": ("{{ 0 }}", "0"),
    "none": ("{{ none }}", "None"),
}


def _saying(text: str) -> bytes:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return made.bodied(f'<w:r><w:t xml:space="preserve">⟦{escaped}⟧</w:t></w:r>', KIND)


@pytest.mark.parametrize(("text", "problems"), HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_template_is_refused_in_one_line_of_spanish(text, problems):
    with pytest.raises(TemplateBroken) as refused:
        check(KIND, _saying(text))
    assert refused.value.problem in problems.split()
    said = explain(refused.value)
    assert said.startswith("La plantilla no sirve: ")
    assert "\n" not in said
    assert "object at 0x" not in said


@pytest.mark.parametrize(("text", "printed"), HARMLESS.values(), ids=HARMLESS.keys())
def test_what_a_template_may_say_is_printed(text, printed, words):
    template = _saying(text)
    check(KIND, template)
    assert f"⟦{printed}⟧" in words(render(KIND, sample(KIND), template))


@pytest.mark.parametrize(
    "member", ["word/header1.xml", "word/header2.xml", "word/footer1.xml", "docProps/core.xml"]
)
@pytest.mark.parametrize(
    "tag", ["{{ ''.__class__ }}", "{{ nada }}", "{% include 'x' %}", "{% if true %}", "{{ 1 // 0 }}"]
)
def test_headers_footers_and_properties_are_no_way_around(member, tag):
    end = "</w:t>" if member.startswith("word") else "</dc:title>"
    with pytest.raises(DocgenError):
        check(KIND, made.changed(member, end, f"{tag}{end}"))


@pytest.mark.parametrize(
    "pieces", [("{", "{ nada }}"), ("{{ na", "da }}"), ("{% inc", "lude 'x' %}"), ("{{ ''.__cl", "ass__ }}")]
)
def test_a_tag_in_pieces_is_read_whole(pieces):
    runs = "".join(f"<w:r><w:rPr><w:b/></w:rPr><w:t>{piece}</w:t></w:r>" for piece in pieces)
    with pytest.raises(TemplateBroken):
        check(KIND, made.bodied(runs, KIND))
