"""Talking about an item: comments, mentions, and settling them."""

from django.utils import timezone

from mainstay.accounts.models import Person
from mainstay.accounts.rules import Right
from mainstay.assessments.models import Comment
from mainstay.assessments.selectors import Opened
from mainstay.audit import services as audit
from mainstay.core.guard import UNDECIDED, Decision, guarded
from mainstay.core.writing import writing


def comment(
    opened: Opened, item: str, text: str, mentions: list[Person], *, decision: Decision = UNDECIDED, through: str = "page"
) -> Comment:
    """Add a comment; PersonalData where the text looks like it holds some and nobody has decided yet."""
    opened.access.require(Right.COMMENT)
    texts, _reason = guarded({"text": text}, {}, decision)
    with writing(opened.access.organisation.pk):
        made = Comment(
            organisation=opened.access.organisation,
            assessment=opened.assessment,
            item=item,
            text=texts["text"],
            by=opened.access.person,
        )
        made.save(force_insert=True)
        made.mentions.set(mentions)
        detail = {"item": item, "assessment": str(opened.assessment.pk), "mentions": [str(person.pk) for person in mentions]}
        audit.record(
            opened.access.organisation.pk,
            opened.access.person,
            "commented",
            "comment",
            made.pk,
            detail=detail,
            content=text,
            through=through,
        )
    return made


def settle(opened: Opened, comment: Comment, settled: bool) -> None:
    """Resolve a comment, or open it again."""
    opened.access.require(Right.COMMENT)
    with writing(opened.access.organisation.pk):
        by, at = (opened.access.person, timezone.now()) if settled else (None, None)
        Comment.objects.filter(pk=comment.pk).update(resolved_by=by, resolved_at=at)
        verb = "resolved" if settled else "reopened"
        audit.record(
            opened.access.organisation.pk, opened.access.person, verb, "comment", comment.pk, detail={"item": comment.item}
        )
