"""One item with everything around it: the answer, guidance, actions, comments and history; and its autosave."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mainstay.accounts.rules import Right, access
from mainstay.accounts.services import record_view
from mainstay.assessments import selectors, talk
from mainstay.assessments.errors import Invalid, Refused, Stale
from mainstay.assessments.forms import ActionForm, CommentForm, LabelForm
from mainstay.assessments.models import ANSWERS, Entry, EntryRevision
from mainstay.assessments.services import actions, comments, entries, labels, rounds
from mainstay.assessments.views import page
from mainstay.catalogue import selectors as catalogue
from mainstay.core.forms import version_of
from mainstay.core.guard import Decision, PersonalData
from mainstay.core.ids import new_id
from mainstay.core.labels import Label


@require_http_methods(["GET", "POST"])
def item(request: HttpRequest, pk: UUID, item: str) -> HttpResponse:
    opened, item_ = open_item(request, pk, item)
    if request.method == "POST":
        return save(request, opened, item_)
    if getattr(request, "htmx", False):
        return render(request, "assessments/beside.html", page.frame(opened) | {"item": item_})
    return show(request, opened, item_)


def open_item(request: HttpRequest, pk: UUID, item: str) -> tuple[selectors.Opened, Any]:
    opened = selectors.open_assessment(access(request), pk)
    try:
        return opened, opened.tool.item(item)
    except KeyError:
        raise Http404(_("This tool has no such item.")) from None


def save(request: HttpRequest, opened: selectors.Opened, item: Any) -> HttpResponse:
    """Autosave answers with the item's state alone, a form with the whole page; nothing typed is lost in either."""
    answer = _answer_small if getattr(request, "htmx", False) else show
    opened.access.require(entries.right_to_answer(opened))
    posted = page.posted_item(request, item.id)
    if posted is None:
        return answer(
            request,
            opened,
            item,
            422,
            refused=_("The form did not say which version it changes: reload the page and save again."),
        )
    decision = Decision.of(request.POST)
    try:
        written = entries.record_entries(opened, [posted], decision=decision)
    except Invalid as error:
        return answer(request, opened, item, 422, wrong=error.forms)
    except Stale as error:
        return answer(request, opened, item, 409, late=error.theirs)
    except PersonalData as error:
        return answer(request, opened, item, 422, guard=error)
    except Refused as error:
        return answer(request, opened, item, 409, refused=str(error))
    if not getattr(request, "htmx", False):
        messages.success(request, _("Saved."))
        return redirect(request.path)
    return _answer_small(
        request, opened, item, saved=written[0] if written else None, whole=bool(decision.choice), seen=posted.seen
    )


def _answer_small(request: HttpRequest, opened: selectors.Opened, item: Any, status: int = 200, **what: Any) -> HttpResponse:
    """The fragment that htmx puts in place of the item's state; the whole item where its text was masked."""
    saved: Entry | None = what.get("saved")
    seen = request.POST.get(f"{item.id}-version", "0")
    answer = selectors.answer_of(opened, item.id)
    data = saved.data if saved else page.typed_data(opened, item, request.POST, answer.data)
    context = {"wrong": {}, "late": {}, "guard": None, "refused": "", "saved": None, "whole": False} | what
    context |= {
        "opened": opened,
        "assessment": opened.assessment,
        "item": item,
        "version": saved.version if saved else seen,
        "data": data,
        "base": f"{reverse('assessment', args=[opened.assessment.pk])}items/",
        "summary": opened.assessment.summary,
        "said_of": lambda told: opened.kind.said(opened.tool, told),
    }
    context |= opened.kind.small(opened.tool, item, replace(answer, data=data), opened.access.organisation.settings)
    response = render(request, opened.kind.state_template, context, status=status)
    if context["whole"]:
        response["HX-Trigger"] = "mainstay:decided"
    return response


def show(request: HttpRequest, opened: selectors.Opened, item: Any, status: int = 200, **trouble: Any) -> HttpResponse:
    if opened.label >= Label.CONFIDENTIAL:
        record_view(opened.access, "assessment", opened.assessment.pk)
    record = selectors.record_of(opened, with_comments=False)
    own = selectors.entries(opened)
    answers = selectors.at_key(own.filter(role__in=ANSWERS, removed=False), item.id)
    entry = answers.select_related("by", "origin__by").first()
    typed = request.POST if f"{item.id}-version" in request.POST else None
    context = page.frame(opened) | opened.kind.page(record) | {"record": record, "item": item, "entry": entry}
    context |= opened.kind.small(opened.tool, item, record.answer(item.id), opened.access.organisation.settings)
    stands = page.entry_shown(entry)
    context |= {"data": page.typed_data(opened, item, typed, stands) if typed else stands}
    context |= {
        "actions": selectors.actions_of(opened, item.id),
        "removed_actions": selectors.actions_of(opened, item.id, removed=True),
        "comments": talk.comments(opened, item.id),
        "history": selectors.history(opened, item.id),
        "action_history": _by_entry(selectors.history_of_actions(opened, item.id)),
        "errata": catalogue.errata_for(opened.assessment.pack_version_id, item.id),
        "law": item.law,
        "action_form": ActionForm(opened, item.id, initial={"row": new_id(), "status": Entry.Status.OPEN}),
        "comment_form": CommentForm(opened, item.id, initial={"id": new_id()}),
        "next_item": _beside(opened, item, 1),
        "previous_item": _beside(opened, item, -1),
        "statuses": Entry.Status,
    }
    context |= {"wrong": {}, "late": {}, "guard": None, "refused": ""} | trouble
    context["source"] = entry and entry.origin and _visible(opened, entry.origin)
    if item.id in record.hidden_keys:
        context |= {"hidden": True, "may_answer": False, "may_comment": False, "may_label": False}
    return render(request, opened.kind.item_template, context, status=status)


