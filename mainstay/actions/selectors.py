"""Reading actions across everything a person may see."""

from django.db.models import F, QuerySet

from mainstay.accounts.rules import Access
from mainstay.assessments.models import Entry
from mainstay.assessments.selectors import for_person

UNDONE = (Entry.Status.OPEN, Entry.Status.UNDER_WAY)


def actions(access: Access) -> QuerySet[Entry]:
    """Actions of assessments that this person may see, the soonest due first, those without a date last."""
    seen = Entry.objects.filter(organisation=access.organisation, role=Entry.Role.ACTION, removed=False)
    seen = seen.filter(assessment__in=for_person(access).values("pk")).exclude(label__gt=access.clearance)
    about = ("owner", "parent", "assessment__intervention", "assessment__product__intervention", "assessment__programme")
    return seen.select_related(*about).order_by(F("due").asc(nulls_last=True), "id")


def owed(access: Access) -> QuerySet[Entry]:
    """What this person still has to do."""
    return actions(access).filter(owner=access.person, status__in=UNDONE)
