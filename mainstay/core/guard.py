"""The do-no-harm guard: a text that looks like it holds personal data is kept only after a person has decided."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mainstay.core import patterns
from mainstay.core.text import clean_text


@dataclass(frozen=True, slots=True)
class Decision:
    """What the person chose when warned: nothing yet, mask what was found, or keep it for a reason."""

    choice: str = ""
    reason: str = ""

    @classmethod
    def of(cls, posted: Mapping[str, Any]) -> "Decision":
        """Reads the fields `guard` (mask or keep) and `guard_reason` of a form."""
        return cls(str(posted.get("guard") or ""), clean_text(str(posted.get("guard_reason") or ""))[:300])


UNDECIDED = Decision()


class PersonalData(Exception):
    """Nothing was kept yet: the texts look like they hold personal data, by field."""

    def __init__(self, findings: dict[str, list[patterns.Finding]], reason_missing: bool = False) -> None:
        super().__init__(f"personal data in {', '.join(findings)}")
        self.findings = findings
        self.reason_missing = reason_missing


def guarded(texts: Mapping[str, str], before: Mapping[str, Any], decision: Decision) -> tuple[dict[str, str], str]:
    """The texts as they may be kept, and the reason given for keeping what was found (empty when nothing was).

    What stood in the same field before was decided on then and does not warn again. The reason itself is masked.
    Raises PersonalData where something was found and not yet decided on, or is to be kept without a reason.
    """
    findings = {}
    for name, text in texts.items():
        earlier = str(before.get(name) or "")
        if found := [finding for finding in patterns.find(text) if finding.text not in earlier]:
            findings[name] = found
    if not findings:
        return dict(texts), ""
    if decision.choice == "mask":
        return {name: patterns.mask(text, findings.get(name, [])) for name, text in texts.items()}, ""
    if decision.choice == "keep" and decision.reason:
        return dict(texts), patterns.mask(decision.reason, patterns.find(decision.reason))
    raise PersonalData(findings, reason_missing=decision.choice == "keep")
