"""The promise kept for checklists."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.forms import Form
from django.utils.translation import gettext as _

from mainstay.kinds import base
from mainstay.kinds.checklist import report
from mainstay.kinds.checklist.forms import AnswerForm
from mainstay.kinds.checklist.schema import ROLES, ChecklistContent, ChecklistEntry, role_of
from mainstay.reports.document import Audience, Report


class Checklist(base.Kind):
    name = "checklist"
    content = ChecklistContent
    entry = ChecklistEntry
    template = "checklist/page.html"
    item_template = "checklist/item.html"
    state_template = "checklist/state.html"
    kept_on_redaction = ("choice", "come_back")
    marks = ("come_back",)

    def form(self, tool: base.Tool, item: base.Item, posted: Mapping[str, Any] | None, prefix: str | None = None) -> Form:
        return AnswerForm(scale_of(tool), posted, prefix)

    def promoted(self, tool: base.Tool, item: base.Item, data: Mapping[str, Any], settings: Mapping[str, Any]) -> base.Promoted:
        return base.Promoted(choice=data.get("choice", ""), complete=not lacks(role_of(scale_of(tool), data), data))

    def page(self, record: base.Record) -> dict[str, Any]:
        scale = scale_of(record.tool)
        return {
            "scale": scale,
            "role_of": {choice.id: choice.role for choice in scale.choices},
            "groups": [
                (group, [item for item in record.tool.content.items if item.group == group.id])
                for group in groups_of(record.tool)
            ],
        }

    def small(self, tool: base.Tool, item: base.Item, answer: base.Answer, settings: Mapping[str, Any]) -> dict[str, Any]:
        return {"role": role_of(scale_of(tool), answer.data)}

    def summary(self, record: base.Record) -> base.Summary:
        scale, items = scale_of(record.tool), record.tool.content.items
        counts: Counter[str] = Counter()
        groups: dict[str, tuple[int, int]] = {}
        flagged = owed = 0
        for item in items:
            data = record.answer(item.id).data
            role = role_of(scale, data)
            done, of = groups.get(item.group, (0, 0))
            groups[item.group] = (done + bool(role), of + 1)
            flagged += bool(data.get("come_back"))
            owed += bool(missing(role, data))
            if role:
                counts[role] += 1
        return base.Summary(
            answered=sum(counts.values()), of=len(items), counts=dict(counts), groups=groups, flagged=flagged, owed=owed
        )

    def owed(self, record: base.Record) -> list[base.Owed]:
        scale = scale_of(record.tool)
        found = [(item.id, record.answer(item.id).data) for item in record.tool.content.items]
        return [base.Owed(key, text) for key, data in found if (text := missing(role_of(scale, data), data))]

    def facts(self, record: base.Record) -> dict[str, str]:
        scale = scale_of(record.tool)
        return {item.id: role_of(scale, record.answer(item.id).data) for item in record.tool.content.items}

    def report(self, record: base.Record, audience: Audience) -> Report:
        return report.report(record, scale_of(record.tool), groups_of(record.tool), audience)

    def stays_out(self, record: base.Record, audience: Audience) -> list[str]:
        return report.stays_out(record, audience)

    def problems(self, content: ChecklistContent, scales: Mapping[str, base.Scale]) -> list[tuple[str, str]]:
        if content.scale not in scales:
            return [
                (
                    content.tool,
                    f"scale {content.scale!r} is not declared: add it to pack.yaml under scales, or name one of {sorted(scales)}",
                )
            ]
        found = [
            (
                content.tool,
                f"choice {choice.id!r} of scale {content.scale!r} has role {choice.role!r}: give it one of {', '.join(ROLES)}",
            )
            for choice in scales[content.scale].choices
            if choice.role not in ROLES
        ]
        declared = {group.id for group in content.groups}
        for item in content.items:
            if declared and item.group not in declared:
                found.append(
                    (item.id, f"group {item.group!r} is not declared: add it under groups, or use one of {sorted(declared)}")
                )
        return found


def scale_of(tool: base.Tool) -> base.Scale:
    return tool.scales[tool.content.scale]


def groups_of(tool: base.Tool) -> tuple[base.Group, ...]:
    """The declared groups, or one nameless group where the tool has none."""
    return tool.content.groups or (base.Group(id="", title=""),)


def missing(role: str, data: Mapping[str, Any]) -> str:
    """What sign-off still asks for, in words; after a Yes too somebody says how, or where the proof is."""
    if not role:
        return _("Not answered yet.")
    if role == "not_applicable":
        return "" if data.get("why_not") else _("Say why it does not apply.")
    return "" if data.get("how") else _("Say how this is or will be addressed.")


def lacks(role: str, data: Mapping[str, Any]) -> bool:
    """Whether the answer still needs words: how it is addressed where it is not or partly met, why where it does not apply.

    The printed tool asks only for Yes and In part; a No would get no action (erratum E48).
    """
    if role in ("unmet", "partly"):
        return not data.get("how")
    return not role or (role == "not_applicable" and not data.get("why_not"))
