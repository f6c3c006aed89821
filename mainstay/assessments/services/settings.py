"""What an organisation decides about a kind: chosen by an administrator, and in force at once for all that stands."""

from dataclasses import replace

from django.utils.translation import gettext as _

from mainstay.accounts.models import Organisation
from mainstay.accounts.rules import Access, Right
from mainstay.assessments.errors import Refused
from mainstay.assessments.models import Assessment, Entry
from mainstay.assessments.selectors import Opened
from mainstay.assessments.services import entries
from mainstay.audit import services as audit
from mainstay.catalogue import selectors as catalogue
from mainstay.core.writing import writing
from mainstay.kinds import base, registry


def offered() -> list[tuple[base.Kind, base.Setting]]:
    """Every setting of every kind that is installed."""
    return [(kind, setting) for kind in registry.installed().values() for setting in kind.settings()]


def choose(access: Access, name: str, value: str, *, through: str = "page") -> int:
    """Keep the choice and weigh all that it concerns again, in one transaction; returns how many assessments that were.

    No entry gets a new version: nobody has answered anything anew.
    """
    access.require(Right.PEOPLE)
    kind, setting = next((pair for pair in offered() if pair[1].name == name), (None, None))
    if kind is None or setting is None or value not in {choice.id for choice in setting.choices}:
        raise Refused(_("Choose one of the readings shown."))
    with writing(access.organisation.pk):
        organisation = Organisation.objects.get(pk=access.organisation.pk)
        before = organisation.settings.get(name, "")
        if before == value:
            return 0
        organisation.settings = {**organisation.settings, name: value}
        organisation.save(update_fields=["settings"])
        detail = {"setting": name, "from": before, "to": value}
        audit.record(organisation.pk, access.person, "set", "organisation", organisation.pk, detail=detail, through=through)
        concerned = _of_kind(organisation, kind)
        for assessment in concerned:
            _weigh(replace(access, organisation=organisation), assessment, kind)
    access.organisation.settings = organisation.settings
    return len(concerned)


def _of_kind(organisation: Organisation, kind: base.Kind) -> list[Assessment]:
    every = Assessment.objects.filter(organisation=organisation)
    return [one for one in every if catalogue.tool(one.pack_version_id, one.tool).kind == kind.name]


def _weigh(access: Access, assessment: Assessment, kind: base.Kind) -> None:
    tool = catalogue.tool(assessment.pack_version_id, assessment.tool)
    opened = Opened(assessment, access, tool, kind, assessment.label)
    current = entries.answers_of(assessment)
    changed = []
    for key, entry in current.items():
        promoted = kind.promoted(tool, tool.item(key), entry.data, access.organisation.settings)
        if (entry.duty, entry.complete) != (promoted.duty, promoted.complete):
            entry.duty, entry.complete = promoted.duty, promoted.complete
            changed.append(entry)
    Entry.objects.bulk_update(changed, ["duty", "complete"])
    entries.sum_up(opened, current)
