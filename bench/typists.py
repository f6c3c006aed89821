"""People who type into a checklist: each saves one item of its own again and again, with the version from the last answer."""

import re
import urllib.parse
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bench.load import Answer, Client, compose, send
from bench.serving import Server

TOKEN = "benchbenchbenchbenchbenchbench00"
"""A CSRF token is 32 letters and digits that stand in the cookie and in the header."""


@dataclass(frozen=True, slots=True)
class Site:
    """A served and filled Mainstay."""

    server: Server
    session: str
    assessments: Sequence[str]
    """Each with all its items answered."""
    items: Sequence[str]

    @property
    def port(self) -> int:
        return self.server.port

    @property
    def headers(self) -> list[str]:
        return [f"Cookie: sessionid={self.session}; csrftoken={TOKEN}"]

    def page(self, assessment: str, *headers: str) -> bytes:
        return compose("GET", f"/assessments/{assessment}/", [*self.headers, *headers])

    def check(self) -> None:
        """A redirect to the sign-in page would be fast and wrong."""
        for assessment in self.assessments:
            answer = send(self.port, self.page(assessment))
            if answer.status != 200 or answer.body.count(b'-version" value="') != len(self.items):
                raise SystemExit(f"the tool page is not what it should be: status {answer.status}, {len(answer.body)} bytes")


@dataclass(slots=True)
class Typist(Client):
    site: Site
    assessment: str
    item: str
    version: int
    saved: list[str] = field(default_factory=list)
    """Every text that was acknowledged."""
    refused: list[tuple[int, bytes]] = field(default_factory=list)
    typing: str = ""
    asked: int = 0

    def request(self) -> bytes:
        self.asked += 1
        self.typing = f"Autosaved text {self.asked}, reviewed with the counterpart"
        choice = ("yes", "in-part", "no")[self.asked % 3]
        fields: dict[str, Any] = {"choice": choice, "how": self.typing, "why_not": "", "version": self.version}
        body = urllib.parse.urlencode({f"{self.item}-{name}": value for name, value in fields.items()})
        headers = [*self.site.headers, f"X-CSRFToken: {TOKEN}", "HX-Request: true"]
        return compose("POST", f"/assessments/{self.assessment}/items/{self.item}/", headers, body)

    def heard(self, answer: Answer) -> bool:
        """Saved is what came back as the next version."""
        found = version_of(self.item, answer.body)
        if answer.status != 200 or found != self.version + 1:
            self.refused.append((answer.status, answer.body[:300]))
            return False
        self.version = found
        self.saved.append(self.typing)
        return True


def version_of(item: str, page: bytes) -> int:
    found = re.search(rf'name="{re.escape(item)}-version" value="(\d+)"'.encode(), page)
    return int(found[1]) if found else -1


def typists(site: Site, count: int) -> list[Typist]:
    """Spread over the checklists, each at an item that nobody else works on."""
    made = []
    pages = {assessment: send(site.port, site.page(assessment)).body for assessment in site.assessments}
    for number in range(count):
        assessment, item = site.assessments[number % len(site.assessments)], site.items[number // len(site.assessments)]
        made.append(Typist(site, assessment, item, version_of(item, pages[assessment])))
    return made
