"""The only place where what is said of a risk is checked; pages, imports and the API all pass here."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mainstay.core.forms import CleanText
from mainstay.kinds import base
from mainstay.kinds.risk_register.schema import RATING, Decision

NOT_SHOWN = {"invalid_choice": _("“%(value)s” is not among the choices: choose one of those shown.")}
DECISIONS = ((Decision.ADOPTED, _("Adopted")), (Decision.ASIDE, _("Set aside")))
TREATMENTS: tuple[tuple[str, Promise, Promise], ...] = (
    ("avoid", _("Avoid"), _("The activity that brings the risk is not carried out, or in another way.")),
    ("reduce", _("Reduce"), _("Measures lower likelihood or impact.")),
    ("share", _("Share"), _("Others carry part of the response. The responsibility stays yours.")),
    ("accept", _("Accept"), _("Nothing more is done, and somebody stands for that.")),
)
WEAK = ("share", "accept")
"""Treatments that lower neither likelihood nor impact by themselves."""
SHORT = 120


class Several(forms.MultipleChoiceField):
    """Ticked boxes; an empty one is sent along, so that a form which shows them differs from one which does not."""

    def clean(self, value: Any) -> list[str]:
        return list(super().clean([one for one in value or () if one]))


class RiskForm(forms.Form):
    """`cleaned_data` is the data of a `RiskEntry`, as far as the form was sent."""

    decision = forms.ChoiceField(required=False, choices=DECISIONS, error_messages=NOT_SHOWN)
    aside_why = CleanText(required=False, longest=2_000)
    title = CleanText(required=False, longest=SHORT)
    text = CleanText(required=False)
    partner_text = CleanText(required=False)
    affected = Several(required=False, error_messages=NOT_SHOWN)
    affected_note = CleanText(required=False)
    harms = Several(required=False, error_messages=NOT_SHOWN)
    likelihood = forms.ChoiceField(required=False, error_messages=NOT_SHOWN)
    impact = forms.ChoiceField(required=False, error_messages=NOT_SHOWN)
    why = CleanText(required=False)
    explanation = CleanText(required=False)
    floor_reason = CleanText(required=False)
    treatment = forms.ChoiceField(required=False, choices=[one[:2] for one in TREATMENTS], error_messages=NOT_SHOWN)
    treatment_note = CleanText(required=False)
    target_likelihood = forms.ChoiceField(required=False, error_messages=NOT_SHOWN)
    target_impact = forms.ChoiceField(required=False, error_messages=NOT_SHOWN)
    residual_likelihood = forms.ChoiceField(required=False, error_messages=NOT_SHOWN)
    residual_impact = forms.ChoiceField(required=False, error_messages=NOT_SHOWN)
    responses = Several(required=False, error_messages=NOT_SHOWN)
    response_why = CleanText(required=False)
    consulted = CleanText(required=False, longest=2_000)
    authorised = CleanText(required=False, longest=2_000)
    review_on = forms.DateField(
        required=False, error_messages={"invalid": _("Write the date as year-month-day, for example 2026-03-31.")}
    )

    def __init__(self, tool: base.Tool, posted: Mapping[str, Any] | None = None, prefix: str | None = None) -> None:
        super().__init__(posted, prefix=prefix)
        for axis in RATING:
            choices = [(one.id, one.label) for one in tool.scales[getattr(tool.content, axis)].choices]
            for when in ("", "target_", "residual_"):
                self._offer(f"{when}{axis}", choices)
        for name in ("harms", "affected", "responses"):
            self._offer(name, [(one.id, one.title) for one in tool.lists.get(name, ())])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
