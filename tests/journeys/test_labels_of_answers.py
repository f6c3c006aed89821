"""A raised label on one answer, or on the work above it, reaches what is said about it, what follows from it and its copies."""

from typing import Any

import pytest

from mainstay.accounts.models import Membership
from mainstay.assessments import selectors, talk
from mainstay.assessments.errors import Refused
from mainstay.assessments.models import Assessment, Comment, Entry
from mainstay.assessments.services import actions, comments, labels
from mainstay.core.labels import Label
from mainstay.portfolio.selectors import mentions
from mainstay.programmes import services as programmes
from tests import world as w

pytestmark = pytest.mark.django_db
HIDDEN = "carries a higher label than you may see"


@pytest.fixture
def world() -> w.World:
    return w.build()


@pytest.fixture
def checklist(world: w.World) -> Assessment:
    """One answer above Bob's clearance, with a comment that mentions him."""
    made = world.checklist(world.intervention())
    item = w.items(made)[0]
    w.answer(world.alice, made, item, "unmet", how="RAISED words")
    comments.comment(w.opened(world.alice, made), item, "SAID about it", [world.bob.person])
    labels.raise_label(w.opened(world.alice, made), Entry.objects.get(assessment=made), Label.CONFIDENTIAL)
    made.refresh_from_db()
    return made


def page(access: Any, path: str) -> str:
    return w.client(access).get(path).content.decode()


def test_nobody_reads_what_is_said_about_an_answer_that_she_may_not_see(world: w.World, checklist: Assessment) -> None:
    item = w.items(checklist)[0]
    for access, read in ((world.alice, True), (world.bob, False)):
        opened = w.opened(access, checklist)
        assert bool(selectors.record_of(opened).comments) is read
        assert talk.comments(opened, item).exists() is read
        assert ("SAID" in page(access, f"/assessments/{checklist.pk}/items/{item}/")) is read
    assert "SAID" not in page(world.bob, "/")
    assert not mentions(world.bob).exists()
    Comment.objects.get().mentions.add(world.alice.person)
    assert "SAID" in page(world.alice, "/")


def test_a_team_that_raises_the_clearance_raises_it_for_comments_too(world: w.World, checklist: Assessment) -> None:
    assert checklist.intervention
    programmes.add_member(world.alice, checklist.intervention, world.bob.person.pk, clearance=Label.CONFIDENTIAL)
    assert mentions(world.bob).exists()


def test_only_who_may_see_the_answer_is_offered_and_may_comment(world: w.World, checklist: Assessment) -> None:
    raised, plain = w.items(checklist)[:2]
    opened = w.opened(world.alice, checklist)
    assert [one.name for one in talk.colleagues(opened, raised)] == ["Alice"]
    assert world.bob.person in talk.colleagues(opened, plain)
    with pytest.raises(Refused, match="higher label"):
        comments.comment(w.opened(world.bob, checklist), raised, "What is it?", [])


def test_a_hidden_answer_is_named_and_does_not_stand_in_the_way_of_a_save(world: w.World, checklist: Assessment) -> None:
    raised, plain = w.items(checklist)[:2]
    path = f"/assessments/{checklist.pk}/"
    text = page(world.bob, path)
    assert HIDDEN in text
    assert f'name="{raised}-version"' not in text
    assert f'name="{plain}-version"' in text
    own = page(world.bob, f"{path}items/{raised}/")
    assert HIDDEN in own
    assert f'name="{raised}-version"' not in own
    typed = {f"{raised}-version": "0", f"{raised}-how": "", f"{plain}-version": "0", f"{plain}-how": "Mine"}
    typed[f"{plain}-choice"] = w.choice(checklist, "met")
    assert w.client(world.bob).post(path, typed).status_code == 302
    assert Entry.objects.get(assessment=checklist, item=plain).data["how"] == "Mine"
    assert Entry.objects.get(assessment=checklist, item=raised).data["how"] == "RAISED words"


def test_words_for_a_hidden_answer_are_still_refused(world: w.World, checklist: Assessment) -> None:
    with pytest.raises(Refused, match="higher label"):
        w.answer(world.bob, checklist, w.items(checklist)[0], "met", how="Mine")


def test_an_action_below_a_hidden_answer_is_refused_like_one_below_no_answer(world: w.World, checklist: Assessment) -> None:
    opened, said = w.opened(world.bob, checklist), []
    for item in w.items(checklist)[:2]:
        with pytest.raises(Refused) as caught:
            actions.add_action(opened, item, {"what": "Ask"})
        said.append(str(caught.value))
    assert said[0] == said[1]
    assert not Entry.objects.filter(role="action").exists()


@pytest.mark.parametrize("what", ["intervention", "programme", "product"])
def test_the_label_of_work_reaches_what_others_took_over_from_it(world: w.World, what: str) -> None:
    given = {"title": "Frame", "summary": "", "starts_on": None, "ends_on": None}
    programme = programmes.create_programme(world.alice, given)
    first, other = (world.intervention(title=name, programme_id=programme.pk) for name in ("FIRSTTITLE", "Second"))
    thing: Any = {"programme": programme, "intervention": first}.get(what)
    if thing is None:
        thing = programmes.create_product(world.alice, first, {"title": "Poster", "medium": "", "language": "", "audience": ""})
        source = world.checklist(thing, world.tool(subject="communication_product"))
        twin = programmes.create_product(world.alice, other, {"title": "Film", "medium": "", "language": "", "audience": ""})
        w.answer(world.alice, source, w.items(source)[0], "unmet", how="FROM the source")
        heir = world.checklist(twin, source.tool, source=source)  # type: ignore[arg-type]
    else:
        source = world.checklist(thing)
        w.answer(world.alice, source, w.items(source)[0], "unmet", how="FROM the source")
        heir = world.checklist(other, source.tool, source=source)
    path = f"/assessments/{heir.pk}/"
    assert "FROM the source" in page(world.bob, path)
    response = w.client(world.alice).post(f"/{what}s/{thing.pk}/label/", {"label": "2", "reason": ""})
    assert response.status_code == 302
    assert Entry.objects.get(assessment=heir).label == Label.CONFIDENTIAL
    text = page(world.bob, path)
    assert "FROM the source" not in text
    assert "FIRSTTITLE" not in text
    assert "labelled higher than you may see" in text


def test_an_owner_who_may_not_see_it_any_more_stays_the_owner(world: w.World) -> None:
    checklist = world.checklist(world.intervention())
    item = w.items(checklist)[0]
    w.answer(world.alice, checklist, item, "unmet", how="By training")
    opened = w.opened(world.alice, checklist)
    action = actions.add_action(opened, item, {"what": "Ask", "owner": world.bob.person, "status": "open"})
    Membership.objects.filter(person=world.bob.person).update(clearance=Label.UNCLASSIFIED)
    path = f"/assessments/{checklist.pk}/items/{item}/"
    assert f'<option value="{world.bob.person.pk}" selected>' in page(world.alice, path)
    typed = {"what": "Ask again", "owner": str(world.bob.person.pk), "status": "open", "version": "1", "due": ""}
    assert w.client(world.alice).post(f"{path}actions/{action.pk}/", typed).status_code == 302
    action.refresh_from_db()
    assert (action.data["what"], action.owner_id) == ("Ask again", world.bob.person.pk)
