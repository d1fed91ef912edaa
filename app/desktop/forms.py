"""Loads a Designer form into a widget that already exists, and binds its children to annotated attributes."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication, QFile, QIODevice, QObject
from PySide6.QtGui import QShortcut
from PySide6.QtUiTools import QUiLoader
from PySide6.QtWidgets import QDialog, QWidget

from app.desktop.field_help import FieldHelp
from app.desktop.measures import apply_measures
from app.desktop.places import Places
from app.desktop.theme import Theme

Promoted = Mapping[str, Callable[[Theme, QWidget], QWidget]]
"""Promoted classes by name; each is made with the theme and its parent."""


class FormError(Exception):
    """A form and its class disagree: our own fault, never the user's."""


class FormLoader:
    """Loads forms for one theme.

    A promoted class is made with `(theme, parent)`. One with a method `form_loaded` is a part: it gets its own
    annotated children, then that call: inner parts first, the widget that owns the form last.
    """

    def __init__(self, theme: Theme, places: Places) -> None:
        self.theme = theme
        self._folder = places.forms
        self.field_help = FieldHelp(places.help)

    def load(self, name: str, into: QWidget, promoted: Promoted) -> None:
        """Load `forms/<name>.ui` into `into`, with the classes that it promotes to by name.

        Raises FormError for a form that is missing or unreadable, a promoted class that was not registered, an
        annotated attribute without a child of that name.
        """
        loader = _Loader(self.theme, into, promoted)
        file = QFile(str(self._folder / f"{name}.ui"))
        if not file.open(QIODevice.OpenModeFlag.ReadOnly):
            raise FormError(f"The form {name} is missing.")
        loaded = loader.load(file)
        file.close()
        if loader.unknown:
            raise FormError(f"The form {name} promotes to {', '.join(loader.unknown)}, which is not registered.")
        if loaded is None:
            raise FormError(f"The form {name} cannot be read: {loader.errorString()}")
        for part in reversed(loader.parts):
            bind_children(part)
            part.form_loaded()  # type: ignore[attr-defined]  # a part is what has it
        bind_children(into)
        apply_measures(into, self.theme)
        if isinstance(into, QDialog):
            QShortcut("F1", into, lambda: self.show_help(into))

    def show_help(self, window: QWidget) -> None:
        """Say what is known of the field that has the focus in a window."""
        from app.desktop.dialogs.help_dialog import HelpDialog

        if isinstance(window, HelpDialog):
            return
        focused: QWidget | None = window.focusWidget()
        dialog = HelpDialog(self, *self.field_help.of(focused), window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


class _Loader(QUiLoader):
    """A loader that builds the root into a given widget and promoted classes by name."""

    def __init__(self, theme: Theme, into: QWidget, promoted: Promoted) -> None:
        paths = QCoreApplication.libraryPaths()
        QCoreApplication.setLibraryPaths([])  # else it loads Designer's own plugins, Python and QML among them
        super().__init__()
        QCoreApplication.setLibraryPaths(paths)
        self._theme = theme
        self._into = into
        self._promoted = promoted
        self._standard = set(self.availableWidgets())
        self.parts: list[QWidget] = []
        self.unknown: list[str] = []

    def createWidget(self, className: str, parent: QWidget | None = None, name: str = "") -> QWidget:  # noqa: N802, N803
        """Make one widget of the form; Qt's own hook."""
        if parent is None:
            return self._into
        if className in self._promoted:
            widget = self._promoted[className](self._theme, parent)
            widget.setObjectName(name)
            if hasattr(widget, "form_loaded"):
                self.parts.append(widget)
            return widget
        if className not in self._standard and className not in ("Line", "QWidget"):
            self.unknown.append(className)
            return QWidget(parent)
        return super().createWidget(className, parent, name)


def form_children(owner: type[QWidget]) -> tuple[str, ...]:
    """Return the names that a class and its own bases annotate: the children it expects in its form."""
    names: list[str] = []
    for base in owner.__mro__:
        if issubclass(base, QWidget) and not base.__module__.startswith("PySide6"):
            names.extend(inspect.get_annotations(base))
    return tuple(names)


def bind_children(owner: QWidget) -> None:
    """Set each annotated attribute of `owner` to its child of that name; FormError where there is none."""
    for name in form_children(type(owner)):
        child = owner.findChild(QObject, name)
        if child is None:
            raise FormError(f"{type(owner).__name__} expects a child {name}.")
        setattr(owner, name, child)
