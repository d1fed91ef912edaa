"""How soon the window does what is asked of it on the sample, beside bare Qt widgets that show as much text."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import tempfile
from collections.abc import Callable
from itertools import cycle
from pathlib import Path

from PySide6.QtCore import QStringListModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QListView,
    QStackedWidget,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.desktop.application import make_application, make_shell
from app.desktop.desk import Desk
from app.desktop.pages.checklist_page import ChecklistPage
from app.desktop.places import Places
from app.desktop.remembered import Remembered
from app.desktop.window import Window
from tests.benchmarks.harness import Comparison, compare, process

LABELS, ROWS = 120, 320
WORDS = "The register was read on the wing. "
_PAGES = ("home", "checklist", "actions", "statement")


class Bare(QWidget):
    """Four pages of labels, a list beside an editor: what Qt alone takes for the same."""

    def __init__(self) -> None:
        super().__init__()
        self.pages = QStackedWidget(self)
        for _ in _PAGES:
            page = QWidget()
            column = QVBoxLayout(page)
            for number in range(LABELS):
                column.addWidget(QLabel(f"{number} {WORDS}"))
            self.pages.addWidget(page)
        self.list, self.editor = QListView(self), QTextEdit(self)
        self.list.setModel(QStringListModel([f"{number} {WORDS}" for number in range(ROWS)]))
        row = QVBoxLayout(self)
        for widget in (self.pages, self.list, self.editor):
            row.addWidget(widget)
        self.resize(1280, 800)
        self.show()


def _pumped(job: Callable[[], object]) -> Callable[[], None]:
    """Return the job with what it leads to: layout and paint."""

    def run() -> None:
        job()
        QApplication.processEvents()

    return run


def switch_pages(desk: Desk, bare: Bare) -> Comparison:
    """Compare going from page to page."""
    keys, places = cycle(_PAGES), cycle(range(len(_PAGES)))
    shell = desk._shell
    ours = _pumped(lambda: shell.show_page(next(keys)))
    return compare("switching pages", ours, _pumped(lambda: bare.pages.setCurrentIndex(next(places))), bar=4.0, runs=16)


def next_question(desk: Desk, bare: Bare) -> Comparison:
    """Compare the next question with the next row of a list and its text in an editor."""
    page = _checklist(desk)
    rows = cycle(range(ROWS))

    def following() -> None:
        refs = [row.key for row in page.question_list.questions.row_model.items()]
        place = refs.index(page.question_pane.ref)
        page.question_chosen.emit(refs[(place + 1) % len(refs)])

    def bare_following() -> None:
        bare.list.setCurrentIndex(bare.list.model().index(next(rows), 0))
        bare.editor.setPlainText(WORDS * 20)

    return compare("next question", _pumped(following), _pumped(bare_following), bar=6.0, runs=16)


def type_words(desk: Desk, bare: Bare) -> Comparison:
    """Compare typing a sentence, saved as it is typed, with typing it into an editor that keeps nothing."""
    narrative = _checklist(desk).question_pane.narrative
    ours = _pumped(lambda: QTest.keyClicks(narrative, WORDS))
    return compare("typing with autosave", ours, _pumped(lambda: QTest.keyClicks(bare.editor, WORDS)), bar=3.0)


def find_anything(desk: Desk, bare: Bare) -> Comparison:
    """Compare the first sight of Find anything, its index made anew, with a bare dialog of a field and a list."""
    assert desk.presenter is not None
    shell = desk._shell

    def ours() -> None:
        shell.find_asked.emit()
        QApplication.processEvents()
        dialog = QApplication.activeModalWidget()
        if dialog is not None:
            dialog.close()
        QApplication.processEvents()

    def bare_dialog() -> None:
        dialog = QDialog(bare)
        column = QVBoxLayout(dialog)
        found = QListView(dialog)
        found.setModel(bare.list.model())
        for widget in (QLineEdit(dialog), found):
            column.addWidget(widget)
        dialog.open()
        QApplication.processEvents()
        dialog.close()
        dialog.deleteLater()
        QApplication.processEvents()

    return compare("Ctrl+K to what can be typed in", ours, bare_dialog, bar=20.0)


def _checklist(desk: Desk) -> ChecklistPage:
    desk._shell.show_page("checklist")
    page = desk._shell.page("checklist")
    assert isinstance(page, ChecklistPage)
    return page


def run() -> None:
    """Make the sample, open it in a window, and compare all four."""
    application = QApplication.instance()
    made = application if isinstance(application, QApplication) else make_application()
    with tempfile.TemporaryDirectory() as folder:
        process("-m", "app", "demo", Path(folder) / "demo")()
        window = Window(made)
        shell = make_shell(made, window, Places())
        window.resize(1280, 800)
        window.show()
        desk = Desk(shell, Remembered(Path(folder) / "settings.ini"))
        desk.open_file(Path(folder) / "demo" / "demo.assure")
        assert desk.session is not None
        desk.session.is_checked = True
        bare = Bare()
        for comparison in (switch_pages, next_question, type_words, find_anything):
            comparison(desk, bare)
        bare.close()
        assert desk.presenter is not None
        desk.presenter.forget_unsaved()
        desk.close_file()
        window.close()
