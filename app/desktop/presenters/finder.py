"""Find anything on a real file: what is found leads to its place, a command is given."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from app.desktop.aim import Aim
from app.desktop.dialogs.find_dialog import FindDialog
from app.desktop.presenters.routes import CHECKLIST
from app.desktop.sealed_shown import mark_sealed
from app.desktop.session import Session
from app.desktop.shell import Shell
from app.desktop.views.find_view import FindHeading, FindRow, FindView
from app.desktop.views.home_view import RESULT_WORDS
from app.desktop.widgets.scrim import Scrim
from app.services.searching import Found, FoundKind, SearchIndex, Target, index_of

_TITLES = {
    FoundKind.QUESTION: ("Questions", "checklist"),
    FoundKind.ANSWER: ("Answers", "pen"),
    FoundKind.FINDING: ("Findings", "list"),
    FoundKind.ACTION: ("Actions", "actions"),
    FoundKind.EVIDENCE: ("Evidence", "evidence"),
    FoundKind.ENTRY: ("Registers", "risks"),
    FoundKind.PERSON: ("People and posts", "person"),
    FoundKind.COMMAND: ("Commands", "arrow-right"),
}
_STATES: dict[str, str] = dict(RESULT_WORDS.items())
_LOCKED = "Sealed text is not searched: the store is locked"
_NO_STORE = "Everything of this period is searched"


class Finder(QObject):
    """Opens the overlay; the index lives as long as it is open, and no longer."""

    def __init__(self, session: Session, shell: Shell) -> None:
        super().__init__(session)
        self._session = session
        self._shell = shell
        self._dialog: FindDialog | None = None
        self._index: SearchIndex | None = None
        self._commands: dict[str, QAction] = {}
        self._targets: dict[str, Found] = {}
        self._asks_sealed = False

    def open(self) -> None:
        """Show the overlay over the window, and give the focus back when it closes."""
        if self._dialog is not None:
            return
        self._asks_sealed = False
        before: QWidget | None = self._shell.window().focusWidget()
        self._commands = {f"command:{n}": action for n, action in enumerate(_commands(self._shell))}
        dialog = self._dialog = FindDialog(self._shell.loader, self._shell.window())
        scrim = Scrim(self._shell.window())
        dialog.words_typed.connect(self._on_words_typed)
        dialog.sealed_asked.connect(self._on_sealed_asked)
        dialog.row_opened.connect(self._on_row_opened)
        dialog.finished.connect(lambda: self._on_closed(scrim, before))
        self._build()
        dialog.show_view(self._view(""))
        dialog.open()

    def _build(self) -> None:
        commands = [
            Target(FoundKind.COMMAND, key, "", action.text().replace("&", ""),
                   beside=action.shortcut().toString(QKeySequence.SequenceFormat.NativeText))
            for key, action in self._commands.items()
        ]  # fmt: skip
        with_sealed = self._asks_sealed and self._session.file.is_unlocked
        self._index = index_of(self._session.content(), with_sealed=with_sealed, commands=commands)

    def _view(self, words: str) -> FindView:
        found = self._index.find(words) if self._index else ()
        self._targets = {f"{n}": each for n, each in enumerate(found)}
        rows: list[FindHeading | FindRow] = []
        kind: FoundKind | None = None
        for key, each in self._targets.items():
            title, icon = _TITLES[each.target.kind]
            if each.target.kind is not kind:
                kind = each.target.kind
                rows.append(FindHeading(title))
            target = each.target
            beside = target.beside or _STATES.get(target.state, "")
            rows.append(FindRow(key, icon, target.reference, each.line, each.span, beside, target.state))
        nothing = "" if rows or not words.strip() else "Nothing has these words. Try fewer, or another spelling."
        file = self._session.file
        note = _LOCKED if file.has_sealed_store else _NO_STORE
        return FindView(tuple(rows), note, nothing, file.is_unlocked, self._asks_sealed)

    def _on_words_typed(self, words: str) -> None:
        if self._dialog is not None:
            self._dialog.show_view(self._view(words))

    def _on_sealed_asked(self, is_asked: bool) -> None:
        if self._dialog is None or is_asked is self._asks_sealed:
            return
        self._asks_sealed = is_asked
        mark_sealed(self._dialog, shows=is_asked)
        self._build()
        self._dialog.show_view(self._view(self._dialog.find_field.text()))

    def _on_row_opened(self, key: str) -> None:
        target = self._targets[key].target
        shell = self._shell
        if target.kind is FoundKind.COMMAND:
            self._commands[target.key].trigger()
        elif target.kind in (FoundKind.QUESTION, FoundKind.ANSWER, FoundKind.FINDING):
            shell.go(CHECKLIST, Aim(item=target.key))
        else:
            pages = {FoundKind.ACTION: "actions", FoundKind.EVIDENCE: "evidence", FoundKind.PERSON: "people",
                     FoundKind.ENTRY: "registers"}  # fmt: skip
            shell.go(pages[target.kind], Aim(record_id=target.key))

    def _on_closed(self, scrim: Scrim, before: QWidget | None) -> None:
        dialog, self._dialog, self._index = self._dialog, None, None
        scrim.hide()
        scrim.deleteLater()
        if dialog is not None:
            dialog.deleteLater()
        if before is not None and before.isVisible():
            before.setFocus()


def _commands(shell: Shell) -> Iterator[QAction]:
    """Yield the commands of the menu bar that can be given now."""
    for action in shell.menu_bar.actions():
        menu = action.menu()
        if isinstance(menu, QMenu) and action.isVisible():
            yield from _of_menu(menu)


def _of_menu(menu: QMenu) -> Iterator[QAction]:
    for action in menu.actions():
        inner = action.menu()
        if isinstance(inner, QMenu):
            yield from _of_menu(inner)
        elif action.isEnabled() and action.isVisible() and action.text() and not action.isSeparator():
            yield action
