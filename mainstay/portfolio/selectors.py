"""What needs me: mentions, and the work I touched last; what waits for review is read in `assessments.review`."""

from django.db.models import Q, QuerySet

from mainstay.accounts.rules import Access
from mainstay.assessments.models import Assessment, Comment
from mainstay.assessments.selectors import for_person
from mainstay.assessments.talk import readable


def mentions(access: Access) -> QuerySet[Comment]:
    """Unresolved comments that name this person, newest first."""
    found = readable(access).filter(mentions=access.person, resolved_at=None, redacted_at=None)
    return found.filter(assessment__in=for_person(access).values("pk")).select_related("by", "assessment").order_by("-at")


def unfinished(access: Access) -> QuerySet[Assessment]:
    """Assessments of open work that this person began or answered in, with something still owed, last touched first."""
    mine = Q(created_by=access.person) | Q(entries__by=access.person)
    open_work = Q(intervention__state="open") | Q(product__intervention__state="open") | Q(programme__isnull=False)
    about = ("intervention", "product__intervention", "programme")
    found = for_person(access).filter(mine, open_work, summary__owed__gt=0).distinct()
    return found.select_related(*about).order_by("-updated_at")
