"""Every write about people and organisations; the page, the shell, the demo and the tests all come through here."""

from mainstay.accounts.services.links import Invited, invite, make_link, make_sign_in_link, use_link, withdraw
from mainstay.accounts.services.members import (
    change_member,
    create_organisation,
    end_membership,
    read_notice,
    switch_organisation,
)
from mainstay.accounts.services.persons import admit, new_person, set_password
from mainstay.accounts.services.sessions import note_failed_sign_in, note_sign_in, note_sign_out, record_view

__all__ = [
    "Invited",
    "admit",
    "change_member",
    "create_organisation",
    "end_membership",
    "invite",
    "make_link",
    "make_sign_in_link",
    "new_person",
    "note_failed_sign_in",
    "note_sign_in",
    "note_sign_out",
    "read_notice",
    "record_view",
    "set_password",
    "switch_organisation",
    "use_link",
    "withdraw",
]
