"""The commands about answer forms: made for staff who do not have the program, and read back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.cli.options import AsJson, File, Period, UnlockFile, unlocking
from app.cli.output import in_sentences, report

form_app = typer.Typer(help="Answer forms: workbooks to fill in without the program.", no_args_is_help=True)


@form_app.command("make")
@in_sentences
def form_make(
    file: File,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder that the forms go to.")],
    intention: Annotated[list[str] | None, typer.Option(help="1(a); every one that applies if none is given.")] = None,
    period: Period = None,
    as_json: AsJson = False,
) -> None:
    """Write an answer form, a workbook, for each intention. It holds the questions alone, no answers."""
    from app.services.answer_forms import make_forms
    from app.services.unlocking import open_file

    with open_file(file) as opened:
        made = make_forms(opened, folder, intention or (), period=period)
    report({"forms": [str(path) for path in made]}, [f"Made {path}" for path in made], as_json=as_json)


@form_app.command("read")
@in_sentences
def form_read(
    file: File,
    forms: Annotated[list[Path], typer.Argument(metavar="FORM…", help="Answer forms that were filled in.")],
    preview: Annotated[bool, typer.Option("--preview", help="Show what would be taken, and take nothing.")] = False,
    unlock_file: UnlockFile = None,
    as_json: AsJson = False,
) -> None:
    """Take filled answer forms in: every fault is named by its sheet and cell first, and all or nothing is taken."""
    from app.services.answer_forms import describe_counts, read_forms
    from app.services.unlocking import open_file

    with open_file(file, unlocking(unlock_file)) as opened:
        read = read_forms(opened, forms, is_preview=preview)
    verb = "Would take" if preview else "Took"
    sentences = [
        f"{verb} in {read.period}, {', '.join(read.intentions)}:",
        *(f"  {line}" for line in describe_counts(read)),
    ]
    if read.replaced:
        sentences.append(f"Answered before; results change, words are added below: {', '.join(read.replaced)}")
    report(
        {"is_preview": preview, "period": read.period, "intentions": read.intentions, "taken": read.counts,
         "answered_before": read.replaced, "notes": read.notes},
        [*sentences, *read.notes],
        as_json=as_json,
    )  # fmt: skip
