"""Every setting that an installation can make through its environment."""

from dataclasses import dataclass

from mainstay.config.reference.markdown import code, table


@dataclass(frozen=True, slots=True)
class Knob:
    """One variable of the environment; `default` as the code has it, empty: not set."""

    name: str
    default: str
    meaning: str


RUNNING = (
    Knob("MAINSTAY_DATA", "var/ beside run.py", "The data folder: the SQLite database, the two keys, collected static files."),
    Knob(
        "DATABASE_URL",
        "",
        "PostgreSQL instead of SQLite: `postgres://user:password@host:port/name?option=value`. "
        "Characters with a meaning in addresses are written as %40 and the like.",
    ),
    Knob("MAINSTAY_HOSTS", "localhost,127.0.0.1,[::1]", "Names under which people reach it, with commas, without spaces."),
    Knob(
        "MAINSTAY_HTTPS",
        "",
        "`1` where a proxy in front speaks HTTPS and sets `X-Forwarded-Proto`: cookies then travel over HTTPS only. "
        "Not without such a proxy: the header would be believed from anybody.",
    ),
    Knob(
        "MAINSTAY_PROXIES",
        "0",
        "How many proxies stand in front: sign-in limits then count the visitor's address, not the proxy's.",
    ),
    Knob("MAINSTAY_TIME_ZONE", "UTC", "Name of the zone in which times are shown, as Asia/Dhaka. They are kept in UTC."),
    Knob("MAINSTAY_PACKS", "packs/ beside run.py", "The folder with one folder for each content pack."),
    Knob(
        "MAINSTAY_FONTS",
        "",
        "A folder with further fonts for PDF files and pictures, for scripts that ours lack, as Chinese: "
        "`/usr/share/fonts/opentype/noto` after installing Debian's `fonts-noto-cjk`.",
    ),
    Knob("MAINSTAY_MAIL_HOST", "", "Mail server for one-time links. Without it people hand the links over."),
    Knob("MAINSTAY_MAIL_FROM", "mainstay@localhost", "Sender of those mails."),
    Knob("WEB_CONCURRENCY", "2", "Processes that `run.py up` serves with, four threads each."),
)
SECRETS = (
    Knob("MAINSTAY_SECRET_KEY", "secret_key.key in the data folder", "Signs sessions and forms. Made at the first start."),
    Knob(
        "MAINSTAY_AUDIT_KEY",
        "audit_key.key in the data folder",
        "Chains the record of who did what. Made at the first start. Back it up: without it the record cannot be verified.",
    ),
)
CHECKING = (
    Knob("MAINSTAY_CHROMIUM", "what the system has", "The Chromium that browser tests drive."),
    Knob("CI", "", "`true`: a test that is skipped counts as failed."),
    Knob("DJANGO_SETTINGS_MODULE", "mainstay.config.settings", "Django's own; there is no reason to set it."),
)
KNOBS = (*RUNNING, *SECRETS, *CHECKING)


def page() -> str:
    parts = ["# Settings\n", "Mainstay is set up through the environment alone; without any of these it runs on one machine.\n"]
    for title, knobs in (("Running", RUNNING), ("Keys", SECRETS), ("Tests", CHECKING)):
        rows = [(code(knob.name), knob.default or "not set", knob.meaning) for knob in knobs]
        parts.append(f"## {title}\n\n" + table(("Variable", "Without it", "Meaning"), rows))
    return "\n".join(parts)
