"""The only place where an answer to a checklist's question is checked; pages, imports and the API all pass here."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mainstay.core.forms import CleanText
from mainstay.kinds.base import Scale


class AnswerForm(forms.Form):
    """`cleaned_data` is the data of a `ChecklistEntry`."""

    choice = forms.ChoiceField(
        required=False, error_messages={"invalid_choice": _("“%(value)s” is not among the answers: choose one of those shown.")}
    )
    how = CleanText(required=False)
    why_not = CleanText(required=False)
    come_back = forms.BooleanField(required=False)

    def __init__(self, scale: Scale, posted: Mapping[str, Any] | None = None, prefix: str | None = None) -> None:
        super().__init__(posted, prefix=prefix)
        choices = self.fields["choice"]
        assert isinstance(choices, forms.ChoiceField)
        choices.choices = [(choice.id, choice.label) for choice in scale.choices]
