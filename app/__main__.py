"""Starts the command line or the desktop, whichever the arguments ask for, and installs the exception hooks."""

from __future__ import annotations

import sys

CHILD_OPTION = "--child"
"""Hidden: runs a parsing job in a limited child process (see `app.services.sandbox`)."""


def main(arguments: list[str] | None = None) -> int:
    """Run the program; return its exit code.

    The command line is chosen by its first word being a command or an option of help, so that a double-clicked file
    opens the desktop without loading it.
    """
    arguments = sys.argv[1:] if arguments is None else arguments
    if arguments[:1] == [CHILD_OPTION]:
        from app.services.child import main as run_child

        return run_child(arguments[1])
    from app.bootstrap import COMMANDS, run_cli, run_desktop

    if arguments and (arguments[0] in COMMANDS or arguments[0] in ("--help", "-h", "--version")):
        return run_cli(arguments)
    return run_desktop(arguments)


if __name__ == "__main__":
    sys.exit(main())
