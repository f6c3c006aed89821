"""Writes a pack with a checklist of 60 questions, each with about as much text as one on the floor's page, and one of 5."""

import json
import random
from pathlib import Path

ITEMS = 60
LONG, SHORT = "0.1", "0.2"
"""As short as the ids of a real pack: they stand on the page again and again."""
PACK = "bench"
WORDS = (
    "measure law authority body mandate evidence court victim support service plan budget border officer training data "
    "record gender equality right duty report review counterpart ministry prosecutor judge shelter referral consent risk "
    "harm protection policy standard procedure complaint oversight independent national regional local community access "
    "justice remedy witness interpreter age disability language migration labour inspection contract procurement indicator "
    "baseline target result partner donor agency assessment finding recommendation follow-up monitoring evaluation learning "
    "capacity quality adequate timely safe confidential established resourced monitored enforced published shared consulted "
    "designed revised adopted funded trained informed included"
).split()
CHOICES = (
    ("yes", "Yes", "met"),
    ("in-part", "In part", "partly"),
    ("no", "No", "unmet"),
    ("na", "Not applicable", "not_applicable"),
)
JOINTS = ("and", "of", "for", "with", "by", "in", "on", "that", "which", "where", "before", "after", "without", "under")


class Writer:
    """Sentences that compress about as text does, the same in every run."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def text(self, characters: int) -> str:
        said = ""
        while len(said) < characters:
            words = [self.random.choice(JOINTS if place % 3 == 2 else WORDS) for place in range(self.random.randint(8, 16))]
            said += f"{' '.join(words).capitalize()}. "
        return said[:characters].rsplit(" ", 1)[0].rstrip(".") + "."


def note(number: int, characters: int = 190) -> str:
    """What stands in an answer, as long as on the floor."""
    return Writer(1000 + number).text(characters)


def write(folder: Path) -> Path:
    """YAML holds JSON, so the files are written as that."""
    (folder / "tools").mkdir(parents=True)
    (folder / "pack.yaml").write_text(json.dumps(manifest()))
    for tool, items in ((LONG, ITEMS), (SHORT, 5)):
        (folder / "tools" / f"{tool}.yaml").write_text(json.dumps(content(tool, items)))
    return folder


def manifest() -> dict[str, object]:
    same = {"part": "all", "kind": "checklist", "subject": "intervention", "state": "ready", "label": "internal"}
    tools = [{"id": tool, "title": f"Checklist {tool}", "purpose": "To be measured.", **same} for tool in (LONG, SHORT)]
    return {
        "id": PACK,
        "title": "Pack of the measurements",
        "version": "1.0.0",
        "licence": "CC BY 4.0",
        "languages": ["en"],
        "acknowledgement": "Made by the measurements.",
        "notice": "Random sentences.",
        "source": {"title": "None", "publisher": "None", "year": "2026"},
        "parts": [{"id": "all", "title": "All"}],
        "scales": [{"id": "four", "choices": [{"id": one, "label": label, "role": role} for one, label, role in CHOICES]}],
        "tools": tools,
    }


def content(tool: str, items: int) -> dict[str, object]:
    writer = Writer(items)
    groups = [{"id": f"{tool}.g{number}", "title": f"Group {number}"} for number in range(1, 7)]
    return {
        "tool": tool,
        "scale": "four",
        "intro": writer.text(500),
        "groups": groups,
        "items": [item(f"{tool}.q{number}", groups[number % 6]["id"], writer) for number in range(1, items + 1)],
    }


def item(own: str, group: str, writer: Writer) -> dict[str, str]:
    return {"id": own, "group": group, "title": "A question", "text": writer.text(100), "help": writer.text(400)}
