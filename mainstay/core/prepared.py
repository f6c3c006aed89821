"""Queries that every request asks, written once: Django takes ten times as long to write them as the database to answer."""

import copy
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet, UUIDField

Row = TypeVar("Row")
_ids: Any = UUIDField()


class Prepared(Generic[Row]):
    """A query with places for values; called with the values, it gives the rows that the same query made anew would give.

    The values are ids, keys and numbers: they may be compared with, they may not decide what the query looks like.
    """

    def __init__(self, make: Callable[..., QuerySet[Any, Row]], **places: type[UUID] | type[int] | type[str]) -> None:
        self.make, self.places = make, places
        self.written: dict[str, _Written[Row]] = {}

    def __call__(self, **values: UUID | int | str) -> list[Row]:
        connection = connections[DEFAULT_DB_ALIAS]
        written = self.written.get(connection.vendor)
        if written is None:
            written = self.written[connection.vendor] = _Written(self.make, self.places, connection)
        return written.rows(values, connection)


class _Written(Generic[Row]):
    """The SQL for one kind of database, and what turns its rows into objects; several threads may use it at once."""

    def __init__(self, make: Callable[..., QuerySet[Any, Row]], places: dict[str, Any], connection: Any) -> None:
        marks = {name: _mark(kind, number) for number, (name, kind) in enumerate(places.items())}
        self.queryset = make(**marks)
        self.compiler: Any = self.queryset.query.get_compiler(connection=connection)
        self.sql, self.params = self.compiler.as_sql()
        names = {_adapted(mark, connection): name for name, mark in marks.items()}
        self.places = [names.get(value) if isinstance(value, (str, int, UUID)) else None for value in self.params]
        if missing := set(places) - set(self.places):
            raise ValueError(f"no plain comparison in this query: {', '.join(sorted(missing))}")
        columns = [expression for expression, *_ in self.compiler.select[: self.compiler.col_count]]
        converters = self.compiler.get_converters(columns)
        self.compiler.get_converters = lambda expressions: converters

    def rows(self, values: dict[str, Any], connection: Any) -> list[Row]:
        places = zip(self.places, self.params, strict=True)
        given = tuple(_adapted(values[name], connection) if name else fixed for name, fixed in places)
        compiler = copy.copy(self.compiler)
        compiler.connection, compiler.as_sql = connection, lambda *args, **kwargs: (self.sql, given)
        query = _Query(self.queryset.query, compiler)
        ready: Any = SimpleNamespace(query=query, db=connection.alias, _known_related_objects={}, _fields=None)
        make: Any = self.queryset._iterable_class
        return list(make(ready))


class _Query:
    """A query that is already compiled."""

    def __init__(self, query: Any, compiler: Any) -> None:
        self.query, self.compiler = query, compiler

    def get_compiler(self, using: str | None = None) -> Any:
        return self.compiler

    def __getattr__(self, name: str) -> Any:
        return getattr(self.query, name)


def _mark(kind: type, number: int) -> UUID | int | str:
    """A value that no query holds by itself; small, since Django leaves out a comparison with what a column cannot hold."""
    if kind is str:
        return f"place {number}"
    return UUID(int=(1 << 100) + number) if kind is UUID else 31_000 + number


def _adapted(value: Any, connection: Any) -> Any:
    if isinstance(value, str):
        return value
    return _ids.get_db_prep_value(value, connection) if isinstance(value, UUID) else int(value)
