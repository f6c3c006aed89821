"""The permission table and what each clearance sees, as `accounts.rules` enforces them."""

from mainstay.accounts.models import Role
from mainstay.accounts.rules import RULES
from mainstay.config.reference.markdown import code, table
from mainstay.core.labels import STORED, Label

ABOUT = """# Roles, rights and labels

A role says what somebody may do, a clearance what they may see. Both belong to a membership of one organisation; the team of an
intervention may raise them for that intervention, never lower them. Whoever is not signed in is sent to the sign-in page; what
belongs to another organisation, or lies above the clearance, does not exist for the reader (404); a right that is missing is
explained (403).
"""


def page() -> str:
    head = ("Right", "", *(str(role.label) for role in Role))
    rows = [
        (code(right.value), text, *("yes" if role in roles else "–" for role in Role)) for right, (text, roles) in RULES.items()
    ]
    sight = [(label.label, *("yes" if label <= clearance else "–" for clearance in STORED)) for label in Label]
    return "\n".join(
        [
            ABOUT,
            "## What a role may do\n",
            table(head, rows),
            "## What a clearance sees\n",
            table(("Label of a thing", *(f"Clearance: {label.label}" for label in STORED)), sight),
            "Strictly confidential matter is never kept in Mainstay, so nobody can be cleared for it.",
        ]
    )
