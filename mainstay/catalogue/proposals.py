"""Which tools fit an intervention, and why: rules of the pack, nothing is decided here."""

from collections.abc import Collection, Iterable
from itertools import product
from typing import NamedTuple

from mainstay.catalogue.schema import Manifest, ToolHead, When

NOBODY = ("", "")


class Proposed(NamedTuple):
    """A tool with every reason that speaks for it."""

    tool: ToolHead
    reasons: list[str]


def propose(
    manifest: Manifest,
    *,
    crimes: Collection[str],
    areas: Collection[str],
    stage: str,
    counterpart_roles: Collection[str] = (),
    support_roles: Collection[str] = (),
) -> list[Proposed]:
    """In the order of the pack. Every counterpart is taken to have every kind of support: see `propose_for`."""
    pairs = product(counterpart_roles or ("",), support_roles or ("",))
    return _propose(manifest, {"crimes": set(crimes), "areas": set(areas), "stages": {stage}}, list(pairs))


def propose_for(
    manifest: Manifest, *, crimes: Collection[str], areas: Collection[str], stage: str, counterparts: Iterable[tuple[str, str]]
) -> list[Proposed]:
    """The same for ids of (counterpart, support) as an intervention keeps them: a rule that asks for both needs them in one pair.

    So support to a shelter does not ask for due diligence on a border guard that gets none.
    """
    counterpart_role = {one.id: one.role for one in manifest.counterparts}
    support_role = {one.id: one.role for one in manifest.support}
    pairs = [(counterpart_role.get(counterpart, ""), support_role.get(support, "")) for counterpart, support in counterparts]
    return _propose(manifest, {"crimes": set(crimes), "areas": set(areas), "stages": {stage}}, pairs)


def _propose(manifest: Manifest, given: dict[str, set[str]], pairs: list[tuple[str, str]]) -> list[Proposed]:
    reasons: dict[str, list[str]] = {}
    for rule in manifest.proposals:
        if _holds(rule.when, given, pairs) and rule.reason not in (said := reasons.setdefault(rule.tool, [])):
            said.append(rule.reason)
    return [Proposed(head, reasons[head.id]) for head in manifest.tools if reasons.get(head.id)]


def _holds(when: When, given: dict[str, set[str]], pairs: list[tuple[str, str]]) -> bool:
    if when.always:
        return True
    asked = {name: words for name in given if (words := getattr(when, name))}
    if not (asked or when.counterpart_roles or when.support_roles):
        return False
    fits = all(given[name] & set(words) for name, words in asked.items())
    return fits and any(
        _either(when.counterpart_roles, one) and _either(when.support_roles, other) for one, other in pairs or [NOBODY]
    )


def _either(asked: tuple[str, ...], role: str) -> bool:
    return not asked or role in asked
