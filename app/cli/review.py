"""The reviewer's commands: take returns in, list, open, compare, record, plan, respond. Each calls one service."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from app.cli.options import (
    AsJson,
    PassphraseFile,
    RevocationOption,
    TrustOption,
    UnlockFile,
    now,
    unlocking,
)
from app.cli.output import in_sentences, report
from app.cli.review_sentences import as_lines, map_json, map_lines, reading_json, reading_lines
from app.cli.secrets import read_secret
from app.domain.errors import UserError
from app.domain.heat_map import Aspect
from app.domain.review_terms import Outcome

review_app = typer.Typer(help="Reviews of others' returns, in a reviewer's file.", no_args_is_help=True)

FileOption = Annotated[
    Path | None, typer.Option("--file", metavar="FILE", help="The reviewer's file, unless it is named first.")
]
ReviewFile = Annotated[Path, typer.Argument(metavar="FILE", help="The reviewer's .assure file.")]
Number = Annotated[str, typer.Argument(metavar="RETURN", help="The number of a return that was taken in.")]
IdentityOption = Annotated[Path, typer.Option(help="The reviewer's identity (PKCS#12).")]
PdfOption = Annotated[Path, typer.Option(help="Where the signed PDF goes.")]
ReceiptOption = Annotated[Path | None, typer.Option(help="Where the receipt of the proof of absence goes.")]
FromOption = Annotated[Path | None, typer.Option("--from", help="A review file (resources/schema/review.schema.json).")]
_SUFFIX = ".assure"


def apart(named: Sequence[str], file: Path | None) -> tuple[Path, list[str]]:
    """Tell the reviewer's file from what else was named: by `--file`, or the first that ends in .assure."""
    if file is not None:
        return file, list(named)
    found = next((name for name in named if name.endswith(_SUFFIX)), None)
    if found is None:
        raise UserError("Say in which reviewer's file: name it first, or with --file.")
    return Path(found), [name for name in named if name != found]


@review_app.command("import")
@in_sentences
def review_import(
    named: Annotated[list[str], typer.Argument(metavar="[FILE] RETURN…", help="Returns, or replies.")],
    file: FileOption = None,
    of: Annotated[str | None, typer.Option("--of", metavar="CODE", help="Refuse returns of any other.")] = None,
    history: Annotated[bool, typer.Option("--history", help="Take older returns too, as history.")] = False,
    trust: TrustOption = None,
    crl: RevocationOption = None,
    unlock_file: UnlockFile = None,
    as_json: AsJson = False,
) -> None:
    """Verify returns and keep those that are intact and fit what is here; exit with the worst one's code."""
    from app.services.identifying import trust_of
    from app.services.taking_in import Wanted, take_in, worst_code
    from app.services.unlocking import open_file

    path, returns = apart(named, file)
    if not returns:
        raise UserError("No return is named. Name one or more.")
    known = trust_of(trust or [], crl or [])
    with open_file(path, unlocking(unlock_file)) as opened:
        taken = take_in(opened, [Path(one) for one in returns], known, now=now(), wanted=Wanted(of, history))
    code = worst_code(taken)
    lines = [line for one in taken for line in (f"{one.path}:", *(f"  {said}" for said in one.sentences))]
    report({"exit_code": code, "returns": [one.as_json() for one in taken]}, lines, as_json=as_json)
    raise typer.Exit(code)


@review_app.command("list")
@in_sentences
def review_list(file: ReviewFile, unlock_file: UnlockFile = None, as_json: AsJson = False) -> None:
    """List the returns taken in: verification, level, where the review stands, what is overdue."""
    from app.services.review_desk import list_returns
    from app.services.unlocking import open_file

    with open_file(file, unlocking(unlock_file)) as opened:
        rows = list_returns(opened, today=now().date())
    report({"returns": [row.as_json() for row in rows]}, [row.line() for row in rows] or ["None."], as_json=as_json)


@review_app.command("open")
@in_sentences
def review_open(
    named: Annotated[list[str], typer.Argument(metavar="[FILE] RETURN", help="A return's number.")],
    file: FileOption = None,
    unlock_file: UnlockFile = None,
    as_json: AsJson = False,
) -> None:
    """Read a return beside the last one: differences, what to ask about, how deeply to look."""
    from app.services.return_reading import open_return
    from app.services.unlocking import open_file

    path, numbers = apart(named, file)
    if len(numbers) != 1:
        raise UserError("Name one return by its number.")
    with open_file(path, unlocking(unlock_file)) as opened:
        reading = open_return(opened, numbers[0], today=now().date())
    report(reading_json(reading), reading_lines(reading), as_json=as_json)


