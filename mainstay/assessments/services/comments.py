"""Talking about an item: comments, mentions, and settling them."""

from uuid import UUID

from django.utils import timezone

from mainstay.accounts.models import Person
from mainstay.accounts.rules import Right
from mainstay.assessments.models import Comment
from mainstay.assessments.selectors import Opened
from mainstay.audit import services as audit
from mainstay.core.guard import UNDECIDED, Decision, guarded
from mainstay.core.ids import new_id, parse_key
from mainstay.core.writing import writing


def comment(
    opened: Opened,
    item: str,
    text: str,
    mentions: list[Person],
    *,
    pk: UUID | None = None,
    decision: Decision = UNDECIDED,
    through: str = "page",
) -> Comment:
    """Add a comment; the same `pk` again adds nothing. PersonalData where the text looks like it holds some, undecided."""
    opened.access.require(Right.COMMENT)
    texts, _reason = guarded({"text": text}, {}, decision)
    place = parse_key(item)
    with writing(opened.access.organisation.pk):
        there = Comment.objects.filter(pk=pk).first() if pk else None
        if there and there.by_id == opened.access.person.pk:
            return there
        made = Comment(
            id=new_id() if there or not pk else pk,
            organisation=opened.access.organisation,
            assessment=opened.assessment,
            item=place[0],
            row=place[1],
            text=texts["text"],
            by=opened.access.person,
        )
        made.save(force_insert=True)
        made.mentions.set(mentions)
        detail = {"item": item, "assessment": str(opened.assessment.pk), "mentions": [str(person.pk) for person in mentions]}
        here, person = opened.access.organisation.pk, opened.access.person
        audit.record(here, person, "commented", "comment", made.pk, detail=detail, content=text, through=through)
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
