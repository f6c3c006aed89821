"""A Chromium that looks at the real pages, and fails every test whose page complains.

A test asks for `signed_in_page(person, ...)` or `signed_out_page(...)`; further words are those of Playwright's
`new_context`: `viewport`, `locale`, `color_scheme`, `java_script_enabled` and so on. What a page may
complain of on purpose is allowed by `complaints.allow("404")`, a pattern.
"""

import os
import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from door.check import find_chromium

# Playwright keeps an event loop in this thread; Django would take every query after it for one from asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

CHROMIUM_ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",  # no page reaches beyond this machine
]
TELL_OF_CSP = """addEventListener("securitypolicyviolation", event =>
    console.error(`Content-Security-Policy: ${event.effectiveDirective} refused ${event.blockedURI} (${event.sample})`))"""
AXE_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

OpenPage = Callable[..., Page]


class Complaints:
    """What the pages of one test complained of: console errors, refusals of the CSP, failed or foreign requests."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.heard: list[str] = []
        self.allowed: list[str] = []

    def allow(self, pattern: str) -> None:
        self.allowed.append(pattern)

    def listen(self, context: BrowserContext) -> None:
        context.add_init_script(TELL_OF_CSP)
        context.on(
            "console",
            lambda said: self.heard.append(f"console: {said.text} {said.location['url']}") if said.type == "error" else None,
        )
        context.on("weberror", lambda thrown: self.heard.append(f"script: {thrown.error}"))
        context.on("request", lambda request: self.check_origin(request.url))
        context.on("requestfailed", lambda request: self.check_failure(request.url, request.failure or ""))
        context.on(
            "response", lambda answer: self.heard.append(f"{answer.status} {answer.url}") if answer.status >= 400 else None
        )

    def check_origin(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in ("http", "https") and f"{parts.scheme}://{parts.netloc}" != self.origin:
            self.heard.append(f"request to another host: {url}")

    def check_failure(self, url: str, reason: str) -> None:
        if "ERR_ABORTED" not in reason:  # given up because the page was left, or because the answer is a download
            self.heard.append(f"request failed: {url} ({reason})")

    def unexpected(self) -> list[str]:
        return [text for text in self.heard if not any(re.search(pattern, text) for pattern in self.allowed)]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    chromium = find_chromium()
    if chromium is None:
        pytest.skip("NO CHROMIUM FOUND: no page was looked at. Install chromium, or set MAINSTAY_CHROMIUM.")
    return browser_type_launch_args | {"executable_path": chromium, "args": CHROMIUM_ARGUMENTS}


@pytest.fixture(autouse=True)
def complaints(live_server: LiveServer) -> Iterator[Complaints]:
    """Heard over the whole test, on every page it opens; whatever was not allowed fails it."""
    heard = Complaints(live_server.url)
    yield heard
    if unexpected := heard.unexpected():
        pytest.fail("the pages complained:\n" + "\n".join(dict.fromkeys(unexpected)), pytrace=False)


@pytest.fixture
def signed_out_page(new_context: Callable[..., BrowserContext], complaints: Complaints) -> OpenPage:
    """A page of a stranger: `signed_out_page(viewport={"width": 320, "height": 800})`."""

    def open_page(**options: Any) -> Page:
        context = new_context(base_url=complaints.origin, **options)
        complaints.listen(context)
        return context.new_page()

    return open_page


@pytest.fixture
def signed_in_page(signed_out_page: OpenPage, complaints: Complaints) -> OpenPage:
    """A page of someone who has signed in: `signed_in_page(alice).goto("/")`."""

    def open_page(person: Any, **options: Any) -> Page:
        client = Client()
        client.force_login(person)
        page = signed_out_page(**options)
        key = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": complaints.origin}])
        return page

    return open_page


@pytest.fixture(scope="session")
def assert_axe_clean() -> Callable[[Page], None]:
    """`assert_axe_clean(page)`: no violation of WCAG 2.2 A and AA, nor of axe's good practice."""

    def check(page: Page) -> None:
        found = Axe().run(page, options=AXE_RULES).response["violations"]
        told = [f"{rule['id']}: {rule['help']}: {node['html']}" for rule in found for node in rule["nodes"]]
        assert not told, "\n".join([f"axe on {page.url}", *told])

    return check
