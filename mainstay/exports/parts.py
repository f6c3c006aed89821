"""Each assessment as a part of a document: what the kind says of it, below its own heading, cut to the audience."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _

from mainstay.accounts.rules import Access
from mainstay.assessments import selectors as assessments
from mainstay.assessments.models import Assessment, Entry
from mainstay.catalogue import selectors as catalogue
from mainstay.core.labels import Label, highest
from mainstay.exports.audiences import CEILING, gets
from mainstay.exports.note import roles_of
from mainstay.kinds.base import Answer, Record
from mainstay.reports.document import Audience, Block, Facts, Heading, PageBreak, Paragraph, Report
from mainstay.reports.words import day


@dataclass(frozen=True, slots=True)
class Part:
    """An assessment that goes into a document, with its record as the audience may have it."""

    opened: assessments.Opened
    record: Record
    label: Label

    @property
    def assessment(self) -> Assessment:
        return self.opened.assessment

    @property
    def title(self) -> str:
        return heading(self.assessment)


def heading(assessment: Assessment) -> str:
    """Tool, product and round, as "3.8 Awareness raising: Poster, round of 1 March 2026"."""
    head = catalogue.manifest(assessment.pack_version_id).tool(assessment.tool)
    title = f"{head.id} {head.title}" if head else assessment.tool
    if assessment.product:
        title = _("%(tool)s: %(product)s") % {"tool": title, "product": assessment.product.title}
    if assessment.occasion:
        title = _("%(tool)s, round of %(day)s") % {"tool": title, "day": round_of(assessment)}
    return title


def effective(assessment: Assessment) -> int:
    """The label with which `for_person` found it: the highest of itself and of the work it belongs to."""
    return int(assessment.effective)  # type: ignore[attr-defined]


def round_of(assessment: Assessment) -> str:
    """The day of a round in words; as stored where it is no date."""
    try:
        return day(date.fromisoformat(assessment.occasion))
    except ValueError:
        return assessment.occasion


def chosen(found: Iterable[Assessment], keys: Collection[str] | None) -> list[Assessment]:
    """Those asked for by tool, by their own id or by their product's id; all without a choice. By tool, product and round."""
    asked = set(keys or ())
    return sorted((one for one in found if not asked or asked & {one.tool, str(one.pk), str(one.product_id)}), key=_place)


def _place(assessment: Assessment) -> tuple[Any, ...]:
    order = [head.id for head in catalogue.manifest(assessment.pack_version_id).tools]
    number = order.index(assessment.tool) if assessment.tool in order else len(order)
    return number, assessment.product.title if assessment.product else "", assessment.occasion


def part_of(access: Access, assessment: Assessment, audience: Audience) -> Part | None:
    """None where the audience must not get it at all."""
    opened = assessments.open_assessment(access, assessment.pk)
    ceiling = CEILING[audience]
    if opened.label > ceiling:
        return None
    visible = assessments.entries(opened).filter(removed=False).exclude(label__gt=ceiling)
    label = highest(opened.label, visible.aggregate(highest=Max("label"))["highest"])
    return Part(opened, fitted(assessments.record_of(opened), access, audience), label)


def fitted(record: Record, access: Access, audience: Audience) -> Record:
    """The record without what `audiences` keeps from everybody's report, so that no kind can let it slip."""
    kept = {item: answer for item, answer in record.answers.items() if answer.label <= CEILING[audience]}
    names: Mapping[Any, str] = {} if gets(audience, "names") else _owners_as_roles(access, kept.values())
    hidden = record.hidden + len(record.answers) - len(kept) if gets(audience, "progress") else 0
    return replace(
        record,
        answers={item: _fitted_answer(answer, audience, names) for item, answer in kept.items()},
        comments=_fitted_comments(record, kept) if gets(audience, "comments") else {},
        hidden=hidden,
    )


def _fitted_comments(record: Record, kept: Mapping[str, Answer]) -> Mapping[str, Any]:
    """What was said about an answer stays out with it."""
    return {key: said for key, said in record.comments.items() if key in kept or key not in record.answers}


