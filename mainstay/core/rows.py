"""Rows that every save writes: the same statement each time, so that Django does not build it anew for each of them.

For models without parents, without signals and without values that the database makes.
"""

from functools import lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model


def insert(row: Model) -> None:
    """As `row.save(force_insert=True)`."""
    connection = connections[DEFAULT_DB_ALIAS]
    fields = list(row._meta.concrete_fields)
    statement = _insert(type(row), connection.vendor)
    values = [field.get_db_prep_save(field.pre_save(row, True), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


def update(row: Model, *only: str) -> None:
    """As `row.save(force_update=True)`: what was loaded or set, or `only` these fields. LookupError where the row is gone."""
    connection = connections[DEFAULT_DB_ALIAS]
    unloaded = row.get_deferred_fields()
    fields = [field for field in row._meta.concrete_fields if not field.primary_key]
    fields = [field for field in fields if (field.name in only if only else field.attname not in unloaded)]
    values = [field.get_db_prep_save(field.pre_save(row, False), connection) for field in fields]
    key: Any = row._meta.pk
    statement = _update(type(row), connection.vendor, tuple(str(field.column) for field in fields))
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, key.get_db_prep_save(row.pk, connection)])
        if cursor.rowcount != 1:
            raise LookupError(f"{type(row).__name__} {row.pk} is not there any more")


@lru_cache(maxsize=64)
def _insert(model: type[Model], vendor: str) -> str:
    name = connections[DEFAULT_DB_ALIAS].ops.quote_name
    columns = [name(str(field.column)) for field in model._meta.concrete_fields]
    places = ", ".join(["%s"] * len(columns))
    return f"INSERT INTO {name(model._meta.db_table)} ({', '.join(columns)}) VALUES ({places})"  # nosec B608 - our own names


@lru_cache(maxsize=256)
def _update(model: type[Model], vendor: str, columns: tuple[str, ...]) -> str:
    name = connections[DEFAULT_DB_ALIAS].ops.quote_name
    key: Any = model._meta.pk
    changed = ", ".join(f"{name(column)} = %s" for column in columns)
    return f"UPDATE {name(model._meta.db_table)} SET {changed} WHERE {name(key.column)} = %s"  # nosec B608 - our own names
