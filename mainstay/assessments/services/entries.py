"""Writing answers: checked by the kind, guarded, versioned, revised, summed up and audited in one transaction."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.forms import Form
from django.utils import timezone
from django.utils.translation import gettext as _

from mainstay.accounts.rules import Access, Right
from mainstay.assessments.errors import Invalid, Refused, Stale
from mainstay.assessments.models import ANSWERS, Assessment, Entry, EntryRevision
from mainstay.assessments.selectors import Opened, action_of, action_rows
from mainstay.audit import services as audit
from mainstay.core import rows
from mainstay.core.guard import UNDECIDED, Decision, guarded
from mainstay.core.ids import NO_ROW, key_of, parse_key
from mainstay.core.prepared import Prepared
from mainstay.core.writing import writing
from mainstay.kinds import base
from mainstay.programmes import services as programmes
from mainstay.programmes.errors import Closed


class Standing(NamedTuple):
    """An answer as it stands, as far as a sum and a next version need it: whole rows of a long tool cost more than the save."""

    id: UUID
    item: str
    row: UUID
    role: str
    data: dict[str, Any]
    version: int
    label: int | None
    removed: bool

    def entry(self, assessment: Assessment) -> Entry:
        """To be written as its next version; columns that are not here are read when somebody asks for them."""
        names = [field.attname for field in Entry._meta.concrete_fields if field.attname in self._fields]
        entry = Entry.from_db(connection.alias, names, [getattr(self, name) for name in names])
        entry.organisation_id, entry.assessment = assessment.organisation_id, assessment
        return entry


@dataclass(frozen=True, slots=True)
class Posted:
    """What a form brings for one item: the fields, and the version that the person had before their eyes."""

    item: str
    """The item's key."""
    fields: Mapping[str, Any]
    seen: int
    prefix: str | None = None


def right_to_answer(opened: Opened) -> Right:
    return Right.EVALUATE if opened.tool.evaluation else Right.ANSWER


def require_open(opened: Opened) -> None:
    """Raises Refused where the work is closed; PermissionDenied where the person may not answer."""
    opened.access.require(right_to_answer(opened))
    try:
        if opened.intervention:
            programmes.require_open(opened.intervention)
    except Closed as closed:
        raise Refused(str(closed)) from None


def checked(opened: Opened, posted: Posted) -> Form:
    """The kind's form, valid. Raises Invalid, or Refused for an item that the tool has not."""
    try:
        item = opened.tool.item(posted.item)
    except KeyError:
        raise Refused(_("“%(item)s” is not an item of this tool.") % {"item": posted.item[:60]}) from None
    form = opened.kind.form(opened.tool, item, posted.fields, posted.prefix)
    if not form.is_valid():
        raise Invalid({posted.item: form})
    return form


def sent(form: Form, kind: base.Kind) -> dict[str, Any]:
    """The fields that the form brings: all of them, or for a partial kind those that were sent."""
    return {name: value for name, value in form.cleaned_data.items() if not kind.partial or form.add_prefix(name) in form.data}


def settled(opened: Opened, forms: Mapping[str, Form], current: Mapping[str, Entry]) -> dict[str, dict[str, Any]]:
    """The data of each entry as it can stand beside what stands there. Raises Invalid where the two do not go together."""
    found, wrong = dict[str, dict[str, Any]](), dict[str, Form]()
    actions = _actions_of(opened, current) if opened.kind.weighs_actions else {}
    for key, form in forms.items():
        stands = blank_or(opened, current.get(key))
        before = base.Answer(key, stands, actions=actions.get(key, ()))
        new = opened.kind.entry(**stands | sent(form, opened.kind)).model_dump(mode="json")
        found[key], errors = opened.kind.settled(opened.tool, opened.tool.item(key), new, before)
        for name, text in errors.items():
            form.add_error(name, text)
        if errors:
            wrong[key] = form
    if wrong:
        raise Invalid(wrong)
    return found


def record_entries(
    opened: Opened, posted: Iterable[Posted], *, decision: Decision = UNDECIDED, through: str = "page", note: str = ""
) -> list[Entry]:
    """Keep the answers that changed, all or none; returns the entries written.

    Raises Invalid, Stale, PersonalData (from `guarded`), Refused or PermissionDenied; then nothing was written.
    """
    require_open(opened)
    forms: dict[str, Form] = {}
    wrong: dict[str, Form] = {}
    seen: dict[str, int] = {}
    for one in posted:
        try:
            forms[one.item], seen[one.item] = checked(opened, one), one.seen
        except Invalid as error:
            wrong |= error.forms
    if wrong:
        raise Invalid(wrong)
    with writing(opened.access.organisation.pk):
        found = _STANDING(organisation=opened.assessment.organisation_id, assessment=opened.assessment.pk)
        standing = {key_of(one.item, one.row): one for one in map(Standing._make, found)}
        current = {key: one.entry(opened.assessment) for key, one in standing.items() if key in forms}
        forms = _seen_only(opened, forms, current)
        data = settled(opened, forms, current)
        changed = {item: new for item, new in data.items() if new != blank_or(opened, current.get(item))}
        late = {
            item: current.get(item) for item in changed if seen[item] != (entry.version if (entry := current.get(item)) else 0)
        }
        if late:
            raise Stale(late, {item: data[item] for item in late})
        texts, reason = _guarded(changed, current, decision)
        written = [write(opened, current, item, texts[item], through=through, note=note or reason) for item in changed]
        if written:
            sum_up(opened, {**standing, **current})
    return written


