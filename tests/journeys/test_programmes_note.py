"""The intervention note, and the tools that are proposed, chosen and left out."""

import pytest
from django.core.exceptions import ValidationError

from mainstay.core.guard import Decision
from mainstay.programmes import parts, selectors, services
from mainstay.programmes.models import ChosenTool, Intervention
from tests import world as w
from tests.journeys.programmes_world import at, fields, fill, furnished, send, shown, tree, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> w.World:
    return furnished()


@pytest.fixture
def intervention(world: w.World) -> Intervention:
    """With security forces that get support, so that a tool with a reason of its own is proposed."""
    manifest = selectors.manifest(world.alice)
    force = next(one.id for one in manifest.counterparts if one.role == "security_force")
    support = next(one.id for one in manifest.support if one.role == "given")
    return world.intervention(counterparts=[{"kind": force, "support": support}])


def special(world: w.World) -> str:
    """The tool that asks for a reason of its own when it is left out."""
    return next(one.id for one in selectors.manifest(world.alice).tools if one.own_reason)


def test_the_note_is_written_and_read(world: w.World, intervention: Intervention) -> None:
    checks = [parts.theory_name(check.id) for check in selectors.manifest(world.bob).theory_checks]
    assert len(checks) == 3
    browser = w.client(world.bob)
    assert "What change do you expect?" in words(browser.get(at("intervention", intervention)))
    texts = {name: f"Answer to {name}" for name in checks}
    link = "https://example.org/theory?x=1"
    answer = fill(
        browser, at("intervention_note", intervention), expected_change="Fewer people are pushed back.", theory_link=link, **texts
    )
    assert answer["location"] == at("intervention", intervention)
    page = browser.get(at("intervention", intervention))
    for text in ("Fewer people are pushed back.", *texts.values()):
        assert text in words(page)
    assert [one.get("href") for one in tree(page).iter("a") if "example.org" in one.get("href", "")] == [link]
    note = selectors.note_of(Intervention.objects.get(), selectors.manifest(world.bob))
    assert [text for _check, text in note.theory] == list(texts.values())


def test_150_words_pass_and_151_are_refused_with_the_number(world: w.World, intervention: Intervention) -> None:
    browser, address = w.client(world.bob), at("intervention_note", intervention)
    long = "word " * 151
    answer = fill(browser, address, expected_change=long)
    assert answer.status_code == 422
    assert "This text has 151 words; at most 150 are allowed." in words(answer)
    assert shown(answer, "expected_change").split() == long.split()
    assert Intervention.objects.get().expected_change == ""
    assert fill(browser, address, expected_change="word " * 150).status_code == 302


def test_the_words_of_other_scripts_are_counted_as_their_readers_do(world: w.World, intervention: Intervention) -> None:
    address = at("intervention_note", intervention)
    assert fill(w.client(world.bob), address, expected_change="বাংলাদেশে " * 150).status_code == 302
    assert fill(w.client(world.bob), address, expected_change="字" * 151).status_code == 422


def test_the_form_carries_what_the_counter_needs(world: w.World, intervention: Intervention) -> None:
    page = tree(w.client(world.bob).get(at("intervention_note", intervention)))
    area = page.get_element_by_id("id_expected_change")
    assert area.get("data-words") == "150"
    for target in (area.get("data-words-shown"), area.get("data-words-said")):
        assert page.get_element_by_id(target) is not None
    assert page.get_element_by_id(area.get("data-words-said")).get("role") == "status"
    assert [one.get("src") for one in page.iter("script") if "words" in one.get("src", "")]


@pytest.mark.parametrize("link", ["javascript:alert(1)", "ftp://example.org/x", "file:///etc/passwd", "example", "//example.org"])
def test_a_link_that_is_no_web_address_is_refused(world: w.World, intervention: Intervention, link: str) -> None:
    answer = fill(w.client(world.bob), at("intervention_note", intervention), theory_link=link, expected_change="Kept")
    assert answer.status_code == 422
    assert "beginning with https:// or http://" in words(answer)
    assert (shown(answer, "theory_link"), shown(answer, "expected_change")) == (link, "Kept")
    assert Intervention.objects.get().theory_link == ""


def test_tools_are_proposed_with_reasons_and_chosen(world: w.World, intervention: Intervention) -> None:
    browser, tool = w.client(world.bob), world.tool()
    proposed = {head.id: reasons for head, reasons in selectors.proposals(intervention, selectors.manifest(world.bob))}
    page = words(browser.get(at("intervention_tools", intervention)))
    assert tool in proposed
    for reasons in proposed.values():
        assert all(" ".join(reason.split()) in page for reason in reasons)
    own = {parts.own_reason_name(special(world)): "Done by headquarters."}
    answer = fill(
        browser, at("intervention_tools", intervention), tools=[tool, world.coming()], left_out_reason="Small activity.", **own
    )
    assert answer.status_code == 302, words(answer)
    assert set(ChosenTool.objects.values_list("tool", flat=True)) == {tool, world.coming()}
    page = words(browser.get(at("intervention", intervention)))
    assert "Small activity." in page
    assert "Done by headquarters." in page
    assert "Coming" in page
    assert fields(browser.get(at("intervention_tools", intervention)))["left_out_reason"] == ["Small activity."]


