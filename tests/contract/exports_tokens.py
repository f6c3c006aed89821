"""An intervention in which every field that the schemas know holds a word found nowhere else, and every choice is chosen."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import count
from typing import Any, get_args

from django import forms
from django.utils.translation import gettext as _
from pydantic.fields import FieldInfo

from mainstay.assessments.models import Assessment, Comment, Entry
from mainstay.catalogue import selectors as catalogue
from mainstay.catalogue.schema import Manifest
from mainstay.core.ids import NO_ROW, key_of, new_id
from mainstay.core.labels import Label
from mainstay.kinds import registry
from mainstay.kinds.base import Kind, Tool
from mainstay.programmes.models import (
    ChosenTool,
    CommunicationProduct,
    Intervention,
    Programme,
    Reason,
    TeamMember,
)
from tests import world as w

WHEN = datetime(2026, 3, 1, 14, 2, tzinfo=UTC)


@dataclass
class Tokens:
    """Unique words by the field they were put into, as "note.title" or "checklist.how"."""

    of: dict[str, list[str]] = field(default_factory=dict)
    numbers: Any = field(default_factory=lambda: count(1))

    def new(self, name: str) -> str:
        token = f"Zq{next(self.numbers):05d}x"
        self.of.setdefault(name, []).append(token)
        return token

    def new_day(self, name: str) -> str:
        """A day in a year of its own, by which it is known however a document writes it."""
        year = 4000 + next(self.numbers)
        self.of.setdefault(name, []).append(f"{year}-01-01|1 January {year}")
        return f"{year}-01-01"


def is_in(token: str, text: str) -> bool:
    return any(spelling in text for spelling in token.split("|"))


@dataclass
class Full:
    """The filled intervention and the tokens in it."""

    world: w.World
    intervention: Intervention
    assessments: list[Assessment]
    tokens: Tokens


def fill(world: w.World, label: Label = Label.INTERNAL) -> Full:
    tokens = Tokens()
    manifest = catalogue.manifest(catalogue.current_version("gloact"))
    world.bob.person.name = tokens.new("names")
    world.bob.person.save()
    intervention = _intervention(world, manifest, tokens, label)
    product = _product(world, intervention, tokens, label)
    assessments = []
    for head in manifest.tools:
        if head.state == "ready" and head.subject in ("intervention", "communication_product"):
            subject = {"product": product} if head.subject == "communication_product" else {"intervention": intervention}
            for occasion in ("2026-03-01", "2026-09-01") if head.occasions else ("",):
                title = tokens.new("round_title") if occasion else ""
                made = _assessment(world, head.id, label, subject | {"occasion": occasion, "occasion_title": title})
                _entries(world, made, tokens)
                assessments.append(made)
    return Full(world, intervention, assessments, tokens)


def _intervention(world: w.World, manifest: Manifest, tokens: Tokens, label: Label) -> Intervention:
    own = {"organisation": world.organisation, "label": label}
    programme = Programme.objects.create(**own, title=tokens.new("note.programme"))
    made = Intervention.objects.create(
        **own,
        ref=f"R-{tokens.new('note.ref')}",
        programme=programme,
        title=tokens.new("note.title"),
        crimes=[one.id for one in manifest.crimes],
        areas=[one.id for one in manifest.areas],
        counterparts=[{"kind": one.id, "support": manifest.support[0].id} for one in manifest.counterparts],
        stage=manifest.stages[0].id,
        starts_on=date(2031, 1, 2),
        ends_on=date(2032, 3, 4),
        workplan_code=tokens.new("note.workplan_code"),
        expected_change=tokens.new("note.expected_change"),
        theory={one.id: tokens.new("note.theory") for one in manifest.theory_checks},
        theory_link=f"https://example.org/{tokens.new('note.theory_link')}",
        left_out_reason=tokens.new("note.left_out"),
        own_reasons={one.id: tokens.new("note.left_out") for one in manifest.tools if one.own_reason},
    )
    made.countries.add(world.country)
    here = {"organisation": world.organisation, "intervention": made}
    ChosenTool.objects.bulk_create(ChosenTool(**here, tool=one.id) for one in manifest.tools)
    TeamMember.objects.create(**here, person=world.bob.person, duty=tokens.new("note.team"))
    for of in Reason.Of:
        Reason.objects.create(**here, of=of, text=tokens.new("note.reasons"), by=world.bob.person)
    return made


def _product(world: w.World, intervention: Intervention, tokens: Tokens, label: Label) -> CommunicationProduct:
    texts = {name: tokens.new("note.products") for name in ("medium", "language", "audience")}
    about = {"organisation": world.organisation, "intervention": intervention, "label": label}
    return CommunicationProduct.objects.create(**about, title=tokens.new("product_title"), **texts)


def _assessment(world: w.World, tool: str, label: Label, subject: dict[str, Any]) -> Assessment:
    version = catalogue.current_version("gloact")
    return Assessment.objects.create(organisation=world.organisation, tool=tool, pack_version=version, label=label, **subject)


def _entries(world: w.World, assessment: Assessment, tokens: Tokens) -> None:
    tool = catalogue.tool(assessment.pack_version_id, assessment.tool)
    kind = registry.kind(tool.kind)
    keys = [(item.id, NO_ROW) for item in tool.content.items]
    if own := tool.content.own_item():
        keys.append((own.id, new_id()))
    for number, (item, row) in enumerate(keys):
        here = {"organisation": world.organisation, "assessment": assessment, "item": item}
        given = here | {"at": WHEN, "by": world.bob.person}
        data = values(kind, tool, tool.item(key_of(item, row)), number, tokens)
        role = Entry.Role.ANSWER if row == NO_ROW else Entry.Role.ROW
        entry = Entry.objects.create(**given, row=row, role=role, data=data)
        aside = place(kind, data)
        Comment.objects.create(**here, row=row, text=tokens.new(f"{aside}comments"), by=world.bob.person)
        status = list(Entry.Status)[number % len(Entry.Status)]
        said = {"what": tokens.new(f"{aside}actions")} | ({"proof": tokens.new(f"{aside}proof")} if kind.asks_proof else {})
        action = {"role": Entry.Role.ACTION, "row": new_id(), "parent": entry, "status": status, "due": date(2030, 5, 6)}
        Entry.objects.create(**given, **action, owner=world.bob.person, data=said)


def values(kind: Kind, tool: Tool, item: Any, number: int, tokens: Tokens) -> dict[str, Any]:
    """Data with something in every field of the kind's entry; the choices of a field take turns from item to item."""
    offered, fields = kind.form(tool, item, None).fields, kind.entry.model_fields
    later = set(kind.seconded({}, "", WHEN.date()))
    data: dict[str, Any] = {}
    for name, about in fields.items():
        if name in later:
            data[name] = about.default
        elif name in ONLY_OWN.get(kind.name, ()) and "@" not in item.id:
            data[name] = ""
        else:
            data[name] = value(f"{place(kind, data)}{kind.name}.{name}", about, offered.get(name), number, tokens)
    if kind.awaits_second(tool, item, data):
        data |= {name: value(f"{kind.name}.{name}", fields[name], None, number, tokens) for name in later}
    return data


