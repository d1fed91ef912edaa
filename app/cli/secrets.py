"""Secrets come by a prompt or from a file, never as an argument."""

from __future__ import annotations

import sys
from getpass import getpass
from pathlib import Path

from app.domain.errors import UserError


def read_secret(path: Path | None, prompt: str) -> str:
    """Return the first line of the file, or what is typed at the prompt; UserError where there is neither."""
    if path is not None:
        return _first_line(path)
    if sys.stdin is None or not sys.stdin.isatty():  # the window's program has none
        raise UserError(f"{prompt}: nobody is there to type it. Name a file that holds it.")
    return getpass(f"{prompt}: ")


def choose_secret(path: Path | None, prompt: str) -> str:
    """Return a new secret: the first line of the file, or what is typed twice alike; UserError where it differs.

    A slip in a new passphrase would be found out only when nothing opens with it any more.
    """
    secret = read_secret(path, prompt)
    if path is None and getpass("The same once more: ") != secret:
        raise UserError("The two passphrases differ, so nothing was made. Try again.")
    return secret


def _first_line(path: Path) -> str:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        raise UserError("The file with the passphrase could not be read. Check its name and try again.") from None
    if not lines or not lines[0]:
        raise UserError("The file with the passphrase is empty. Put the passphrase on its first line.")
    return lines[0]
