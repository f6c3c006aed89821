"""Every address of the application, with its name and whether a stranger may open it."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from mainstay.config.reference.markdown import code, table

ABOUT = """# Addresses

Pages and what their forms post to. Names are for `reverse()` and for `url()` in templates. Whoever is signed out is sent to the
sign-in page by every address that is not open to all.
"""


def page() -> str:
    rows = [(code(address), code(name), where, "yes" if public else "") for address, name, where, public in _all(get_resolver())]
    return f"{ABOUT}\n{table(('Address', 'Name', 'View', 'Open to all'), rows)}"


def _all(resolver: URLResolver, before: str = "/") -> Iterator[tuple[str, str, str, bool]]:
    for one in resolver.url_patterns:
        address = f"{before}{one.pattern}"
        if isinstance(one, URLResolver):
            yield from _all(one, address)
        elif isinstance(one, URLPattern):
            view = one.callback
            where = f"{view.__module__}.{view.__name__}".removeprefix("mainstay.")
            yield address, one.name or "", code(where), not getattr(view, "login_required", True)
