"""What every form here does with a post: check, save, or come back with the typed text and what stands in the way."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from mainstay.core.forms import version_of
from mainstay.core.guard import Decision, PersonalData
from mainstay.core.ids import new_id
from mainstay.programmes.errors import Closed, Stale
from mainstay.programmes.forms import PartForm
from mainstay.programmes.models import Intervention
from mainstay.programmes.parts import Values

Saved = TypeVar("Saved")
CHOOSE, THEIRS = "choose-", "theirs"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that somebody else changed meanwhile, in words, with the choice between both."""

    name: str
    title: str
    theirs: str
    yours: str


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why nothing was saved; the page shows it above the typed text."""

    status: int = 200
    closed: str = ""
    guard: PersonalData | None = None
    stale: Stale | None = None
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True, slots=True)
class Attempt(Generic[Saved]):
    saved: Saved | None
    trouble: Trouble


def attempt(request: HttpRequest, form: PartForm, save: Callable[[Values, Decision], Saved]) -> Attempt[Saved]:
    """Save what the form holds; nothing is saved unless `saved` is there. A page that was only opened has no trouble."""
    if request.method != "POST":
        return Attempt(None, Trouble())
    if not form.is_valid():
        return Attempt(None, Trouble(422))
    try:
        return Attempt(save(_chosen(request, form.values()), Decision.of(request.POST)), Trouble())
    except ValidationError as error:
        form.put_errors(error)
        return Attempt(None, Trouble(422))
    except PersonalData as error:
        return Attempt(None, Trouble(422, guard=error))
    except Closed as error:
        return Attempt(None, Trouble(409, closed=str(error)))
    except Stale as error:
        return Attempt(None, Trouble(409, stale=error, conflicts=tuple(_conflicts(form, error))))


def _chosen(request: HttpRequest, values: Values) -> Values:
    """Without the fields for which the other person's text was chosen: what is not written stays as it stands."""
    return {name: value for name, value in values.items() if request.POST.get(f"{CHOOSE}{name}") != THEIRS}


def _conflicts(form: PartForm, error: Stale) -> list[Conflict]:
    return [
        Conflict(one.name, form.title_of(one.name), form.words_for(one.name, one.theirs), form.words_for(one.name, one.yours))
        for one in error.differences
    ]


def seen(request: HttpRequest, trouble: Trouble, version: int) -> int:
    """The version that the form on the page stands for: after a comparison the newest, else the one it was opened with."""
    if trouble.stale:
        return trouble.stale.version
    return posted_version(request) if request.method == "POST" else version


def posted_version(request: HttpRequest) -> int:
    """-1, which no row has, where the form does not say: then every difference counts as somebody else's."""
    return version_of(request.POST.get("seen"))


def posted_id(request: HttpRequest) -> UUID:
    """The id that the form carries for what it creates, so that the same form twice creates one."""
    try:
        return UUID(request.POST.get("new_id", ""))
    except ValueError:
        return new_id()


def typed_or(request: HttpRequest) -> Any:
    """What a form is bound to."""
    return request.POST if request.method == "POST" else None


def answer(
    request: HttpRequest,
    template: str,
    form: PartForm,
    save: Callable[[Values, Decision], Saved],
    *,
    then: Callable[[Saved], tuple[str, Any]],
    said: str,
    version: int = 1,
    editing: Intervention | None = None,
    context: dict[str, Any],
) -> HttpResponse:
    """The whole life of a form page: shown, refused with the typed text, or saved and on to the next page.

    `editing` is the intervention that the form changes: where it is closed nobody is asked to type.
    """
    if editing and editing.state == Intervention.State.CLOSED and request.method != "POST":
        messages.info(request, str(Closed(editing)))
        return redirect("intervention", editing.pk)
    done = attempt(request, form, save)
    if done.saved is not None:
        messages.success(request, said)
        return redirect(*then(done.saved))
    forward = {"seen": seen(request, done.trouble, version), "new_id": posted_id(request)}
    return render(request, template, context | forward | {"form": form, "trouble": done.trouble}, status=done.trouble.status)
