"""Every read of assessments: what this person may see, and nothing else."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, cast
from uuid import UUID

from django.db.models import F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Greatest
from django.http import Http404
from django.utils.translation import gettext as _

from mainstay.accounts.rules import Access
from mainstay.assessments.models import ANSWERS, Assessment, Comment, Entry, EntryRevision
from mainstay.catalogue import selectors as catalogue
from mainstay.core.ids import key_of, parse_key
from mainstay.core.prepared import Prepared
from mainstay.kinds import base, registry
from mainstay.programmes.models import CommunicationProduct, Intervention, TeamMember

Row = TypeVar("Row", Entry, Comment)


def for_person(access: Access) -> QuerySet[Assessment]:
    """Assessments of the organisation up to the clearance, or up to what a team raises it to.

    An assessment is seen with the highest label of itself and of the work it belongs to.
    """
    return _visible(access.organisation.pk, access.person.pk, access.everywhere.clearance)


def _visible(organisation: UUID, person: UUID, clearance: int) -> QuerySet[Assessment]:
    team = TeamMember.objects.filter(organisation=organisation, person=person, intervention=OuterRef("about"))
    unlabelled = Value(0, output_field=IntegerField())
    return (
        Assessment.objects.filter(organisation=organisation)
        .annotate(
            about=Coalesce("intervention_id", "product__intervention_id"),
            effective=Greatest(
                "label",
                Coalesce("intervention__label", unlabelled),
                Coalesce("product__label", unlabelled),
                Coalesce("product__intervention__label", unlabelled),
                Coalesce("programme__label", unlabelled),
                Coalesce("due_diligence_file__label", unlabelled),
            ),
            team_role=Subquery(team.values("role")[:1]),
            team_clearance=Subquery(team.values("clearance")[:1]),
        )
        .filter(Q(effective__lte=clearance) | Q(team_clearance__gte=F("effective")))
    )


@dataclass(frozen=True, slots=True)
class Opened:
    """An assessment that this person may see, with the tool it fills in and the access a team gives."""

    assessment: Assessment
    access: Access
    tool: base.Tool
    kind: base.Kind
    label: int
    """The highest of the assessment's own and of what it belongs to."""

    @property
    def intervention(self) -> Intervention | None:
        product = self.assessment.product
        return product.intervention if product else self.assessment.intervention


def _one(organisation: UUID, person: UUID, clearance: int, pk: UUID) -> QuerySet[Assessment]:
    about = ("intervention", "product__intervention", "programme")
    return _visible(organisation, person, clearance).select_related(*about).filter(pk=pk)


_ONE = Prepared(_one, organisation=UUID, person=UUID, clearance=int, pk=UUID)


def open_assessment(access: Access, pk: UUID) -> Opened:
    """Raises Http404 for what is not there or not to be seen by this person."""
    clearance = access.everywhere.clearance
    rows = _ONE(organisation=access.organisation.pk, person=access.person.pk, clearance=clearance, pk=pk)
    if not rows:
        raise Http404(_("There is nothing here that you may see."))
    found, annotated = rows[0], cast(Any, rows[0])
    tool = catalogue.tool(found.pack_version_id, found.tool)
    raised = access.raised(annotated.team_role, annotated.team_clearance)
    return Opened(found, raised, tool, registry.kind(tool.kind), annotated.effective)


def opened_or_none(access: Access, pk: UUID) -> Opened | None:
    """The same for what is only mentioned, like the source of an answer: None for what is not to be seen by this person."""
    try:
        return open_assessment(access, pk)
    except Http404:
        return None


def entries(opened: Opened) -> QuerySet[Entry]:
    """The entries up to the reader's clearance; a row may raise the assessment's label."""
    return _entries(opened.access.organisation.pk, opened.assessment.pk, opened.access.clearance)


def _entries(organisation: UUID, assessment: UUID, clearance: int) -> QuerySet[Entry]:
    visible = Q(label=None) | Q(label__lte=clearance)
    return Entry.objects.filter(visible, organisation=organisation, assessment=assessment)


