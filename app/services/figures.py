"""Figures as returned: any table of a return, and all establishments by intention and period as one workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.errors import UserError
from app.domain.records import Establishment, Level, Result
from app.domain.return_figures import Figures, read_figures
from app.domain.review_records import ReceivedReturn, ReviewMark
from app.domain.review_terms import OUTCOME_WORDS, STANDING_WORDS
from app.domain.review_trend import level_move, level_words
from app.domain.text import shown
from app.services.placing import written_beside
from app.services.received import find_return, order_of, payload_of, read_return, require_reviewer
from app.services.trends import Trend, list_trends

if TYPE_CHECKING:
    from app.domain.catalogue import MarkingScheme
    from app.domain.record import Entry
    from app.returns.workbook.sheet import Sheet
    from app.store.file import EstablishmentFile

_UNSAFE = ("=", "+", "-", "@", "\t")
"""What a spreadsheet would take for the beginning of a formula."""


def tables_of(file: EstablishmentFile, number: str) -> list[Sheet]:
    """Return every table of a return, as its own workbook has them."""
    from app.returns.workbook.sheets import sheets

    with file.reading() as work:
        require_reviewer(work)
        entry = find_return(work, number)
        return sheets(read_return(work, entry), payload_of(work, entry))


def table_text(sheet: Sheet, what: str, marking: str, separator: str = "\t") -> str:
    """Return a table as text to paste or keep, under what it is of and its marking; cells that begin a formula tamed.

    `what` names the return, unless each row does. With a comma it is CSV; a tab is for the clipboard.
    """
    target = io.StringIO()
    writer = csv.writer(target, delimiter=separator, lineterminator="\n")
    writer.writerow([marking])
    writer.writerow([f"{sheet.title}, {what}"])
    writer.writerow([column.head for column in sheet.columns])
    writer.writerows([_tame(value) for value in row] for row in sheet.rows)
    return target.getvalue()


def write_table(file: EstablishmentFile, number: str, title: str, out: Path) -> None:
    """Write one table of a return as CSV; UserError where the return has no such table."""
    found = [sheet for sheet in tables_of(file, number) if sheet.title.casefold() == title.strip().casefold()]
    if not found:
        raise UserError("The return has no table of this name. See `review figures` for the names.")
    with file.reading() as work:
        marking = read_return(work, find_return(work, number)).marking
    with written_beside({out: table_text(found[0], f"return {number}", marking, ",").encode("utf-8-sig")}):
        pass


def write_all_figures(file: EstablishmentFile, out: Path, *, today: date) -> int:
    """Write all establishments by intention and period as one workbook; return how many returns are in it."""
    with file.reading() as work:
        require_reviewer(work)
        held = sorted(work.list(ReceivedReturn), key=order_of)
        own = _own_results(held, work.list(ReviewMark))
        marking = highest_marking(work.scheme, {entry.record.marking for entry in held})
        name = shown(work.list(Establishment)[0].text("name"))
    if not held:
        raise UserError("No return has been taken in, so there are no figures yet.")
    sheets = [_returns(held), _intentions(held), _levels(held), _trend(list_trends(file)), own]
    content = _workbook(sheets, marking, name, f"{today:%Y-%m-%d}")
    with written_beside({out: content}):
        pass
    return len(held)


def _workbook(sheets: Sequence[Sheet], marking: str, name: str, day: str) -> bytes:
    from openpyxl import Workbook

    from app.returns.workbook.layout import lay_out

    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        lay_out(book.create_sheet(sheet.title), sheet, marking, left=name, right=day)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _returns(held: Sequence[Entry[ReceivedReturn]]) -> Sheet:
    from app.returns.workbook.sheet import Column, Kind, Sheet

    columns = (
        Column("Establishment", 12), Column("Name", 34), Column("Return", 22), Column("Period", 24),
        Column("Made on", 18, Kind.DATE), Column("Verification", 34), Column("Level", 18, Kind.LEVEL),
        Column("Score", 10, Kind.FIGURE), Column("Withheld", 10, Kind.FIGURE), Column("Review", 22),
    )  # fmt: skip
    rows = [
        (
            one.code, shown(entry.text("name")), one.number, one.period, one.made_on, STANDING_WORDS[one.standing],
            one.level.value.capitalize() if one.level else "No statement", one.score, one.withheld,
            OUTCOME_WORDS[one.outcome] if one.outcome else "Not responded to",
        )
        for entry in held
        for one in (entry.record,)
    ]  # fmt: skip
    return Sheet("Returns", "Every return taken in, as it was returned.", columns, rows, keys=3)


def _intentions(held: Sequence[Entry[ReceivedReturn]]) -> Sheet:
    from app.returns.workbook.sheet import Column, Kind, Sheet

    counts = ("Met", "Partly met", "Not met", "Not tested", "Not answered", "Withheld")
    columns = (
        Column("Establishment", 12), Column("Return", 22), Column("Period", 24), Column("Intention", 10),
        Column("Level", 18, Kind.LEVEL), Column("Score", 10, Kind.FIGURE),
        *(Column(head, 10, Kind.FIGURE) for head in counts),
    )  # fmt: skip
    rows = list(_intention_rows(held))
    return Sheet("By intention", "Each intention of each return, as it was returned.", columns, rows, keys=4)


def _intention_rows(held: Sequence[Entry[ReceivedReturn]]) -> Iterator[tuple[str | int | None, ...]]:
    for one in (entry.record for entry in held):
        for ref, each in read_figures(one.figures).items():
            if each.applies:
                level = each.level.value.capitalize() if each.level else "No statement"
                yield (
                    one.code, one.number, one.period, ref, level, each.score, each.met, each.partly_met,
                    each.not_met, each.not_tested, each.not_answered, each.withheld,
                )  # fmt: skip


def _levels(held: Sequence[Entry[ReceivedReturn]]) -> Sheet:
    """Return the heat map as a table: a return a row, an intention a column."""
    from app.returns.workbook.sheet import Column, Kind, Sheet

    read = [(entry.record, read_figures(entry.record.figures)) for entry in held]
    refs = sorted({ref for _, figures in read for ref in figures})
    columns = (
        Column("Establishment", 12), Column("Return", 22), *(Column(ref, 14, Kind.LEVEL) for ref in refs),
    )  # fmt: skip
    rows = [
        (one.code, one.number, *(_cell(figures.get(ref)) for ref in refs)) for one, figures in read
    ]  # fmt: skip
    return Sheet("Levels", "The level of each intention in each return.", columns, rows, keys=2)


def _trend(trends: Sequence[Trend]) -> Sheet:
    """Return each intention over the periods: what was stated, what the reviewer made of it, and how both moved."""
    from app.returns.workbook.sheet import Column, Kind, Sheet

    columns = (
        Column("Establishment", 12), Column("Intention", 12), Column("Period", 24), Column("Return", 22),
        Column("Level", 18, Kind.LEVEL), Column("Since the last period", 26), Column("Opinion", 18, Kind.LEVEL),
        *(Column(head, 10, Kind.FIGURE) for head in ("Score", "Met", "Partly met", "Not met", "Withheld")),
        *(Column(head, 12, Kind.FIGURE) for head in ("Own results", "Lower", "Higher")),
        Column("Mean difference", 12, Kind.WORD),
    )  # fmt: skip
    rows = [row for trend in trends for row in _trend_rows(trend)]
    sentence = "Each intention, period after period, and the reviewer’s own results beside the establishment’s."
    return Sheet("Trend", sentence, columns, rows, keys=3)


def _trend_rows(trend: Trend) -> Iterator[tuple[str | int | None, ...]]:
    last: Level | None = None
    for point in trend.points:
        figures, own = point.figures, point.own
        yield (
            point.code, point.intention or "The whole", point.period, point.number, level_words(figures.level),
            level_move(figures.level, last), level_words(point.opinion) if point.opinion else "", figures.score,
            figures.met, figures.partly_met, figures.not_met, figures.withheld, own.compared, own.lower, own.higher,
            "" if own.mean is None else f"{own.mean:+.2f}".replace("-", "−"),
        )  # fmt: skip
        last = figures.level


def _own_results(held: Sequence[Entry[ReceivedReturn]], marks: Sequence[Entry[ReviewMark]]) -> Sheet:
    """Return each of the reviewer's own results beside what the establishment returned."""
    from app.returns.workbook.sheet import Column, Kind, Sheet

    returns = {entry.record.id: entry.record for entry in held}
    columns = (
        Column("Establishment", 12), Column("Return", 22), Column("Period", 24), Column("Item", 10),
        Column("Their result", 18, Kind.RESULT), Column("Own result", 18, Kind.RESULT),
    )  # fmt: skip
    rows = sorted(
        (of.code, of.number, of.period, mark.item_ref, _result_words(mark.self_result), _result_words(mark.result))
        for mark in (entry.record for entry in marks)
        if (of := returns.get(mark.return_id)) is not None
    )
    return Sheet("Own results", "The reviewer’s own result of an item, and the establishment’s.", columns, rows, keys=4)


def _result_words(result: Result | None) -> str:
    return result.value.replace("_", " ").capitalize() if result else "None shown"


def _cell(each: Figures | None) -> str:
    if each is None or not each.applies:
        return "–"
    return each.level.value.capitalize() if each.level else "No statement"


def _tame(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_UNSAFE) else value


def highest_marking(scheme: MarkingScheme, words: set[str]) -> str:
    """Return the most sensitive of the markings that the returns carry."""
    ranked = sorted(scheme.levels, key=lambda level: level.rank)
    return next((level.word for level in reversed(ranked) if level.word in words), ranked[0].word)
