"""Our templates as Jinja2 reads them: the parsed template, and the HTML in it with everything computed left out."""

from functools import cache
from html.parser import HTMLParser

from jinja2 import Environment, nodes

_ENVIRONMENT = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)


@cache
def parse(source: str) -> nodes.Template:
    return _ENVIRONMENT.parse(source)


class Seen(HTMLParser):
    """Tags with their attributes, and the text between them, each with its line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[int, str, dict[str, str]]] = []
        self.said: list[tuple[int, str, str]] = []
        """Line, the tag around it, text."""
        self.around: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((self.getpos()[0], tag, {name: value or "" for name, value in attrs}))
        if tag in ("script", "style", "code", "pre", "kbd"):
            self.around.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.around and self.around[-1] == tag:
            self.around.pop()

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.said.append((self.getpos()[0], self.around[-1] if self.around else "", data.strip()))


@cache
def html(source: str) -> Seen:
    """What the template itself writes, whichever way its conditions go; a computed value is an empty text."""
    lines: list[str] = []
    for node in parse(source).find_all(nodes.TemplateData):
        missing = node.lineno - 1 - "".join(lines).count("\n")
        lines.append("\n" * max(missing, 0) + node.data)
    seen = Seen()
    seen.feed("".join(lines))
    seen.close()
    return seen