def _fitted_answer(answer: Answer, audience: Audience, names: Mapping[Any, str]) -> Answer:
    if not gets(audience, "who_and_when"):
        answer = replace(answer, by="", at=None)
    if not gets(audience, "actions"):
        return replace(answer, actions=())
    if not gets(audience, "proof"):
        answer = replace(answer, actions=[replace(action, proof="") for action in answer.actions])
    if not gets(audience, "names"):
        return replace(answer, actions=[replace(action, owner=names.get(action.id, "")) for action in answer.actions])
    return answer


def _owners_as_roles(access: Access, answers: Iterable[Answer]) -> dict[Any, str]:
    ids = [action.id for answer in answers for action in answer.actions]
    if not ids:
        return {}
    owners = dict(Entry.objects.filter(organisation=access.organisation, pk__in=ids).values_list("pk", "owner_id"))
    roles = roles_of(access, owners.values())
    return {action: roles.get(owner, "") for action, owner in owners.items()}


def report(part: Part, audience: Audience, source: str) -> Report:
    """The part's pages and its data; `source` names where answers were taken over from, if somewhere."""
    made = part.opened.kind.report(part.record, audience)
    about = Facts(_about(part, audience, source))
    head: list[Block] = [
        PageBreak(),
        Heading(part.title, key=str(part.assessment.pk)),
        about,
        Paragraph(_whose_wording(part), "muted"),
    ]
    data = {
        "id": str(part.assessment.pk),
        "tool": part.opened.tool.id,
        "title": part.opened.tool.title,
        "kind": part.opened.tool.kind,
        "label": int(part.label),
        "pack_hash": catalogue.fingerprint(part.assessment.pack_version_id),
        "round": part.assessment.occasion,
        "round_title": part.assessment.occasion_title,
        "product": part.assessment.product.title if part.assessment.product else "",
        "entries": made.data,
    }
    if gets(audience, "progress"):
        data |= {"state": part.assessment.state, "progress": _progress(part.assessment)}
    if gets(audience, "source"):
        data["inherits_from"] = source
    return Report([*head, *(deeper(block) for block in made.blocks)], data)


def _progress(assessment: Assessment) -> dict[str, int]:
    return {name: assessment.summary.get(name, 0) for name in ("answered", "of")}


def _about(part: Part, audience: Audience, source: str) -> list[tuple[str, str]]:
    assessment, facts = part.assessment, []
    if assessment.occasion_title:
        facts.append((_("Round"), assessment.occasion_title))
    facts.append((_("Label"), str(part.label.label)))
    if gets(audience, "progress"):
        facts.append((_("State"), str(Assessment.State(assessment.state).label)))
        facts.append((_("Answered"), _("%(answered)s of %(of)s") % _progress(assessment)))
    if source:
        facts.append((_("Answers taken over from"), source))
    return facts


def _whose_wording(part: Part) -> str:
    notice = catalogue.manifest(part.assessment.pack_version_id).notice
    page = part.opened.tool.page
    return _("%(notice)s Page %(page)s there.") % {"notice": notice, "page": page} if page else notice


def deeper(block: Block) -> Block:
    return replace(block, level=min(block.level + 1, 4)) if isinstance(block, Heading) else block


def source_names(access: Access, found: Sequence[Part], audience: Audience) -> dict[UUID, str]:
    """By assessment: what it takes answers over from, named where reader and label allow it."""
    heirs = [(part, source) for part in found if (source := part.assessment.inherits_from_id)]
    if not heirs or not gets(audience, "source"):
        return {}
    wanted = [source for _part, source in heirs]
    there = assessments.for_person(access).filter(pk__in=wanted).select_related("intervention", "programme")
    seen = {one.pk: (effective(one), str(one.intervention or one.programme or one)) for one in there}
    names = {}
    for part, source in heirs:
        label, name = seen.get(source, (Label.STRICTLY_CONFIDENTIAL, ""))
        higher = label > part.label
        names[part.assessment.pk] = _("another assessment, which is labelled higher than this one") if higher else name
    return names
