"""The intervention and its note as pieces of a document, each under the field by which `audiences` decides who gets it."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _

from mainstay.accounts.models import Membership, Role
from mainstay.accounts.rules import Access
from mainstay.assessments.models import Assessment
from mainstay.catalogue.schema import Manifest, ToolHead
from mainstay.core.labels import Label, highest
from mainstay.exports.audiences import CEILING, FIELDS, gets
from mainstay.programmes import selectors as programmes
from mainstay.programmes.models import Intervention, Reason
from mainstay.reports.document import Audience, Block, Bullets, Cell, Column, Facts, Grid, Heading, Line, Paragraph, Report
from mainstay.reports.words import day, listed, period


@dataclass(frozen=True, slots=True)
class Piece:
    """One field: as a line of the head (`fact`) or as blocks of its own, and as data."""

    field: str
    data: Any
    fact: str = ""
    blocks: Sequence[Block] = ()
    label: int = 0
    """Of what it names beside the intervention."""

    def __bool__(self) -> bool:
        return bool(self.fact or self.blocks)


@dataclass(frozen=True, slots=True)
class Subject:
    """What the pieces are made from."""

    access: Access
    intervention: Intervention
    manifest: Manifest
    audience: Audience
    language: str
    assessments: Sequence[Assessment]


def report(subject: Subject) -> tuple[Report, Label]:
    """The note for this audience: a table of facts, then what needs room; and the label of what is inside."""
    given = [piece for piece in pieces(subject) if _goes_in(subject, piece)]
    facts = Facts([(str(FIELDS[piece.field].title), piece.fact) for piece in given if piece.fact])
    blocks: list[Block] = [Heading(_("Intervention note")), facts]
    for piece in given:
        blocks += piece.blocks
    # Whatever a public document holds of an intervention that is only internal has been declared fit for it.
    label = highest(min(subject.intervention.label, CEILING[subject.audience]), *(piece.label for piece in given))
    return Report(blocks, {piece.field: piece.data for piece in given}), label


def _goes_in(subject: Subject, piece: Piece) -> bool:
    allowed = gets(subject.audience, piece.field, subject.intervention.label)
    return allowed and piece.label <= CEILING[subject.audience]


def stays_out(subject: Subject) -> list[Piece]:
    """What has something in it that this audience does not get."""
    return [piece for piece in pieces(subject) if piece and not _goes_in(subject, piece)]


def pieces(subject: Subject) -> list[Piece]:
    return [
        *_head(subject),
        *_typed(subject),
        _tools(subject),
        _left_out(subject),
        _products(subject),
        _team(subject),
        _reasons(subject),
    ]


def _head(subject: Subject) -> list[Piece]:
    intervention, manifest = subject.intervention, subject.manifest
    countries = sorted(country.name(subject.language) for country in intervention.countries.all())
    stage = _titles([intervention.stage], manifest.stages)[0] if intervention.stage else ""
    starts, ends = intervention.starts_on, intervention.ends_on
    programme = intervention.programme
    if programme and not subject.access.everywhere.sees(programme.label):
        programme = None
    frame = programme.title if programme else ""
    return [
        Piece("title", intervention.title, intervention.title),
        Piece("ref", intervention.ref, intervention.ref),
        Piece("programme", frame, frame, label=programme.label if programme else 0),
        Piece("countries", countries, listed(countries)),
        _chosen("crimes", intervention.crimes, manifest.crimes),
        _chosen("areas", intervention.areas, manifest.areas),
        Piece("stage", {"id": intervention.stage, "title": stage}, stage),
        Piece("dates", {"starts": starts and starts.isoformat(), "ends": ends and ends.isoformat()}, period(starts, ends)),
        Piece("state", intervention.state, str(Intervention.State(intervention.state).label)),
        _counterparts(subject),
        Piece("workplan_code", intervention.workplan_code, intervention.workplan_code),
    ]


def _titles(ids: Iterable[str], declared: Iterable[Any]) -> list[str]:
    titles = {one.id: one.title for one in declared}
    return [titles.get(one, one) for one in ids]


def _chosen(field: str, ids: list[str], declared: Iterable[Any]) -> Piece:
    titles = _titles(ids, declared)
    return Piece(field, [{"id": one, "title": title} for one, title in zip(ids, titles, strict=True)], listed(titles))


def _counterparts(subject: Subject) -> Piece:
    rows = []
    for pair in subject.intervention.counterparts:
        kind, support = pair.get("kind", ""), pair.get("support", "")
        title, way = _titles([kind], subject.manifest.counterparts)[0], _titles([support], subject.manifest.support)[0]
        rows.append({"kind": kind, "title": title, "support": support, "support_title": way})
    return Piece("counterparts", rows, "\n".join(" – ".join(filter(None, (row["title"], row["support_title"]))) for row in rows))


def _typed(subject: Subject) -> list[Piece]:
    note = programmes.note_of(subject.intervention, subject.manifest)
    change: list[Block] = [Heading(_("Expected change"), 2), Paragraph(note.expected_change)] if note.expected_change else []
    theory: list[Block] = []
    for check, text in note.theory:
        if text:
            theory += [Heading(check.title, 3), Paragraph(check.text, "muted"), Paragraph(text)]
    if theory:
        theory.insert(0, Heading(_("Theory of change"), 2))
    link: list[Block] = [Paragraph(_("The theory of change: %(link)s") % {"link": note.theory_link})] if note.theory_link else []
    checks = [{"id": check.id, "title": check.title, "text": text} for check, text in note.theory]
    return [
        Piece("expected_change", note.expected_change, blocks=change),
        Piece("theory", checks, blocks=theory),
        Piece("theory_link", note.theory_link, blocks=link),
    ]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A tool that the team works with."""

    tool: str
    title: str
    reasons: Sequence[str]
    progress: str


