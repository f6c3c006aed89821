"""Forms around an answer: actions, comments, rounds, labels."""

from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mainstay.accounts.models import Person
from mainstay.assessments.models import Assessment, Entry
from mainstay.assessments.selectors import Opened
from mainstay.assessments.talk import colleagues
from mainstay.core.forms import CleanText
from mainstay.core.labels import STORED


class ActionForm(forms.Form):
    """Who does what by when."""

    what = CleanText(label=_("What is to be done"), widget=forms.Textarea, longest=2_000)
    owner = forms.ModelChoiceField(Person.objects.none(), label=_("Who"), required=False, empty_label=_("Nobody yet"))
    due = forms.DateField(
        label=_("By when"),
        required=False,
        widget=forms.DateInput,
        error_messages={"invalid": _("Write the date as year-month-day, for example 2026-03-31.")},
    )
    status = forms.ChoiceField(label=_("How far"), choices=Entry.Status, required=False)
    proof = CleanText(
        label=_("What shows it"),
        help_text=_(
            "Once it is done: the report, the list, the minutes, and where they are kept. No names of victims or sources."
        ),
        required=False,
        widget=forms.Textarea,
        longest=2_000,
    )
    row = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, opened: Opened, key: str, *args: Any, owner_now: UUID | None = None, **kwargs: Any) -> None:
        """`owner_now` stays the owner until somebody chooses otherwise, also where she would not be offered any more."""
        super().__init__(*args, **kwargs)
        self.asks_proof = opened.kind.asks_proof
        owner = self.fields["owner"]
        assert isinstance(owner, forms.ModelChoiceField)
        offered = Q(pk__in=colleagues(opened, key).order_by().values("pk")) | Q(pk=owner_now)
        owner.queryset = Person.objects.filter(offered).order_by("name")

    def clean_proof(self) -> str:
        proof: str = self.cleaned_data["proof"]
        if self.asks_proof and not proof and self.cleaned_data.get("status") == Entry.Status.DONE:
            raise forms.ValidationError(
                _("Say what shows that it was done: without that, nobody can rely on it."), code="no_proof"
            )
        return proof


class CommentForm(forms.Form):
    text = CleanText(label=_("Comment"), widget=forms.Textarea, longest=5_000)
    id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    """Made with the form, so that the same form sent twice makes one comment."""
    mentions = forms.ModelMultipleChoiceField(
        Person.objects.none(), label=_("Mention"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, opened: Opened, key: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mentions = self.fields["mentions"]
        assert isinstance(mentions, forms.ModelMultipleChoiceField)
        mentions.queryset = colleagues(opened, key)


class RoundForm(forms.Form):
    """How a tool is started: when, under what name, with whose answers."""

    on = forms.DateField(
        label=_("Date of this round"),
        required=False,
        widget=forms.DateInput,
        error_messages={"invalid": _("Write the date as year-month-day, for example 2026-03-31.")},
    )
    title = CleanText(label=_("Name of this round"), required=False, longest=120)
    source = forms.ModelChoiceField(
        Assessment.objects.none(), label=_("Take over answers from"), required=False, empty_label=_("Nothing: start empty")
    )

    def __init__(self, sources: Any, dated: bool, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        source = self.fields["source"]
        assert isinstance(source, forms.ModelChoiceField)
        source.queryset = sources
        source.label_from_instance = _where_from  # type: ignore[method-assign, assignment]
        if not dated:
            del self.fields["on"], self.fields["title"]
        if not sources:
            del self.fields["source"]


def _where_from(assessment: Assessment) -> str:
    subject = str(assessment.intervention or assessment.programme)
    if product := assessment.product:
        subject = _("%(product)s, of %(intervention)s") % {"product": product.title, "intervention": product.intervention}
    return (
        _("%(subject)s, round of %(date)s") % {"subject": subject, "date": assessment.occasion}
        if assessment.occasion
        else subject
    )


class LabelForm(forms.Form):
    label = forms.TypedChoiceField(label=_("Label"), coerce=int, choices=[(label.value, label.label) for label in STORED])
    reason = CleanText(label=_("Why it can be lowered"), required=False, longest=300)


class ReasonForm(forms.Form):
    """Why text is removed for good."""

    reason = CleanText(label=_("Reason"), longest=300)
