"""The commands of statements: what has to be read before a sign-off, and the sign-off of what was read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.options import AsJson, File, Period, UnlockFile, now, unlocking
from app.cli.output import in_sentences, report
from app.domain.errors import FaultsError, UserError
from app.domain.text import shown

if TYPE_CHECKING:
    from app.domain.period_content import PeriodContent
    from app.domain.reading import Reading
    from app.domain.record import Entry
    from app.services.signing_off import ReadFirst, SignedOff

statement_app = typer.Typer(help="Assurance statements.", no_args_is_help=True)
Intentions = Annotated[list[str] | None, typer.Option(help="1(a), or establishment; all if none is given.")]
_READ_FIRST = "statement read prints what has to be read and declared first, and the options that confirm it."
_YES_NO = {"yes": True, "no": False}


@statement_app.callback()
def statements() -> None:
    """Assurance statements."""


@statement_app.command("read")
@in_sentences
def statement_read(
    file: File,
    period: Period = None,
    intention: Intentions = None,
    unlock_file: UnlockFile = None,
    as_json: AsJson = False,
) -> None:
    """Print what has to be read before statements are signed off, and the options by which `sign` confirms it.

    What is sealed is named, and never printed: read it in the window.
    """
    from app.services.signing_off import read_first
    from app.services.unlocking import open_to_read

    with open_to_read(file, unlocking(unlock_file)) as opened:
        first = read_first(opened, period, intention or ())
    report(
        {
            "statements": first.statements,
            "read": _refs(first),
            "declare": [each.key for each in first.undeclared],
            "name": first.unnamed.splitlines(),
        },
        _sentences(first),
        as_json=as_json,
    )


@statement_app.command("sign")
@in_sentences
def statement_sign(
    file: File,
    period: Period = None,
    intention: Intentions = None,
    read: Annotated[
        list[str] | None, typer.Option("--read", help="Exceptions that were read: 1f-02,1f-05. See statement read.")
    ] = None,
    declare: Annotated[
        list[str] | None, typer.Option("--declare", metavar="KEY=yes|no", help="Declare on what NOMS expects.")
    ] = None,
    name_exceptions: Annotated[
        bool, typer.Option("--name-exceptions", help="Write in what the answers say otherwise than the statement.")
    ] = False,
    unlock_file: UnlockFile = None,
    as_json: AsJson = False,
) -> None:
    """Record the sign-off of statements by those who own them.

    With --read, --declare or --name-exceptions as the window does: each exception is named as read, each expectation
    declared on, and what the answers say otherwise is named under what the establishment cannot assure. With none of
    them, whoever runs the command answers for all that `statement read` prints; what was taken as read is told.
    """
    from app.services.signing_off import Confirmed, read_first, sign_off
    from app.services.unlocking import open_file

    declared = _declared(declare or ())
    with open_file(file, unlocking(unlock_file)) as opened:
        first = read_first(opened, period, intention or ())
        confirmed = Confirmed(_keys(first, read or ()), declared, name_exceptions)
        is_script = read is None and not declared and not name_exceptions
        try:
            done = sign_off(
                opened, period, intention or (),
                now=now(), confirmed=None if is_script else confirmed, for_holders=True,
            )  # fmt: skip
        except FaultsError as error:
            raise FaultsError(f"{error.sentence} {_READ_FIRST}", error.faults) from None
    _report_signed(done, first if is_script else None, as_json=as_json)


def _report_signed(done: SignedOff, on_word: ReadFirst | None, *, as_json: bool) -> None:
    """Print what was signed off; `on_word` is what a script's user answers for, who confirmed nothing by name."""
    named = done.named.splitlines()
    read = _refs(on_word) if on_word else []
    undeclared = [each.key for each in on_word.undeclared] if on_word else []
    said = [f"Signed off: {', '.join(done.signed) or 'nothing new'}."]
    if named:
        said.append("Written under what the establishment cannot assure, because its answers say otherwise:")
        said += [f"  {line}" for line in named]
    if read:
        said.append(f"Taken as read, on your word: {', '.join(read)}.")
    if undeclared:
        said.append(f"Signed without a declaration on: {', '.join(undeclared)}.")
    if done.already:
        said.append(f"Signed off already: {', '.join(done.already)}.")
    report(
        {
            "signed": done.signed,
            "already": done.already,
            "named": named,
            "taken_as_read": read,
            "undeclared": undeclared,
        },
        said,
        as_json=as_json,
    )


