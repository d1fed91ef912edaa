"""Spelling in a narrative: looked at beside the window once nobody types, offered by menu and by F7."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QMenu

from app.desktop.session import Session
from app.desktop.shell import Shell
from app.desktop.widgets.narrative_edit import NarrativeEdit

_PAUSE = 600
"""Milliseconds without a key after which the words are looked at."""


class SpellingKeeper(QObject):
    """Marks what is not known in one editor. What comes back late, for a text that has changed, is not shown."""

    def __init__(self, session: Session, shell: Shell, editor: NarrativeEdit) -> None:
        super().__init__(session)
        self._session = session
        self._shell = shell
        self._editor = editor
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.look)
        editor.words_changed.connect(self._pause.start)
        editor.spelling_asked.connect(self._on_spelling_asked)

    def look(self) -> None:
        """Look at the words as they stand."""
        if self._editor.isReadOnly() or not self._editor.isVisible():
            self._editor.show_spelling(())
            return
        text, speller = self._editor.toPlainText(), self._session.speller
        job = self._session.jobs.start(lambda progress, is_cancelled: speller.unknown(text))
        job.succeeded.connect(lambda found: self._on_looked(text, found))

    def _on_looked(self, text: str, found: Sequence[tuple[int, int]]) -> None:
        if self._editor.toPlainText() == text:
            self._editor.show_spelling(tuple(found))

    def _on_spelling_asked(self, start: int, word: str) -> None:
        speller = self._session.speller
        job = self._session.jobs.start(lambda progress, is_cancelled: speller.suggest(word))
        job.succeeded.connect(lambda found: self._offer(start, word, found))

    def _offer(self, start: int, word: str, found: Sequence[str]) -> None:
        """Offer what the word may have been meant to be, where it still stands."""
        if self._editor.word_at(start, len(word)) != word:
            return
        menu = QMenu(self._editor)
        for each in found:
            menu.addAction(each).triggered.connect(partial(self._editor.replace_word, start, len(word), each))
        if not found:
            menu.addAction("No suggestion").setEnabled(False)
        menu.addSeparator()
        menu.addAction(f"&Ignore “{word}”").triggered.connect(partial(self._ignore, word))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._editor.place_of(start + len(word)))

    def _ignore(self, word: str) -> None:
        self._session.speller.accept(word)
        self.look()
