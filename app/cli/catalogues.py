"""The commands about catalogue packs: checked, signed, taken in; and an establishment's own questions beside them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.cli.options import AsJson, File, PassphraseFile, UnlockFile, now, unlocking
from app.cli.output import in_sentences, report
from app.cli.secrets import read_secret

catalogue_app = typer.Typer(help="Catalogue packs.", no_args_is_help=True)

Pack = Annotated[Path, typer.Argument(metavar="PACK", help="A catalogue pack: a zip or a folder.")]


@catalogue_app.command("check")
@in_sentences
def catalogue_check(pack: Pack, as_json: AsJson = False) -> None:
    """Validate a catalogue pack and its signature; every fault is listed."""
    from app.services.catalogue_packs import check_pack

    checked = check_pack(pack, now=now())
    report(checked.as_json(), checked.sentences(), as_json=as_json)


@catalogue_app.command("sign")
@in_sentences
def catalogue_sign(
    pack: Pack,
    out: Annotated[Path, typer.Option(help="Where the signed zip goes.")],
    identity: Annotated[Path, typer.Option(help="The identity (PKCS#12) that signs it.")],
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Write a sound pack as one signed zip, for establishments to take in."""
    from app.services.catalogue_packs import sign_pack
    from app.services.identifying import open_identity

    signer = open_identity(identity, read_secret(passphrase_file, "Passphrase of the identity"))
    signed = sign_pack(pack, out, signer, now=now())
    report({**signed.as_json(), "pack": str(out)}, [*signed.sentences(), f"Signed: {out}"], as_json=as_json)


@catalogue_app.command("import")
@in_sentences
def catalogue_import(
    file: File,
    pack: Pack,
    preview: Annotated[bool, typer.Option("--preview", help="Show what it would change, and change nothing.")] = False,
    confirm: Annotated[
        str | None, typer.Option(help="The code on headquarters' sheet, for a signer not in the register.")
    ] = None,
    unlock_file: UnlockFile = None,
    as_json: AsJson = False,
) -> None:
    """Take a signed pack into the file, for its next periods; what it adds, changes and removes is listed."""
    from app.services.catalogue_packs import import_pack, preview_import
    from app.services.unlocking import open_file

    with open_file(file, unlocking(unlock_file)) as opened:
        take = preview_import if preview else import_pack
        checked = take(opened, pack, now=now(), code=confirm)
    done = "Nothing was changed." if preview else "Taken in: it serves the next period that is begun."
    report({**checked.as_json(), "is_preview": preview}, [*checked.sentences(), done], as_json=as_json)


@catalogue_app.command("own")
@in_sentences
def catalogue_own(
    file: File,
    items: Annotated[Path, typer.Argument(metavar="ITEMS.toml", help="Questions of the establishment's own.")],
    as_json: AsJson = False,
) -> None:
    """Put an establishment's own questions beside the catalogue's, for its next periods."""
    from app.services.own_questions import add_own_items
    from app.services.unlocking import open_file

    with open_file(file) as opened:
        refs = add_own_items(opened, items, today=now().date())
    report({"items": refs}, [f"Added for the next period: {', '.join(refs)}."], as_json=as_json)
