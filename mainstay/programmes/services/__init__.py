"""Every write of programmes, interventions, their note, tools, team and communication products."""

from mainstay.programmes.services.ground import require_open
from mainstay.programmes.services.intervention import choose_tools, create_intervention, save_note, update_intervention
from mainstay.programmes.services.product import create_product, update_product
from mainstay.programmes.services.programme import create_programme, update_programme
from mainstay.programmes.services.state import close, reopen, set_label
from mainstay.programmes.services.team import add_member, change_member, end_membership, remove_member

__all__ = [
    "add_member",
    "change_member",
    "choose_tools",
    "close",
    "create_intervention",
    "create_product",
    "create_programme",
    "end_membership",
    "remove_member",
    "reopen",
    "require_open",
    "save_note",
    "set_label",
    "update_intervention",
    "update_product",
    "update_programme",
]
