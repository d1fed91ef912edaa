"""The window: menus, side bar, status bar, and one page at a time."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QMenu, QMenuBar, QStackedWidget, QWidget

from app.desktop.aim import Aim
from app.desktop.announcing import announce
from app.desktop.forms import FormLoader, Promoted
from app.desktop.go_menu import GoMenu
from app.desktop.look_menu import LookMenu
from app.desktop.measures import apply_measures
from app.desktop.page_entry import PageEntry
from app.desktop.pages.page import RAIL_BELOW, Page
from app.desktop.pane_ring import PaneRing
from app.desktop.theme import Scheme
from app.desktop.views.shell_view import EmptyView, ShellView, StatusView
from app.desktop.widgets.banner import Banner
from app.desktop.widgets.button import Button
from app.desktop.widgets.empty_pane import EmptyPane
from app.desktop.widgets.find_box import FindCorner
from app.desktop.widgets.focus_ring import FocusRing
from app.desktop.widgets.nav_bar import NavBar
from app.desktop.widgets.progress_line import ProgressLine
from app.desktop.widgets.status import Status
from app.desktop.widgets.store_card import StoreCard
from app.desktop.widgets.tag import Tag
from app.domain.roles import Role

if TYPE_CHECKING:
    from app.desktop.job import Job

PROMOTED: Promoted = {kind.__name__: kind for kind in (Banner, Button, NavBar, ProgressLine, Status, StoreCard, Tag)}

_LOW = 760
"""Below this height in units the items of the side bar stand closer, so that all are in sight."""
_GLYPHS = {"good": "saved", "bad": "refused", "ink2": "waiting"}


class Shell(QWidget):
    """Fills the window: holds pages made on first use, and shows a `ShellView` around them.

    Signals: `begin_asked`, `open_asked`, `sample_asked`, `verify_asked`, `copy_asked`, `restore_asked`, `close_asked`,
    `lock_asked`, `unlock_asked`, `find_asked`, `paper_asked`, `page_made(key)` once, `page_shown(key)` after a page is
    on show, `aimed(key, Aim)` after it where it was opened for something, `way_chosen(key)` from a page without
    content, `scheme_chosen` from the menu.
    """

    begin_asked = Signal()
    open_asked = Signal()
    sample_asked = Signal()
    verify_asked = Signal()
    copy_asked = Signal()
    restore_asked = Signal()
    close_asked = Signal()
    lock_asked = Signal()
    unlock_asked = Signal()
    find_asked = Signal()
    paper_asked = Signal()
    page_made = Signal(str)
    page_shown = Signal(str)
    aimed = Signal(str, object)
    way_chosen = Signal(str)
    scheme_chosen = Signal()

    menu_bar: QMenuBar
    go_menu: QMenu
    page_menu: QMenu
    begin_action: QAction
    open_action: QAction
    recent_menu: QMenu
    sample_action: QAction
    verify_file_action: QAction
    paper_action: QAction
    copy_action: QAction
    restore_action: QAction
    close_action: QAction
    person_menu: QMenu
    period_menu: QMenu
    edit_menu: QMenu
    store_action: QAction
    quit_action: QAction
    theme_system_action: QAction
    theme_light_action: QAction
    theme_dark_action: QAction
    theme_contrast_action: QAction
    zoom_in_action: QAction
    zoom_out_action: QAction
    zoom_reset_action: QAction
    help_action: QAction
    about_action: QAction
    banner: Banner
    side_bar: QFrame
    file_card: QWidget
    file_name: QLabel
    file_period: QLabel
    nav: NavBar
    status_bar: QFrame
    store_card: StoreCard
    store_rail_button: Button
    progress_line: ProgressLine
    pages: QStackedWidget
    saved_status: Status
    backup_label: QLabel
    marking_label: QLabel
    marking_tag: Tag
    zoom_label: QLabel

    def __init__(self, loader: FormLoader, specs: Sequence[PageEntry], window: QWidget) -> None:
        super().__init__(window)
        self.theme = loader.theme
        self.loader = loader
        self._specs = {spec.key: spec for spec in specs}
        self._made: dict[str, Page] = {}
        self._view: ShellView | None = None
        self._empty: EmptyPane | None = None
        loader.load("shell", self, PROMOTED)
        self.ring = FocusRing(self.theme, window)
        self.find_button = FindCorner(self.theme, self.menu_bar).box
        self._go = GoMenu(self._specs, self.nav, self.go_menu)
        self._go.show_only(self.page_keys)
        apply_measures(self.nav, self.theme)
        self._panes = PaneRing(self.nav, self._current_page, self.go_menu)
        self._connect_commands()
        self._connect_theme()
        self.close_file()

    @property
    def current_key(self) -> str:
        """The key of the page on show; `""` for the empty one."""
        return next((key for key, page in self._made.items() if page is self.pages.currentWidget()), "")

    @property
    def page_keys(self) -> Collection[str]:
        """The keys of the pages that the open file has; an establishment's before one is open."""
        role = self._view.role if self._view is not None else Role.ESTABLISHMENT
        return [key for key, spec in self._specs.items() if role in spec.roles]

    def page(self, key: str) -> Page:
        """Return a page, made now where it was not."""
        if key not in self._made:
            page = self._specs[key].make(self.loader, self.pages)
            self._made[key] = page
            self.pages.addWidget(page)
            page.arrange(self.units())
            self.page_made.emit(key)
        return self._made[key]

    def show_page(self, key: str, *, takes_focus: bool = True) -> None:
        """Show a page, and put the focus where its work begins."""
        page = self.page(key)
        self.pages.setCurrentWidget(page)
        self.nav.show_current(key)
        self._fill_page_menu(key, page)
        self.page_shown.emit(key)
        if takes_focus:
            page.focus_first()

    def go(self, key: str, aim: Aim) -> None:
        """Show a page for something on it; the page's presenter hears of it by `aimed`."""
        self.show_page(key, takes_focus=False)
        self.aimed.emit(key, aim)
        self.page(key).focus_first()

    def show_view(self, view: ShellView) -> None:
        """Show the open file around the pages, and those pages that a file of its role has."""
        self._view = view
        self._go.show_only(self.page_keys)
        self.side_bar.show()
        self.file_name.setText(view.name)
        self.file_period.setText(view.period)
        self.nav.show_counts(view.counts)
        self.store_card.show_view(view.store)
        self.store_action.setVisible(view.store.state != "none")
        is_open = view.store.state == "unlocked"
        self.store_action.setText("&Lock the sealed store now" if is_open else "&Unlock the sealed store…")
        self.store_rail_button.setAccessibleName(self.store_action.text().replace("&", ""))
        self.store_rail_button.setProperty("iconName", "unlock" if is_open else "lock")
        self.banner.show_notice(view.notice)
        self._enable_file_commands(True)
        self.window().setWindowTitle(f"{view.name}, {view.period} – Assurance Desk")
        self.show_status(view.status)
        self.arrange()

    def show_status(self, status: StatusView) -> None:
        """Show what was saved, the backup, and the highest marking that the window shows."""
        self.saved_status.setVisible(bool(status.saved))
        self.saved_status.show_status(_GLYPHS[status.tone], status.saved, "caption",
                                      "bad" if status.tone == "bad" else "ink2")  # fmt: skip
        self.backup_label.setText(status.backup)
        self.marking_tag.setText(status.marking)
        self.marking_tag.updateGeometry()
        for widget in (self.marking_label, self.marking_tag):
            widget.setVisible(bool(status.marking))

    def show_empty(self, view: EmptyView) -> None:
        """Show a page without content: the welcome, or why a file could not be opened."""
        if self._empty is None:
            self._empty = EmptyPane(self.theme, self)
            self._empty.way_chosen.connect(self.way_chosen)
            self.pages.addWidget(self._empty)
        self.pages.setCurrentWidget(self._empty)
        self._empty.show_view(view)
        self.page_menu.menuAction().setVisible(False)
        first = self._empty.first_button()
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_file(self) -> None:
        """Forget the file on show: no side bar, no page commands."""
        self._view = None
        self._drop_pages()
        self.side_bar.hide()
        self.banner.show_notice("")
        self.page_menu.menuAction().setVisible(False)
        self.store_action.setVisible(False)
        self._enable_file_commands(False)
        self.window().setWindowTitle("Assurance Desk")
        self.show_status(StatusView())
        self.arrange()

    def follow(self, job: Job, words: str, *, can_stop: bool = True) -> None:
        """Show a job's progress under the menu bar once it takes long, with a way to stop it where it has one."""
        line = self.progress_line
        line.start(words, can_stop=can_stop)
        job.progressed.connect(line.show_progress)
        line.cancel_asked.connect(job.cancel)
        for end in (job.succeeded, job.failed, job.stopped):
            end.connect(line.finish)

    def announce(self, words: str, *, is_urgent: bool = False) -> None:
        """Have a screen reader say that something was saved, or is wrong."""
        announce(self, words, is_urgent=is_urgent)

    def units(self) -> float:
        """Return the window's width in units."""
        return self.width() * 100 / self.theme.zoom

    def arrange(self) -> None:
        """Lay out for the window's width: below `RAIL_BELOW` units the side bar is a rail."""
        self.window().setMinimumSize(min(self.theme.u(600), 1200), min(self.theme.u(330), 660))
        is_rail = self.units() < RAIL_BELOW
        self.side_bar.setFixedWidth(self.theme.u(52 if is_rail else 208))
        self.file_card.setVisible(not is_rail)
        self.nav.show_rail(is_rail)
        self.nav.show_dense(self.height() * 100 / self.theme.zoom < _LOW)
        has_store = self._view is not None and self._view.store.state != "none"
        self.store_card.setVisible(has_store and not is_rail)
        self.store_rail_button.setVisible(has_store and is_rail)
        self.marking_label.setText("Up to" if is_rail else "This window shows up to")
        self.backup_label.setVisible(not is_rail)
        for page in self._made.values():
            page.arrange(self.units())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Lay out anew."""
        super().resizeEvent(event)
        self.arrange()

    def _current_page(self) -> Page | None:
        return self._made.get(self.current_key)

    def _enable_file_commands(self, has_file: bool) -> None:
        menus = (self.person_menu.menuAction(), self.period_menu.menuAction())
        for action in (self.paper_action, self.copy_action, self.close_action, *menus):
            action.setEnabled(has_file)
        self._go.enable_only(self.page_keys if has_file else ())
        self.find_button.setVisible(has_file)

    def _drop_pages(self) -> None:
        """Forget the pages of a file that is closed: another one gets its own, and nothing of this one stays."""
        for page in self._made.values():
            self.pages.removeWidget(page)
            page.hide()
            page.deleteLater()
        self._made.clear()

    def _connect_commands(self) -> None:
        self._go.page_asked.connect(self.show_page)
        self.begin_action.triggered.connect(self.begin_asked)
        self.open_action.triggered.connect(self.open_asked)
        self.sample_action.triggered.connect(self.sample_asked)
        self.verify_file_action.triggered.connect(self.verify_asked)
        self.copy_action.triggered.connect(self.copy_asked)
        self.paper_action.triggered.connect(self.paper_asked)
        self.restore_action.triggered.connect(self.restore_asked)
        self.close_action.triggered.connect(self.close_asked)
        self.quit_action.triggered.connect(self.window().close)
        self.about_action.triggered.connect(self._on_about_asked)
        self.help_action.triggered.connect(self._on_help_asked)
        self.store_action.triggered.connect(self._on_store_toggled)
        self.store_card.store_toggled.connect(self._on_store_toggled)
        self.store_rail_button.clicked.connect(self._on_store_toggled)
        self.find_button.clicked.connect(self.find_asked)

    def _connect_theme(self) -> None:
        schemes = {
            Scheme.SYSTEM: self.theme_system_action,
            Scheme.LIGHT: self.theme_light_action,
            Scheme.DARK: self.theme_dark_action,
            Scheme.CONTRAST: self.theme_contrast_action,
        }
        look = LookMenu(self.theme, schemes, self)
        look.take_zoom(self.zoom_in_action, self.zoom_out_action, self.zoom_reset_action)
        look.scheme_chosen.connect(self.scheme_chosen)
        self.theme.zoomed.connect(self._on_zoomed)

    def _fill_page_menu(self, key: str, page: Page) -> None:
        commands = page.commands()
        for action in self.page_menu.actions():  # not clear(): PySide deletes the page's own actions there
            self.page_menu.removeAction(action)
        self.page_menu.addActions(list(commands))
        self.page_menu.setTitle(self._specs[key].title)
        self.page_menu.menuAction().setVisible(bool(commands))

    def _on_store_toggled(self) -> None:
        is_open = self._view is not None and self._view.store.state == "unlocked"
        (self.lock_asked if is_open else self.unlock_asked).emit()

    def _on_about_asked(self) -> None:
        from app import __version__
        from app.desktop.dialogs.about_dialog import AboutDialog

        AboutDialog(self.loader, __version__, self).open()

    def _on_help_asked(self) -> None:
        self.loader.show_help(self.window())

    def _on_zoomed(self, percent: int) -> None:
        apply_measures(self, self.theme)
        self.zoom_label.setText(f"Zoom {percent} %")
        self.arrange()