def _seen_only(opened: Opened, forms: Mapping[str, Form], current: Mapping[str, Entry]) -> dict[str, Form]:
    """The forms without blank ones for answers that this person may not see. Raises Refused where one brings something."""
    hidden = {key for key in forms if key in current and not opened.access.sees(current[key].label or 0)}
    blank = blank_or(opened, None)
    for key in hidden:
        if opened.kind.entry(**blank | sent(forms[key], opened.kind)).model_dump(mode="json") != blank:
            raise Refused(_("One of these answers carries a higher label than you may see: ask a colleague with that clearance."))
    return {key: form for key, form in forms.items() if key not in hidden}


def _answers(organisation: UUID, assessment: UUID) -> QuerySet[Entry]:
    return Entry.objects.filter(organisation=organisation, assessment=assessment, role__in=ANSWERS, rater=None)


_STANDING = Prepared(lambda **places: _answers(**places).values_list(*Standing._fields), organisation=UUID, assessment=UUID)


def answers_of(assessment: Assessment) -> dict[str, Entry]:
    """The answers and own rows as they stand, by key; inside `writing()` nobody else changes them."""
    return {entry.key: entry for entry in _answers(assessment.organisation_id, assessment.pk)}


def blank_or(opened: Opened, entry: Entry | None) -> dict[str, Any]:
    return opened.kind.entry(**(entry.data if entry else {})).model_dump(mode="json")


def _guarded(
    changed: Mapping[str, dict[str, Any]], current: Mapping[str, Entry], decision: Decision
) -> tuple[dict[str, dict[str, Any]], str]:
    """The guard over every text of every changed entry at once, so that a person is asked once."""
    texts = {f"{item} {name}": value for item, data in changed.items() for name, value in data.items() if isinstance(value, str)}
    before = {f"{item} {name}": value for item, entry in current.items() for name, value in entry.data.items()}
    kept, reason = guarded(texts, before, decision)
    result = {
        item: data | {name: kept[f"{item} {name}"] for name in data if f"{item} {name}" in kept} for item, data in changed.items()
    }
    return result, reason


def write(opened: Opened, current: dict[str, Entry], key: str, data: dict[str, Any], *, through: str, note: str = "") -> Entry:
    """One answer with its revision and event; the caller has checked everything and is inside `writing()`."""
    item = opened.tool.item(key)
    entry = current.get(key)
    before = entry.data if entry else None
    if entry is None:
        entry = current[key] = new_entry(opened, key)
    promoted = opened.kind.promoted(opened.tool, item, data, opened.access.organisation.settings)
    entry.data, entry.choice, entry.duty, entry.complete = data, promoted.choice, promoted.duty, promoted.complete
    entry.inherited = False
    keep(entry, opened.access, before, wording=item.text, through=through, note=note)
    return entry


def new_entry(opened: Opened, key: str) -> Entry:
    item, row = parse_key(key)
    role = Entry.Role.ANSWER if row == NO_ROW else Entry.Role.ROW
    assessment = opened.assessment
    return Entry(organisation_id=assessment.organisation_id, assessment=assessment, item=item, row=row, role=role, version=0)


def keep(entry: Entry, access: Access, before: Any, *, wording: str, through: str, note: str = "") -> None:
    """Save an entry as its next version, with its revision and event; inside `writing()`."""
    entry.version += 1
    entry.by, entry.at = access.person, timezone.now()
    (rows.insert if entry.version == 1 else rows.update)(entry)
    after = revision_data(entry)
    revision = EntryRevision(
        organisation_id=entry.organisation_id,
        entry=entry,
        version=entry.version,
        before=before,
        after=after,
        wording=wording,
        by=access.person,
        at=entry.at,
        through=through,
        note=note,
        digest=audit.digest(after),
    )
    rows.insert(revision)
    detail = {"item": entry.item, "version": entry.version, "assessment": str(entry.assessment_id)}
    verb = "changed" if entry.version > 1 else "answered"
    audit.record(entry.organisation_id, access.person, verb, entry.role, entry.pk, detail=detail, content=after, through=through)


def revision_data(entry: Entry) -> dict[str, Any]:
    """What a revision remembers of an entry: the data, and for an action who, when and how far."""
    if entry.role != Entry.Role.ACTION:
        return dict(entry.data)
    return {
        **entry.data,
        "owner": entry.owner_id and str(entry.owner_id),
        "due": entry.due and entry.due.isoformat(),
        "status": entry.status,
    }


def sum_up(opened: Opened, current: Mapping[str, Entry | Standing]) -> None:
    """Store the summary beside the assessment, in the transaction of the entries it sums up."""
    actions = _actions_of(opened, current) if opened.kind.weighs_actions else {}
    answers = {
        key: base.Answer(key, entry.data, actions=actions.get(key, ())) for key, entry in current.items() if not entry.removed
    }
    summary = opened.kind.summary(base.Record(opened.tool, answers, settings=opened.access.organisation.settings)).model_dump(
        mode="json"
    )
    summary["raised"] = any(entry.label is not None for entry in current.values())
    opened.assessment.summary = summary
    rows.update(opened.assessment, "summary", "updated_at")


def _actions_of(opened: Opened, current: Mapping[str, Entry | Standing]) -> dict[str, list[base.Action]]:
    """The actions below each answer, whoever may see them: sums and duties are the same for everybody."""
    keys = {entry.id: key for key, entry in current.items()}
    found: dict[str, list[base.Action]] = {}
    for row in action_rows(opened.assessment):
        if key := keys.get(row["parent_id"]):
            found.setdefault(key, []).append(action_of(row))
    return found


def entry_of(opened: Opened, pk: UUID) -> Entry | None:
    """An entry of this assessment that the person may see."""
    visible = Entry.objects.select_related("parent").filter(
        organisation=opened.access.organisation, assessment=opened.assessment, pk=pk
    )
    return next((entry for entry in visible if opened.access.sees(entry.label or 0)), None)
