"""Writing interventions: what they are, their note, and the tools that the team works with."""

import re
from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mainstay.accounts.rules import Access, Right
from mainstay.catalogue.schema import Manifest
from mainstay.core.guard import UNDECIDED, Decision, guarded
from mainstay.core.writing import writing
from mainstay.countries.services import add_area
from mainstay.programmes import checks, parts, selectors
from mainstay.programmes.models import ChosenTool, Intervention, Reason, TeamMember
from mainstay.programmes.parts import Values
from mainstay.programmes.services.ground import change, free_id, guard, keep_reason, label_of, made_before, save

REF = re.compile(r"[\w.-]{1,20}")


def create_intervention(
    access: Access,
    values: Values,
    *,
    pk: UUID | None = None,
    label: int | None = None,
    decision: Decision = UNDECIDED,
    through: str = "page",
) -> Intervention:
    """`values` as in `parts.HEAD`, and `area_within` and `area_name` for an area that is to be added among the countries.

    Without a `ref` the next free one is taken. Who creates it is in its team.

    The same `pk` again gives what the first call made.
    """
    access.require(Right.MANAGE)
    with writing(access.organisation.pk):
        if known := made_before(Intervention, access, pk, parts.HEAD, _without_made_up(values)):
            return known
        values, area, reason_for_area = _with_area(access, values, {}, decision)
        values = _ordered(values) | {"ref": values.get("ref") or selectors.next_ref(access)}
        pk = free_id(Intervention, pk)
        intervention = Intervention(id=pk, organisation=access.organisation, label=label_of(access, label))
        _check_head(access, values, intervention, area)
        kept, reason = guard(parts.HEAD, values, {}, decision)
        save(access, intervention, parts.HEAD, kept, through=through, created=True)
        TeamMember(organisation=access.organisation, intervention=intervention, person=access.person).save(force_insert=True)
        keep_reason(access, intervention, Reason.Of.KEPT, reason or reason_for_area)
    return intervention


def update_intervention(
    access: Access,
    intervention: Intervention,
    values: Values,
    *,
    seen: int,
    decision: Decision = UNDECIDED,
    through: str = "page",
) -> Intervention:
    def check(changed: Values, row: Intervention) -> None:
        _check_head(access, changed, row, area)

    with writing(access.organisation.pk):
        before = {"title": intervention.title}
        values, area, reason = _with_area(access, values, before, decision)
        row = change(
            access, intervention, parts.HEAD, _ordered(values), seen=seen, decision=decision, check=check, through=through
        )
        keep_reason(access, row, Reason.Of.KEPT, reason)
    return row


def _without_made_up(values: Values) -> Values:
    """What a repeated form says of the row that it made: a reference that was left empty and a new area were added to it."""
    added = {"ref"} if not values.get("ref") else set()
    added |= {"countries"} if values.get("area_name") else set()
    return {name: value for name, value in _ordered(values).items() if name not in added}


def _with_area(access: Access, values: Values, before: Values, decision: Decision) -> tuple[Values, UUID | None, str]:
    """The values with the area that is to be added among the countries, it, and why its name was kept where nothing else says so.

    The guard looks at title and name together, so that one question is asked about both.
    """
    values = dict(values)
    within, name = values.pop("area_within", None), values.pop("area_name", "")
    if not name:
        return values, None, ""
    title = {"title": str(values.get("title") or "")}
    texts, reason = guarded({**title, "area_name": name}, before, decision)
    _same, said_already = guarded(title, before, decision)
    country = selectors.countries(access).get(pk=within)
    area = add_area(access, country, {get_language() or "en": texts["area_name"]})
    return values | {"countries": [*values.get("countries", []), area.pk]}, area.pk, "" if said_already else reason


def _ordered(values: Values) -> Values:
    """Sets of ids in one order, so that the same choice is the same value."""
    ordered: Values = {name: sorted(set(values[name])) for name in ("crimes", "areas") if name in values}
    if "countries" in values:
        ordered["countries"] = parts.in_order(values["countries"])
    if "counterparts" in values:
        ordered["counterparts"] = sorted(values["counterparts"], key=lambda pair: str(pair.get("kind")))
    return values | ordered


