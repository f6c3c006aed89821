"""Starting an assessment, and taking over the answers of another one."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from mainstay.accounts.rules import Access, Right
from mainstay.assessments.errors import Refused
from mainstay.assessments.models import ANSWERS, SUBJECTS, Assessment, Entry
from mainstay.assessments.selectors import Opened, open_assessment, opened_or_none
from mainstay.assessments.selectors import entries as entries_of
from mainstay.assessments.services import entries
from mainstay.assessments.services.labels import raise_copies
from mainstay.audit import services as audit
from mainstay.catalogue import selectors as catalogue
from mainstay.catalogue.schema import ToolHead
from mainstay.core.labels import PACK_WORDS
from mainstay.core.writing import writing
from mainstay.programmes import services as programmes
from mainstay.programmes.errors import Closed
from mainstay.programmes.models import CommunicationProduct, Intervention, Programme

Subject = Intervention | Programme | CommunicationProduct


@dataclass(frozen=True, slots=True)
class Round:
    """A dated occasion; None fields where the tool is filled in once."""

    on: date | None = None
    title: str = ""


def start(
    access: Access,
    subject: Subject,
    tool_id: str,
    when: Round = Round(),
    source: Assessment | None = None,
    *,
    through: str = "page",
) -> Assessment:
    """The assessment of this tool for this subject and round: the one there is, or a new one that takes over `source`.

    Raises Refused for a tool that cannot be filled in yet or not for this subject, and where a date is missing.
    """
    version = catalogue.current_version(access.organisation.pack)
    head = _startable(catalogue.manifest(version).tool(tool_id), subject, when)
    access.require(Right.EVALUATE if head.evaluation else Right.ANSWER)
    _require_open(subject)
    place = {subject_column(subject): subject, "tool": tool_id, "organisation": access.organisation}
    place["occasion"] = when.on.isoformat() if head.occasions and when.on else ""
    with writing(access.organisation.pk):
        if there := Assessment.objects.filter(**place).first():
            return _seen(access, there)
        label = max(PACK_WORDS[head.label], subject.label)
        made = Assessment(
            **place, pack_version=version, occasion_title=when.title, label=label, inherits_from=source, created_by=access.person
        )
        made.save(force_insert=True)
        audit.record(
            access.organisation.pk, access.person, "started", "assessment", made.pk, detail={"tool": tool_id}, through=through
        )
        opened = open_assessment(access, made.pk)
        if source:
            take_over(opened, source, through=through)
        else:
            entries.sum_up(opened, {})
    return opened.assessment


def _seen(access: Access, there: Assessment) -> Assessment:
    """Raises Refused where this person may not see it: neither a second one nor a page that is not there."""
    if opened := opened_or_none(access, there.pk):
        return opened.assessment
    raise Refused(_("This is filled in already, under a label above your clearance: ask a colleague who may see it."))


def _startable(head: ToolHead | None, subject: Subject, when: Round) -> ToolHead:
    if head is None or head.state != "ready":
        raise Refused(_("This tool cannot be filled in yet: its content comes with a later version of the pack."))
    if subject_column(subject) not in _subjects_of(head.subject):
        raise Refused(_("This tool is not filled in for that."))
    if head.occasions and when.on is None:
        raise Refused(_("Give the date of this round: this tool is filled in several times."))
    return head


def subject_column(subject: Subject) -> str:
    """The one of the subject columns that holds this thing."""
    name = {"intervention": "intervention", "programme": "programme", "communicationproduct": "product"}[
        type(subject).__name__.lower()
    ]
    assert name in SUBJECTS
    return name


def _subjects_of(declared: str) -> tuple[str, ...]:
    """Columns that a tool of this subject may stand in: a programme may answer for all its interventions."""
    return {"intervention": ("intervention", "programme"), "communication_product": ("product",)}.get(declared, (declared,))


def _require_open(subject: Subject) -> None:
    try:
        programmes.require_open(subject)
    except Closed as closed:
        raise Refused(str(closed)) from None


def take_over(opened: Opened, source: Assessment, items: set[str] | None = None, *, through: str = "page") -> int:
    """Copy the source's answers that this assessment has not answered on its own; returns how many were taken.

    A copy keeps what was there when it was taken: when the source changes, it is marked, never changed behind anybody's back.
    With `items`, exactly these are taken, also over an answer of one's own. The heir's label rises to that under which
    the source is seen. Raises Refused where this person may not see the source, or would not see the heir any more:
    what one team opens, it opens nowhere else.
    """
    entries.require_open(opened)
    with writing(opened.access.organisation.pk):
        theirs = opened_or_none(opened.access, source.pk)
        if theirs is None or not opened.access.sees(theirs.label):
            raise Refused(_("The source carries a label above your clearance: ask a colleague who may see it."))
        if theirs.label > opened.label:
            _set_label(opened, theirs.label, "taken over from a source with this label")
        current = entries.answers_of(opened.assessment)
        answers = entries_of(theirs).filter(role__in=ANSWERS, removed=False)
        visible = [entry for entry in answers if opened.access.sees(entry.label or 0) and _known(opened, entry)]
        taken = [entry for entry in visible if _to_take(current.get(entry.key), entry, items)]
        for entry in taken:
            _copy(opened, current, entry, through)
        if taken:
            entries.sum_up(opened, current)
    return len(taken)


def _known(opened: Opened, entry: Entry) -> bool:
    try:
        return bool(opened.tool.item(entry.key))
    except KeyError:
        return False


def _to_take(own: Entry | None, theirs: Entry, items: set[str] | None) -> bool:
    if items is not None:
        return theirs.key in items
    if own is None:
        return True
    return own.inherited and theirs.version > (own.origin_version or 0)


def _copy(opened: Opened, current: dict[str, Entry], theirs: Entry, through: str) -> None:
    entry = current.get(theirs.key)
    before = entry.data if entry else None
    if entry is None:
        entry = current[theirs.key] = entries.new_entry(opened, theirs.key)
    entry.data, entry.choice, entry.duty, entry.complete = theirs.data, theirs.choice, theirs.duty, theirs.complete
    entry.label, entry.removed = theirs.label, False
    entry.origin, entry.origin_version, entry.inherited = theirs, theirs.version, True
    entries.keep(entry, opened.access, before, wording=opened.tool.item(theirs.key).text, through=through, note=_("Taken over"))


def looked_at(opened: Opened, entry: Entry) -> None:
    """Keep one's own answer although the source has changed: the mark goes until it changes again."""
    entries.require_open(opened)
    with writing(opened.access.organisation.pk):
        if entry.origin:
            Entry.objects.filter(pk=entry.pk).update(origin_version=entry.origin.version)
            audit.record(
                entry.organisation_id,
                opened.access.person,
                "kept-own",
                "answer",
                entry.pk,
                detail={"source": entry.origin.version},
            )


def relabel(opened: Opened, label: int, reason: str = "") -> None:
    """Raise the label of an assessment, or lower it with a reason and the right to do so."""
    assessment = opened.assessment
    if label == assessment.label:
        return
    opened.access.require(Right.MANAGE if label > assessment.label else Right.LOWER)
    if not opened.access.sees(label):
        raise Refused(_("You cannot set a label above your own clearance: you would no longer see this yourself."))
    if label < assessment.label and not reason:
        raise Refused(_("Say why the label can be lowered."))
    with writing(opened.access.organisation.pk):
        if label > assessment.label:
            raise_copies(Entry.objects.filter(assessment=assessment), label)
        _set_label(opened, label, reason)


def _set_label(opened: Opened, label: int, reason: str) -> None:
    assessment, who = opened.assessment, opened.access.person
    detail = {"from": assessment.label, "to": label}
    Assessment.objects.filter(pk=assessment.pk).update(label=label, updated_at=timezone.now())
    audit.record(assessment.organisation_id, who, "relabelled", "assessment", assessment.pk, detail=detail, content=reason)
    assessment.label = label