def test_leaving_out_asks_for_one_reason_and_for_one_of_its_own(world: w.World, intervention: Intervention) -> None:
    browser, address, tool = w.client(world.bob), at("intervention_tools", intervention), world.tool()
    own = parts.own_reason_name(special(world))
    answer = fill(browser, address, tools=[tool])
    assert answer.status_code == 422
    assert "Say in a sentence why the other proposed tools are left out." in words(answer)
    assert "this tool asks for a reason of its own" in words(answer)
    assert fields(answer)["tools"] == [tool]
    answer = fill(browser, address, tools=[tool], left_out_reason="Small.")
    assert answer.status_code == 422
    assert fields(answer)["left_out_reason"] == ["Small."]
    assert not ChosenTool.objects.exists()
    assert fill(browser, address, tools=[tool, special(world)], left_out_reason="Small.").status_code == 302
    assert fill(browser, address, tools=[tool], left_out_reason="Small.", **{own: "Not now."}).status_code == 302
    assert Intervention.objects.get().own_reasons == {special(world): "Not now."}


def test_proposed_tools_can_be_ticked_on_the_interventions_page(world: w.World, intervention: Intervention) -> None:
    browser, tool = w.client(world.bob), world.tool()
    services.choose_tools(world.bob, intervention, [special(world)], left_out_reason="Later.", seen=1)
    page = browser.get(at("intervention", intervention))
    answer = send(browser, at("intervention_tools", intervention), fields(page), tools=[*fields(page)["tools"], tool])
    assert answer["location"] == at("intervention", intervention)
    assert set(ChosenTool.objects.values_list("tool", flat=True)) == {special(world), tool}
    assert Intervention.objects.get().left_out_reason == "Later."


def test_a_tool_that_is_given_up_keeps_its_answers(world: w.World, intervention: Intervention) -> None:
    services.choose_tools(world.bob, intervention, [world.tool(), special(world)], left_out_reason="Later.", seen=1)
    assessment = world.checklist(intervention)
    services.choose_tools(world.bob, intervention, [special(world)], seen=2)
    page = words(w.client(world.bob).get(at("intervention", intervention)))
    assert "Filled in, but not chosen any more" in page
    assessment.refresh_from_db()


def test_personal_data_is_asked_about_and_nothing_is_lost(world: w.World, intervention: Intervention) -> None:
    browser, address = w.client(world.bob), at("intervention_note", intervention)
    text = "Write to amina@example.org about the shelter."
    answer = fill(browser, address, expected_change=text)
    assert answer.status_code == 422
    assert "It is not saved yet." in words(answer)
    assert "amina@example.org" in words(answer)
    assert shown(answer, "expected_change") == text
    assert Intervention.objects.get().expected_change == ""
    refused = send(browser, address, fields(answer), guard="keep")
    assert refused.status_code == 422
    assert "Write the reason." in words(refused)
    assert send(browser, address, fields(refused), guard="keep", guard_reason="An office, not a person.").status_code == 302
    kept = Intervention.objects.get()
    assert (kept.expected_change, [one.text for one in selectors.reasons(kept)]) == (text, ["An office, not a person."])
    assert fill(browser, address, theory_link="https://example.org/").status_code == 302  # decided once, not asked again


def test_masking_removes_it_and_keeps_the_rest(world: w.World, intervention: Intervention) -> None:
    browser, address = w.client(world.bob), at("intervention_edit", intervention)
    crime = selectors.manifest(world.bob).crimes[0].id
    answer = fill(browser, address, title="Call +41 22 555 12 34 now", crimes=[crime])
    assert answer.status_code == 422
    assert send(browser, address, fields(answer), guard="mask").status_code == 302
    title = Intervention.objects.get().title
    assert "555" not in title
    assert title.startswith("Call [")
    assert title.endswith("] now")


def test_a_text_that_masking_makes_too_long_is_refused_not_cut(world: w.World, intervention: Intervention) -> None:
    with pytest.raises(ValidationError) as refused:
        services.update_intervention(
            world.bob, intervention, {"title": "x" * 190 + " a@bc.de"}, seen=1, decision=Decision("mask")
        )
    assert "title" in refused.value.message_dict
    assert Intervention.objects.get().title == "Training of border guards"


def test_tools_still_to_come_stand_apart_and_need_no_reason(world: w.World, intervention: Intervention) -> None:
    browser, address = w.client(world.bob), at("intervention_tools", intervention)
    heads = [head for head, _reasons in selectors.proposals(intervention, selectors.manifest(world.bob))]
    coming = [head.id for head in heads if head.state != "ready" and not head.own_reason]
    ready = [head.id for head in heads if head.state == "ready"]
    assert coming
    page = tree(browser.get(address))
    (folded,) = [one for one in page.iter("details") if "Proposed, still to come" in one.text_content()]
    assert {one.get("value") for one in folded.iter("input")} == set(coming)
    assert "(optional)" not in page.text_content()
    answer = fill(browser, address, tools=[*ready, special(world)])
    assert answer["location"] == at("intervention", intervention)


def test_dates_that_are_not_set_are_said_to_be_so(world: w.World, intervention: Intervention) -> None:
    page = tree(w.client(world.bob).get(at("intervention", intervention)))
    (dates,) = [one.getnext() for one in page.iter("dt") if one.text == "Dates"]
    assert dates.text_content() == "not set"
