"""The data model, table by table and column by column."""

from collections.abc import Iterator

from django.apps import apps
from django.db import models

from mainstay.config.reference.markdown import code, first, table

ABOUT = """# Data model

Every table of ours. What they mean together is told in [ARCHITECTURE.md](../../ARCHITECTURE.md). A name in italics is a table
that the column points to; *or nothing* means that the column may be empty.
"""


def page() -> str:
    parts = [ABOUT]
    for app in apps.get_app_configs():
        if app.name.startswith("mainstay.") and (found := list(app.get_models())):
            parts.append(f"## {app.name}\n\n{first((app.models_module or app.module).__doc__)}\n")
            parts += [_model(model) for model in found]
    return "\n".join(parts)


def _model(model: type[models.Model]) -> str:
    fields = [*model._meta.local_fields, *model._meta.local_many_to_many]
    rows = [(code(field.name), _type(field), _meaning(field)) for field in fields]
    rules = [f"- {rule}" for rule in _rules(model)]
    text = f"### {model.__name__}\n\n{first(model.__doc__)}\n\n" + table(("Column", "Type", "Meaning"), rows)
    return text + ("\n" + "\n".join(rules) + "\n" if rules else "")


def _type(field: "models.Field[object, object]") -> str:
    empty = " or nothing" if field.null else ""
    target = field.related_model
    if isinstance(target, type):
        many = "several of " if field.many_to_many else ""
        return f"{many}*{target.__name__}*{empty}"
    size = f", at most {field.max_length}" if field.max_length and not isinstance(field, models.UUIDField) else ""
    return f"{_KINDS.get(type(field).__name__, type(field).__name__)}{size}{empty}"


_KINDS = {
    "BigAutoField": "number, counted up",
    "BooleanField": "yes or no",
    "CharField": "text",
    "DateField": "date",
    "DateTimeField": "date and time",
    "EmailField": "e-mail address",
    "JSONField": "JSON",
    "PositiveBigIntegerField": "number",
    "PositiveIntegerField": "number",
    "PositiveSmallIntegerField": "number",
    "SlugField": "short name",
    "TextField": "text",
    "URLField": "web address",
    "UUIDField": "UUID",
}


def _meaning(field: "models.Field[object, object]") -> str:
    choices = ", ".join(f"{code(value)} {label}" for value, label in field.flatchoices)
    return " ".join(filter(None, (str(field.help_text), choices)))


def _rules(model: type[models.Model]) -> Iterator[str]:
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            names = ", ".join(map(code, constraint.fields)) or "an expression"
            yield f"Only once: {names}{', where a condition holds' if constraint.condition else ''} ({code(constraint.name)})."
        else:
            yield f"Checked by the database: {code(constraint.name)}."
    for index in model._meta.indexes:
        yield f"Index: {', '.join(map(code, index.fields))}."
