"""Reading actions across everything a person may see."""

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from mainstay.accounts.rules import Access
from mainstay.assessments.models import Entry
from mainstay.assessments.selectors import for_person
from mainstay.programmes.models import Intervention, TeamMember

UNDONE = (Entry.Status.OPEN, Entry.Status.UNDER_WAY)


def actions(access: Access) -> QuerySet[Entry]:
    """Actions of assessments that this person may see, the soonest due first, those without a date last."""
    seen = Entry.objects.filter(organisation=access.organisation, role=Entry.Role.ACTION, removed=False)
    own = Q(label=None) | Q(label__lte=access.everywhere.clearance)
    cleared = own | Exists(_team_rows(access).filter(clearance__gte=OuterRef("label")))
    seen = seen.filter(cleared, assessment__in=for_person(access).values("pk"))
    about = ("owner", "parent", "assessment__intervention", "assessment__product__intervention", "assessment__programme")
    return seen.select_related(*about).order_by(F("due").asc(nulls_last=True), "id")


def _team_rows(access: Access) -> QuerySet[TeamMember]:
    """This person's row in the team of the intervention that the outer entry belongs to."""
    about = Coalesce(OuterRef("assessment__intervention_id"), OuterRef("assessment__product__intervention_id"))
    return TeamMember.objects.filter(organisation=access.organisation, person=access.person, intervention=about)


def undone(access: Access) -> QuerySet[Entry]:
    """What anybody still has to do."""
    return actions(access).filter(status__in=UNDONE)


def owed(access: Access) -> QuerySet[Entry]:
    """What this person still has to do."""
    return undone(access).filter(owner=access.person)


def overdue(access: Access) -> QuerySet[Entry]:
    """What anybody should have done by now."""
    return undone(access).filter(due__lt=timezone.localdate())


def owed_in(access: Access, intervention: Intervention) -> QuerySet[Entry]:
    """What is still to be done in an intervention and its products; `access` as `open_intervention` gave it."""
    about = Q(assessment__intervention=intervention) | Q(assessment__product__intervention=intervention)
    return undone(access).filter(about)
