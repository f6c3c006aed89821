"""The promise kept for guidance: it is read under its address in the Toolkit, and never started."""

from collections.abc import Mapping
from typing import Any

from django.forms import Form

from mainstay.kinds import base
from mainstay.kinds.guidance.schema import GuidanceContent, GuidanceEntry
from mainstay.reports.document import Audience, Report


class Guidance(base.Kind):
    name = "guidance"
    content = GuidanceContent
    entry = GuidanceEntry
    template = item_template = state_template = "assessments/tool.html"

    def form(self, tool: base.Tool, item: Any, posted: Mapping[str, Any] | None, prefix: str | None = None) -> Form:
        return Form(posted, prefix=prefix)

    def promoted(self, tool: base.Tool, item: Any, data: Mapping[str, Any], settings: Mapping[str, Any]) -> base.Promoted:
        return base.Promoted()

    def page(self, record: base.Record) -> dict[str, Any]:
        return {"groups": []}

    def summary(self, record: base.Record) -> base.Summary:
        return base.Summary()

    def owed(self, record: base.Record) -> list[base.Owed]:
        return []

    def facts(self, record: base.Record) -> dict[str, str]:
        return {}

    def report(self, record: base.Record, audience: Audience) -> Report:
        return Report()

    def stays_out(self, record: base.Record, audience: Audience) -> list[str]:
        return []