def _by_entry(revisions: Iterable[EntryRevision]) -> dict[UUID, list[EntryRevision]]:
    found: dict[UUID, list[EntryRevision]] = {}
    for one in revisions:
        found.setdefault(one.entry_id, []).append(one)
    return found


def _visible(opened: selectors.Opened, source: Entry) -> Entry | None:
    """The source of an answer that was taken over, if this person may see it."""
    theirs = selectors.opened_or_none(opened.access, source.assessment_id)
    return source if theirs and theirs.access.sees(source.label or 0) else None


def _beside(opened: selectors.Opened, item: Any, step: int) -> Any:
    items = opened.tool.content.items
    if item not in items:
        return None
    place = items.index(item) + step
    return items[place] if 0 <= place < len(items) else None


@require_POST
def add_action(request: HttpRequest, pk: UUID, item: str) -> HttpResponse:
    opened, item_ = open_item(request, pk, item)
    form = ActionForm(opened, item, request.POST)
    if not form.is_valid():
        return show(request, opened, item_, 422, action_form=form)
    try:
        actions.add_action(opened, item, form.cleaned_data, decision=Decision.of(request.POST))
    except PersonalData as error:
        return show(request, opened, item_, 422, action_form=form, action_guard=error)
    except Refused as error:
        return show(request, opened, item_, 409, action_form=form, refused=str(error))
    messages.success(request, _("The action is kept."))
    return redirect("item", pk, item)


@require_POST
def change_action(request: HttpRequest, pk: UUID, item: str, action: UUID) -> HttpResponse:
    opened, item_ = open_item(request, pk, item)
    entry = entries.entry_of(opened, action)
    if entry is None or entry.parent is None or entry.parent.key != item:
        raise Http404(_("There is no such action here."))
    form = ActionForm(opened, item, request.POST, owner_now=entry.owner_id)
    if not form.is_valid():
        return show(request, opened, item_, 422, changed_form=form, changed=action)
    seen = request.POST.get("version", "")
    try:
        actions.change_action(opened, entry, form.cleaned_data, seen=version_of(seen), decision=Decision.of(request.POST))
    except PersonalData as error:
        return show(request, opened, item_, 422, changed_form=form, changed=action, action_guard=error)
    except Stale as error:
        return show(
            request, opened, item_, 409, changed_form=form, changed=action, changed_late=next(iter(error.theirs.values()))
        )
    except Refused as error:
        return show(request, opened, item_, 409, changed_form=form, changed=action, refused=str(error))
    messages.success(request, _("The action is kept."))
    return redirect("item", pk, item)


@require_POST
def add_comment(request: HttpRequest, pk: UUID, item: str) -> HttpResponse:
    opened, item_ = open_item(request, pk, item)
    form = CommentForm(opened, item, request.POST)
    if not form.is_valid():
        return show(request, opened, item_, 422, comment_form=form)
    try:
        said = form.cleaned_data
        comments.comment(opened, item, said["text"], list(said["mentions"]), pk=said["id"], decision=Decision.of(request.POST))
    except PersonalData as error:
        return show(request, opened, item_, 422, comment_form=form, comment_guard=error)
    except Refused as error:
        return show(request, opened, item_, 409, comment_form=form, refused=str(error))
    messages.success(request, _("Your comment is kept."))
    return redirect("item", pk, item)


@require_POST
def settle_comment(request: HttpRequest, pk: UUID, item: str, comment: UUID) -> HttpResponse:
    opened, _item = open_item(request, pk, item)
    found = get_object_or_404(talk.comments(opened, item), pk=comment)
    comments.settle(opened, found, settled="reopen" not in request.POST)
    return redirect("item", pk, item)


@require_POST
def raise_label(request: HttpRequest, pk: UUID, item: str) -> HttpResponse:
    """Give this one answer a higher label than the rest."""
    opened, item_ = open_item(request, pk, item)
    opened.access.require(Right.MANAGE)
    entry = get_object_or_404(selectors.at_key(selectors.entries(opened), item), role__in=ANSWERS)
    form = LabelForm(request.POST)
    try:
        if not form.is_valid():
            raise Refused(_("Choose one of the labels shown."))
        labels.raise_label(opened, entry, form.cleaned_data["label"])
    except Refused as error:
        return show(request, opened, item_, 409, refused=str(error))
    messages.success(request, _("The label of this answer is raised."))
    return redirect("item", pk, item)


@require_POST
def from_source(request: HttpRequest, pk: UUID, item: str) -> HttpResponse:
    """The source has changed: take its answer over, or keep one's own and take the mark away."""
    opened, item_ = open_item(request, pk, item)
    found = selectors.entries(opened).select_related("origin__assessment")
    entry = get_object_or_404(selectors.at_key(found, item), role__in=ANSWERS)
    try:
        if "keep" in request.POST or entry.origin is None:
            rounds.looked_at(opened, entry)
        else:
            rounds.take_over(opened, entry.origin.assessment, {item})
    except Refused as error:
        return show(request, opened, item_, 409, refused=str(error))
    return redirect("item", pk, item)