def place(kind: Kind, data: dict[str, Any]) -> str:
    """What stands before a token's name where the whole row is one that only we get."""
    return "aside." if kind.name in ASIDE and data.get(ASIDE[kind.name][0]) == ASIDE[kind.name][1] else ""


ONLY_OWN = {"risk_register": {"title"}}
"""Fields that are asked for rows that people add, and of no item of the pack."""
ASIDE = {"risk_register": ("decision", "aside")}
"""The field and its value by which somebody said that a row does not count here."""


def value(name: str, about: FieldInfo, offered: forms.Field | None, number: int, tokens: Tokens) -> Any:
    if isinstance(offered, forms.MultipleChoiceField):
        several = [key for key, _label in offered.choices if key]
        return [one for place, one in enumerate(several) if place % 3 == number % 3] or several[:1]
    if isinstance(offered, forms.ChoiceField):
        chosen = [key for key, _label in offered.choices if key]
        return chosen[number % len(chosen)]
    if about.annotation is bool:
        return True
    if date in (about.annotation, *get_args(about.annotation)):
        return tokens.new_day(name)
    assert about.annotation is str, f"teach this walker to fill {name}: {about.annotation}"
    return tokens.new(name)


def said_of_flags() -> dict[str, str]:
    """What a document says where a flag is set."""
    return {"checklist.come_back": _("To come back to.")}
