"""What becomes of an error that nobody foresaw: one sentence to the user, the place to a log, the content to nobody."""

from __future__ import annotations

import logging
import sys
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path

SENTENCE = "Something went wrong that should not have. What you had saved is safe; the place was noted in the log."


def report_fault(error: BaseException, log: Path | None = None) -> None:
    """Print the sentence and note where the error arose: its type and the lines passed through, no message or value.

    A message or a value may hold what a user typed.
    """
    if sys.stderr is not None:  # a window without a console has none
        sys.stderr.write(f"{SENTENCE}\n")
    logger = logging.getLogger("assurance_desk.faults")
    if not any(isinstance(each, RotatingFileHandler | logging.NullHandler) for each in logger.handlers):
        logger.addHandler(_handler(log or _log_path()))
        logger.propagate = False
    places = " < ".join(
        f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in reversed(traceback.extract_tb(error.__traceback__))
    )
    logger.error("%s at %s", type(error).__name__, places)


def _handler(log: Path) -> logging.Handler:
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(log, maxBytes=500_000, backupCount=2, encoding="utf-8")
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    return handler


def _log_path() -> Path:
    from platformdirs import user_log_path

    return user_log_path("Assurance Desk", appauthor=False) / "faults.log"
