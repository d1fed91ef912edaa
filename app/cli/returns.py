"""The commands on returns that are there: approve, verify, extract, prove."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.options import (
    IDENTITY_PLACES,
    AsJson,
    PassphraseFile,
    RegisterOption,
    Returns,
    RevocationOption,
    TrustOption,
    UnlockFile,
    now,
    unlocking,
)
from app.cli.output import in_sentences, report
from app.cli.secrets import read_secret

if TYPE_CHECKING:
    from app.services.verifying import Verified
    from app.signing.trust import Trust


@in_sentences
def approve(
    returns: Returns,
    identity: Annotated[Path, typer.Option(help=f"The approver's identity: {IDENTITY_PLACES}")],
    trust: TrustOption = None,
    crl: RevocationOption = None,
    register: RegisterOption = None,
    prove: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The establishment's .assure file: what is sealed in it is searched for."),
    ] = None,
    receipt: Annotated[Path | None, typer.Option(help="Where the receipt of the proof of absence goes.")] = None,
    unlock_file: UnlockFile = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Add the approver's signature to returns that are intact and signed by their author: to all of them, or none."""
    from app.services.approving import Proof, approve_returns
    from app.services.identifying import open_identity, trust_of
    from app.services.unlocking import open_to_read

    signer = open_identity(identity, read_secret(passphrase_file, "Passphrase of the identity"))
    known = _known_by(trust_of(trust or [], crl or []), register, unlock_file)
    with open_to_read(prove, unlocking(unlock_file)) if prove else nullcontext() as opened:
        approval = approve_returns(returns, signer, known, now=now(), proof=Proof(opened, receipt))
    report(
        {"approved": [{"file": str(one.path), "number": one.number} for one in approval.files],
         "receipt": approval.receipt.as_json()},
        [*(line for one in approval.files for line in one.lines), approval.receipt.summary],
        as_json=as_json,
    )  # fmt: skip


@in_sentences
def verify(
    returns: Returns,
    trust: TrustOption = None,
    crl: RevocationOption = None,
    register: RegisterOption = None,
    unlock_file: UnlockFile = None,
    as_json: AsJson = False,
) -> None:
    """Say who signed each return and whether a byte of it has changed since."""
    from app.services.identifying import trust_of
    from app.services.verifying import exit_code

    found = _verified(returns, trust_of(trust or [], crl or []), register, unlock_file)
    sentences = [line for one in found for line in (f"{one.path}:", *(f"  {said}" for said in one.report.sentences))]
    report({"exit_code": exit_code(found), "returns": [one.as_json() for one in found]}, sentences, as_json=as_json)
    raise typer.Exit(exit_code(found))


@in_sentences
def extract(
    file: Annotated[Path, typer.Argument(metavar="RETURN", help="A return, PDF or workbook.")],
    trust: TrustOption = None,
    crl: RevocationOption = None,
    register: RegisterOption = None,
    unlock_file: UnlockFile = None,
    as_json: AsJson = False,
) -> None:
    """Print the payload of a return that is intact, as JSON, with verify's exit code."""
    from app.services.identifying import trust_of
    from app.services.verifying import exit_code

    found = _verified([file], trust_of(trust or [], crl or []), register, unlock_file)
    if found[0].payload is None:
        report({"exit_code": exit_code(found), **found[0].as_json()}, list(found[0].report.sentences), as_json=as_json)
    else:
        print(found[0].payload.decode(), end="")
    raise typer.Exit(exit_code(found))


@in_sentences
def prove(
    file: Annotated[Path, typer.Argument(metavar="RETURN", help="A return, PDF or workbook.")],
    establishment: Annotated[Path, typer.Argument(metavar="FILE", help="The establishment's .assure file.")],
    unlock_file: UnlockFile = None,
    as_json: AsJson = False,
) -> None:
    """Search a return for everything sealed in a file, and print the receipt; exit with 3 where some was found."""
    from app.services.proving import prove_return

    receipt = prove_return(file, establishment, unlocking(unlock_file), now=now())
    report(receipt.as_json(), receipt.as_text().splitlines(), as_json=as_json)
    raise typer.Exit(receipt.exit_code)


def _verified(returns: Sequence[Path], trust: Trust, register: Path | None, unlock_file: Path | None) -> list[Verified]:
    from app.services.recognising import verify_by_register
    from app.services.unlocking import open_file
    from app.services.verifying import verify_returns

    if register is None:
        return verify_returns(returns, trust, now=now())
    with open_file(register, unlocking(unlock_file)) as opened:
        return verify_by_register(returns, trust, opened, now=now())


def _known_by(trust: Trust, register: Path | None, unlock_file: Path | None) -> Trust:
    from app.services.trust_register import read_register, trust_by_register
    from app.services.unlocking import open_file

    if register is None:
        return trust
    with open_file(register, unlocking(unlock_file)) as opened:
        return trust_by_register(read_register(opened), trust)
