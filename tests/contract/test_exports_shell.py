"""`export FORMAT --intervention REF`: the same documents from the shell."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from mainstay.assessments.models import Assessment
from mainstay.audit.models import Event
from mainstay.core.labels import Label
from mainstay.exports.models import Export
from mainstay.programmes.models import Intervention
from tests import world as w
from tests.contract import exports_sample as sample

pytestmark = pytest.mark.django_db


@pytest.fixture
def intervention() -> Intervention:
    world = w.build()
    made = world.intervention(title="Border training")
    checklist = world.checklist(made)
    w.answer(world.alice, checklist, w.items(checklist)[0], "unmet", how="Training in spring")
    Intervention.objects.filter(pk=made.pk).update(ref="DEMO-1")
    made.refresh_from_db()
    return made


def export(*words: str, **more: Any) -> None:
    call_command("export", *words, stderr=StringIO(), **more)


def test_bytes_go_to_standard_output(intervention: Intervention, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    export("docx", "--intervention", "demo-1")
    assert "Training in spring" in sample.text(capfdbinary.readouterr().out)


def test_a_file_is_written_where_asked(intervention: Intervention, tmp_path: Path) -> None:
    export("json", "--intervention", "DEMO-1", "--audience", "partners", "-o", str(tmp_path / "out.json"))
    read = json.loads((tmp_path / "out.json").read_bytes())
    assert (read["document"]["audience"], len(read["parts"])) == ("partners", 1)


def test_one_tool_alone(intervention: Intervention, tmp_path: Path) -> None:
    tool = Assessment.objects.get().tool
    export("json", "--intervention", "DEMO-1", "--tool", tool, "-o", str(tmp_path / "out.json"))
    assert json.loads((tmp_path / "out.json").read_bytes())["intervention"] is None


def test_it_is_recorded_as_done_through_the_shell(intervention: Intervention, tmp_path: Path) -> None:
    Intervention.objects.filter(pk=intervention.pk).update(label=Label.CONFIDENTIAL)
    export("docx", "--intervention", "DEMO-1", "--recipient", "Evaluation unit", "-o", str(tmp_path / "out.docx"))
    (kept,) = Export.objects.all()
    assert (kept.through, kept.by, kept.recipient, kept.label) == ("shell", None, "Evaluation unit", Label.CONFIDENTIAL)
    event = Event.objects.get(verb="exported")
    assert (event.through, event.actor, event.actor_name) == ("shell", None, "shell")


REFUSED = {
    "an unknown reference": (["docx", "--intervention", "NONE-9"], "DEMO-1"),
    "no reference": (["docx"], "DEMO-1"),
    "a country": (["docx", "--country", "ITA"], "later version"),
    "a due-diligence file": (["docx", "--file", "X"], "later version"),
    "an unknown organisation": (["docx", "--intervention", "DEMO-1", "--organisation", "Nobody"], "Field office"),
    "another organisation's": (["docx", "--intervention", "DEMO-1", "--organisation", "Another office"], "no intervention"),
    "an unknown tool": (["docx", "--intervention", "DEMO-1", "--tool", "99.9"], "99.9"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_it_refuses_with_the_reason(intervention: Intervention, name: str) -> None:
    words, reason = REFUSED[name]
    with pytest.raises(CommandError, match=reason) as refusal:
        export(*words)
    assert refusal.value.returncode == 1
    assert not Export.objects.exists()


@pytest.mark.parametrize("words", [["papyrus", "--intervention", "DEMO-1"], ["docx", "--audience", "everyone"]])
def test_what_it_does_not_understand_names_what_there_is(words: list[str]) -> None:
    with pytest.raises(CommandError, match="choose from"):
        export(*words)
