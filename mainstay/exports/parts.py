"""Each assessment as a part of a document: what the kind says of it, below its own heading, cut to the audience."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

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
from mainstay.reports.document import Audience, Block, Cell, Column, Facts, Grid, Heading, Line, PageBreak, Paragraph
from mainstay.reports.words import day, listed


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
        comments=record.comments if gets(audience, "comments") else {},
        hidden=hidden,
    )


def _fitted_answer(answer: Answer, audience: Audience, names: Mapping[Any, str]) -> Answer:
    if not gets(audience, "who_and_when"):
        answer = replace(answer, by="", at=None)
    if not gets(audience, "actions"):
        return replace(answer, actions=())
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


def blocks(part: Part, audience: Audience, source: str) -> tuple[list[Block], dict[str, Any]]:
    """The part's pages and its data; `source` names where answers were taken over from, if somewhere."""
    made = part.opened.kind.report(part.record, audience)
    about = _about(part, audience, source)
    head: list[Block] = [
        PageBreak(),
        Heading(part.title),
        *([Facts(about)] if about else []),
        Paragraph(_whose_wording(part), "muted"),
    ]
    data = {
        "id": str(part.assessment.pk),
        "tool": part.opened.tool.id,
        "title": part.opened.tool.title,
        "kind": part.opened.tool.kind,
        "label": int(part.label),
        "round": part.assessment.occasion,
        "round_title": part.assessment.occasion_title,
        "product": part.assessment.product.title if part.assessment.product else "",
        "entries": made.data,
    }
    if gets(audience, "progress"):
        data |= {"state": part.assessment.state, "summary": part.assessment.summary}
    if gets(audience, "source"):
        data["inherits_from"] = source
    return [*head, *(deeper(block) for block in made.blocks)], data


def _about(part: Part, audience: Audience, source: str) -> list[tuple[str, str]]:
    assessment, facts = part.assessment, []
    if assessment.occasion_title:
        facts.append((_("Round"), assessment.occasion_title))
    facts.append((_("Label"), str(part.label.label)))
    if gets(audience, "progress"):
        facts.append((_("State"), str(Assessment.State(assessment.state).label)))
        done = {"answered": assessment.summary.get("answered", 0), "of": assessment.summary.get("of", 0)}
        facts.append((_("Answered"), _("%(answered)s of %(of)s") % done))
    if source:
        facts.append((_("Answers taken over from"), source))
    return facts


def _whose_wording(part: Part) -> str:
    notice = catalogue.manifest(part.assessment.pack_version_id).notice
    page = part.opened.tool.page
    return _("%(notice)s Toolkit (2021), p. %(page)s.") % {"notice": notice, "page": page} if page else notice


def deeper(block: Block) -> Block:
    return replace(block, level=min(block.level + 1, 4)) if isinstance(block, Heading) else block


def source_names(access: Access, found: Sequence[Assessment], audience: Audience) -> dict[Any, str]:
    """By assessment: what it inherits from, as far as reader and audience may know it."""
    if not gets(audience, "source"):
        return {}
    wanted = [one.inherits_from_id for one in found if one.inherits_from_id]
    if not wanted:
        return {}
    seen = assessments.for_person(access).filter(pk__in=wanted, effective__lte=CEILING[audience])
    names = {one.pk: str(one.intervention or one.programme or one) for one in seen.select_related("intervention", "programme")}
    unknown = _("another assessment, which is labelled higher than this document")
    return {one.pk: names.get(one.inherits_from_id, unknown) for one in found if one.inherits_from_id}


def actions(parts: Sequence[Part], audience: Audience) -> tuple[list[Block], list[dict[str, Any]]]:
    """Everything that somebody must still do, the soonest due first, over all parts."""
    rows = []
    for part in parts:
        for item, answer in part.record.answers.items():
            rows += [(action.due or date.max, part, item, action) for action in answer.actions]
    if not rows or not gets(audience, "actions"):
        return [], []
    rows.sort(key=lambda row: (row[0], row[2]))
    columns = [
        Column(_("What"), 3.5),
        Column(_("Concerns"), 2.4),
        Column(_("Who"), 1.5),
        Column(_("By when"), 1.6),
        Column(_("Status"), 1.1),
    ]
    lines, data = [], []
    for _due, part, item, action in rows:
        concerns = f"{item} {_title_of(part, item)}".strip()
        cells = [action.what, concerns, action.owner, day(action.due), action.status_label]
        lines.append(Line([Cell(text) for text in cells]))
        due = action.due.isoformat() if action.due else None
        data.append(
            {
                "what": action.what,
                "item": item,
                "assessment": str(part.assessment.pk),
                "owner": action.owner,
                "due": due,
                "status": action.status,
            }
        )
    return [PageBreak(), Heading(_("Actions")), Grid(columns, lines, _("Actions of all tools"))], data


def _title_of(part: Part, item: str) -> str:
    try:
        return str(part.opened.tool.item(item).title)
    except KeyError:
        return ""


def errata(parts: Sequence[Part], version: Any) -> tuple[list[Block], list[dict[str, Any]]]:
    """What the publication prints and we show otherwise, for the tools inside."""
    tools = {part.opened.tool.id for part in parts}
    manifest = catalogue.manifest(version)
    here = [
        (one, [ref for ref in one.touches if (head := manifest.owner(ref)) and head.id in tools])
        for one in catalogue.errata(version)
    ]
    touching = [(one, refs) for one, refs in here if refs]
    if not touching:
        return [], []
    columns = [
        Column(_("No."), 0.6),
        Column(_("Concerns"), 1.2),
        Column(_("Printed"), 3),
        Column(_("Shown here"), 3),
        Column(_("Why"), 3),
    ]
    lines = [Line([Cell(text) for text in (one.id, listed(refs), one.printed, one.shown, one.why)]) for one, refs in touching]
    remark = Paragraph(_("Where this document differs from the printed Toolkit, and why."), "muted")
    grid = Grid(columns, lines, _("Corrections to the printed Toolkit"))
    data = [one.model_dump(mode="json") for one, _refs in touching]
    return [PageBreak(), Heading(_("Corrections to the printed Toolkit")), remark, grid], data