def record_of(opened: Opened, with_comments: bool = True) -> base.Record:
    """The assessment as plain data: two queries, three where labels of rows are raised."""
    answers: dict[str, base.Answer] = {}
    actions: dict[UUID | None, list[base.Action]] = defaultdict(list)
    here = {"organisation": opened.access.organisation.pk, "assessment": opened.assessment.pk}
    rows = _ROWS(**here, clearance=opened.access.clearance)
    for row in rows:
        if row["role"] == Entry.Role.ACTION:
            actions[row["parent_id"]].append(action_of(row))
    for row in rows:
        if row["role"] in ANSWERS:
            answers[key_of(row["item"], row["row"])] = _answer(row, opened.assessment.label, actions[row["id"]])
    hidden = _hidden(opened)
    comments = _by_key(_COMMENTS(**here)) if with_comments else {}
    read = {key: said for key, said in comments.items() if key not in hidden}
    return base.Record(opened.tool, answers, read, len(hidden), hidden, opened.access.organisation.settings)


def _rows(organisation: UUID, assessment: UUID, clearance: int) -> QuerySet[Entry, Any]:
    rows: QuerySet[Entry, Any] = (
        _entries(organisation, assessment, clearance)
        .filter(removed=False)
        .order_by(F("due").asc(nulls_last=True), "id")
        .values(
            *(
                "id",
                "item",
                "row",
                "role",
                "parent_id",
                "data",
                "version",
                "at",
                "label",
                "complete",
                "inherited",
                "status",
                "due",
            ),
            *("origin_id", "origin_version"),
            by_name=F("by__name"),
            owner_name=F("owner__name"),
            source_version=F("origin__version"),
        )
    )
    return rows


def _answer(row: dict[str, Any], label: int, actions: Sequence[base.Action]) -> base.Answer:
    return base.Answer(
        key=key_of(row["item"], row["row"]),
        data=row["data"],
        id=row["id"],
        version=row["version"],
        by=row["by_name"] or "",
        at=row["at"],
        label=max(label, row["label"] or 0),
        complete=row["complete"],
        inherited=row["inherited"],
        differs=row["origin_id"] is not None and not row["inherited"],
        outdated=bool(row["source_version"] and row["source_version"] > (row["origin_version"] or 0)),
        actions=actions,
    )


def action_rows(assessment: Assessment) -> Iterable[dict[str, Any]]:
    """Every action of an assessment, as `action_of` takes it."""
    found = Entry.objects.filter(
        organisation_id=assessment.organisation_id, assessment=assessment, role=Entry.Role.ACTION, removed=False
    )
    columns = ("id", "parent_id", "data", "due", "status", "version")
    rows: Iterable[dict[str, Any]] = found.order_by("id").values(*columns, owner_name=F("owner__name"))
    return rows


def action_of(row: Mapping[str, Any]) -> base.Action:
    data = row["data"]
    return base.Action(
        id=row["id"],
        what=data.get("what", ""),
        owner=row["owner_name"] or "",
        due=row["due"],
        status=row["status"],
        status_label=str(Entry.Status(row["status"]).label),
        version=row["version"],
        proof=data.get("proof", ""),
        origin=data.get("origin", ""),
    )


def _comments(organisation: UUID, assessment: UUID) -> QuerySet[Comment, Any]:
    rows = Comment.objects.filter(organisation=organisation, assessment=assessment).order_by("at")
    return rows.values("item", "row", "text", "at", "resolved_at", by_name=F("by__name"))


_ROWS = Prepared(_rows, organisation=UUID, assessment=UUID, clearance=int)
_COMMENTS = Prepared(_comments, organisation=UUID, assessment=UUID)


def _by_key(comments: Iterable[dict[str, Any]]) -> dict[str, list[base.Note]]:
    found: dict[str, list[base.Note]] = defaultdict(list)
    for row in comments:
        found[key_of(row["item"], row["row"])].append(
            base.Note(row["text"], row["by_name"] or "", row["at"], row["resolved_at"] is not None)
        )
    return found


