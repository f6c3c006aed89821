"""The parts of a programme, an intervention or a product that people edit, read and written as plain values.

A form, an import and the shell all speak in these values; that is why a late writer can be shown field by field
what differs, whatever the field is.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from mainstay.programmes.models import CommunicationProduct, Intervention, Owned, Programme

THEORY, OWN_REASON = "theory-", "own-"
"""Before the id of a theory-of-change check, and of a tool that asks for a reason of its own."""

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Part:
    """What stands in one form: how its values are read from a row and put into it."""

    model: type[Owned]
    kind: str
    """As the audit trail names the row."""
    verb: str
    read: Callable[[Any], Values]
    put: Callable[[Any, Values], None]
    """Sets the row's attributes without saving it; `related` does what needs a saved row."""
    texts: tuple[str, ...]
    """Beginnings of the names of free texts: these pass through the guard."""
    related: Callable[[Any, Values], None] = lambda row, values: None

    def free_texts(self, values: Mapping[str, Any]) -> dict[str, str]:
        return {name: str(value) for name, value in values.items() if name.startswith(self.texts)}


def _columns(names: tuple[str, ...]) -> tuple[Callable[[Any], Values], Callable[[Any, Values], None]]:
    def read(row: Any) -> Values:
        return {name: getattr(row, name) for name in names}

    def put(row: Any, values: Values) -> None:
        for name in names:
            if name in values:
                setattr(row, name, values[name])

    return read, put


_PROGRAMME = _columns(("title", "summary", "starts_on", "ends_on"))
PROGRAMME = Part(Programme, "programme", "described", *_PROGRAMME, texts=("title", "summary"))

_PRODUCT = _columns(("title", "medium", "language", "audience"))
PRODUCT = Part(CommunicationProduct, "product", "described", *_PRODUCT, texts=("title", "medium", "language", "audience"))

_read_columns, _put_columns = _columns(
    ("title", "ref", "programme_id", "crimes", "areas", "counterparts", "stage", "starts_on", "ends_on", "workplan_code")
)


def _read_head(intervention: Intervention) -> Values:
    return _read_columns(intervention) | {"countries": in_order(intervention.countries.values_list("pk", flat=True))}


def in_order(ids: Iterable[UUID]) -> list[UUID]:
    """A set of rows as a value that can be compared."""
    return sorted(set(ids), key=str)


def _relate_countries(intervention: Intervention, values: Values) -> None:
    if "countries" in values:
        intervention.countries.set(values["countries"])


HEAD = Part(Intervention, "intervention", "described", _read_head, _put_columns, texts=("title",), related=_relate_countries)


def _read_note(intervention: Intervention) -> Values:
    theory = {f"{THEORY}{check}": text for check, text in intervention.theory.items()}
    return {"expected_change": intervention.expected_change, "theory_link": intervention.theory_link, **theory}


def _put_note(intervention: Intervention, values: Values) -> None:
    _put_named(intervention, values, ("expected_change", "theory_link"), "theory", THEORY)


def _put_named(row: Any, values: Values, columns: tuple[str, ...], store: str, prefix: str) -> None:
    """Columns as they are called; names with the prefix go into the JSON column, empty texts leave it."""
    for name in columns:
        if name in values:
            setattr(row, name, values[name])
    named = {name.removeprefix(prefix): text for name, text in values.items() if name.startswith(prefix)}
    setattr(row, store, {name: text for name, text in (getattr(row, store) | named).items() if text})


NOTE = Part(Intervention, "intervention", "note.changed", _read_note, _put_note, texts=("expected_change", THEORY))


def _read_tools(intervention: Intervention) -> Values:
    chosen = sorted(intervention.chosen_tools.values_list("tool", flat=True))
    reasons = {f"{OWN_REASON}{tool}": text for tool, text in intervention.own_reasons.items()}
    return {"tools": chosen, "left_out_reason": intervention.left_out_reason, **reasons}


def _put_tools(intervention: Intervention, values: Values) -> None:
    _put_named(intervention, values, ("left_out_reason",), "own_reasons", OWN_REASON)


TOOLS = Part(Intervention, "intervention", "tools.chosen", _read_tools, _put_tools, texts=("left_out_reason", OWN_REASON))


def theory_name(check_id: str) -> str:
    return f"{THEORY}{check_id}"


def own_reason_name(tool_id: str) -> str:
    return f"{OWN_REASON}{tool_id}"
