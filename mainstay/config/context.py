"""What the frame around every page shows: who is here, where, in which language; it asks the database nothing of its own."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext_lazy as _

from mainstay.accounts.models import Organisation, Person
from mainstay.accounts.rules import Access, access
from mainstay.library.appearance import COOKIE, THEMES

PLACES: tuple[tuple[str, Promise], ...] = (
    ("home", _("Home")),
    ("intervention_list", _("Interventions")),
    ("programme_list", _("Programmes")),
    ("toolkit", _("Toolkit")),
    ("people", _("People")),
    ("about", _("About")),
)


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the main navigation."""

    title: Promise
    href: str
    here: bool


@dataclass(frozen=True, slots=True)
class Shell:
    """The frame; `access` is None for strangers and for people without an organisation."""

    person: Person | None
    access: Access | None
    language: str
    dir: str
    theme: str
    themes: Mapping[str, Promise]
    path: str

    @property
    def nav(self) -> tuple[Place, ...]:
        """Worked out where it is shown: the answer to an autosave shows none."""
        return _nav(self.path) if self.person else ()

    @property
    def organisation(self) -> Organisation | None:
        return self.access.organisation if self.access else None


def page(request: HttpRequest) -> dict[str, Shell]:
    """Gives every page `shell`: one name only, since names given here win over those of the view."""
    user = getattr(request, "user", None)
    person = user if user is not None and user.is_authenticated else None
    theme = request.COOKIES.get(COOKIE, "")
    return {
        "shell": Shell(
            person=person,
            access=_access(request) if person else None,
            language=get_language() or "en",
            dir="rtl" if get_language_bidi() else "ltr",
            theme=theme if theme in THEMES else "",
            themes=THEMES,
            path=request.path,
        )
    }


def _access(request: HttpRequest) -> Access | None:
    try:
        return access(request)
    except PermissionDenied:
        return None


def _nav(path: str) -> tuple[Place, ...]:
    hrefs = [(title, reverse(name), name == "home") for name, title in PLACES]
    return tuple(Place(title, href, path == href or (not home and path.startswith(href))) for title, href, home in hrefs)
