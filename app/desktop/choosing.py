"""Asking for files, a folder, or where something is to be saved: the chooser opens, and gives what was chosen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget


def choose_files(
    parent: QWidget | None,
    title: str,
    take: Callable[[list[Path]], object],
    *,
    kinds: str = "",
    folder: Path | None = None,
) -> None:
    """Ask for one or more files of these kinds, any where none is named."""
    chooser = _chooser(parent, title, kinds, folder)
    chooser.setFileMode(QFileDialog.FileMode.ExistingFiles)
    chooser.filesSelected.connect(lambda names: take([Path(name) for name in names]))
    chooser.open()


def choose_file(
    parent: QWidget | None,
    title: str,
    take: Callable[[Path], object],
    *,
    kinds: str = "",
    folder: Path | None = None,
) -> None:
    """Ask for one file of these kinds."""
    chooser = _chooser(parent, title, kinds, folder)
    chooser.setFileMode(QFileDialog.FileMode.ExistingFile)
    chooser.fileSelected.connect(lambda name: take(Path(name)))
    chooser.open()


def choose_folder(
    parent: QWidget | None, title: str, take: Callable[[Path], object], *, folder: Path | None = None
) -> None:
    """Ask for a folder or drive."""
    chooser = _chooser(parent, title, "", folder)
    chooser.setFileMode(QFileDialog.FileMode.Directory)
    chooser.setOption(QFileDialog.Option.ShowDirsOnly)
    chooser.fileSelected.connect(lambda name: take(Path(name)))
    chooser.open()


def choose_place(
    parent: QWidget | None,
    title: str,
    take: Callable[[Path], object],
    *,
    kinds: str = "",
    folder: Path | None = None,
    name: str = "",
    ending: str = "",
    on_none: Callable[[], object] | None = None,
) -> None:
    """Ask where something is to be saved, `name` being proposed; `ending`, without a dot, is put to a name without one.

    `on_none` is told where nothing was chosen.
    """
    chooser = _chooser(parent, title, kinds, folder)
    chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    chooser.setDefaultSuffix(ending)
    if name:
        chooser.selectFile(name)
    chooser.fileSelected.connect(lambda chosen: take(Path(chosen)))
    if on_none is not None:
        chooser.rejected.connect(on_none)
    chooser.open()


def _chooser(parent: QWidget | None, title: str, kinds: str, folder: Path | None) -> QFileDialog:
    chooser = QFileDialog(parent, title)
    if kinds:
        chooser.setNameFilter(kinds)
    if folder is not None:
        chooser.setDirectory(str(folder))
    chooser.finished.connect(chooser.deleteLater)
    return chooser
