"""Forms of programmes, interventions, notes, tools, teams and products: the only place where their input is read."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from mainstay.accounts.rules import Access
from mainstay.catalogue.schema import Manifest, ToolHead
from mainstay.core.forms import CleanText
from mainstay.core.labels import STORED, Label
from mainstay.countries.selectors import CountryChoice
from mainstay.programmes import checks, parts
from mainstay.programmes.parts import Values
from mainstay.programmes.selectors import name_of

Choices = list[tuple[Any, Any]]
COUNTERPART = "counterpart-"
"""Before the id of a kind of counterpart: what support is given to it or accepted from it."""


_JUSTICE, OTHERS = _("Justice and lawmaking"), _("Others")
HEADINGS = {
    "security_force": _("Security forces"),
    "justice": _JUSTICE,
    "lawmaker": _JUSTICE,
    "service_provider": _("Services for people"),
}
"""Under which heading kinds of counterpart of a role stand in the form."""


class OneLine(CleanText):
    """Text for a title or a code: line breaks and doubled spaces become one space."""

    def to_python(self, value: Any) -> str:
        return " ".join(super().to_python(value).split())


class Day(forms.DateField):
    """A date as the browser's own control sends it."""

    def __init__(self, label: Any) -> None:
        wrong = _("Write the date as year-month-day, for example 2026-03-31.")
        super().__init__(label=label, required=False, widget=forms.DateInput, error_messages={"invalid": wrong})


class PartForm(forms.Form):
    """A form whose values are those of a part (see `parts`); service errors find their field."""

    def values(self) -> Values:
        return dict(self.cleaned_data)

    def put_errors(self, error: ValidationError) -> None:
        if not hasattr(error, "error_dict"):
            self.add_error(None, error)
            return
        for name, errors in error.error_dict.items():
            field = name.removesuffix("_id")
            self.add_error(field if field in self.fields else None, errors)

    def title_of(self, name: str) -> str:
        """The label of a value."""
        field = self.fields.get(name.removesuffix("_id"))
        return str(field.label) if field else name

    def words_for(self, name: str, value: Any) -> str:
        """A value as a reader knows it: titles instead of ids."""
        titles = {str(key): str(title) for key, title in getattr(self.fields.get(name.removesuffix("_id")), "choices", ())}
        if isinstance(value, (list, tuple)):
            return ", ".join(titles.get(str(one), str(one)) for one in value)
        return titles.get(str(value), "") if titles and value in ("", None) else titles.get(str(value), str(value or ""))


def label_field(access: Access, at_first: int = Label.INTERNAL) -> forms.TypedChoiceField:
    """The labels that this person may set."""
    return forms.TypedChoiceField(
        label=_("Label"),
        coerce=int,
        choices=[(label.value, label.label) for label in STORED if access.sees(label)],
        initial=min(at_first, access.clearance),
        widget=forms.RadioSelect,
        help_text=_("Who may see it: people with this clearance and its team. It can be raised at any time."),
    )


class ProgrammeForm(PartForm):
    title = OneLine(label=_("Title"), longest=200)
    summary = CleanText(label=_("Summary"), required=False, widget=forms.Textarea)
    starts_on = Day(_("Starts"))
    ends_on = Day(_("Ends"))


class ProductForm(PartForm):
    title = OneLine(label=_("Title"), longest=200, help_text=_("For example: Poster for bus stations, first version"))
    medium = OneLine(label=_("Medium"), longest=60, required=False, help_text=_("Poster, film, radio spot, page, campaign …"))
    language = OneLine(label=_("Language"), longest=60, required=False)
    audience = OneLine(label=_("Audience"), longest=200, required=False)


