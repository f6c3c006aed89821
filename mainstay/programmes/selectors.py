"""What is read of programmes and interventions: scoped in SQL, the organisation first, then the label."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast
from django.http import Http404
from django.utils.translation import gettext as _

from mainstay.accounts import selectors as accounts
from mainstay.accounts.models import Membership
from mainstay.accounts.rules import Access
from mainstay.catalogue import selectors as catalogue
from mainstay.catalogue.proposals import Proposed, propose_for
from mainstay.catalogue.schema import Manifest, TheoryCheck, ToolHead
from mainstay.countries import selectors as places
from mainstay.countries.models import Country
from mainstay.programmes.models import CommunicationProduct, Intervention, Programme, Reason, TeamMember

Row = TypeVar("Row")
REF = "INT-"
"""How references begin that Mainstay proposes."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list of interventions is narrowed to; empty: everything."""

    state: str = ""
    stage: str = ""
    area: str = ""
    crime: str = ""
    country: UUID | None = None
    text: str = ""


def manifest(access: Access) -> Manifest:
    """Of the pack that the organisation works with."""
    return catalogue.manifest(catalogue.current_version(access.organisation.pack))


def titles(declared: Manifest) -> dict[str, dict[str, str]]:
    """Titles by id of what an intervention is described with."""
    names = ("crimes", "areas", "stages", "counterparts", "support")
    return {name: {entry.id: entry.title for entry in getattr(declared, name)} for name in names}


def programmes(access: Access, text: str = "") -> QuerySet[Programme]:
    """Programmes up to the clearance, by title; no team raises it for one."""
    found = Programme.objects.filter(organisation=access.organisation, label__lte=access.everywhere.clearance)
    return (found.filter(Q(title__icontains=text) | Q(summary__icontains=text)) if text else found).order_by("title", "id")


def with_counts(access: Access, programmes: QuerySet[Programme]) -> QuerySet[Programme]:
    """With how many interventions of each this person may see."""
    return programmes.annotate(count=Count("interventions", filter=Q(interventions__in=visible(access)), distinct=True))


def open_programme(access: Access, pk: UUID) -> Programme:
    """Raises Http404 for what is not there or not to be seen by this person."""
    return _found(programmes(access).filter(pk=pk).first())


def visible(access: Access) -> QuerySet[Intervention]:
    """Interventions up to the clearance, or up to what their team raises it to."""
    found = Intervention.objects.filter(organisation=access.organisation)
    cleared = Q(label__lte=access.everywhere.clearance)
    return found.filter(cleared | Exists(_own_row(access).filter(clearance__gte=OuterRef("label"))))


def _own_row(access: Access) -> QuerySet[TeamMember]:
    return TeamMember.objects.filter(organisation=access.organisation, person=access.person, intervention=OuterRef("pk"))


def interventions(access: Access, filters: Filters = Filters()) -> QuerySet[Intervention]:
    """The interventions that this person may see, last changed first, with their programme."""
    found = visible(access).select_related("programme")
    if filters.state:
        found = found.filter(state=filters.state)
    if filters.stage:
        found = found.filter(stage=filters.stage)
    for column, wanted in (("areas", filters.area), ("crimes", filters.crime)):
        if wanted:  # the list of ids as text: the one form that both databases search alike
            found = found.alias(**{f"{column}_text": Cast(column, TextField())})
            found = found.filter(**{f"{column}_text__contains": f'"{wanted}"'})
    if filters.country:
        found = found.filter(countries=filters.country)
    if filters.text:
        words = Q(title__icontains=filters.text) | Q(ref__icontains=filters.text) | Q(workplan_code__icontains=filters.text)
        found = found.filter(words)
    return found.order_by("-updated_at", "-id")


def open_intervention(access: Access, pk: UUID) -> tuple[Intervention, Access]:
    """The intervention, and the access that its team gives this person. Raises Http404; one query."""
    own = _own_row(access)
    seen = visible(access).select_related("programme").filter(pk=pk)
    role, clearance = (Subquery(own.values(name)[:1]) for name in ("role", "clearance"))
    found = _found(seen.annotate(own_role=role, own_clearance=clearance).first())
    return found, access.raised(found.own_role, found.own_clearance)


def products(access: Access, intervention: Intervention) -> QuerySet[CommunicationProduct]:
    """`access` as `open_intervention` gave it."""
    found = CommunicationProduct.objects.filter(organisation=access.organisation, intervention=intervention)
    return found.filter(label__lte=access.clearance).order_by("title")


