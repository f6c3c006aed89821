"""What was typed and must not stay can be found and removed everywhere: actions, notes, reasons, other versions."""

from typing import Any

import pytest

from mainstay.assessments import selectors
from mainstay.assessments.models import Assessment, Comment, Entry, EntryRevision
from mainstay.assessments.services import actions, comments, history
from mainstay.core.guard import Decision, PersonalData
from tests import world as w

pytestmark = pytest.mark.django_db
MAIL = "amina.khan@example.com"


@pytest.fixture
def world() -> w.World:
    return w.build()


@pytest.fixture
def checklist(world: w.World) -> Assessment:
    return world.checklist(world.intervention())


def written(world: w.World, checklist: Assessment, *texts: str) -> str:
    item = w.items(checklist)[0]
    for seen, text in enumerate(texts):
        w.answer(world.alice, checklist, item, "unmet", seen=seen, how=text)
    return item


def remove(world: w.World, checklist: Assessment, item: str, revision: EntryRevision, **typed: str) -> Any:
    path = f"/assessments/{checklist.pk}/items/{item}/versions/{revision.pk}/remove/"
    return w.client(world.alice).post(path, typed, follow=True)


def everything() -> str:
    return "".join(str(vars(one)) for model in (Entry, EntryRevision, Comment) for one in model.objects.all())


def test_each_version_of_an_action_can_be_removed(world: w.World, checklist: Assessment) -> None:
    item = written(world, checklist, "By asking")
    opened = w.opened(world.alice, checklist)
    action = actions.add_action(opened, item, {"what": "Call AMINA at home", "status": "open"})
    actions.change_action(opened, action, {"what": "Call the office", "status": "open"}, seen=1)
    text = w.client(world.alice).get(f"/assessments/{checklist.pk}/items/{item}/").content.decode()
    first = EntryRevision.objects.get(entry=action, version=1)
    assert "AMINA" in text
    assert f"versions/{first.pk}/remove/" in text
    answered = remove(world, checklist, item, first, reason="A name").content.decode()
    assert "removed for good" in answered
    assert "AMINA" not in answered + everything()
    assert Entry.objects.get(pk=action.pk).data["what"] == "Call the office"


def test_versions_of_an_action_that_was_taken_away_can_be_removed(world: w.World, checklist: Assessment) -> None:
    item = written(world, checklist, "By asking")
    opened = w.opened(world.alice, checklist)
    action = actions.add_action(opened, item, {"what": "Call AMINA at home", "status": "open"})
    actions.remove_action(opened, action, seen=1)
    for revision in list(EntryRevision.objects.filter(entry=action)):
        assert remove(world, checklist, item, revision, reason="A name").status_code == 200
    assert "AMINA" not in everything()


def test_an_action_of_another_item_is_not_reached_from_here(world: w.World, checklist: Assessment) -> None:
    item = written(world, checklist, "By asking")
    action = actions.add_action(w.opened(world.alice, checklist), item, {"what": "Call", "status": "open"})
    other, revision = w.items(checklist)[1], EntryRevision.objects.get(entry=action)
    assert remove(world, checklist, other, revision, reason="A name").status_code == 404


@pytest.mark.parametrize("of", ["version", "comment"])
def test_the_reason_is_guarded_like_any_text(world: w.World, checklist: Assessment, of: str) -> None:
    item = written(world, checklist, "By asking her")
    opened = w.opened(world.alice, checklist)
    path = f"/assessments/{checklist.pk}/items/{item}/"
    if of == "version":
        path += f"versions/{selectors.history(opened, item).get().pk}/remove/"
    else:
        path += f"comments/{comments.comment(opened, item, 'Ask her', []).pk}/remove/"
    asked = w.client(world.alice).post(path, {"reason": f"Her mail {MAIL}"})
    assert asked.status_code == 422
    assert 'name="guard_reason"' in asked.content.decode()
    assert f"Her mail {MAIL}" in asked.content.decode()
    assert MAIL not in everything()
    assert w.client(world.alice).post(path, {"reason": f"Her mail {MAIL}", "guard": "mask"}).status_code == 302
    assert MAIL not in everything()
    assert "Her mail" in everything()


def test_why_a_warning_was_set_aside_does_not_keep_what_it_warned_of(world: w.World, checklist: Assessment) -> None:
    item = w.items(checklist)[0]
    text = {"how": f"Write to {MAIL}"}
    with pytest.raises(PersonalData):
        w.answer(world.alice, checklist, item, "unmet", **text)
    w.answer(world.alice, checklist, item, "unmet", decision=Decision("keep", f"{MAIL} is our office"), **text)
    revision = EntryRevision.objects.get()
    assert "is our office" in revision.note
    assert MAIL not in revision.note
    history.redact(w.opened(world.alice, checklist), revision, "A mistake")
    revision.refresh_from_db()
    assert (revision.note, revision.redaction_reason) == ("", "A mistake")


@pytest.mark.parametrize(
    ("texts", "gone", "left"),
    [
        (("the shelter run by Amina", "The shelter, run by Amina Khan!", "ok"), 2, [1]),
        (("Amina", "Call amina", "Call the office"), 1, [2]),
        (("Ask the office", "Ask the police"), 1, []),
    ],
    ids=["a run of words", "a short text", "two words in common"],
)
def test_removal_says_which_other_versions_hold_parts_of_the_text(
    world: w.World, checklist: Assessment, texts: tuple[str, ...], gone: int, left: list[int]
) -> None:
    item = written(world, checklist, *texts)
    revision = selectors.history(w.opened(world.alice, checklist), item).get(version=gone)
    said = remove(world, checklist, item, revision, reason="A name").content.decode()
    for version in left:
        assert f"Version {version} still holds parts of the same text" in said
    assert ("still holds parts" in said) is bool(left)
