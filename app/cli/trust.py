"""The commands about who signs and who is trusted: identities and the trust register."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from app.cli.options import AsJson, File, PassphraseFile, UnlockFile, now, unlocking
from app.cli.output import in_sentences, report
from app.cli.secrets import choose_secret, read_secret
from app.domain.dates import spell_day
from app.domain.errors import UserError
from app.domain.trust_records import SigningRole

identity_app = typer.Typer(help="Signing identities.", no_args_is_help=True)
trust_app = typer.Typer(help="The trust register: who may sign what for whom.", no_args_is_help=True)

Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"])]


@identity_app.command("create")
@in_sentences
def identity_create(
    out: Annotated[Path, typer.Argument(metavar="OUT.p12", help="Where the identity goes.")],
    name: Annotated[str, typer.Option(help="The person's name.")],
    role: Annotated[str, typer.Option(help="The person's post: Governor, Audit lead …")],
    organisation: Annotated[str, typer.Option(help="The establishment or organisation.")],
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Make a signing identity, its certificate to hand over, and its fingerprint sheet."""
    from app.services.identifying import make_identity

    passphrase = choose_secret(passphrase_file, "A passphrase for the identity")
    made = make_identity(out, name, role, organisation, passphrase, now=now())
    report(
        {"identity": str(made.identity), "certificate": str(made.certificate), "sheet": str(made.sheet),
         "fingerprint": made.fingerprint},
        [f"Made {made.identity}, to keep.", f"Hand over {made.certificate} and {made.sheet}.",
         f"Fingerprint (SHA-256): {made.fingerprint}"],
        as_json=as_json,
    )  # fmt: skip


@trust_app.command("add")
@in_sentences
def trust_add(
    file: File,
    certificate: Annotated[Path, typer.Argument(metavar="CERT.pem", help="The signer's certificate.")],
    role: Annotated[
        SigningRole, typer.Option(help="In which role they sign; ca for an authority that certifies signers.")
    ],
    establishment: Annotated[str | None, typer.Option(help="For which establishment: its code; any if none.")] = None,
    starts: Annotated[datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="Their first day.")] = None,
    ends: Annotated[datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="Their last day.")] = None,
    deputy_for: Annotated[str, typer.Option(help="The post in whose place they sign: Governor.")] = "",
    confirm: Annotated[str | None, typer.Option(help="The code on the signer's sheet, or the fingerprint.")] = None,
    unlock_file: UnlockFile = None,
    as_json: AsJson = False,
) -> None:
    """Enter a signer: shows whom the certificate names and its fingerprint, and asks for the code on their sheet."""
    from app.services.enrolling import Enrolment, describe_signer, enrol, read_signer
    from app.services.unlocking import open_file

    first, last = (day.date() if day else None for day in (starts, ends))
    wanted = Enrolment(role, establishment, first, last, deputy_for)
    signer = read_signer(certificate, role)
    code = confirm or _ask_for_code(describe_signer(signer))
    with open_file(file, unlocking(unlock_file)) as opened:
        entered = enrol(opened, signer, wanted, code, now=now())
    report(entered.as_json(), ["Entered:", *(f"  {line}" for line in entered.lines)], as_json=as_json)


def _ask_for_code(shown: list[str]) -> str:
    print("\n".join(shown), file=sys.stderr)
    if sys.stdin is None or not sys.stdin.isatty():
        raise UserError("Nothing was entered: give the code on the signer's sheet with --confirm.")
    return input("Code on the signer's sheet: ")


@trust_app.command("list")
@in_sentences
def trust_list(file: File, unlock_file: UnlockFile = None, as_json: AsJson = False) -> None:
    """List who is trusted here, and say whether the register is confirmed."""
    from app.services.signer_list import list_signers
    from app.services.unlocking import open_file

    with open_file(file, unlocking(unlock_file)) as opened:
        listed = list_signers(opened, now().date())
    report(
        {"is_confirmed": listed.is_confirmed, "signers": [one.as_json() for one in listed.signers]},
        [*(line for one in listed.signers for line in one.lines), listed.state],
        as_json=as_json,
    )


@trust_app.command("remove")
@in_sentences
def trust_remove(
    file: File,
    fingerprint: Annotated[str, typer.Argument(metavar="FINGERPRINT", help="The certificate's SHA-256.")],
    unlock_file: UnlockFile = None,
    as_json: AsJson = False,
) -> None:
    """Remove a signer from the register."""
    from app.services.enrolling import strike
    from app.services.unlocking import open_file

    with open_file(file, unlocking(unlock_file)) as opened:
        removed = strike(opened, fingerprint)
    lines = [line for one in removed for line in one.lines]
    report({"removed": [one.as_json() for one in removed]}, ["Removed:", *lines], as_json=as_json)


