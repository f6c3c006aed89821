"""Forms as our macros write them: every control has its label, help and error, and gives back what was typed."""

from datetime import date
from typing import Any

import pytest
from django import forms
from django.template import engines
from lxml import html

SOURCE = """{% from "parts/forms.html" import errors, field %}
<form>{{ errors(form) }}{% for name in form.fields %}{{ field(form, name) }}{% endfor %}</form>"""
CHOICES = [("a", "First"), ("b", "Second")]


class Sample(forms.Form):
    title = forms.CharField(label="Title", help_text="Short.", max_length=20)
    story = forms.CharField(label="Story", widget=forms.Textarea, required=False)
    one = forms.ChoiceField(label="One", choices=[("", "None"), *CHOICES, ("More", [("c", "Third")])], required=False)
    radio = forms.ChoiceField(label="Radio", choices=CHOICES, widget=forms.RadioSelect)
    many = forms.MultipleChoiceField(label="Many", choices=CHOICES, widget=forms.CheckboxSelectMultiple, required=False)
    agree = forms.BooleanField(label="Agree", required=False)
    day = forms.DateField(label="Day", widget=forms.DateInput, required=False)
    secret = forms.CharField(label="Secret", widget=forms.PasswordInput, required=False)
    unseen = forms.CharField(widget=forms.HiddenInput, required=False)


def page(form: forms.Form) -> Any:
    return html.fromstring(str(engines["jinja2"].from_string(SOURCE).render({"form": form})))


def control(tree: Any, name: str) -> Any:
    return tree.xpath(f"//*[@name='{name}']")[0]


FULL = {
    **{"title": "A <b> & c", "story": "\nfirst line\n</textarea>", "one": "c", "radio": "b"},
    **{"many": ["a", "b"], "agree": "on", "day": "2026-11-03", "secret": "hidden word", "unseen": "17"},
}


def test_what_was_typed_stands_there_again() -> None:
    tree = page(Sample(FULL))
    assert control(tree, "title").get("value") == FULL["title"]
    assert control(tree, "story").text.removeprefix("\n") == FULL["story"]
    assert tree.xpath("//select[@name='one']//option[@selected]/@value") == ["c"]
    assert tree.xpath("//input[@name='radio'][@checked]/@value") == ["b"]
    assert tree.xpath("//input[@name='many'][@checked]/@value") == ["a", "b"]
    assert control(tree, "agree").get("checked") is not None
    assert control(tree, "day").get("value") == "2026-11-03"
    assert control(tree, "unseen").get("value") == "17"


def test_a_password_is_never_sent_back() -> None:
    assert control(page(Sample(FULL)), "secret").get("value") is None


def test_an_initial_date_is_one_that_the_browser_understands() -> None:
    tree = page(Sample(initial={"day": date(2026, 11, 3)}))
    assert control(tree, "day").get("value") == "2026-11-03"


def test_every_control_has_a_label() -> None:
    tree = page(Sample())
    seen = [one for one in tree.xpath("//*[@name]") if one.get("type") != "hidden"]
    assert len(seen) == 10
    for one in seen:
        assert tree.xpath(f"//label[@for='{one.get('id')}']"), one.get("id")
    assert [legend.text.strip() for legend in tree.xpath("//fieldset/legend")] == ["Radio", "Many"]


def test_no_control_cuts_what_is_pasted() -> None:
    assert not page(Sample()).xpath("//*[@maxlength]")


def test_help_and_error_belong_to_their_control() -> None:
    tree = page(Sample({"title": "x" * 21, "radio": "a"}))
    title = control(tree, "title")
    assert title.get("aria-invalid") == "true"
    help_id, error_id = title.get("aria-describedby").split()
    assert tree.get_element_by_id(help_id).text_content() == "Short."
    assert "20" in tree.get_element_by_id(error_id).text_content()
    assert control(tree, "story").get("aria-invalid") is None
    assert control(tree, "story").get("aria-describedby") is None


@pytest.mark.parametrize(("missing", "target"), [("title", "id_title"), ("radio", "id_radio_0")])
def test_the_summary_leads_to_each_field_and_names_it(missing: str, target: str) -> None:
    tree = page(Sample({key: value for key, value in FULL.items() if key != missing}))
    (link,) = tree.xpath("//*[@role='alert']//a")
    assert link.get("href") == f"#{target}"
    assert Sample.base_fields[missing].label in link.text_content()
    assert tree.xpath(f"//*[@id='{target}']")


def test_a_good_form_has_no_summary() -> None:
    assert not page(Sample(FULL)).xpath("//*[@role='alert']")


def test_what_belongs_to_no_field_is_said_too() -> None:
    form = Sample(FULL)
    form.add_error(None, "These do not go together.")
    assert "These do not go together." in page(form).xpath("//*[@role='alert']")[0].text_content()


def test_optional_fields_say_so() -> None:
    labels = {one.get("for"): one.text_content() for one in page(Sample()).xpath("//label")}
    assert "(optional)" in labels["id_story"]
    assert "(optional)" not in labels["id_title"]
