"""The Toolkit as it is read: all tools by part, and one tool with its questions and guidance."""

from collections.abc import Callable, Collection
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mainstay.accounts.rules import access
from mainstay.catalogue import selectors as catalogue
from mainstay.catalogue.models import PackVersion
from mainstay.catalogue.schema import Manifest
from mainstay.reports.words import listed


def _version(request: HttpRequest) -> PackVersion:
    return catalogue.current_version(access(request).organisation.pack)


@require_safe
def toolkit(request: HttpRequest) -> HttpResponse:
    """Every tool that the pack declares, by part; what is still to come says so."""
    manifest = catalogue.manifest(_version(request))
    parts = [(part, [head for head in manifest.tools if head.part == part.id]) for part in manifest.parts]
    return render(request, "library/toolkit.html", {"parts": parts, "source": manifest.source})


@require_safe
def tool(request: HttpRequest, ref: str) -> HttpResponse:
    """A tool; the id of something inside one leads to its place there. Raises Http404 for what the pack does not declare."""
    version = _version(request)
    manifest = catalogue.manifest(version)
    head = manifest.owner(ref)
    if head is None:
        raise Http404(_("The Toolkit has nothing under this number."))
    if head.id != ref:
        return redirect(f"{reverse('tool', args=[head.id])}#{ref}")
    content = catalogue.tool(version, head.id).content
    context = {"head": head, "content": content, "part": manifest.part(head.part), "notice": manifest.notice}
    context |= {"errata": catalogue.errata_for(version, head.id), "title_of": _titles(version.pk), "titled": _lists(manifest)}
    return render(request, "library/tool.html", context)


def _lists(manifest: Manifest) -> Callable[[str, Collection[str]], str]:
    """Titles of entries of a list that the whole pack shares, as `harms`."""
    return lambda name, ids: listed([one.title for one in getattr(manifest, name) if one.id in ids])


def _titles(version: UUID) -> Callable[[str], str]:
    return lambda ref: catalogue.title_of(version, ref)