def save_note(
    access: Access,
    intervention: Intervention,
    values: Values,
    *,
    seen: int,
    decision: Decision = UNDECIDED,
    through: str = "page",
) -> Intervention:
    """`values`: expected_change (at most 150 words), theory_link, and `parts.theory_name(check)` for each check."""

    def check(changed: Values, row: Intervention) -> None:
        checks.note(changed, selectors.manifest(access), parts.NOTE.read(row))

    return change(access, intervention, parts.NOTE, values, seen=seen, decision=decision, check=check, through=through)


def choose_tools(
    access: Access,
    intervention: Intervention,
    tools: Iterable[str] | None = None,
    *,
    left_out_reason: str | None = None,
    own_reasons: dict[str, str] | None = None,
    seen: int,
    decision: Decision = UNDECIDED,
    through: str = "page",
) -> Intervention:
    """The tools that the team works with; those proposed and left out need a reason. Assessments are never touched.

    None leaves what is there.
    """
    values: Values = {parts.own_reason_name(tool): text for tool, text in (own_reasons or {}).items()}
    if tools is not None:
        values["tools"] = sorted(set(tools))
    if left_out_reason is not None:
        values["left_out_reason"] = left_out_reason

    def check(changed: Values, row: Intervention) -> None:
        before, manifest = parts.TOOLS.read(row), selectors.manifest(access)
        checks.tools(changed, manifest, before)
        _ask_for_reasons(before | changed, row, manifest)

    with writing(access.organisation.pk):
        row = change(access, intervention, parts.TOOLS, values, seen=seen, decision=decision, check=check, through=through)
        if "tools" in values:
            _set_chosen(access, row, set(values["tools"]))
    return row


def _ask_for_reasons(values: Values, intervention: Intervention, manifest: Manifest) -> None:
    """One reason for all proposed tools that are left out, and one each for those that ask for their own.

    What cannot be filled in yet is left out without one, unless it asks for its own.
    """
    missing: dict[str, str] = {}
    for head, _reasons in selectors.proposals(intervention, manifest):
        name = parts.own_reason_name(head.id)
        if head.id in values["tools"]:
            continue
        if head.own_reason and not values.get(name):
            message = _("Say why %(tool)s is left out: this tool asks for a reason of its own.")
            missing[name] = message % {"tool": selectors.name_of(head)}
        elif head.state == "ready" and not head.own_reason and not values["left_out_reason"]:
            missing["left_out_reason"] = _("Say in a sentence why the other proposed tools are left out.")
    if missing:
        raise ValidationError(missing)


def _set_chosen(access: Access, intervention: Intervention, wanted: set[str]) -> None:
    rows = ChosenTool.objects.filter(organisation=access.organisation, intervention=intervention)
    known = set(rows.values_list("tool", flat=True))
    rows.exclude(tool__in=wanted).delete()
    ChosenTool.objects.bulk_create(
        ChosenTool(organisation=access.organisation, intervention=intervention, tool=tool, chosen_by=access.person)
        for tool in sorted(wanted - known)
    )


def _check_head(access: Access, values: Values, intervention: Intervention, added: UUID | None) -> None:
    """`added` is an area that came with these values; whatever else is chosen must be this person's to choose."""
    before = parts.HEAD.read(intervention)
    checks.head(values, selectors.manifest(access), before)
    if "ref" in values:
        _check_ref(access, values["ref"], intervention)
    new = set(values.get("countries", ())) - set(before["countries"]) - {added}
    if new and selectors.countries(access).filter(pk__in=new).count() != len(new):
        raise ValidationError({"countries": _("One of these countries or areas is not in the list.")})
    programme = values.get("programme_id")
    if programme and not selectors.programmes(access).filter(pk=programme).exists():
        raise ValidationError({"programme": _("This programme is not there any more.")})


def _check_ref(access: Access, ref: str, intervention: Intervention) -> None:
    if not REF.fullmatch(ref):
        message = _("A reference has at most 20 letters, digits, dots, hyphens and underscores, as in INT-7.")
        raise ValidationError({"ref": message})
    if Intervention.objects.filter(organisation=access.organisation, ref__iexact=ref).exclude(pk=intervention.pk).exists():
        message = _("The reference %(ref)s is taken. %(free)s is free.") % {"ref": ref, "free": selectors.next_ref(access)}
        raise ValidationError({"ref": message})