def open_product(access: Access, pk: UUID) -> CommunicationProduct:
    """With its intervention. Raises Http404 where either of them is not to be seen by this person."""
    own = _own_row(access).filter(intervention=OuterRef("intervention"))
    raised = own.filter(clearance__gte=OuterRef("label")).filter(clearance__gte=OuterRef("intervention__label"))
    clearance = access.everywhere.clearance
    cleared = Q(label__lte=clearance, intervention__label__lte=clearance)
    found = CommunicationProduct.objects.filter(cleared | Exists(raised), organisation=access.organisation, pk=pk)
    return _found(found.select_related("intervention").first())


def team(intervention: Intervention) -> QuerySet[TeamMember]:
    """Who works on it; nobody who has left the organisation."""
    here = Membership.objects.filter(organisation=intervention.organisation_id, left_at=None, person=OuterRef("person"))
    found = TeamMember.objects.filter(Exists(here), organisation=intervention.organisation_id, intervention=intervention)
    return found.select_related("person").order_by("person__name", "pk")


def could_join(access: Access, intervention: Intervention) -> QuerySet[Membership]:
    """Colleagues who are not in the team yet."""
    there = TeamMember.objects.filter(organisation=access.organisation, intervention=intervention, person=OuterRef("person"))
    return accounts.members(access).exclude(Exists(there))


def next_ref(access: Access) -> str:
    """The lowest reference above all those of this form in the organisation."""
    refs = Intervention.objects.filter(organisation=access.organisation, ref__startswith=REF).values_list("ref", flat=True)
    numbers = [int(tail) for ref in refs if (tail := ref.removeprefix(REF)).isascii() and tail.isdecimal()]
    return f"{REF}{max(numbers, default=0) + 1}"


def proposals(intervention: Intervention, manifest: Manifest) -> list[Proposed]:
    """The tools that the pack's rules propose, each with its reasons."""
    pairs = [(pair["kind"], pair["support"]) for pair in intervention.counterparts]
    return propose_for(
        manifest, crimes=intervention.crimes, areas=intervention.areas, stage=intervention.stage, counterparts=pairs
    )


def name_of(head: ToolHead) -> str:
    """As the Toolkit calls it: with its number, where it has one."""
    return f"{head.id} {head.title}" if head.id[0].isdigit() else head.title


def offered(manifest: Manifest) -> list[ToolHead]:
    """The tools that a team can choose: what is filled in, and what a rule may propose to read."""
    proposed = {rule.tool for rule in manifest.proposals}
    return [head for head in manifest.tools if head.subject != "none" or head.id in proposed]


@dataclass(frozen=True, slots=True)
class Note:
    """The intervention note as it is read and printed."""

    expected_change: str
    theory: Sequence[tuple[TheoryCheck, str]]
    theory_link: str
    left_out_reason: str
    own_reasons: Sequence[tuple[str, str]]
    """Pairs of a tool and why it is left out."""

    @property
    def started(self) -> bool:
        return bool(self.expected_change or self.theory_link or any(text for _check, text in self.theory))


def note_of(intervention: Intervention, manifest: Manifest) -> Note:
    theory = [(check, intervention.theory.get(check.id, "")) for check in manifest.theory_checks]
    titles = {head.id: name_of(head) for head in manifest.tools}
    reasons = [(titles.get(tool, tool), text) for tool, text in sorted(intervention.own_reasons.items())]
    return Note(intervention.expected_change, theory, intervention.theory_link, intervention.left_out_reason, reasons)


def countries(access: Access) -> QuerySet[Country]:
    """What this person may choose: the countries, and of the areas that colleagues added those that work she may see is in.

    The name of an area can tell of the work for which it was added.
    """
    used = Q(pk__in=countries_of_interventions(access).values("pk"))
    return places.countries(access).filter(Q(organisation=None) | Q(within=None) | used)


def countries_of_interventions(access: Access) -> QuerySet[Country]:
    """Where the interventions that this person may see take place."""
    used = Intervention.countries.through.objects.filter(intervention__in=visible(access))
    return Country.objects.filter(pk__in=used.values("country"))


def reasons(thing: Programme | Intervention | CommunicationProduct) -> QuerySet[Reason]:
    """Why it was closed, reopened, lowered or kept, newest first."""
    return thing.reasons.filter(organisation=thing.organisation_id).select_related("by").order_by("-at")


def _found(row: Row | None) -> Row:
    if row is None:
        raise Http404(_("There is nothing here that you may see."))
    return row
