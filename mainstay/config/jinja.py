"""The environment in which our own pages are rendered: what every template may call without importing it."""

import logging
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import connection
from django.forms import BoundField, widgets
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import get_language, get_language_bidi, gettext, ngettext, npgettext, pgettext
from django.utils.translation import gettext_lazy as _
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from mainstay.assessments.models import Assessment, Entry
from mainstay.config.icons import icon
from mainstay.core.dates import clock, day, moment
from mainstay.core.labels import Label
from mainstay.programmes.models import Intervention

log = logging.getLogger(__name__)
CONTROLS: tuple[tuple[type[widgets.Widget], str], ...] = (
    (widgets.HiddenInput, "hidden"),
    (widgets.CheckboxSelectMultiple, "checkboxes"),
    (widgets.RadioSelect, "radios"),
    (widgets.SelectMultiple, "checkboxes"),
    (widgets.Select, "select"),
    (widgets.CheckboxInput, "checkbox"),
    (widgets.Textarea, "textarea"),
    (widgets.DateInput, "date"),
    (widgets.PasswordInput, "password"),
    (widgets.EmailInput, "email"),
    (widgets.URLInput, "url"),
    (widgets.NumberInput, "number"),
)
STATES = {
    **dict(Entry.Status.choices),
    **dict(Assessment.State.choices),
    **dict(Intervention.State.choices),
    "coming": _("Coming"),
    "stale": _("Stale"),
}


def environment(**options: Any) -> Environment:
    """Django calls this once per process."""
    options |= {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True, "extensions": ["jinja2.ext.i18n"]}
    # Django hands in autoescape=True.
    env = Environment(**options)  # nosec B701
    env.install_gettext_callables(gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext)  # type: ignore[attr-defined]
    env.globals |= {
        "static": static,
        "url": url,
        "icon": icon,
        "svg_icon": icon,
        "messages_of": get_messages,
        "date_tag": date_tag,
        "time_tag": time_tag,
        "control": control,
        "typed": typed,
        "Label": Label,
        "state_word": state_word,
        "today": timezone.localdate,
        "language": get_language,
        "bidi": get_language_bidi,
        "tongue": tongue,
        "sqlite": connection.vendor == "sqlite",
    }
    env.tests["group"] = lambda value: isinstance(value, (list, tuple))
    env.filters |= {"number": number, "day": day, "clock": clock, "moment": moment, "lines": lines}
    return env


def static(path: str) -> str:
    """The address of a static file; before `collectstatic` the plain one, since a page without its style still serves."""
    try:
        return staticfiles_storage.url(path)
    except ValueError:
        log.warning("%s is not among the collected static files", path)
        return f"{settings.STATIC_URL}{path}"


def url(name: str, *args: Any, **kwargs: Any) -> str:
    return reverse(name, args=args, kwargs=kwargs)


def number(value: float, decimals: int | None = None) -> str:
    """By the reader's language: 12,345 or 12 345."""
    return formats.number_format(value, decimals, use_l10n=True, force_grouping=True)


def date_tag(value: date | None) -> Markup:
    """A `<time>` with the date in words; a dash where there is none."""
    if value is None:
        return Markup("–")
    return Markup('<time datetime="{}">{}</time>').format(value.isoformat()[:10], day(value))


def time_tag(value: datetime | None) -> Markup:
    """A `<time>` with date and time; a dash where there is none."""
    if value is None:
        return Markup("–")
    return Markup('<time datetime="{}">{}</time>').format(value.isoformat(timespec="seconds"), moment(value))


def lines(text: str) -> Markup:
    """Typed text with its paragraphs and line breaks, escaped."""
    paragraphs = [Markup("<br>").join(block.split("\n")) for block in str(text).split("\n\n") if block.strip()]
    return Markup("").join(Markup('<p dir="auto">{}</p>').format(paragraph) for paragraph in paragraphs)


def tongue(language: str) -> Markup:
    """` lang="…" dir="…"` for an element whose text is in another language than the page; nothing where it is the same."""
    if language == get_language():
        return Markup("")
    bidi = language.split("-")[0] in settings.LANGUAGES_BIDI
    return Markup(' lang="{}" dir="{}"').format(language, "rtl" if bidi else "ltr")


def control(bound: BoundField) -> str:
    """Which of our controls a form field asks for, told by its Django widget."""
    return next((name for widget, name in CONTROLS if isinstance(bound.field.widget, widget)), "text")


def typed(bound: BoundField) -> Any:
    """What the control shows: text, or a list of texts for several choices."""
    value = bound.value()
    if value is None:
        return [] if control(bound) == "checkboxes" else ""
    if isinstance(value, (list, tuple, set)):
        return [str(getattr(one, "pk", one)) for one in value]
    return value.isoformat()[:10] if isinstance(value, date) else str(value)


def state_word(state: str) -> str:
    """The word for a state of an assessment, an intervention or an action; the state itself where none is known."""
    return str(STATES.get(state, state))
