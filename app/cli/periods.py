"""The commands of a period."""

from __future__ import annotations

import typer

from app.cli.options import AsJson, File, Period, UnlockFile, unlocking
from app.cli.output import in_sentences, report

period_app = typer.Typer(help="Periods.", no_args_is_help=True)


@period_app.callback()
def periods() -> None:
    """Periods of an establishment's file."""


@period_app.command("reopen")
@in_sentences
def reopen(file: File, period: Period, unlock_file: UnlockFile = None, as_json: AsJson = False) -> None:
    """Open a period again that was closed when its return was accepted; a further return has the next number."""
    from app.services.closing import reopen_period
    from app.services.unlocking import open_file

    with open_file(file, unlocking(unlock_file)) as opened:
        name = reopen_period(opened, period)
    report({"period": name, "state": "open"}, [f"{name} is open again. What was sent stays as it is."], as_json=as_json)
