"""Forms of a review: each knows its own id and the step it was made after."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mainstay.accounts.models import Person
from mainstay.assessments.review import Subject, reviewers
from mainstay.core.forms import CleanText


class StepForm(forms.Form):
    """What every step brings; `why` makes the text required."""

    id = forms.UUIDField(widget=forms.HiddenInput, error_messages={"required": _("Reload the page and try again.")})
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    text = CleanText(label=_("Note"), widget=forms.Textarea, longest=5_000, required=False)

    def __init__(self, *args: Any, why: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if why:
            self.fields["text"].required, self.fields["text"].label = True, why


class SubmitForm(StepForm):
    asked = forms.ModelMultipleChoiceField(
        Person.objects.none(), label=_("Ask somebody in particular"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, subject: Subject, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = self.fields["asked"]
        assert isinstance(asked, forms.ModelMultipleChoiceField)
        asked.queryset = reviewers(subject)


class SignForm(StepForm):
    """Carries what was on the screen: its fingerprint, and when it was last changed."""

    fingerprint = forms.CharField(widget=forms.HiddenInput, error_messages={"required": _("Reload the page and try again.")})
    as_at = forms.CharField(required=False, widget=forms.HiddenInput)