@review_app.command("compare")
@in_sentences
def review_compare(
    named: Annotated[list[str], typer.Argument(metavar="[FILE] A B", help="Two returns: numbers, or files.")],
    file: FileOption = None,
    trust: TrustOption = None,
    unlock_file: UnlockFile = None,
    as_json: AsJson = False,
) -> None:
    """Say what changed from return A to return B of one establishment; without FILE, of two files on the disk."""
    from app.services.identifying import trust_of
    from app.services.return_reading import compare_files, compare_kept
    from app.services.unlocking import open_file

    is_kept = file is not None or any(name.endswith(_SUFFIX) for name in named)
    path, pair = apart(named, file) if is_kept else (None, list(named))
    if len(pair) != 2:
        raise UserError("Name two returns to compare.")
    if path is None:
        found = compare_files(Path(pair[0]), Path(pair[1]), trust_of(trust or []), now=now())
    else:
        with open_file(path, unlocking(unlock_file)) as opened:
            found = compare_kept(opened, pair[0], pair[1])
    differences = [as_lines(one) for one in found]
    lines = [one.sentence for one in found] or ["Nothing changed."]
    report({"differences": differences}, lines, as_json=as_json)


@review_app.command("record")
@in_sentences
def review_record(
    file: ReviewFile,
    source: Annotated[Path, typer.Option("--from", help="A review file (resources/schema/review.schema.json).")],
    unlock_file: UnlockFile = None,
    as_json: AsJson = False,
) -> None:
    """Record opinions, queries, own results, inspections, observations and audits: all of them, or nothing."""
    from app.services.reviewing import read_review, record_review
    from app.services.unlocking import open_file

    form = read_review(source)
    with open_file(file, unlocking(unlock_file)) as opened:
        done = record_review(opened, form, now=now())
    lines = [f"Recorded for {done.code}:", *(f"  {count} {name}" for name, count in done.counts.items() if count)]
    content = {"code": done.code, "recorded": done.counts, "references": done.references}
    report(content, [*lines, *(f"  {reference}" for reference in done.references)], as_json=as_json)


@review_app.command("queries")
@in_sentences
def review_queries(file: ReviewFile, unlock_file: UnlockFile = None, as_json: AsJson = False) -> None:
    """List the queries that were asked, with their replies."""
    from app.services.querying import list_asked
    from app.services.unlocking import open_file

    with open_file(file, unlocking(unlock_file)) as opened:
        asked = list_asked(opened)
    report({"queries": [one.as_json() for one in asked]}, [one.line() for one in asked] or ["None."], as_json=as_json)


@review_app.command("close")
@in_sentences
def review_close(
    file: ReviewFile,
    references: Annotated[list[str], typer.Argument(metavar="QUERY…", help="Queries by their references.")],
    unlock_file: UnlockFile = None,
    as_json: AsJson = False,
) -> None:
    """Close queries: only whoever asked one does. The establishment learns of it with the next response."""
    from app.services.querying import close_queries
    from app.services.unlocking import open_file

    with open_file(file, unlocking(unlock_file)) as opened:
        closed = close_queries(opened, references, today=now().date())
    report({"closed": closed}, [f"Closed: {', '.join(closed)}."], as_json=as_json)