class InterventionForm(PartForm):
    title = OneLine(label=_("Title"), longest=200)
    ref = OneLine(label=_("Reference"), longest=20, required=False)
    programme = forms.TypedChoiceField(label=_("Programme"), required=False, coerce=UUID, empty_value=None)
    countries = forms.TypedMultipleChoiceField(
        label=_("Countries and areas"), required=False, widget=forms.CheckboxSelectMultiple
    )
    area_within = forms.TypedChoiceField(label=_("Country"), required=False, empty_value=None)
    area_name = OneLine(
        label=_("Name of the area"),
        longest=120,
        required=False,
        help_text=_("A province, a district or a border crossing. Never the place of a shelter or of a home."),
    )
    crimes = forms.MultipleChoiceField(
        label=_("Crimes"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one of the crimes that this intervention is about.")},
    )
    areas = forms.MultipleChoiceField(
        label=_("Areas of work"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Mainstay proposes tools by them."),
    )
    stage = forms.ChoiceField(label=_("Stage"), widget=forms.RadioSelect)
    starts_on = Day(_("Starts"))
    ends_on = Day(_("Ends"))
    workplan_code = OneLine(label=_("Workplan code"), longest=60, required=False)

    def __init__(
        self, manifest: Manifest, before: Values, countries: list[CountryChoice], programmes: Choices, *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.names = {choice.id: choice.name for choice in countries}
        ids, keys = {choice.key: choice.id for choice in countries}, {choice.id: choice.key for choice in countries}
        named: Choices = [(choice.key, choice.name) for choice in countries]
        self._choose("countries", named, ids)
        self._choose("area_within", [("", _("None")), *named], ids)
        self.initial["countries"] = [keys[one] for one in before.get("countries", []) if one in keys]
        self._choose("programme", [("", _("None")), *programmes])
        for name in ("crimes", "areas"):
            self._choose(name, with_stored(getattr(manifest, name), before.get(name, [])))
        self._choose("stage", with_stored(manifest.stages, [before["stage"]] if before.get("stage") else []))
        if manifest.stages:
            self.fields["stage"].initial = manifest.stages[0].id
        self.roles = {entry.id: entry.role for entry in manifest.counterparts}
        stored = {pair["kind"]: pair["support"] for pair in before.get("counterparts", [])}
        support: Choices = [("", _("Not a counterpart")), *with_stored(manifest.support, stored.values())]
        for kind, title in with_stored(manifest.counterparts, stored):
            initial = stored.get(kind, "")
            self.fields[f"{COUNTERPART}{kind}"] = forms.ChoiceField(label=title, required=False, choices=support, initial=initial)

    def _choose(self, name: str, choices: Choices, meant: Mapping[str, UUID] | None = None) -> None:
        """The choices of a field, and what each of its keys stands for."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
        if meant and isinstance(field, (forms.TypedChoiceField, forms.TypedMultipleChoiceField)):
            field.coerce = meant.__getitem__

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if unknown := [name for name in self.data if name.startswith(COUNTERPART) and name not in self.fields]:
            value = unknown[0].removeprefix(COUNTERPART)[:60]
            self.add_error(None, _now("“%(value)s” is not among the kinds of counterpart.") % {"value": value})
        if bool(cleaned.get("area_within")) != bool(cleaned.get("area_name")) and "area_name" not in self.errors:
            self.add_error("area_name", _now("To add an area, choose its country and write its name."))
        if not cleaned.get("countries") and not cleaned.get("area_name") and "countries" not in self.errors:
            self.add_error("countries", _now("Choose at least one country or area."))
        try:
            checks.order_of_dates(cleaned)
        except ValidationError as error:
            self.put_errors(error)
        return cleaned

    @property
    def counterparts(self) -> list[str]:
        return [name for name in self.fields if name.startswith(COUNTERPART)]

    def counterparts_by_role(self) -> list[tuple[str, list[str]]]:
        """Headings with the names of their fields, by the role that the pack declares; a role without a heading: others."""
        named = {name: HEADINGS.get(self.roles.get(name.removeprefix(COUNTERPART), ""), OTHERS) for name in self.counterparts}
        groups = [
            (heading, [name for name in named if named[name] is heading])
            for heading in dict.fromkeys([*HEADINGS.values(), OTHERS])
        ]
        return [(str(heading), names) for heading, names in groups if names]

    def values(self) -> Values:
        """As `parts.HEAD` has them, and the area to be added."""
        plain = {name: value for name, value in self.cleaned_data.items() if not name.startswith(COUNTERPART)}
        chosen = {name.removeprefix(COUNTERPART): self.cleaned_data[name] for name in self.counterparts}
        pairs = [{"kind": kind, "support": support} for kind, support in chosen.items() if support]
        if "programme" in plain:
            plain["programme_id"] = plain.pop("programme")
        return plain | {"counterparts": pairs}

    def title_of(self, name: str) -> str:
        return _now("Counterparts") if name == "counterparts" else super().title_of(name)

    def words_for(self, name: str, value: Any) -> str:
        if name == "countries":
            return ", ".join(self.names.get(one, str(one)) for one in value or [])
        if name != "counterparts":
            return super().words_for(name, value)
        fields = [(f"{COUNTERPART}{pair['kind']}", pair["support"]) for pair in value or []]
        return ", ".join(
            f"{self.title_of(field)}: {super(InterventionForm, self).words_for(field, support)}" for field, support in fields
        )


class NoteForm(PartForm):
    expected_change = CleanText(
        label=_("What change do you expect?"), required=False, widget=forms.Textarea, most_words=checks.MOST_WORDS
    )
    theory_link = OneLine(label=_("Link to the theory of change"), longest=500, required=False, widget=forms.URLInput)

    def __init__(self, manifest: Manifest, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for check in manifest.theory_checks:
            field = CleanText(label=check.text, required=False, widget=forms.Textarea, help_text=check.help)
            self.fields[parts.theory_name(check.id)] = field

    def clean_theory_link(self) -> str:
        link = str(self.cleaned_data["theory_link"])
        try:
            checks.web_address(link)
        except ValidationError as error:
            raise ValidationError(error.messages) from None
        return link


class ToolsForm(PartForm):
    tools = forms.MultipleChoiceField(label=_("Tools"), required=False, widget=forms.CheckboxSelectMultiple)
    left_out_reason = CleanText(
        label=_("Why the other proposed tools are left out"),
        required=False,
        widget=forms.Textarea,
        help_text=_("Asked for where a proposed tool that is ready is not ticked. One sentence for all of them is enough."),
    )

    def __init__(self, offered: Iterable[ToolHead], before: Values, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        heads = {head.id: head for head in offered}
        stored = [(tool, tool) for tool in before["tools"] if tool not in heads]
        tools = self.fields["tools"]
        assert isinstance(tools, forms.ChoiceField)
        tools.choices = [(head.id, name_of(head)) for head in heads.values()] + stored
        for head in heads.values():
            if head.own_reason:
                label = _now("Why %(tool)s is left out") % {"tool": name_of(head)}
                self.fields[parts.own_reason_name(head.id)] = CleanText(label=label, required=False, widget=forms.Textarea)

    @staticmethod
    def own_reasons(values: Values) -> dict[str, str]:
        """By tool, of the values that this form gives."""
        own = {name: text for name, text in values.items() if name.startswith(parts.OWN_REASON)}
        return {name.removeprefix(parts.OWN_REASON): text for name, text in own.items()}


class MemberForm(PartForm):
    """One row of a team; the choices end where the giver's own rights end."""

    person = forms.TypedChoiceField(label=_("Colleague"), coerce=UUID)
    duty = OneLine(label=_("Task in the team"), longest=120, required=False)
    role = forms.ChoiceField(label=_("Role here"), required=False)
    clearance = forms.TypedChoiceField(label=_("Clearance here"), required=False, coerce=int, empty_value=None)

    def __init__(self, people: Choices, roles: Choices, clearances: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        same: Choices = [("", _("As everywhere"))]
        for name, choices in (("person", people), ("role", same + roles), ("clearance", same + clearances)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices


class ReasonForm(PartForm):
    reason = CleanText(label=_("Reason"), longest=checks.LONGEST_REASON, widget=forms.Textarea)


class LabelForm(PartForm):
    reason = CleanText(label=_("Why it can be lowered"), longest=checks.LONGEST_REASON, required=False, widget=forms.Textarea)

    def __init__(self, access: Access, at_first: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {"label": label_field(access, at_first), **self.fields}


def with_stored(entries: Iterable[Any], stored: Iterable[str]) -> Choices:
    """The pack's entries, and ids chosen earlier that this version of the pack does not have any more."""
    known: Mapping[str, str] = {entry.id: entry.title for entry in entries}
    return [*known.items(), *((one, one) for one in dict.fromkeys(stored) if one and one not in known)]
