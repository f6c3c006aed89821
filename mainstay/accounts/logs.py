"""Keeps one-time links out of the log files: whoever reads those must not be able to come in."""

import logging
import re
from typing import Any

_TOKEN = re.compile(r"(/link/)[^/\s\"'?]+")


class HideTokens(logging.Filter):
    """For every handler in settings.LOGGING; the address stays, the token goes."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = _hidden(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(_hidden(part) for part in record.args)
        return True


def _hidden(part: Any) -> Any:
    return _TOKEN.sub(r"\1…", part) if isinstance(part, str) else part