@review_app.command("figures")
@in_sentences
def review_figures(
    file: ReviewFile,
    number: Annotated[str | None, typer.Option("--return", help="One return; else all as a workbook.")] = None,
    table: Annotated[str | None, typer.Option("--table", help="Which table of it; else their names.")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Where it goes: a workbook, or one table as CSV.")] = None,
    unlock_file: UnlockFile = None,
    as_json: AsJson = False,
) -> None:
    """Figures as returned: all establishments by intention and period as a workbook, or one table of one return."""
    from app.services.figures import tables_of, write_all_figures, write_table
    from app.services.unlocking import open_file

    with open_file(file, unlocking(unlock_file)) as opened:
        if number is not None and (table is None or out is None):
            names = [sheet.title for sheet in tables_of(opened, number)]
            report({"tables": names}, names, as_json=as_json)
            return
        if out is None:
            raise UserError("Say where the workbook goes, with --out.")
        if number is not None and table is not None:
            write_table(opened, number, table, out)
        else:
            write_all_figures(opened, out, today=now().date())
    report({"file": str(out)}, [f"Wrote {out}."], as_json=as_json)


@review_app.command("trend")
@in_sentences
def review_trend(
    file: ReviewFile,
    code: Annotated[str | None, typer.Argument(metavar="[CODE]", help="One establishment; else all.")] = None,
    intention: Annotated[str | None, typer.Option("--intention", help="One intention, 1(f); else all.")] = None,
    unlock_file: UnlockFile = None,
    as_json: AsJson = False,
) -> None:
    """Say how levels and results went over the periods, and how your own results differed from theirs."""
    from app.services.trends import list_trends
    from app.services.unlocking import open_file

    with open_file(file, unlocking(unlock_file)) as opened:
        trends = list_trends(opened, code=code, intention=intention)
    lines = [line for trend in trends for line in trend.lines()] or ["None."]
    report({"trends": [trend.as_json() for trend in trends]}, lines, as_json=as_json)


@review_app.command("map")
@in_sentences
def review_map(
    file: ReviewFile,
    period: Annotated[str | None, typer.Option("--period", help="Which period; else the latest.")] = None,
    of: Annotated[str | None, typer.Option("--of", metavar="CODE", help="One establishment over its periods.")] = None,
    aspect: Annotated[Aspect, typer.Option("--show", help="What the cells say.")] = Aspect.LEVEL,
    out: Annotated[Path | None, typer.Option("--out", help="Where it goes as CSV.")] = None,
    unlock_file: UnlockFile = None,
    as_json: AsJson = False,
) -> None:
    """The heat map: establishments beside each other by intention, each row with its return's number."""
    from app.services.heat_maps import choose_map, read_maps, write_map
    from app.services.unlocking import open_file

    with open_file(file, unlocking(unlock_file)) as opened:
        made = choose_map(read_maps(opened), period=period, code=of, aspect=aspect)
        if out is not None:
            write_map(made, aspect, opened.scheme, out)
    report({"show": aspect.value, **map_json(made), "file": out and str(out)}, map_lines(made, aspect), as_json=as_json)


@review_app.command("observations")
@in_sentences
def review_observations(file: ReviewFile, unlock_file: UnlockFile = None, as_json: AsJson = False) -> None:
    """List what was seen in daily monitoring."""
    from app.services.monitoring import list_observations
    from app.services.unlocking import open_file

    with open_file(file, unlocking(unlock_file)) as opened:
        seen = list_observations(opened)
    lines = [one.line() for one in seen] or ["None."]
    report({"observations": [one.as_json() for one in seen]}, lines, as_json=as_json)


@review_app.command("audits")
@in_sentences
def review_audits(file: ReviewFile, unlock_file: UnlockFile = None, as_json: AsJson = False) -> None:
    """List the external audits commissioned, with their findings."""
    from app.services.monitoring import list_audits
    from app.services.unlocking import open_file

    with open_file(file, unlocking(unlock_file)) as opened:
        audits = list_audits(opened)
    lines = [one.line() for one in audits] or ["None."]
    report({"audits": [one.as_json() for one in audits]}, lines, as_json=as_json)


@review_app.command("concern")
@in_sentences
def review_concern(
    file: ReviewFile,
    observation: Annotated[str, typer.Argument(metavar="OBSERVATION", help="An observation by its reference.")],
    identity: IdentityOption,
    pdf: PdfOption,
    receipt: ReceiptOption = None,
    unlock_file: UnlockFile = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Write the signed one-page report of a concern; it needs no return."""
    from app.services.concerns import report_concern
    from app.services.identifying import open_identity
    from app.services.letters import Sending
    from app.services.unlocking import open_file

    signer = open_identity(identity, read_secret(passphrase_file, "Passphrase of the identity"))
    with open_file(file, unlocking(unlock_file)) as opened:
        sent = report_concern(opened, observation, signer, Sending(pdf, receipt), now=now())
    lines = [f"Concern {sent.number}: {sent.path}", sent.receipt.summary]
    report(sent.as_json(), lines, as_json=as_json)


@in_sentences
def respond(
    file: ReviewFile,
    number: Number,
    identity: IdentityOption,
    pdf: PdfOption,
    outcome: Annotated[Outcome, typer.Option(help="What the response comes to.")] = Outcome.IN_REVIEW,
    source: FromOption = None,
    receipt: ReceiptOption = None,
    unlock_file: UnlockFile = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Send the signed response to a return, through the same gates as a return; --from records a review first."""
    from app.services.identifying import open_identity
    from app.services.letters import Sending
    from app.services.responding import respond as send_response
    from app.services.reviewing import read_review, record_review
    from app.services.unlocking import open_file

    signer = open_identity(identity, read_secret(passphrase_file, "Passphrase of the identity"))
    form = read_review(source) if source else None
    at: datetime = now()
    with open_file(file, unlocking(unlock_file)) as opened:
        if form is not None:
            record_review(opened, form, now=at)
        sent = send_response(opened, number, outcome, signer, Sending(pdf, receipt), now=at)
    lines = [f"Response {sent.number}, payload {sent.payload_digest}", f"  {sent.path}", sent.receipt.summary]
    report(sent.as_json() | {"outcome": outcome.value}, lines, as_json=as_json)
