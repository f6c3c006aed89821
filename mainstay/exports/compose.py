"""From an intervention to a document for one audience, and to the list of what that document does not hold."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from mainstay.accounts.rules import Access, Right
from mainstay.assessments import selectors as assessments
from mainstay.assessments.models import Assessment
from mainstay.catalogue import selectors as catalogue
from mainstay.catalogue.models import PackVersion
from mainstay.core.labels import Label, highest
from mainstay.countries.selectors import DESIGNATIONS
from mainstay.exports import closing, note, parts, signatures
from mainstay.exports.audiences import CEILING, FIELDS, NAMES, OURS, PARTNERS, PUBLIC, Field, gets
from mainstay.programmes.models import Intervention
from mainstay.reports.document import Audience, Block, Document
from mainstay.reports.words import listed

NOTE = "note"
"""Stands among the chosen parts for the intervention note."""
Out = list[tuple[str, str]]
"""What is not in the document, and why."""


class Refused(Exception):
    """In words for the person who asked; no document was made."""


@dataclass(frozen=True, slots=True)
class Matter:
    """What was asked for, and what of it the audience may have."""

    access: Access
    intervention: Intervention
    audience: Audience
    language: str
    version: PackVersion
    note: note.Subject | None
    parts: Sequence[parts.Part]
    withheld: Sequence[Assessment]
    reviews: signatures.Reviews


@dataclass(frozen=True, slots=True)
class Composed:
    """A document, the label of what is inside, the tools inside, and what is not."""

    document: Document
    label: Label
    tools: Sequence[str]
    out: Out


def compose(
    access: Access, intervention: Intervention, keys: Collection[str] | None, audience: Audience, language: str
) -> Composed:
    """The note and every assessment, or those of them that `keys` names: tool, own id, product's id, "note".

    `access` as `open_intervention` gave it. Raises Refused where nothing could stand in the document.
    """
    access.require(Right.EXPORT if audience is OURS else Right.SHARE)
    with translation.override(language):
        matter = gather(access, intervention, set(keys or ()), audience, language)
        return bind(matter)


def gather(access: Access, intervention: Intervention, keys: set[str], audience: Audience, language: str) -> Matter:
    if intervention.label > CEILING[audience] and intervention.label >= Label.CONFIDENTIAL:
        raise Refused(
            _("%(what)s: nothing of it goes out. %(why)s")
            % {"what": intervention.ref, "why": _too_high(intervention.label, audience)}
        )
    everything = list(assessments.of_intervention(access, intervention))
    _known(keys, everything)
    found = parts.chosen(everything, keys)
    cut = {one.pk: parts.part_of(access, one, audience) for one in found}
    version = catalogue.current_version(access.organisation.pack)
    subject = None
    if not keys or NOTE in keys:
        subject = note.Subject(access, intervention, catalogue.manifest(version), audience, language, everything)
    kept = [part for part in cut.values() if part]
    withheld = [one for one in found if cut[one.pk] is None]
    reviews = signatures.reviews(access, intervention)
    matter = Matter(access, intervention, audience, language, version, subject, kept, withheld, reviews)
    if not (kept or subject):
        raise Refused(" ".join(f"{what}: {why}" for what, why in stays_out(matter)))
    return matter


def _known(keys: set[str], everything: Sequence[Assessment]) -> None:
    there = {one.tool for one in everything}
    known = {NOTE} | there | {str(one.pk) for one in everything} | {str(one.product_id) for one in everything if one.product_id}
    if missing := keys - known:
        words = {"asked": listed(sorted(missing)), "there": listed([NOTE, *sorted(there)])}
        raise Refused(_("There is nothing filled in for %(asked)s. There is: %(there)s.") % words)


def bind(matter: Matter) -> Composed:
    """The document itself."""
    audience, blocks = matter.audience, list[Block]()
    data: dict[str, Any] = {"label": 0, "pack_hash": catalogue.fingerprint(matter.version), "intervention": None, "parts": []}
    labels = [part.label for part in matter.parts]
    if matter.note:
        made, label = note.report(matter.note)
        made = signatures.under(made, matter.reviews, None, audience)
        blocks += made.blocks
        labels.append(label)
        data["intervention"] = made.data
    sources = parts.source_names(matter.access, matter.parts, audience)
    for part in matter.parts:
        made = parts.report(part, audience, sources.get(part.assessment.pk, ""))
        made = signatures.under(made, matter.reviews, part.assessment.pk, audience)
        blocks += made.blocks
        data["parts"].append(made.data)
    told = [part["entries"] for part in data["parts"]]
    ends = {"actions": closing.actions(matter.parts, audience, told), "errata": closing.errata(matter.parts, matter.version)}
    for key, end in ends.items():
        blocks += end.blocks
        data[key] = end.data
    label = highest(*labels)
    data["label"] = int(label)
    tools = list(dict.fromkeys(part.opened.tool.id for part in matter.parts))
    return Composed(_document(matter, label, blocks, data), label, tools, stays_out(matter))


def _document(matter: Matter, label: Label, blocks: Sequence[Block], data: dict[str, object]) -> Document:
    intervention, audience = matter.intervention, matter.audience
    manifest = catalogue.manifest(matter.version)
    whole = matter.parts[0].title if len(matter.parts) == 1 and not matter.note else _("Human rights and gender annex")
    named = gets(audience, "ref")
    return Document(
        title=intervention.title,
        subtitle=_("%(document)s to %(ref)s") % {"document": whole, "ref": intervention.ref} if named else whole,
        label=str(label.label),
        audience=audience,
        audience_name=str(NAMES[audience]),
        made_at=timezone.now(),
        made_for=matter.access.organisation.name,
        pack=_("%(title)s, version %(version)s") % {"title": manifest.title, "version": manifest.version},
        language=matter.language,
        notices=[manifest.notice, manifest.acknowledgement, str(DESIGNATIONS)],
        blocks=blocks,
        data=data,
        short=(f"{intervention.ref} {intervention.title}" if named else intervention.title)[:90],
        mark=_mark(label, audience),
        watermark=label >= Label.CONFIDENTIAL,
    )


def _mark(label: Label, audience: Audience) -> str:
    if label >= Label.CONFIDENTIAL:
        return str(label.label)
    return _("Internal draft") if label == Label.INTERNAL and audience is not PUBLIC else ""


def stays_out(matter: Matter) -> Out:
    """Fields of the note, whole assessments, then what each kind leaves out."""
    audience, label = matter.audience, matter.intervention.label
    out: Out = []
    for piece in note.stays_out(matter.note) if matter.note else ():
        field = FIELDS[piece.field]
        why = _too_high(max(label, piece.label), audience) if audience in field.audiences else _kept_for(field)
        out.append((str(field.title), why))
    if matter.note and not gets(audience, "names"):
        out.append((str(FIELDS["names"].title), _kept_for(FIELDS["names"])))
    inside = [*([None] if matter.note else []), *(part.assessment.pk for part in matter.parts)]
    out += [(str(field.title), _kept_for(field)) for field in signatures.stays_out(matter.reviews, inside, audience)]
    out += [(parts.heading(one), _too_high(parts.effective(one), audience)) for one in matter.withheld]
    by_words: dict[str, list[str]] = defaultdict(list)
    for part in matter.parts:
        for words in part.opened.kind.stays_out(part.record, audience):
            if part.opened.tool.id not in by_words[words]:
                by_words[words].append(part.opened.tool.id)
    why = _("Not for: %(audience)s.") % {"audience": NAMES[audience]}
    out += [(_("%(tools)s: %(what)s") % {"tools": listed(tools), "what": words}, why) for words, tools in by_words.items()]
    if matter.access.clearance < Label.CONFIDENTIAL:
        above = _("Whatever is labelled above “%(label)s”") % {"label": matter.access.clearance.label}
        out.append((above, _("You do not see it yourself, so your documents do not hold it.")))
    return out


def _kept_for(field: Field) -> str:
    if PARTNERS in field.audiences:
        return _("Kept for our own file, the UN and donors.")
    return _("Kept for our own file.")


def _too_high(label: int, audience: Audience) -> str:
    words = {"label": Label(label).label, "audience": NAMES[audience], "most": CEILING[audience].label}
    return _("Labelled “%(label)s”; for %(audience)s at most “%(most)s”. A lead can lower a label, with a reason.") % words
