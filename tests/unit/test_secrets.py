"""Passphrases that are typed."""

from __future__ import annotations

import sys
from io import StringIO
from pathlib import Path

import pytest

from app.cli import secrets
from app.cli.secrets import choose_secret, read_secret
from app.domain.errors import UserError


class _Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def type_in(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    """Put a person at the terminal who types these lines."""
    typed = iter(lines)
    monkeypatch.setattr(sys, "stdin", _Terminal())
    monkeypatch.setattr(secrets, "getpass", lambda prompt: next(typed))


def test_new_passphrase_is_asked_for_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    type_in(monkeypatch, "four plain words", "four plain words")
    assert choose_secret(None, "A passphrase") == "four plain words"


def test_new_passphrase_is_refused_when_it_is_typed_in_two_ways(monkeypatch: pytest.MonkeyPatch) -> None:
    type_in(monkeypatch, "four plain words", "four plane words")
    with pytest.raises(UserError, match="differ"):
        choose_secret(None, "A passphrase")


def test_new_passphrase_from_a_file_is_not_asked_for(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("four plain words\n", encoding="utf-8")
    assert choose_secret(tmp_path / "secret", "A passphrase") == "four plain words"


def test_passphrase_is_refused_when_nobody_is_there_to_type_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", StringIO())
    with pytest.raises(UserError, match="Name a file"):
        read_secret(None, "A passphrase")
