"""The record in words; a verb or kind that is not listed is shown as it is stored."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "answered": _("answered"),
    "changed": _("changed"),
    "asked-changes": _("asked for changes in"),
    "closed": _("closed"),
    "commented": _("wrote"),
    "created": _("created"),
    "ended": _("ended"),
    "exported": _("exported"),
    "failed-sign-in": _("failed to sign in"),
    "joined": _("joined"),
    "kept-own": _("kept their own"),
    "label.lowered": _("lowered the label of"),
    "label.raised": _("raised the label of"),
    "made": _("made"),
    "read": _("read"),
    "redacted": _("removed text from"),
    "relabelled": _("gave another label to"),
    "reopened": _("reopened"),
    "resolved": _("resolved"),
    "set": _("decided how to read the Toolkit for"),
    "signed-in": _("signed in"),
    "signed-out": _("signed out"),
    "signed": _("signed off"),
    "started": _("started"),
    "submitted": _("submitted for review"),
    "switched": _("switched to"),
    "team.added": _("added to the team of"),
    "team.changed": _("changed in the team of"),
    "team.removed": _("removed from the team of"),
    "unsigned": _("withdrew a signature from"),
    "used": _("used"),
    "viewed": _("looked at"),
    "withdrew": _("withdrew"),
}
KINDS: dict[str, Promise] = {
    "action": _("action"),
    "answer": _("answer"),
    "assessment": _("assessment"),
    "comment": _("comment"),
    "intervention": _("intervention"),
    "link": _("one-time link"),
    "membership": _("membership"),
    "notice": _("notice on data safety"),
    "organisation": _("organisation"),
    "password": _("password"),
    "person": _("person"),
    "product": _("communication product"),
    "programme": _("programme"),
    "review": _("step of a review"),
    "revision": _("revision"),
    "row": _("own row"),
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