def _hidden(opened: Opened) -> frozenset[str]:
    """The keys of answers with a label above the reader's clearance; none, without a query, where no label is raised."""
    if not opened.assessment.summary.get("raised"):
        return frozenset()
    above = Entry.objects.filter(organisation=opened.access.organisation, assessment=opened.assessment, role__in=ANSWERS)
    return frozenset(key_of(*one) for one in above.filter(label__gt=opened.access.clearance).values_list("item", "row"))


def source_of(opened: Opened) -> Assessment | None:
    """What answers were taken over from, if this person may see it."""
    pk = opened.assessment.inherits_from_id
    return for_person(opened.access).filter(pk=pk).select_related("intervention", "programme").first() if pk else None


def at_key(rows: QuerySet[Row], key: str) -> QuerySet[Row]:
    """Those of one item or own row; none for what is no key."""
    try:
        item, row = parse_key(key)
    except ValueError:
        return rows.none()
    return rows.filter(item=item, row=row)


def history(opened: Opened, key: str) -> QuerySet[EntryRevision]:
    """Every change of an answer, newest first."""
    own = at_key(entries(opened).filter(role__in=ANSWERS), key)
    revisions = EntryRevision.objects.filter(organisation=opened.access.organisation, entry__in=own)
    return revisions.select_related("by", "redacted_by", "entry").order_by("-version")


def history_of_actions(opened: Opened, key: str) -> QuerySet[EntryRevision]:
    """Every change of the actions below one answer, also of those that were taken away; newest first."""
    below = entries(opened).filter(role=Entry.Role.ACTION, parent__in=at_key(entries(opened).filter(role__in=ANSWERS), key))
    revisions = EntryRevision.objects.filter(organisation=opened.access.organisation, entry__in=below)
    return revisions.select_related("by", "redacted_by", "entry").order_by("-version")


def answer_of(opened: Opened, key: str) -> base.Answer:
    """One answer as it stands; with its actions where the kind weighs them, else with nothing in it, for no query."""
    if not opened.kind.weighs_actions:
        return base.Answer(key, {})
    entry = at_key(entries(opened).filter(role__in=ANSWERS, removed=False), key).first()
    if entry is None:
        return base.Answer(key, {})
    actions = [action_of(row) for row in action_rows(opened.assessment) if row["parent_id"] == entry.pk]
    return base.Answer(key, entry.data, id=entry.pk, version=entry.version, at=entry.at, actions=actions)


def actions_of(opened: Opened, key: str, removed: bool = False) -> QuerySet[Entry]:
    """The actions below one answer, the soonest due first; or those that were taken away."""
    below = entries(opened).filter(role=Entry.Role.ACTION, removed=removed, parent__in=at_key(entries(opened), key))
    return below.select_related("owner", "by").order_by(F("due").asc(nulls_last=True), "id")


def of_intervention(access: Access, intervention: Intervention) -> QuerySet[Assessment]:
    """What is filled in for an intervention and its communication products, by tool and round."""
    about = Q(intervention=intervention) | Q(product__intervention=intervention)
    found = for_person(access).filter(about).select_related("product", "inherits_from")
    return found.order_by("tool", "product", "occasion")


def sources_for(
    access: Access, intervention: Intervention, tool: str, product: CommunicationProduct | None = None
) -> QuerySet[Assessment]:
    """From where an intervention, or a product of it, can take over answers: its own rounds and products so far, its
    programme, and the interventions and products of that.

    `access` as `open_intervention` gave it: whoever takes over must see the source, and still see what it was taken into.
    """
    family = Q(intervention=intervention) | Q(product__intervention=intervention)
    if programme := intervention.programme_id:
        family |= Q(programme=programme) | Q(intervention__programme=programme) | Q(product__intervention__programme=programme)
    itself = Q(intervention=intervention, occasion="") if product is None else Q(product=product, occasion="")
    seen: QuerySet[Any] = for_person(access)
    found = seen.filter(family, tool=tool, effective__lte=access.clearance).exclude(itself)
    return found.select_related("intervention", "programme", "product__intervention").order_by("-updated_at")
