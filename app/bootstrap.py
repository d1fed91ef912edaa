"""The only place that wires objects together."""

from __future__ import annotations

COMMANDS = frozenset(
    {
        "demo", "new", "fill", "scan", "statement", "export", "verify", "extract", "identity", "catalogue", "check",
        "backup",
    }
)  # fmt: skip
"""The first words that mean the command line; a test holds them to the commands there are."""


def run_cli(arguments: list[str]) -> int:
    """Run the command line; return its exit code."""
    from app.cli.main import run

    return run(arguments)


def run_desktop(arguments: list[str]) -> int:
    """Open the window; return its exit code."""
    from app.desktop.application import run

    return run(arguments)
