"""The database itself refuses to change an installed pack; a migration calls `protect`, and again after it rebuilt a table.

Only changes are refused: rows may be added, and an unused version may be deleted.
"""

from typing import Any

TABLES = ("catalogue_packversion", "catalogue_toolcopy")
_REASON = "an installed pack version never changes: install another one"

_PROTECT = {
    "sqlite": ("CREATE TRIGGER {table}_fixed BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '{reason}'); END",),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '{reason}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER {table}_fixed BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_refuse()",
    ),
}
_RELEASE = {
    "sqlite": ("DROP TRIGGER IF EXISTS {table}_fixed",),
    "postgresql": ("DROP TRIGGER IF EXISTS {table}_fixed ON {table}", "DROP FUNCTION IF EXISTS {table}_refuse()"),
}


def protect(apps: Any, schema_editor: Any) -> None:
    """For `migrations.RunPython(protect, release)`."""
    release(apps, schema_editor)
    _execute(_PROTECT, schema_editor)


def release(apps: Any, schema_editor: Any) -> None:
    _execute(_RELEASE, schema_editor)


def _execute(statements: dict[str, tuple[str, ...]], schema_editor: Any) -> None:
    with schema_editor.connection.cursor() as cursor:
        for table in TABLES:
            for statement in statements[schema_editor.connection.vendor]:
                cursor.execute(statement.format(table=table, reason=_REASON))
