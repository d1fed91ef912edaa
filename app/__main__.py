"""Starts the command line or the desktop, whichever the arguments ask for; the edge at which every error stops."""

from __future__ import annotations

import os
import sys

# No other package's plugin takes part in validation, and none is looked for at start-up.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

CHILD_OPTION = "--child"
"""Hidden: runs a parsing job in a limited child process (see `app.services.sandbox`)."""


def main(arguments: list[str] | None = None) -> int:
    """Run the program; return its exit code.

    An error that nobody foresaw becomes one sentence; its place goes to a log, its content to nobody.
    """
    from app.services.dumps import forbid_dumps

    forbid_dumps()
    arguments = sys.argv[1:] if arguments is None else arguments
    if arguments[:1] == [CHILD_OPTION]:
        from app.services.child import main as run_child

        return run_child(arguments[1])
    from app.bootstrap import is_for_cli, run_cli, run_desktop

    try:
        return run_cli(arguments) if is_for_cli(arguments) else run_desktop(arguments)
    except Exception as error:  # noqa: BLE001  # the edge of the process
        from app.services.faults import report_fault

        report_fault(error)
        return 1


if __name__ == "__main__":
    sys.exit(main())
