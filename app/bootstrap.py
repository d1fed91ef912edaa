"""The only place that wires objects together."""

from __future__ import annotations

from pathlib import Path

COMMANDS = frozenset(
    {
        "demo", "new", "fill", "scan", "statement", "export", "approve", "verify", "extract", "identity", "trust",
        "catalogue", "check", "backup", "prove", "pack", "period", "form", "review", "respond", "response",
    }
)  # fmt: skip
"""The first words that mean the command line; a test holds them to the commands there are."""


def is_for_cli(arguments: list[str]) -> bool:
    """Tell whether the arguments are the command line's, without loading it: a double-click must open fast.

    A first word that is neither a command nor names a file is left to the command line, which says how it is used.
    """
    if not arguments or arguments[0] in ("--exit-after", "--smoke"):
        return False
    first = arguments[0]
    return first in COMMANDS or not Path(first).suffix or first.startswith("-")


def run_cli(arguments: list[str]) -> int:
    """Run the command line; return its exit code."""
    from app.cli.main import run

    return run(arguments)


def run_desktop(arguments: list[str]) -> int:
    """Open the window, or try the whole program without anybody at it; return its exit code."""
    if arguments[:1] == ["--smoke"]:
        from app.desktop.smoke import run as try_everything

        return try_everything(arguments)
    from app.desktop.application import run

    return run(arguments)
