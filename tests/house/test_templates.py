"""Pages: nothing from another host, no script or style in the page, every word through gettext."""

import re
from collections.abc import Callable, Iterator

import pytest
from jinja2 import nodes

from tests.house import jinja, tree

ADDRESSES = {
    "href",
    "src",
    "action",
    "formaction",
    "srcset",
    "poster",
    "data",
    "cite",
    "hx-get",
    "hx-post",
    "hx-put",
    "hx-delete",
}
SPOKEN = {"title", "alt", "aria-label", "aria-description", "aria-roledescription", "placeholder", "label", "summary"}
"""Attributes that a person reads or hears; beside them whatever begins with data-say."""
GETTEXT = {"_", "gettext", "ngettext", "pgettext", "npgettext"}
NAMES = {"Mainstay", "Apache", "License", "BY", "CC", "UTC", "URL"}
"""The same in every language."""
_OUTSIDE = re.compile(r"^\s*(?:https?:)?//", re.IGNORECASE)
_INLINE = re.compile(r"^\s*(?:javascript|data):", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2,}")

Rule = Callable[[str], Iterator[str]]


def outside_hosts(source: str) -> Iterator[str]:
    """What a browser would load or follow elsewhere."""
    for line, tag, attributes in jinja.html(source).tags:
        for name in ADDRESSES & set(attributes):
            if _OUTSIDE.match(attributes[name]):
                yield f"{line}: <{tag} {name}={attributes[name]!r}>"


def inline(source: str) -> Iterator[str]:
    """What a strict Content-Security-Policy refuses."""
    for line, tag, attributes in jinja.html(source).tags:
        if tag == "style" or (tag == "script" and "src" not in attributes):
            yield f"{line}: <{tag}> in the page"
        for name, value in attributes.items():
            if name == "style" or name.startswith(("on", "hx-on")) or (name in ADDRESSES and _INLINE.match(value)):
                yield f"{line}: <{tag} {name}=…>"


def untranslated(source: str) -> Iterator[str]:
    """Words that stay as they are in every language: between tags, in attributes, and in what is handed to a macro."""
    for line, around, text in jinja.html(source).said:
        if around not in ("script", "style", "code", "pre", "kbd") and in_words(text):
            yield f"{line}: {text[:60]!r}"
    for line, tag, attributes in jinja.html(source).tags:
        spoken = {name for name in attributes if name in SPOKEN or name.startswith("data-say")}
        if tag == "input" and attributes.get("type") in ("submit", "button", "reset"):
            spoken.add("value")
        for name in spoken & set(attributes):
            if in_words(attributes[name]):
                yield f"{line}: <{tag} {name}={attributes[name][:60]!r}>"
    yield from (f"{node.lineno}: {node.value[:60]!r}" for node in bare_texts(jinja.parse(source)) if in_words(node.value))


def in_words(text: str) -> bool:
    return any(word not in NAMES for word in _WORD.findall(text))


def bare_texts(node: nodes.Node) -> Iterator[nodes.Const]:
    """Texts in expressions that look like a sentence or a title and do not pass through gettext."""
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name in GETTEXT:
        return
    if isinstance(node, nodes.Const) and isinstance(node.value, str) and re.match(r"[A-Z][a-z]+(?:[ .,:;?!…]|$)", node.value):
        yield node
    for child in node.iter_child_nodes():
        yield from bare_texts(child)


def over_all(rule: Rule) -> dict[str, list[str]]:
    assert len(tree.templates()) > 20
    return {tree.name_of(path): found for path in tree.templates() if (found := list(rule(tree.read(path))))}


def test_no_page_reaches_for_another_host() -> None:
    assert not over_all(outside_hosts)


def test_no_stylesheet_or_script_reaches_for_another_host() -> None:
    reaching = re.compile(r"""(?:url\(|@import|fetch\(|open\(|import\()\s*["']?(?:https?:)?//""")
    assert not [tree.name_of(path) for path in tree.static(".css", ".js", ".svg") if reaching.search(tree.read(path))]
    assert reaching.search("a { background: url(//cdn.example/x.png) }")


def test_no_page_holds_script_or_style() -> None:
    assert not over_all(inline)


def test_every_word_of_a_page_can_be_translated() -> None:
    assert not over_all(untranslated)


@pytest.mark.parametrize(
    ("rule", "source"),
    [
        (outside_hosts, '<script src="https://cdn.example/htmx.js"></script>'),
        (outside_hosts, '<link rel="stylesheet" href="//fonts.example/x.css">'),
        (outside_hosts, '{% if x %}<img alt="" src="http://example.org/a.png">{% endif %}'),
        (inline, "<script>let x = 1</script>"),
        (inline, "<style>p { color: red }</style>"),
        (inline, '<p style="color: red">x</p>'),
        (inline, '<button onclick="go()">x</button>'),
        (inline, '<a href="javascript:go()">x</a>'),
        (untranslated, "<h1>Interventions</h1>"),
        (untranslated, "{% if x %}<p>{{ y }} of them</p>{% endif %}"),
        (untranslated, '<input aria-label="Search">'),
        (untranslated, '<div data-say-saving="Saving …">{{ x }}</div>'),
        (untranslated, '<input type="submit" value="Save">'),
        (untranslated, "{{ empty('Nothing here yet') }}"),
        (untranslated, "{% if wrong %}{{ 'Error:' }}{% endif %}"),
    ],
)
def test_a_violation_in_a_template_is_seen(rule: Rule, source: str) -> None:
    assert list(rule(source))


@pytest.mark.parametrize(
    ("rule", "source"),
    [
        (outside_hosts, '<a href="{{ url(\'home\') }}">x</a><img alt="" src="/static/a.png">'),
        (inline, "<script src=\"{{ static('js/drafts.js') }}\" defer></script>"),
        (untranslated, "{% trans %}Interventions{% endtrans %}<b>{{ _('Home') }}</b> – Mainstay <code>packs check</code>"),
        (untranslated, '<p class="Big words" id="x">{{ name }}: 3 %</p>'),
        (untranslated, "{{ empty(_('Nothing here yet'), icon='plus') }}"),
    ],
)
def test_a_clean_template_passes(rule: Rule, source: str) -> None:
    assert not list(rule(source))
