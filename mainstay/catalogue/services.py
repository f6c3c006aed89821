"""Installing packs: each state of a pack's files becomes one version, which is never changed afterwards."""

import hashlib
import json
import logging
from pathlib import Path
from typing import Any

from mainstay.catalogue.checks import load
from mainstay.catalogue.loading import CheckedPack
from mainstay.catalogue.models import PackVersion, ToolCopy
from mainstay.catalogue.selectors import current_version
from mainstay.core.writing import writing

logger = logging.getLogger(__name__)


def install(folder: Path, through: str) -> PackVersion:
    """The installed version of these files; the same content is installed once. Raises PackRefused with every problem.

    Audit events belong to organisations and a pack to none: an installation is written to the log.
    """
    pack = load(folder)
    content_hash = hash_of(pack)
    with writing():
        version, new = PackVersion.objects.get_or_create(
            pack=pack.manifest.id,
            content_hash=content_hash,
            defaults={
                "version": pack.manifest.version,
                "manifest": {"pack": _plain(pack.manifest), "errata": [*map(_plain, pack.errata)]},
            },
        )
        if new:
            copies = [ToolCopy(version=version, tool=tool, content=_plain(content)) for tool, content in pack.contents.items()]
            ToolCopy.objects.bulk_create(copies)
    if new:
        logger.info("pack %s %s installed through %s, content %s", version.pack, version.version, through, content_hash[:12])
    elif version != (current := current_version(version.pack)):
        said = "pack %s: this content was installed before and %s after it, which stays; to go back, raise the version number"
        logger.warning(said, version.pack, current)
    return version


def hash_of(pack: CheckedPack) -> str:
    """SHA-256 over what the pack says; comments, line ends and the order of keys do not count."""
    content = {
        "pack": _plain(pack.manifest),
        "errata": [*map(_plain, pack.errata)],
        "tools": {tool: _plain(one) for tool, one in pack.contents.items()},
    }
    return hashlib.sha256(json.dumps(content, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _plain(model: Any) -> dict[str, Any]:
    """Without defaults: a key that a later schema adds then leaves the hash of an old pack as it is."""
    plain: dict[str, Any] = model.model_dump(mode="json", exclude_defaults=True)
    return plain