def _tools(subject: Subject) -> Piece:
    """Chosen tools, why each is proposed, and how far it is."""
    reasons = {proposed.tool.id: proposed.reasons for proposed in programmes.proposals(subject.intervention, subject.manifest)}
    chosen = set(subject.intervention.chosen_tools.values_list("tool", flat=True))
    rows = []
    for head in (head for head in subject.manifest.tools if head.id in chosen):
        why = reasons.get(head.id) or [_("Chosen by the team.")]
        rows.append(Chosen(head.id, head.title, why, _progress(subject, head)))
    if not rows:
        return Piece("tools", [])
    lines = [Line([Cell(named(one.tool, one.title)), Cell("\n".join(one.reasons)), Cell(one.progress)]) for one in rows]
    columns = [Column(_("Tool"), 3), Column(_("Why"), 4), Column(_("How far"), 1.5)]
    return Piece(
        "tools", [asdict(row) for row in rows], blocks=[Heading(_("Tools chosen"), 2), Grid(columns, lines, _("Tools chosen"))]
    )


def named(tool: str, title: str) -> str:
    """The number before the title, where the id is one."""
    return f"{tool} {title}" if tool[:1].isdecimal() else title


def _progress(subject: Subject, head: ToolHead) -> str:
    done = [one.summary for one in subject.assessments if one.tool == head.id]
    if not done:
        return _("To read") if head.subject == "none" else _("Not begun")
    answered, of = sum(one.get("answered", 0) for one in done), sum(one.get("of", 0) for one in done)
    return _("%(answered)s of %(of)s answered") % {"answered": answered, "of": of}


def _left_out(subject: Subject) -> Piece:
    note = programmes.note_of(subject.intervention, subject.manifest)
    lines = [note.left_out_reason] if note.left_out_reason else []
    blocks: list[Block] = [Paragraph(text) for text in lines]
    if note.own_reasons:
        blocks.append(Bullets([_("%(tool)s: %(reason)s") % {"tool": tool, "reason": text} for tool, text in note.own_reasons]))
    if blocks:
        blocks.insert(0, Heading(_("Why other tools are left out"), 2))
    own = dict(subject.intervention.own_reasons)
    return Piece("left_out", {"reason": note.left_out_reason, "own_reasons": own}, blocks=blocks)


def _products(subject: Subject) -> Piece:
    found = list(programmes.products(subject.access, subject.intervention))
    rows = [{name: getattr(one, name) for name in ("title", "medium", "language", "audience")} for one in found]
    if not rows:
        return Piece("products", [])
    columns = [Column(_("Product"), 3), Column(_("Medium")), Column(_("Language")), Column(_("For whom"), 2)]
    grid = Grid(columns, [Line([Cell(text) for text in row.values()]) for row in rows], _("Communication products"))
    label = highest(*(one.label for one in found))
    return Piece("products", rows, blocks=[Heading(_("Communication products"), 2), grid], label=label)


def _team(subject: Subject) -> Piece:
    """Names where the audience gets them, else what each does."""
    members = list(programmes.team(subject.intervention))
    roles = roles_of(subject.access, [member.person_id for member in members])
    named = gets(subject.audience, "names")
    rows = []
    for member in members:
        role = str(Role(member.role).label) if member.role else roles.get(member.person_id, "")
        rows.append(({"name": str(member.person)} if named else {}) | {"task": member.duty, "role": role})
    if not rows:
        return Piece("team", [])
    columns = [*([Column(_("Name"))] if named else []), Column(_("Task in the team"), 2), Column(_("Role"))]
    grid = Grid(columns, [Line([Cell(text) for text in row.values()]) for row in rows], _("Team"))
    return Piece("team", rows, blocks=[Heading(_("Team"), 2), grid])


def roles_of(access: Access, people: Iterable[Any]) -> dict[Any, str]:
    """What people are in the organisation, in words."""
    found = Membership.objects.filter(organisation=access.organisation, person__in=[one for one in people if one])
    return {person: str(Role(role).label) for person, role in found.values_list("person_id", "role")}


def _reasons(subject: Subject) -> Piece:
    found = Reason.objects.filter(organisation=subject.access.organisation, intervention=subject.intervention)
    rows = [(one, str(Reason.Of(one.of).label), str(one.by or "")) for one in found.select_related("by").order_by("at")]
    if not rows:
        return Piece("reasons", [])
    columns = [Column(_("What")), Column(_("Reason"), 3), Column(_("Who and when"), 1.5)]
    lines = [Line([Cell(what), Cell(one.text), Cell(f"{by}\n{day(one.at)}")]) for one, what, by in rows]
    data = [{"of": one.of, "what": what, "reason": one.text, "by": by, "at": one.at.isoformat()} for one, what, by in rows]
    return Piece("reasons", data, blocks=[Heading(_("Reasons given"), 2), Grid(columns, lines, _("Reasons given"))])
