#!/usr/bin/env python3
"""The one door of Mainstay: python3 run.py [VERB ...]

  up [--port N]        serve on this machine and print a sign-in link (also done when no verb is given)
  demo                 fill the demo organisation, or fill it again
  packs check [DIR] | list [--json] | install | schema
  org create NAME --owner EMAIL
  invite EMAIL --org NAME --role ROLE
  export FORMAT [--intervention REF] [--tool ID] [--audience ours|partners|public] [-o FILE] ...
  audit verify
  test [unit|contract|journeys|browser|house ...] [-- options of pytest]
  lint                 style, types, contracts between the parts
  bench                speed, as ratios to bare Django
  lock [--upgrade]     write requirements.txt and requirements-dev.txt from pyproject.toml

Whatever a verb lacks it prepares first, without questions. Standard output carries only the result.
Exit: 0 done, 1 refused (with the reasons), 2 not understood.
"""

import os
import platform
import signal
import sys
import time

if sys.version_info < (3, 11) or os.name != "posix":
    here = f"Python {platform.python_version()} on {platform.system()}"
    sys.exit(f"Mainstay needs Python 3.11 or newer on Linux or macOS; this is {here}.")

from door import check, prepare, serve
from door.ground import Refused, say

APPLICATION_VERBS = ("demo", "packs", "org", "invite", "export", "audit")
OWN_VERBS = {"up": serve.up, "test": check.test, "lint": check.lint, "bench": check.bench, "lock": prepare.lock}
LATER_VERBS = ("data", "backup", "restore")
# A pack is read without a database: it may be the reason why there is none.
WITHOUT_DATABASE = (("packs", "check"), ("packs", "list"), ("packs", "schema"))


def application(verb: str, words: list[str]) -> int:
    """Verbs that the application itself carries out, as management commands of the same name."""
    prepare.python()
    if (verb, *words[:1]) not in WITHOUT_DATABASE:
        prepare.data()
    return prepare.command(verb, *words)


def main(words: list[str]) -> int:
    if words[:1] in (["-h"], ["--help"], ["help"]):
        print(__doc__)
        return 0
    verb, rest = (words[0], words[1:]) if words and not words[0].startswith("-") else ("up", words)
    if verb in LATER_VERBS:
        raise Refused(f"{verb} comes with a later version of Mainstay", code=2)
    if verb not in OWN_VERBS and verb not in APPLICATION_VERBS:
        raise Refused(f"there is no verb {verb!r}\n\n{__doc__}", code=2)
    started = time.monotonic()
    code = OWN_VERBS[verb](rest) if verb in OWN_VERBS else application(verb, rest)
    if verb not in ("up", "test"):
        say(f"{verb}: {time.monotonic() - started:.1f} s")
    return code


def interrupt(number: int, frame: object) -> None:
    """Told to end from outside: leave by the same way as with Ctrl-C, so that everything started is stopped."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, interrupt)
    try:
        sys.exit(main(sys.argv[1:]))
    except Refused as refused:
        say(str(refused))
        sys.exit(refused.code)
    except KeyboardInterrupt:
        say("stopped")
        sys.exit(1)
    except OSError as problem:
        say(f"cannot go on: {problem}")
        sys.exit(1)
