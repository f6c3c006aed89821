"""The verbs of the application for the shell, with their words."""

from argparse import SUPPRESS, Action, ArgumentParser, _SubParsersAction
from collections.abc import Iterator

from django.core.management import get_commands, load_command_class
from django.core.management.base import BaseCommand

from mainstay.config.reference.markdown import code, table

ABOUT = """# Verbs of the application

`python3 run.py VERB` prepares what is missing and passes the words on to these; `python3 run.py --help` lists the verbs of
the door itself. Standard output carries the result alone. Exit: 0 done, 1 refused with the reasons, 2 not understood.
"""


def page() -> str:
    parts = [ABOUT]
    for name, app in sorted(get_commands().items()):
        if str(app).startswith("mainstay."):
            command = load_command_class(str(app), name)
            parts.append(f"## {name}\n\n{command.help}\n" + "\n" + "\n".join(_words(command, name)))
    return "\n".join(parts)


def _words(command: BaseCommand, name: str) -> Iterator[str]:
    """A table for the command, or one for each of its own verbs."""
    bare = ArgumentParser(prog=name, add_help=False)
    command.add_arguments(bare)  # type: ignore[arg-type]  # Django's parser adds its own options, which are not ours to tell
    own = [action for action in bare._actions if action.help != SUPPRESS]
    for action in own:
        if isinstance(action, _SubParsersAction):
            for verb, parser in action.choices.items():
                yield f"### {name} {verb}\n\n{_told(parser._actions)}"
    if rest := [action for action in own if not isinstance(action, _SubParsersAction)]:
        yield _told(rest)


def _told(actions: list[Action]) -> str:
    rows = [(code(_form(action)), action.help or "") for action in actions if action.dest != "help"]
    return table(("Word", "Meaning"), rows) if rows else "No further words.\n"


def _form(action: Action) -> str:
    value = "" if action.nargs == 0 else str(action.metavar or action.dest).upper()
    if action.choices:
        value = "|".join(map(str, action.choices))
    return f"{', '.join(action.option_strings)} {value}".strip() if action.option_strings else value
