"""What is said of a question and of what hangs on its answer, a line each."""

from django.utils.translation import gettext as _

from mainstay.core.dates import day
from mainstay.kinds import base


def group_title(group: base.Group) -> str:
    return _("%(title)s (added by Mainstay)") % {"title": group.title} if group.origin == "supplement" else group.title


def question(item: base.Item) -> str:
    return "\n".join([item.text, *(f"– {point.text}" for point in item.points)])


def action(action: base.Action, out: frozenset[str]) -> str:
    parts = [_("Action: %(what)s") % {"what": action.what}, action.status_label]
    if action.owner and "owner" not in out:
        parts.append(action.owner)
    if action.due:
        parts.append(_("by %(day)s") % {"day": day(action.due)})
    return " · ".join(parts)


def comment(note: base.Note) -> str:
    settled = _("Comment (resolved) by %(who)s: %(text)s") if note.resolved else _("Comment by %(who)s: %(text)s")
    return settled % {"who": note.by, "text": note.text}


def from_source(answer: base.Answer) -> str:
    """Whether the answer is that of the source it was taken over from; nothing for one that was never taken over."""
    if answer.inherited:
        return _("Taken over unchanged.")
    return _("Own answer, differs from its source.") if answer.differs else ""
