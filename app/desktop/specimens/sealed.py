"""Who can unlock the sealed store, and copies that were found late, as pictures show them."""

from __future__ import annotations

from datetime import date

from app.desktop.pages.sealed_page import COPY_COLUMNS, HOLDER_COLUMNS
from app.desktop.presenters.sealed_rows import COPY, HOLDER, NO_RECOVERY, PERSON, RETURN, SealedRow, cells_of, detail_of
from app.desktop.views.home_view import ScopeView
from app.desktop.views.register_view import DetailView, RegisterView, RowsView

_DAY = date(2026, 9, 14)
_HOLDERS = (
    SealedRow(HOLDER, "1", "D. Marlowe", "A passphrase", day=_DAY),
    SealedRow(HOLDER, "2", "J. Tranter", "A passphrase", day=date(2026, 9, 21)),
    SealedRow(PERSON, "3", "M. Pryce", "Cannot unlock"),
    SealedRow(PERSON, "4", "P. Lead", "Cannot unlock"),
)
_COPIES = (
    SealedRow(COPY, "1", "1f-02, answer, narrative", "Seal it here", "This file", is_open=True),
    SealedRow(COPY, "2", "A-7KQ2, action, 2 saved versions", "Seal it here", "This file", is_open=True),
    SealedRow(COPY, "3", "the file attached to E-9WQT", "Seal it here", "This file", is_open=True),
    SealedRow(RETURN, "4", "CVL/2026-27-Q1/1: 1(f), 1f-02, narrative", "Recall it", "A return that left", _DAY,
              is_open=True),
    SealedRow(COPY, "5", "2026-09-21-171500.assure", "Renewed with the rest", "A backup on this PC", is_open=True),
)  # fmt: skip


def holders() -> tuple[RegisterView, RowsView]:
    """Return two people who can unlock, and two who cannot."""
    view = RegisterView(NO_RECOVERY, _scopes(), "keys", (), "", "", columns=HOLDER_COLUMNS)
    return view, RowsView(_HOLDERS, cells_of)


def holder() -> DetailView:
    """Return one who can unlock."""
    return detail_of(_HOLDERS[1], is_writable=True)


def copies() -> tuple[RegisterView, RowsView]:
    """Return copies in the file, in a return and in a backup."""
    summary = "5 known copies outside the sealed store."
    return RegisterView(summary, _scopes(), "copies", (), "", "", columns=COPY_COLUMNS), RowsView(_COPIES, cells_of)


def copy() -> DetailView:
    """Return the one that left in a return."""
    return detail_of(_COPIES[3], is_writable=True)


def _scopes() -> tuple[ScopeView, ...]:
    titles = (("keys", "Who can unlock", 4), ("things", "What is sealed", 7), ("copies", "Known copies", 5))
    return tuple(ScopeView(*title) for title in titles)
