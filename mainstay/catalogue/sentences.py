"""What the schema found wrong, said so that an author without programming knows what to do."""

import types
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from mainstay.catalogue.problems import Problem
from mainstay.catalogue.reading import Document, Location

Said = tuple[str, str]
"""The message and the remedy."""
MOST_CHOICES = 20
LONGEST_QUOTE = 60


def problems_of(error: ValidationError, schema: Any, document: Document) -> list[Problem]:
    """`schema` is the type that the document's data was held against."""
    found = []
    for one in error.errors(include_url=False):
        where = one["loc"]
        if one["type"] == "too_short" and one["input"]:
            continue  # it has entries; what is wrong with them stands beside this
        message, remedy = _SAID.get(one["type"], _otherwise)(one, schema)
        found.append(Problem(document.name, document.line(where), nearest_id(document.data, where), message, remedy))
    return found


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The likeliest of the known words as a remedy; all of them where none is like it."""
    choices = sorted(set(known))
    close = get_close_matches(word[:LONGEST_QUOTE], choices, n=1, cutoff=0.6)
    if close:
        return f'did you mean "{close[0]}"?'
    if len(choices) > MOST_CHOICES:
        choices = [*choices[:MOST_CHOICES], "…"]
    return f"choose from: {', '.join(choices)}" if choices else "nothing of the kind is declared in this pack"


def quoted(value: Any) -> str:
    text = str(value)
    return f'"{text}"' if len(text) <= LONGEST_QUOTE else f'"{text[:LONGEST_QUOTE]}…"'


def nearest_id(data: Any, where: Location) -> str:
    """The id of what the place stands in: of the item, if it has one, else of what holds it."""
    found = ""
    for step in (*where, None):
        if isinstance(data, dict) and isinstance(data.get("id"), str):
            found = data["id"][:LONGEST_QUOTE]
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            break
    return found


def _name(where: Location) -> str:
    """How an author finds a place: its key, or which entry of a list it is."""
    if not where:
        return "the file"
    last = where[-1]
    if isinstance(last, int):
        return f'entry {last + 1} of "{where[-2]}"' if len(where) > 1 else f"entry {last + 1}"
    return quoted(last)


def _keys_at(schema: Any, where: Location) -> list[str]:
    """The keys that may stand at a place, found by walking down the types."""
    for step in where:
        if isinstance(step, int):
            schema = next((argument for argument in get_args(_bare(schema)) if argument is not Ellipsis), None)
        else:
            fields = getattr(_bare(schema), "model_fields", {})
            schema = fields[step].annotation if step in fields else None
    bare = _bare(schema)
    return list(bare.model_fields) if isinstance(bare, type) and issubclass(bare, BaseModel) else []


def _bare(schema: Any) -> Any:
    """A type without what is only said about it: `int | None` is int here."""
    if get_origin(schema) is Annotated:
        return _bare(get_args(schema)[0])
    if get_origin(schema) in (Union, types.UnionType):
        return _bare(next(argument for argument in get_args(schema) if argument is not type(None)))
    return schema


def _missing(error: ErrorDetails, schema: Any) -> Said:
    return f'the key "{error["loc"][-1]}" is missing', f"add {error['loc'][-1]}: and its value"


def _unknown_key(error: ErrorDetails, schema: Any) -> Said:
    where, key = error["loc"], str(error["loc"][-1])
    remedy = did_you_mean(key, _keys_at(schema, where[:-1]))
    if error["input"] == "":
        remedy += "; if it belongs to the text before it, put that whole text in quotes, for within { } a comma ends a text"
    return f"the key {quoted(key)} is not known here", remedy


def _not_text(error: ErrorDetails, schema: Any) -> Said:
    value, name = error["input"], _name(error["loc"])
    if isinstance(value, bool):
        words = "Yes or on" if value else "No or off"
        return (
            f"{name} is the truth value {str(value).lower()}, not a text: some program read a bare {words} as that",
            'put the word in quotes, "Yes" or "No"',
        )
    if isinstance(value, int | float):
        return f"{name} is the number {value}, not a text: some program took it for one", f'put it in quotes, "{value}"'
    return f"{name} should be one text", "write a single text after the colon; longer ones go on new lines after >-"


def _empty(error: ErrorDetails, schema: Any) -> Said:
    return f"{_name(error['loc'])} is empty", "write its text"


def _pattern(error: ErrorDetails, schema: Any) -> Said:
    value, key = error["input"], error["loc"][-1]
    if key == "version":
        return f"{quoted(value)} is not a version", "write three numbers with dots, such as 1.0.0"
    if "languages" in error["loc"]:
        return f"{quoted(value)} is not a language", "write its code, such as en, fr or pt-BR"
    return (
        f"{_name(error['loc'])} says {quoted(value)}, which cannot be an id",
        "use letters and digits, joined by single dots or hyphens; no blanks, no path",
    )


def _too_long(error: ErrorDetails, schema: Any) -> Said:
    most = error["ctx"]["max_length"]
    return f"{_name(error['loc'])} is longer than {most} characters", "shorten it"


def _choice(error: ErrorDetails, schema: Any) -> Said:
    known = [word.strip("' ") for word in error["ctx"]["expected"].replace(" or ", ", ").split(",")]
    return f"{_name(error['loc'])} says {quoted(error['input'])}", did_you_mean(str(error["input"]), known)


def _number(error: ErrorDetails, schema: Any) -> Said:
    return (
        f"{_name(error['loc'])} says {quoted(error['input'])}, which is not a whole number",
        "write digits only, or leave the key out",
    )


def _truth(error: ErrorDetails, schema: Any) -> Said:
    return f"{_name(error['loc'])} says {quoted(error['input'])}, which is neither true nor false", "write true or false"


def _list(error: ErrorDetails, schema: Any) -> Said:
    return (
        f"{_name(error['loc'])} should be a list",
        "write each entry on a line of its own after a hyphen, or all of them within [ ]",
    )


def _group(error: ErrorDetails, schema: Any) -> Said:
    keys = ", ".join(_keys_at(schema, error["loc"]))
    return f"{_name(error['loc'])} should be a group of keys", f"write key: value, each on a line of its own; the keys are {keys}"


def _too_few(error: ErrorDetails, schema: Any) -> Said:
    return f"{_name(error['loc'])} has no entry", "give it at least one"


def _otherwise(error: ErrorDetails, schema: Any) -> Said:
    """A check of a kind's own schema: its words are meant for people."""
    reason = str(error.get("ctx", {}).get("error") or error["msg"])
    return f"{_name(error['loc'])}: {reason[:1].lower()}{reason[1:]}", "see the schema for editors in docs/reference/schema"


_SAID: dict[str, Callable[[ErrorDetails, Any], Said]] = {
    "missing": _missing,
    "extra_forbidden": _unknown_key,
    "string_type": _not_text,
    "string_too_short": _empty,
    "string_too_long": _too_long,
    "string_pattern_mismatch": _pattern,
    "literal_error": _choice,
    "int_parsing": _number,
    "int_type": _number,
    "int_from_float": _number,
    "bool_parsing": _truth,
    "bool_type": _truth,
    "tuple_type": _list,
    "list_type": _list,
    "model_type": _group,
    "model_attributes_type": _group,
    "dict_type": _group,
    "too_short": _too_few,
}
