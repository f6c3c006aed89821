"""A small register with two harms, one of them among the gravest, for tests without a database."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from mainstay.kinds import base
from mainstay.kinds.risk_register.kind import RiskRegister
from mainstay.kinds.risk_register.schema import RegisterContent, Risk, RiskEntry

LEVELS = tuple(base.Choice(id=role[0], label=role.title(), role=role) for role in ("low", "medium", "high"))
SCALES = {name: base.Scale(id=name, choices=LEVELS) for name in ("likelihood", "impact")}
LISTS = {
    "harms": (base.Harm(id="stigma", title="Stigma"), base.Harm(id="return", title="Unsafe return", floor=True)),
    "affected": (base.Named(id="children", title="Children"), base.Named(id="migrants", title="Migrants")),
    "responses": (
        base.Named(id="more", title="More activities", role="complementary"),
        base.Named(id="stop", title="Freeze", role="freeze"),
    ),
}


def risk(number: int, *harms: str, **more: Any) -> Risk:
    measure = base.Point(id=f"9.9.r{number}.m1", text=f"Measure {number}")
    given = {"id": f"9.9.r{number}", "title": f"Risk {number}", "text": f"Risk number {number}.", "mitigations": (measure,)}
    return Risk(harms=harms, **(given | more))


CONTENT = RegisterContent(tool="9.9", items=(risk(1, "stigma", affected=("children",)), risk(2, "stigma", "return")))
TOOL = base.Tool("9.9", "A small register", "risk_register", "3", 99, CONTENT, SCALES, lists=LISTS)
KIND = RiskRegister()
PLAIN, GRAVE = CONTENT.items
OWN = f"{base.OWN}@{'0' * 31}1"


def action(
    what: str = "Train", status: str = "open", owner: str = "Amina", due: date | None = date(2027, 1, 1), **more: str
) -> Any:
    return base.Action(uuid4(), what, owner, due, status, status.title(), **more)


def proven() -> Any:
    return action("Visit the posts", "done", proof="Report of the visits")


def answer(key: str, *actions: Any, **data: Any) -> base.Answer:
    at = datetime(2026, 11, 30, 14, 2, tzinfo=UTC)
    return base.Answer(key, RiskEntry(**data).model_dump(mode="json"), version=1, by="Amina", at=at, actions=actions)


def rated(key: str, likelihood: str, impact: str, *actions: Any, **data: Any) -> base.Answer:
    """An adopted risk, rated by the first letters of the levels."""
    given = {"decision": "adopted", "harms": ["stigma"], "likelihood": likelihood, "impact": impact}
    return answer(key, *actions, **(given | data))


def record(*answers: base.Answer, **more: Any) -> base.Record:
    return base.Record(TOOL, {one.key: one for one in answers}, **more)


def owed(*answers: base.Answer, **more: Any) -> list[str]:
    """What is owed of the risks given, in words."""
    keys = {one.key for one in answers}
    return [one.text for one in KIND.owed(record(*answers, **more)) if one.key in keys]
