"""Icons from the lucide package, written into the page: no extra request, no icon font."""

import re
from functools import cache

from lucide import IconDoesNotExist, _load_icon
from markupsafe import Markup

_DIRECTED = re.compile(r"(^|-)(left|right)(-|$)|^log-(in|out)$|^undo|^redo|^reply")

_FRAME = Markup(
    '<svg class="icon{}" width="{}" height="{}" viewBox="0 0 24 24" fill="none" stroke="currentColor" aria-hidden="true">{}</svg>'
)


@cache
def icon(name: str, size: int = 18) -> Markup:
    """An `<svg>` hidden from screen readers; those that point along the line of text turn round in right-to-left pages.

    Raises ValueError for a name that lucide has not.
    """
    try:
        shapes = list(_load_icon(name))
    except IconDoesNotExist as missing:
        raise ValueError(f"there is no icon {name!r} in lucide") from missing
    drawn = Markup("").join(_shape(str(shape.tag), dict(shape.items())) for shape in shapes)
    mirror = " mirror" if _DIRECTED.search(name) else ""
    return _FRAME.format(mirror, size, size, drawn)


def _shape(tag: str, attributes: dict[str, str]) -> Markup:
    return Markup("<{}{}/>").format(tag, Markup("").join(Markup(' {}="{}"').format(*pair) for pair in attributes.items()))
