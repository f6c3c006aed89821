"""What a person chooses before a document is made; checked here for the page, the preview and the download alike."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from mainstay.accounts.rules import Access, Right
from mainstay.assessments.models import Assessment
from mainstay.core.forms import CleanText
from mainstay.exports.audiences import ABOUT, NAMES, OURS
from mainstay.exports.compose import NOTE
from mainstay.exports.formats import formats
from mainstay.exports.models import LONGEST_PURPOSE, LONGEST_RECIPIENT
from mainstay.exports.parts import chosen, heading
from mainstay.reports.document import Audience


class ChoiceForm(forms.Form):
    """Audience, format, language and parts; whatever is not asked for is our own file, in Word, whole."""

    audience = forms.ChoiceField(label=_("Who is it for?"), widget=forms.RadioSelect)
    format = forms.ChoiceField(label=_("Format"), widget=forms.RadioSelect)
    language = forms.ChoiceField(label=_("Language of headings and labels"), choices=settings.LANGUAGES)
    tool = forms.MultipleChoiceField(
        label=_("What goes in?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one part."),
            "invalid_choice": _("“%(value)s” is not among the parts of this intervention."),
        },
    )

    def __init__(self, access: Access, found: Sequence[Assessment], asked: QueryDict) -> None:
        kept = chosen(found, None)
        super().__init__(normal(asked, kept))
        audiences = list(Audience) if access.may(Right.SHARE) else [OURS]
        self._choose(
            "audience", [(one.value, _("%(name)s: %(about)s") % {"name": NAMES[one], "about": ABOUT[one]}) for one in audiences]
        )
        self._choose("format", [(name, one.title) for name, one in formats().items()])
        self._choose("tool", [(NOTE, _("Intervention note")), *((str(one.pk), heading(one)) for one in kept)])

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


def normal(asked: QueryDict, found: Sequence[Assessment]) -> Mapping[str, Any]:
    """The query with its gaps filled; a tool's or a product's id stands for every assessment of it."""
    parts: list[str] = []
    for key in asked.getlist("tool"):
        meant = [str(one.pk) for one in found if key in (one.tool, str(one.product_id))]
        parts += meant or [key]
    if not parts and "preview" not in asked:
        parts = [NOTE, *(str(one.pk) for one in found)]
    data = QueryDict(mutable=True)
    data["audience"] = asked.get("audience") or OURS.value
    data["format"] = asked.get("format") or "docx"
    data["language"] = asked.get("language") or get_language() or settings.LANGUAGE_CODE
    data.setlist("tool", parts)
    return data


class HandingForm(forms.Form):
    """To whom something confidential goes."""

    recipient = CleanText(label=_("Who gets it?"), required=False, longest=LONGEST_RECIPIENT, widget=forms.TextInput)
    purpose = CleanText(label=_("What for?"), required=False, longest=LONGEST_PURPOSE, widget=forms.TextInput)
