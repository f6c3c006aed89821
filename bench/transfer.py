"""How many bytes a browser is sent: the page and all it needs at the first visit, the page alone afterwards."""

import gzip
import re
from dataclasses import dataclass

from bench.load import compose, send
from bench.typists import Site

PACKED = "Accept-Encoding: gzip, br"
ASSETS = re.compile(rb'<(?:link[^>]+href|script[^>]+src)="(/?static/[^"]+)"')


@dataclass(frozen=True, slots=True)
class Sent:
    """One file: bytes as the server sent it to a browser that takes gzip and Brotli, and bytes unpacked."""

    path: str
    encoding: str
    sent: int
    plain: int
    gzipped: int
    """As a proxy in front of the server would pack it."""


def ask(site: Site, path: str) -> tuple[Sent, bytes]:
    plain = send(site.port, compose("GET", path, site.headers)).body
    answer = send(site.port, compose("GET", path, [*site.headers, PACKED]))
    encoding = re.search(rb"(?i)content-encoding: (\w+)", answer.head)
    if answer.status != 200:
        raise SystemExit(f"{path} answers {answer.status}")
    return Sent(path, encoding[1].decode() if encoding else "", len(answer.body), len(plain), len(gzip.compress(plain, 6))), plain


def visit(site: Site, assessment: str) -> list[Sent]:
    """The page first, then its stylesheets, scripts and icon."""
    page, body = ask(site, f"/assessments/{assessment}/")
    paths = dict.fromkeys(found.decode() for found in ASSETS.findall(body))
    return [page, *(ask(site, "/" + path.lstrip("/"))[0] for path in paths)]


def packed(one: Sent) -> int:
    return one.sent if one.encoding else one.gzipped
