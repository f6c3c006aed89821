"""Form fields that every form of ours shares."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mainstay.core.text import LONGEST_TEXT, clean_text, count_words


def version_of(text: object) -> int:
    """The version that a form says it changes; -1, which no row has, where it says none."""
    said = str(text or "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else -1


class CleanText(forms.CharField):
    """Free text: cleaned first, then at most `longest` characters and, if asked, `most_words` words."""

    def __init__(self, *, longest: int = LONGEST_TEXT, most_words: int | None = None, **kwargs: Any) -> None:
        super().__init__(strip=False, **kwargs)
        self.longest, self.most_words = longest, most_words

    def to_python(self, value: Any) -> str:
        return clean_text(super().to_python(value) or "")

    def validate(self, value: Any) -> None:
        super().validate(value)
        if len(value) > self.longest:
            message = _(
                "This text has %(have)s characters; at most %(most)s can be saved. Nothing is lost: shorten it and save again."
            )
            raise forms.ValidationError(message, code="too_long", params={"have": f"{len(value):,}", "most": f"{self.longest:,}"})
        if self.most_words and (words := count_words(value)) > self.most_words:
            message = _("This text has %(have)s words; at most %(most)s are allowed. Nothing is lost: shorten it and save again.")
            raise forms.ValidationError(message, code="too_many_words", params={"have": words, "most": self.most_words})