@trust_app.command("end")
@in_sentences
def trust_end(
    file: File,
    fingerprint: Annotated[str, typer.Argument(metavar="FINGERPRINT", help="The certificate's SHA-256.")],
    on: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The last day; today if not given.")] = None,
    key_of: Annotated[
        str | None, typer.Option(metavar="PERSON", help="Whose key of the sealed store goes too: their name.")
    ] = None,
    new: Annotated[
        Path | None, typer.Option(metavar="OUT.p12", help="The person stays: where their new identity goes.")
    ] = None,
    passphrase_file: PassphraseFile = None,
    notice: Annotated[Path | None, typer.Option(help="Where the notice to hand over goes.")] = None,
    unlock_file: UnlockFile = None,
    as_json: AsJson = False,
) -> None:
    """Lost or left: end a signer's entries and key, and make who stays a new identity and key; it cannot be undone."""
    from app.services.reissuing import Anew, Loss, settle_loss
    from app.services.sealing_keys import find_slot
    from app.services.sending import keep_sheet
    from app.services.unlocking import open_file

    if notice is not None and (notice.exists() or (new and notice == new.with_suffix(".txt"))):
        raise UserError("There is a file of the notice's name already. Nothing was changed: choose another.")
    anew = Anew(new, choose_secret(passphrase_file, "Their new passphrase, for both")) if new else None
    with open_file(file, unlocking(unlock_file)) as opened:
        slot_id = find_slot(opened, key_of) if key_of else None
        loss = Loss(fingerprint, on.date() if on else now().date(), slot_id, anew)
        settled = settle_loss(opened, loss, now=now())
    made = settled.made
    report(
        {"ended": [one.as_json() for one in settled.notice.ended], "is_key_gone": slot_id is not None,
         "identity": str(made.identity) if made else None, "fingerprint": made.fingerprint if made else None},
        [*([f"Made {made.identity}, to keep.", f"Hand over {made.certificate} and {made.sheet}.", ""] if made else []),
         *settled.notice.as_text().splitlines()],
        as_json=as_json,
    )  # fmt: skip
    if notice is not None:
        keep_sheet(settled.notice, notice)


@trust_app.command("sign")
@in_sentences
def trust_sign(
    file: File,
    out: Annotated[Path, typer.Option(help="Where the list goes.")],
    identity: Annotated[Path, typer.Option(help="The identity (PKCS#12) that signs it.")],
    passphrase_file: PassphraseFile = None,
    unlock_file: UnlockFile = None,
    as_json: AsJson = False,
) -> None:
    """Write the whole register as a signed list for other desks."""
    from app.services.enrolling import sign_list
    from app.services.identifying import open_identity
    from app.services.unlocking import open_file

    signer = open_identity(identity, read_secret(passphrase_file, "Passphrase of the identity"))
    with open_file(file, unlocking(unlock_file)) as opened:
        number = sign_list(opened, out, signer, now=now())
    report({"list": str(out), "signers": number}, [f"Signed a list of {number}: {out}"], as_json=as_json)


@trust_app.command("import")
@in_sentences
def trust_import(
    file: File,
    source: Annotated[Path, typer.Argument(metavar="LIST", help="A signed list.")],
    confirm: Annotated[str | None, typer.Option(help="The code on the sheet of whoever signed the list.")] = None,
    unlock_file: UnlockFile = None,
    as_json: AsJson = False,
) -> None:
    """Enter everybody on a list that headquarters signed; asks for the code on headquarters' sheet."""
    from app.services.enrolling import describe_signer, enrol_all, read_list
    from app.services.unlocking import open_file

    signed = read_list(source, now=now())
    shown = [f"A list of {len(signed.offices)}, issued on {spell_day(signed.issued_at)} by:"]
    code = confirm or _ask_for_code([*shown, *describe_signer(signed.certificate)])
    with open_file(file, unlocking(unlock_file)) as opened:
        entered = enrol_all(opened, signed, code, now=now())
    lines = [line for one in entered for line in one.lines]
    sentences = ["Entered:", *lines] if entered else ["Everybody on the list is entered already."]
    report({"entered": [one.as_json() for one in entered]}, sentences, as_json=as_json)
