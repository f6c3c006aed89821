"""The frame of every page without a database: icons, dates, labels, stylesheets, and the pages for the worst moments."""

import re
from datetime import UTC, date, datetime

import brotli
import pytest
from django.conf import settings
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from mainstay.config import assets
from mainstay.config.icons import icon
from mainstay.config.jinja import lines, number, tongue
from mainstay.core.dates import moment
from mainstay.core.labels import Label

FIRST_VISIT = 60 * 1024
OWN_PAGE = 12 * 1024
"""What a first page itself may weigh, compressed."""


def rendered(source: str, **context: object) -> str:
    return str(engines["jinja2"].from_string(source).render(context))


def sheet() -> str:
    return str(assets.Assembled().open(assets.SHEET).read(), "utf-8")


def test_an_icon_says_nothing_to_a_screen_reader_and_turns_round_only_if_it_points() -> None:
    assert 'aria-hidden="true"' in icon("chevron-left")
    assert "mirror" in icon("chevron-left")
    assert "mirror" in icon("log-out")
    assert "mirror" not in icon("circle-check")


def test_an_unknown_icon_is_an_error_of_the_author() -> None:
    with pytest.raises(ValueError, match="no icon 'no-such-icon'"):
        icon("no-such-icon")


def test_dates_and_numbers_follow_the_language() -> None:
    at = datetime(2026, 11, 3, 14, 2, tzinfo=UTC)
    assert moment(at) == "3 November 2026, 14:02"
    assert number(12345) == "12,345"
    with translation.override("ar"):
        assert "نوفمبر" in moment(at)


def test_a_missing_date_is_a_dash_and_a_given_one_can_be_read_by_machines() -> None:
    source = '{% from "parts/ui.html" import date %}{{ date(day) }}'
    assert rendered(source, day=None) == "–"
    assert rendered(source, day=date(2026, 11, 3)) == '<time datetime="2026-11-03">3 November 2026</time>'


def test_typed_text_keeps_its_lines_and_is_never_markup() -> None:
    assert lines("one\ntwo\n\n<b>three</b>") == '<p dir="auto">one<br>two</p><p dir="auto">&lt;b&gt;three&lt;/b&gt;</p>'


def test_a_fragment_names_its_language_only_where_the_page_has_another() -> None:
    assert tongue("en") == ""
    assert tongue("ar") == ' lang="ar" dir="rtl"'
    with translation.override("ar"):
        assert tongue("en") == ' lang="en" dir="ltr"'


@pytest.mark.parametrize("label", Label)
def test_each_label_has_its_word_and_a_shape_of_its_own(label: Label) -> None:
    source = '{% from "parts/ui.html" import badge %}{{ badge(label) }}'
    shapes = [re.sub(r"<span.*?>|</?svg.*?>", "", rendered(source, label=one)).replace(str(one.label), "") for one in Label]
    assert str(label.label) in rendered(source, label=label)
    assert shapes.count(shapes[label]) == 1


def test_words_in_parts_are_those_of_each_reader() -> None:
    """A word fixed when the part was first loaded would stay in the language of the first reader."""
    source = '{% from "parts/forms.html" import save_row %}{{ save_row("x", "/") }}'
    assert "Cancel" in rendered(source)
    with translation.override("ar"):
        assert "Cancel" not in rendered(source)


@pytest.mark.parametrize("page", ["400.html", "500.html"])
def test_the_pages_for_failures_need_no_request_and_no_database(page: str) -> None:
    text = render_to_string(page, using="jinja2")
    assert '<html lang="en" dir="ltr">' in text
    assert "browser" in text
    assert 'href="/"' in text


def test_a_page_is_served_without_its_collected_style(settings: object, caplog: pytest.LogCaptureFixture) -> None:
    storages = {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}
    settings.STORAGES = settings.STORAGES | storages  # type: ignore[attr-defined]
    assert rendered("{{ static('nowhere.css') }}") == "/static/nowhere.css"
    assert "nowhere.css" in caplog.text


def test_our_stylesheet_is_its_parts_in_order() -> None:
    places = [sheet().index(part.read_text()) for part in sorted((assets.HERE / "css").glob("*.css"))]
    assert len(places) > 5
    assert places == sorted(places)


def test_light_and_dark_are_the_same_whether_chosen_or_asked_for_by_the_device() -> None:
    dark = re.findall(r"\[data-bs-theme=\"dark\"\] \{(.+?)\}|:root:not\(\[data-bs-theme\]\) \{(.+?)\}", sheet(), re.DOTALL)
    chosen, asked = ("".join((one or other).split()) for one, other in dark[:2])
    assert "--ground:" in chosen
    assert chosen == asked


def test_what_packages_give_is_found_and_points_to_nothing_that_is_missing() -> None:
    for name in assets.FROM_PACKAGES:
        text = assets.Assembled().open(name).read()
        assert len(text) > 10_000
        assert b"sourceMappingURL" not in text


def test_a_stranger_may_not_read_beside_the_static_files() -> None:
    assert assets.parts("../config/settings.py") == []
    assert assets.parts("css") == []


@pytest.mark.parametrize("direction", ["vendor/bootstrap.css", "vendor/bootstrap.rtl.css"])
def test_a_first_visit_is_light(direction: str) -> None:
    scripts = [path.relative_to(assets.HERE).as_posix() for path in assets.HERE.rglob("*.js")]
    files = [direction, assets.SHEET, "vendor/htmx.js", "icon.svg", *scripts]
    weight = sum(len(brotli.compress(assets.Assembled().open(name).read())) for name in files)
    assert weight + OWN_PAGE < FIRST_VISIT


def test_a_request_that_never_reached_the_session_still_gets_its_frame() -> None:
    """As when a middleware refuses early."""
    from mainstay.config.context import page

    shell = page(RequestFactory().get("/"))["shell"]
    assert (shell.person, shell.access, shell.nav, shell.dir) == (None, None, (), "ltr")
    assert shell.language == settings.LANGUAGE_CODE
