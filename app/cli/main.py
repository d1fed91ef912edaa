"""The commands of DESIGN section 7. Each reads its options, calls one service, and says what came of it."""

from __future__ import annotations

import io
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from app import __version__
from app.cli.catalogues import catalogue_app
from app.cli.forms import form_app
from app.cli.options import IDENTITY_PLACES, AsJson, File, PassphraseFile, Period, UnlockFile, now, unlocking
from app.cli.output import in_sentences, report
from app.cli.packs import pack_app
from app.cli.periods import period_app
from app.cli.responses import response_app
from app.cli.returns import approve, extract, prove, verify
from app.cli.review import respond, review_app
from app.cli.secrets import read_secret
from app.cli.statements import statement_app
from app.cli.trust import identity_app, trust_app
from app.domain.catalogue_terms import Country, Holds, Sector
from app.domain.records import Role

app = typer.Typer(
    name="assurance-desk",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(statement_app, name="statement")
app.add_typer(identity_app, name="identity")
app.add_typer(trust_app, name="trust")
app.add_typer(catalogue_app, name="catalogue")
app.add_typer(pack_app, name="pack")
app.add_typer(period_app, name="period")
app.add_typer(form_app, name="form")
app.add_typer(review_app, name="review")
app.add_typer(response_app, name="response")
for command in (approve, verify, extract, prove, respond):
    app.command()(command)


def run(arguments: list[str]) -> int:
    """Run the command line with these arguments; return its exit code."""
    _print_every_letter()
    try:
        app(arguments, prog_name="assurance-desk")
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else 0
    return 0


def _print_every_letter() -> None:
    """Write UTF-8 into pipes and files; Windows would choose a code page there that lacks most letters."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and not stream.isatty():
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


@app.callback(invoke_without_command=True)
def start(version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
    """Self-assurance of prison establishments against the NOMS commissioning intentions from 2014."""
    if version:
        print(__version__)
        raise typer.Exit


@app.command()
@in_sentences
def demo(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder.")], as_json: AsJson = False
) -> None:
    """Write a complete fictional establishment, its signed returns, and verify them."""
    from app.services.demonstrating import demonstrate

    made = demonstrate(folder, now=now())
    report(made.as_json(), made.sentences(), as_json=as_json)


@app.command()
@in_sentences
def new(
    file: File,
    name: Annotated[str, typer.Option(help="The establishment's name.")],
    code: Annotated[str, typer.Option(help="Two to five capitals that head its return numbers.")],
    sector: Annotated[Sector, typer.Option(help="Who runs it.")],
    country: Annotated[Country, typer.Option(help="Where it is.")],
    period: Annotated[str, typer.Option(help="The first period: 2014-15, or 2014-15 Q2.")],
    role: Annotated[Role, typer.Option(help="Whose file it is.")] = Role.ESTABLISHMENT,
    holds: Annotated[Holds, typer.Option(help="Whom it holds.")] = Holds.MEN,
    head: Annotated[str | None, typer.Option(help="The Governor's or Director's name.")] = None,
    lead: Annotated[str | None, typer.Option(help="The audit lead's name.")] = None,
    due: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="When the return is due.")] = None,
    scheme: Annotated[str, typer.Option(help="The marking scheme: gpms or gsc. It is chosen once.")] = "gpms",
    unlock_file: UnlockFile = None,
    as_json: AsJson = False,
) -> None:
    """Begin a new establishment file."""
    from app.services.establishing import NewEstablishment, establish
    from app.services.unlocking import unlock

    wanted = NewEstablishment(
        name=name, code=code, sector=sector, country=country, period=period, role=role, head=head, lead=lead,
        holds=holds, due=due.date() if due else None, scheme=scheme,
    )  # fmt: skip
    passphrase = unlocking(unlock_file)
    with establish(file, wanted, today=now().date()) as made:
        if passphrase is not None:
            unlock(made, passphrase)
        sealed = made.has_sealed_store
    report(
        {"file": str(file), "period": period, "has_sealed_store": sealed},
        [f"Made {file} for {period}."],
        as_json=as_json,
    )


@app.command()
@in_sentences
def fill(
    file: File,
    source: Annotated[Path, typer.Option("--from", help="The fill file (resources/schema/fill.schema.json).")],
    unlock_file: UnlockFile = None,
    as_json: AsJson = False,
) -> None:
    """Enter answers, statements, findings, actions and evidence in bulk: all of them, or nothing."""
    from app.services.filling import fill as fill_file
    from app.services.filling import read_fill
    from app.services.unlocking import open_file

    form = read_fill(source)
    with open_file(file, unlocking(unlock_file)) as opened:
        filled = fill_file(opened, form, source.parent)
    sentences = [
        f"Filled in {filled.period}:",
        *(f"  {count} {name}" for name, count in filled.counts.items() if count),
    ]
    report({"period": filled.period, "taken": filled.counts}, sentences, as_json=as_json)


@app.command()
@in_sentences
def scan(
    lines: Annotated[bool, typer.Option("--lines", help="Each line of the input is a JSON string.")] = False,
    scheme: Annotated[str, typer.Option(help="The marking scheme: gpms or gsc.")] = "gpms",
    as_json: AsJson = False,
) -> None:
    """Scan standard input for protective markings; exit with 3 where something is to refuse or seal."""
    from app.services.scanning import scan_texts, texts_of

    scanned = scan_texts(texts_of(sys.stdin.buffer.read(), by_line=lines), scheme)
    for result in scanned:
        print(result.as_line())
    if any(result.is_stopped for result in scanned):
        raise typer.Exit(3)


@app.command()
@in_sentences
def export(
    file: File,
    identity: Annotated[Path, typer.Option(help=f"The author's identity: {IDENTITY_PLACES}")],
    period: Period = None,
    pdf: Annotated[Path | None, typer.Option(help="Where the PDF goes.")] = None,
    xlsx: Annotated[Path | None, typer.Option(help="Where the workbook goes.")] = None,
    signers: Annotated[
        int | None, typer.Option(min=1, max=2, help="How many sign it; if not given, as many as the return before.")
    ] = None,
    receipt: Annotated[Path | None, typer.Option(help="Where the receipt of the proof of absence goes.")] = None,
    unlock_file: UnlockFile = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Release a period's return: gates, pages, signature, verification, and only then written.

    Give --unlock-file so that the finished files are searched for everything that is sealed.
    """
    from app.services.exporting import Destination
    from app.services.exporting import export as export_return
    from app.services.identifying import open_identity
    from app.services.unlocking import open_file

    destination = Destination(pdf, xlsx, receipt)
    signer = open_identity(identity, read_secret(passphrase_file, "Passphrase of the identity"))
    with open_file(file, unlocking(unlock_file)) as opened:
        made = export_return(opened, period, signer, destination, now=now(), signers=signers)
    files = [str(path) for path in made.files]
    waiting = ["It waits for its approver's signature: see approve."] if made.signers_required > 1 else []
    report(
        {"number": made.number, "payload_sha256": made.payload_digest, "files": files,
         "signers_required": made.signers_required, "receipt": made.receipt.as_json()},
        [f"Return {made.number}, payload {made.payload_digest}", *(f"  {path}" for path in files), *waiting,
         made.receipt.summary],
        as_json=as_json,
    )  # fmt: skip


@app.command()
@in_sentences
def check(file: File, as_json: AsJson = False) -> None:
    """Check a file's integrity: the database, each row's checksum, the audit chain."""
    from app.services.safekeeping import check_file

    checked = check_file(file)
    report(checked.as_json(), checked.sentences(), as_json=as_json)
    raise typer.Exit(checked.exit_code)


@app.command()
@in_sentences
def backup(
    file: File,
    to: Annotated[Path, typer.Argument(metavar="TO", help="Where the copy goes.")],
    as_json: AsJson = False,
) -> None:
    """Write a verified copy of a file."""
    from app.services.safekeeping import back_up

    copied = back_up(file, to, now=datetime.now(UTC))
    report({"copy": str(copied)}, [f"Copied to {copied}, and the copy was checked."], as_json=as_json)
