"""The promise kept for risk registers."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.forms import Form
from django.utils.translation import gettext as _

from mainstay.kinds import base
from mainstay.kinds.risk_register import cards, owed, rating, report
from mainstay.kinds.risk_register import duty as rules
from mainstay.kinds.risk_register.duty import Level
from mainstay.kinds.risk_register.forms import RiskForm
from mainstay.kinds.risk_register.schema import RATING, Decision, RegisterContent, RiskEntry
from mainstay.kinds.risk_register.words import said, setting
from mainstay.reports.document import Audience, Report

SECOND = ("second_person", "second_on")


class RiskRegister(base.Kind):
    name = "risk_register"
    content = RegisterContent
    entry = RiskEntry
    template = "risk_register/page.html"
    item_template = "risk_register/item.html"
    state_template = "risk_register/state.html"
    partial = weighs_actions = asks_proof = True
    marks = ("proof",)
    second_fields = ("impact", "residual_impact", "floor_reason", "harms")
    kept_on_redaction = (
        *("decision", "affected", "harms", "treatment", "responses", "review_on", *SECOND),
        *(f"{when}{axis}" for when in ("", "target_", "residual_") for axis in RATING),
    )

    def form(self, tool: base.Tool, item: Any, posted: Mapping[str, Any] | None, prefix: str | None = None) -> Form:
        return RiskForm(tool, posted, prefix)

    def settled(
        self, tool: base.Tool, item: Any, data: dict[str, Any], before: base.Answer
    ) -> tuple[dict[str, Any], dict[str, str]]:
        """Adoption brings the pack's presets; a confirmation falls with what it confirmed; no residual without proof."""
        old, wrong = before.data, dict[str, str]()
        if rating.adopted(data) and not rating.adopted(old):
            data |= {name: list(getattr(item, name)) for name in ("harms", "affected") if not data[name]}
        grave = (rating.grave_ids(tool, item, data), rating.grave_ids(tool, item, old))
        if grave[0] != grave[1] or any(data[name] != old.get(name, "") for name in ("impact", "residual_impact", "floor_reason")):
            data |= {"second_person": "", "second_on": None}
        proven = rating.weigh(tool, item, before, {}).proven
        for axis in RATING:
            name = f"residual_{axis}"
            if data[name] and data[name] != old.get(name) and not proven:
                wrong[name] = _(
                    "Nothing shows yet that a measure works, so there is no rating after measures. Mark a measure as done and "
                    "say what shows it; until then, set a target."
                )
        return data, wrong

    def awaits_second(self, tool: base.Tool, item: Any, data: Mapping[str, Any]) -> bool:
        found = rating.weigh(tool, item, base.Answer(item.id, data), {})
        return bool((found.before.held or found.after.held) and data.get("floor_reason") and rating.adopted(data))

    def seconded(self, data: Mapping[str, Any], name: str, on: date) -> dict[str, Any]:
        return {**data, "second_person": name, "second_on": on.isoformat()}

    def promoted(self, tool: base.Tool, item: Any, data: Mapping[str, Any], settings: Mapping[str, Any]) -> base.Promoted:
        answer = base.Answer(item.id, data)
        found = rating.weigh(tool, item, answer, settings)
        counts = rating.adopted(data)
        return base.Promoted(
            choice=data.get("decision", ""),
            duty=str(found.duty or "") if counts else "",
            complete=_decided(item, data, found),
        )

    def settings(self) -> list[base.Setting]:
        return [setting()]

    def said(self, tool: base.Tool, data: Mapping[str, Any]) -> list[tuple[str, str]]:
        return said(tool, data)

    def called(self, record: base.Record, key: str) -> tuple[str, str]:
        own = [item.id for item in record.own_items()]
        item = record.tool.item(key)
        number, title, _text = rating.shown(item, record.answer(key).data, own.index(key) + 1 if key in own else 0)
        return number, title

    def page(self, record: base.Record) -> dict[str, Any]:
        return cards.page(record)

    def small(self, tool: base.Tool, item: Any, answer: base.Answer, settings: Mapping[str, Any]) -> dict[str, Any]:
        return cards.small(tool, item, answer, settings)

    def summary(self, record: base.Record) -> base.Summary:
        counts: Counter[str] = Counter()
        groups = {group.id: (0, 0) for group, _items in cards.groups(record)}
        answered = of = lacking = 0
        duties = []
        for group, item, data, found in _weighed(record):
            if group == cards.OWN_GROUP and data.get("decision") == Decision.ASIDE:
                continue
            decided = _decided(item, data, found)
            done, among = groups[group]
            groups[group] = (done + decided, among + 1)
            answered, of = answered + decided, of + 1
            lacking += any(True for _text in owed.of_risk(record.tool, item, data, found))
            if rating.adopted(data) and found.duty:
                counts[str(found.duty)] += 1
                duties.append(found.duty)
        return base.Summary(
            answered=answered, of=of, counts=dict(counts), groups=groups, owed=lacking, worst=str(rules.worst(duties) or "")
        )

    def owed(self, record: base.Record) -> list[base.Owed]:
        found = list(_weighed(record))
        missing = [
            base.Owed(item.id, text) for _g, item, data, risk in found for text in owed.of_risk(record.tool, item, data, risk)
        ]
        undecided = [item for _g, item, data, _risk in found if not data.get("decision")]
        if undecided and not any(rating.adopted(data) for _g, _item, data, _risk in found):
            text = _(
                "No risk is adopted, and none of your own is written: adopt those that could come true here, or set all aside."
            )
            missing.append(base.Owed(undecided[0].id, text))
        return missing

    def facts(self, record: base.Record) -> dict[str, str]:
        return {
            item.id: str(found.duty or "") if rating.adopted(data) else data.get("decision", "")
            for _group, item, data, found in _weighed(record)
        }

    def report(self, record: base.Record, audience: Audience) -> Report:
        return report.report(record, audience)

    def stays_out(self, record: base.Record, audience: Audience) -> list[str]:
        return report.stays_out(record, audience)

    def problems(self, content: RegisterContent, scales: Mapping[str, base.Scale]) -> list[tuple[str, str]]:
        found = []
        for name in (getattr(content, axis) for axis in RATING):
            roles = sorted(one.role for one in scales[name].choices) if name in scales else []
            if roles != sorted(Level):
                remedy = "declare it in pack.yaml with exactly one choice of each of the roles low, medium, high"
                found.append((content.tool, f"scale {name!r} does not serve to rate risks: {remedy}"))
        for risk in content.items:
            if not risk.mitigations:
                found.append((risk.id, "the risk has no mitigation: write at least one"))
        return found


def _weighed(record: base.Record) -> Iterator[tuple[str, Any, Mapping[str, Any], rating.Weighed]]:
    for group, items in cards.groups(record):
        for item in items:
            answer = record.answer(item.id)
            yield group.id, item, answer.data, rating.weigh(record.tool, item, answer, record.settings)


def _decided(item: Any, data: Mapping[str, Any], found: rating.Weighed) -> bool:
    """Adopted and rated, or set aside with a reason; a risk of one's own needs none."""
    if rating.adopted(data):
        return found.before.rated
    own = item.id.partition("@")[0] == base.OWN
    return data.get("decision") == Decision.ASIDE and bool(own or data.get("aside_why"))
