"""The record in words; a verb or kind that is not listed is shown as it is stored."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "answered": _("answered"),
    "changed": _("changed"),
    "created": _("created"),
    "ended": _("ended"),
    "failed-sign-in": _("failed to sign in"),
    "joined": _("joined"),
    "made": _("made"),
    "read": _("read"),
    "signed-in": _("signed in"),
    "signed-out": _("signed out"),
    "switched": _("switched to"),
    "used": _("used"),
    "viewed": _("viewed"),
    "withdrew": _("withdrew"),
}
KINDS: dict[str, Promise] = {
    "action": _("action"),
    "answer": _("answer"),
    "assessment": _("assessment"),
    "intervention": _("intervention"),
    "link": _("one-time link"),
    "membership": _("membership"),
    "notice": _("notice"),
    "organisation": _("organisation"),
    "password": _("password"),
    "person": _("person"),
    "programme": _("programme"),
}
THROUGH: dict[str, Promise] = {
    "page": _("page"),
    "form": _("form"),
    "shell": _("shell"),
    "api": _("API"),
    "import": _("import"),
    "system": _("system"),
}


def verb(stored: str) -> str:
    return str(VERBS.get(stored, stored))


def kind(stored: str) -> str:
    return str(KINDS.get(stored, stored))


def through(stored: str) -> str:
    return str(THROUGH.get(stored, stored))
