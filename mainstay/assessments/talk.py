"""Comments as they are read, and whom one can speak to: nobody reads what is said about an answer that she may not see."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from mainstay.accounts.models import Person
from mainstay.accounts.rules import Access
from mainstay.assessments.models import ANSWERS, Comment, Entry
from mainstay.assessments.selectors import Opened, at_key
from mainstay.programmes.models import TeamMember


def readable(access: Access) -> QuerySet[Comment]:
    """Comments on answers up to this person's clearance, or up to what a team raises it to; whoever may see the assessments."""
    about = Coalesce(OuterRef("assessment__intervention_id"), OuterRef("assessment__product__intervention_id"))
    team = TeamMember.objects.filter(organisation=access.organisation, person=access.person, intervention=about)
    above = Entry.objects.filter(assessment=OuterRef("assessment"), item=OuterRef("item"), row=OuterRef("row"))
    above = above.filter(
        ~Exists(team.filter(clearance__gte=OuterRef("label"))), role__in=ANSWERS, label__gt=access.everywhere.clearance
    )
    return Comment.objects.filter(~Exists(above), organisation=access.organisation)


def comments(opened: Opened, key: str) -> QuerySet[Comment]:
    """What is said about one item, oldest first."""
    found = at_key(readable(opened.access).filter(assessment=opened.assessment), key)
    return found.select_related("by", "resolved_by").prefetch_related("mentions").order_by("at")


def label_at(opened: Opened, key: str) -> int:
    """The label of an item: its answer's, where that is raised above the assessment's."""
    answers = Entry.objects.filter(organisation=opened.access.organisation, assessment=opened.assessment, role__in=ANSWERS)
    raised = at_key(answers, key).exclude(label=None).values_list("label", flat=True)
    return max(opened.label, *(label or 0 for label in raised), 0)


def colleagues(opened: Opened, key: str) -> QuerySet[Person]:
    """Whom an action can be given to or a comment can mention: members who may see this item's answer."""
    label = label_at(opened, key)
    team = TeamMember.objects.filter(
        organisation=opened.access.organisation, intervention=opened.intervention, clearance__gte=label
    )
    here = Q(memberships__organisation=opened.access.organisation, memberships__left_at=None)
    cleared = Q(memberships__clearance__gte=label) | Q(Exists(team.filter(person=OuterRef("pk"))))
    return Person.objects.filter(here & cleared, is_active=True).distinct().order_by("name")
