"""A second person confirms what one alone may not decide, such as a rating below its floor."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from mainstay.accounts.models import Person
from mainstay.accounts.rules import Right
from mainstay.assessments.errors import Refused, Stale
from mainstay.assessments.models import Entry, EntryRevision
from mainstay.assessments.selectors import Opened
from mainstay.assessments.services import entries
from mainstay.core.writing import writing
from mainstay.programmes import services as programmes
from mainstay.programmes.errors import Closed


def confirm(opened: Opened, key: str, *, seen: int, through: str = "page") -> Entry:
    """Stand in as the second person. Refused to whoever gave the fields in question their present values.

    Who may comment may confirm: an adviser or reviewer need not be able to answer. Stale where the answer was changed meanwhile.
    """
    opened.access.require(Right.COMMENT)
    try:
        if opened.intervention:
            programmes.require_open(opened.intervention)
    except Closed as closed:
        raise Refused(str(closed)) from None
    with writing(opened.access.organisation.pk):
        current = entries.answers_of(opened.assessment)
        entry = current.get(key)
        if entry is None or not opened.kind.awaits_second(opened.tool, opened.tool.item(key), entry.data):
            raise Refused(_("There is nothing to confirm here: it was changed, or somebody has confirmed it already."))
        if not opened.access.sees(entry.label or 0):
            raise Refused(_("One of these answers carries a higher label than you may see: ask a colleague with that clearance."))
        if seen != entry.version:
            raise Stale({key: entry}, {key: entry.data})
        if opened.access.person.pk in authors(entry, opened.kind.second_fields):
            raise Refused(_("You rated this yourself: somebody else has to confirm it."))
        data = opened.kind.seconded(entry.data, str(opened.access.person), timezone.localdate())
        written = entries.write(opened, current, key, data, through=through, note=_("Confirmed by a second person"))
        entries.sum_up(opened, current)
    return written


def authors(entry: Entry, fields: Iterable[str]) -> set[object]:
    """Who gave each of these fields the value that it has now; one query."""
    revisions = EntryRevision.objects.filter(organisation_id=entry.organisation_id, entry=entry).order_by("-version")
    rows = list(revisions.values_list("before", "after", "by_id"))
    found: set[object] = set()
    for field in fields:
        found |= {next((by for before, after, by in rows if (before or {}).get(field) != (after or {}).get(field)), None)}
    return found - {None}


def may_confirm(opened: Opened, entry: Entry | None, person: Person) -> bool:
    """Whether the page offers it to this person; the service asks again."""
    return entry is not None and opened.access.may(Right.COMMENT) and person.pk not in authors(entry, opened.kind.second_fields)
