"""What the commands print: sentences for people, or one JSON object, and one exit code."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, ParamSpec

import typer

from app.domain.errors import BadFile, FaultsError, NotTrusted, Refused, UserError

P = ParamSpec("P")
_REPLACED = "\N{REPLACEMENT CHARACTER}"
_KEPT = "\n\t\N{SOFT HYPHEN}\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}"

FAILED, REFUSED, UNTRUSTED, INVALID = 1, 3, 4, 5
"""Exit codes of DESIGN section 7 that errors lead to; 2 is usage, and verify has codes of its own."""


def report(result: Mapping[str, Any], sentences: list[str], *, as_json: bool) -> None:
    """Print the result: the sentences, or the mapping as one JSON object."""
    if as_json:
        print(json.dumps(result, ensure_ascii=False, indent=2, default=str))
    else:
        print(_readable("\n".join(sentences)))


def exit_code_of(error: UserError) -> int:
    """Return the exit code that an error leads to."""
    if isinstance(error, BadFile):
        return INVALID
    if isinstance(error, NotTrusted):
        return UNTRUSTED
    return REFUSED if isinstance(error, Refused) else FAILED


def in_sentences(command: Callable[P, None]) -> Callable[P, None]:
    """Turn a command's UserError into its sentence and its exit code; never a traceback."""

    @wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except UserError as error:
            _print_error(error, as_json=bool(kwargs.get("as_json")))
            raise typer.Exit(exit_code_of(error)) from None

    return wrapped


def _print_error(error: UserError, *, as_json: bool) -> None:
    faults = list(error.faults) if isinstance(error, FaultsError) else []
    if as_json:
        print(json.dumps({"error": error.sentence, "faults": faults}, ensure_ascii=False, indent=2))
    else:
        print(_readable("\n".join([error.sentence, *(f"  {fault}" for fault in faults)])), file=sys.stderr)


def _readable(text: str) -> str:
    """Replace what would control a terminal or turn words round: what is printed may have come from anybody."""
    return "".join(_REPLACED if _controls(each) else each for each in text)


def _controls(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") and character not in _KEPT
