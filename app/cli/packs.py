"""The commands about work packs: made, listed, taken back, and taken back undone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.options import AsJson, File, Period, UnlockFile, now, unlocking
from app.cli.output import in_sentences, report
from app.cli.secrets import read_secret
from app.domain.dates import spell_day
from app.domain.errors import UserError
from app.domain.merging import Side

if TYPE_CHECKING:
    from app.services.taking_back import TakenBack

pack_app = typer.Typer(help="Work packs: intentions that somebody takes away to work on.", no_args_is_help=True)

Pack = Annotated[Path, typer.Argument(metavar="PACK", help="The work pack, an .assure file.")]


@pack_app.command("make")
@in_sentences
def pack_make(
    file: File,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder or drive that the packs go to.")],
    intention: Annotated[
        list[str] | None, typer.Option(help="1(a); of all owners, a pack each, if none is given.")
    ] = None,
    owner: Annotated[str | None, typer.Option(help="The post that takes it; the intention's if not given.")] = None,
    owner_unlock_file: Annotated[
        Path | None, typer.Option(help="A passphrase for the pack, for an owner who has none for the sealed store.")
    ] = None,
    period: Period = None,
    unlock_file: UnlockFile = None,
    as_json: AsJson = False,
) -> None:
    """Make work packs: one of these intentions, or one for each owner who has none out."""
    from app.services.packing import make_pack, make_packs_of_owners
    from app.services.unlocking import open_file

    passphrase = read_secret(owner_unlock_file, "Passphrase of the pack") if owner_unlock_file else None
    if not intention and (owner or passphrase):
        raise UserError("Name the intentions that go into this pack with --intention.")
    with open_file(file, unlocking(unlock_file)) as opened:
        if intention:
            made = [make_pack(opened, folder, intention, now=now(), period=period, post=owner, passphrase=passphrase)]
        else:
            made = make_packs_of_owners(opened, folder, now=now(), period=period)
    report(
        {"packs": [
            {"file": str(pack.path), "owner": pack.post, "intentions": pack.intentions,
             "has_sealed_store": pack.has_sealed_store} for pack in made]},
        [f"Made {pack.path}: {', '.join(pack.intentions)}, for {pack.post or 'nobody yet'}." for pack in made],
        as_json=as_json,
    )  # fmt: skip


@pack_app.command("list")
@in_sentences
def pack_list(file: File, as_json: AsJson = False) -> None:
    """List the packs that were made, those that have not come back first."""
    from app.services.packing import list_packs
    from app.services.unlocking import open_file

    with open_file(file) as opened:
        packs = list_packs(opened)
    sentences = [
        f"{_state(pack.returned_at)}: {', '.join(pack.intentions)}, {pack.post or 'nobody'}, {pack.period}, "
        f"made {spell_day(pack.made_at)}"
        for pack in packs
    ]
    report(
        {"packs": [
            {"id": pack.id, "period": pack.period, "owner": pack.post, "intentions": pack.intentions,
             "made_at": pack.made_at.isoformat(),
             "returned_at": pack.returned_at.isoformat() if pack.returned_at else None} for pack in packs]},
        sentences or ["No work pack was made yet."],
        as_json=as_json,
    )  # fmt: skip


def _state(returned_at: object) -> str:
    return "Back" if returned_at else "Out"


@pack_app.command("merge")
@in_sentences
def pack_merge(
    file: File,
    pack: Pack,
    preview: Annotated[bool, typer.Option("--preview", help="Show what it would change, and change nothing.")] = False,
    keep: Annotated[
        Side, typer.Option(help="Whose version stands where both changed one thing; both texts, if not given.")
    ] = Side.BOTH,
    choose: Annotated[
        list[str] | None,
        typer.Option(metavar="CONFLICT=SIDE", help="Whose version stands in one conflict, as the preview names it."),
    ] = None,
    pack_unlock_file: Annotated[
        Path | None, typer.Option(help="The pack's own passphrase, where it was given another.")
    ] = None,
    unlock_file: UnlockFile = None,
    as_json: AsJson = False,
) -> None:
    """Take a work pack back: what both sides changed is shown, nothing is dropped, and a backup is made before."""
    from app.services.taking_back import change_lines, preview_pack, take_back
    from app.services.unlocking import open_file

    chosen = dict(map(_choice, choose or ()))
    passphrase = read_secret(pack_unlock_file, "Passphrase of the pack") if pack_unlock_file else None
    with open_file(file, unlocking(unlock_file)) as opened:
        if preview:
            taken = preview_pack(opened, pack, passphrase=passphrase)
        else:
            taken = take_back(opened, pack, now=now(), passphrase=passphrase, side=keep, choices=chosen)
    verb = "Would take back" if preview else "Took back"
    sentences = [
        f"{verb} {', '.join(taken.intentions)}: {_counted(taken)}.",
        *(f"  {line}" for line in change_lines(taken)),
    ]
    if taken.backup is not None:
        sentences.append("A backup was made before. `pack undo` puts the file back as long as nothing else is changed.")
    report(_as_json(taken, is_preview=preview), sentences, as_json=as_json)


def _choice(written: str) -> tuple[str, Side]:
    key, _, side = written.partition("=")
    try:
        return key.strip(), Side(side.strip())
    except ValueError:
        raise UserError(
            "A choice is the name of a conflict and a side: 1a2b3c4d.narrative=ours, theirs or both."
        ) from None


def _counted(taken: TakenBack) -> str:
    new = sum(change.is_new for change in taken.changes)
    return f"{new} new, {len(taken.changes) - new} changed, {len(taken.conflicts)} changed on both sides"


def _as_json(taken: TakenBack, *, is_preview: bool) -> dict[str, object]:
    return {
        "is_preview": is_preview,
        "intentions": taken.intentions,
        "changes": [
            {"kind": change.kind, "place": change.place, "is_new": change.is_new,
             "conflicts": [conflict.field for conflict in change.conflicts],
             "keys": [change.key(conflict) for conflict in change.conflicts]} for change in taken.changes],
        "notes": taken.notes,
        "backup": str(taken.backup) if taken.backup else None,
    }  # fmt: skip


@pack_app.command("undo")
@in_sentences
def pack_undo(file: File, as_json: AsJson = False) -> None:
    """Put the file back as it was before the last pack was taken back, where nothing was changed since."""
    from app.services.undoing_merge import undo_take_back
    from app.services.unlocking import open_file

    with open_file(file) as opened:
        backup = undo_take_back(opened)
    report({"backup": str(backup)}, ["The file is as it was before the pack was taken back."], as_json=as_json)
