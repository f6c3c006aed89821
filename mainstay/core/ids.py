"""Identifiers: time-ordered UUIDs, so that indexes grow at their end."""

import secrets
import time
import uuid

NO_ROW = uuid.UUID(int=0)
"""Stands in `Entry.row` for "the item itself", so that one unique constraint serves both databases."""


def key_of(item: str, row: uuid.UUID) -> str:
    """How forms, addresses and records name one answer: the item's id, with the row's where it has rows of its own."""
    return item if row == NO_ROW else f"{item}@{row.hex}"


def parse_key(key: str) -> tuple[str, uuid.UUID]:
    """The item and the row of a key. Raises ValueError for what is no key."""
    item, _at, row = key.partition("@")
    return item, uuid.UUID(hex=row) if row else NO_ROW


def new_id() -> uuid.UUID:
    """A version 7 UUID (RFC 9562): 48 bits of Unix milliseconds, then randomness."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & ((1 << 48) - 1)) << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return uuid.UUID(int=value)