def _declared(options: Iterable[str]) -> dict[str, bool]:
    """Return what was declared, by the expectation's key; usage error where it is neither yes nor no."""
    pairs = [option.partition("=") for option in options]
    if any(said.casefold() not in _YES_NO for _, _, said in pairs):
        raise typer.BadParameter("Say KEY=yes or KEY=no.", param_hint="--declare")
    return {key.strip(): _YES_NO[said.casefold()] for key, _, said in pairs}


def _names(reading: Reading) -> set[str]:
    """Return what a reading may be named by: its item, or its intention for everything in it, as the window ticks."""
    return {reading.item_ref or reading.intention_ref, reading.intention_ref}


def _refs(first: ReadFirst) -> list[str]:
    return list(dict.fromkeys(reading.item_ref or reading.intention_ref for reading in first.readings))


def _keys(first: ReadFirst, options: Sequence[str]) -> frozenset[str]:
    """Return the keys of what was named as read; UserError where that is no exception of these statements."""
    named = {word.strip() for option in options for word in option.split(",") if word.strip()}
    if not named <= {name for reading in first.readings for name in _names(reading)}:
        raise UserError(f"Something named as read is no exception of what is to be signed off. {_READ_FIRST}")
    return frozenset(reading.key for reading in first.readings if named & _names(reading))


def _sentences(first: ReadFirst) -> list[str]:
    if not first.statements:
        return ["Every statement that is written is signed off."]
    said = ["To sign off, with the score that the return will show:"]
    for ref, found in zip(first.statements, first.scores, strict=True):
        said += [
            f"  {ref}: {found.score.words}.",
            *(f"    {each}" for each in (found.with_sealed, found.warning) if each),
        ]
    for reading in first.readings:
        said += ["", *_exception(first.content, reading)]
    if first.undeclared:
        said += ["", "To declare on, as part of the establishment's statement:"]
        said += [f"  {each.key}: {each.title}" for each in first.undeclared]
    if first.unnamed:
        said += ["", "The answers say otherwise. To name under what the establishment cannot assure:"]
        said += [f"  {line}" for line in first.unnamed.splitlines()]
    return [*said, "", "Then: statement sign FILE" + "".join(_options(first))]


def _options(first: ReadFirst) -> Iterator[str]:
    refs = _refs(first)
    if refs:
        yield f" --read {','.join(refs)}"
    yield from (f" --declare {each.key}=yes|no" for each in first.undeclared)
    if first.unnamed:
        yield " --name-exceptions"


def _exception(content: PeriodContent, reading: Reading) -> Iterator[str]:
    """Say one exception: its question and answer, its findings and actions; of what is sealed only that it is."""
    item = content.pack.item(reading.item_ref) if reading.item_ref else None
    answer = reading.answer if reading.answer and not reading.answer.record.sealed_id else None
    result = next((s.word for s in content.pack.scales.results if answer and s.key == answer.record.result), "Sealed")
    title = item.question if item else content.pack.intention(reading.intention_ref).title
    yield f"{reading.item_ref or reading.intention_ref}  {result}: {title}"
    entries: tuple[Entry[Any], ...] = (*reading.findings, *reading.actions)
    texts = (_words(entry) for entry in ((answer, *entries) if answer else entries) if not entry.record.sealed_id)
    yield from (f"  {said}" for said in texts if said)
    if reading.has_sealed and reading.is_readable:
        yield "  Something in it is sealed: read it in the window."
    elif reading.has_sealed:
        yield "  Something in it is sealed: give --unlock-file, and read it in the window."


def _words(entry: Entry[Any]) -> str:
    """Return a record's reference and its words in one line, with nothing that is sealed."""
    texts = (shown(entry.text(name)) for name in type(entry.record).TEXT_FIELDS)
    said = [getattr(entry.record, "reference", None), *texts]
    return " ".join(" ".join(word.split()) for word in said if word)
