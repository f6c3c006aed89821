"""Forms as a browser without JavaScript sends them: read from the page, changed, posted back."""

from typing import Any

import lxml.html
from django.test import Client
from django.urls import reverse

from mainstay.countries.services import load_shipped
from mainstay.programmes import selectors
from tests import world as w

Fields = dict[str, list[str]]


def furnished() -> w.World:
    """The small world, with the countries that are shipped."""
    load_shipped()
    return w.build()


def tree(answer: Any) -> Any:
    return lxml.html.fromstring(answer.content.decode())


def words(answer: Any) -> str:
    """What a reader sees, spaces evened out."""
    return " ".join(tree(answer).text_content().split())


def fields(answer: Any) -> Fields:
    """The controls of the page's own form, as they would be sent."""
    found = next(form for form in tree(answer).forms if "seen" in form.fields)
    areas = {area.get("name") for area in found.iter("textarea")}
    sent: Fields = {}
    for name, value in found.form_values():
        # A browser drops the line break that opens a textarea; this parser does not.
        sent.setdefault(name, []).append(value.removeprefix("\n") if name in areas else value)
    return sent


def fill(browser: Client, address: str, **changes: Any) -> Any:
    """Open a form, change some fields, send it; the answer is what the browser gets. `None` leaves a field out."""
    return send(browser, address, fields(browser.get(address)), **changes)


def send(browser: Client, address: str, sent: Fields, **changes: Any) -> Any:
    new = {name: value if isinstance(value, list) else [value] for name, value in changes.items() if value is not None}
    kept = {name: value for name, value in sent.items() if name not in changes}
    return browser.post(address, kept | new)


def at(name: str, *args: Any) -> str:
    return reverse(name, args=[getattr(one, "pk", one) for one in args])


def crime(world: w.World) -> str:
    return selectors.manifest(world.alice).crimes[0].id


def shown(answer: Any, name: str) -> str:
    """What a text field of the answered form holds."""
    return fields(answer)[name][0]
