"""How soon Find anything answers a key, over 320 items and 10,000 evidence rows, beside a bare Qt filter of strings."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSortFilterProxyModel, QStringListModel
from PySide6.QtWidgets import QApplication

from app.services.searching import FoundKind, SearchIndex, Target
from tests.benchmarks.harness import compare

ROWS, ITEMS = 10_000, 320


def _targets() -> list[Target]:
    items = [
        Target(FoundKind.QUESTION, f"1a-{n}", f"1a-{n}", f"Purpose {n} written down", "What the strategy says " * 8)
        for n in range(ITEMS)
    ]
    evidence = [
        Target(FoundKind.EVIDENCE, f"id{n}", f"E-{n:05}", f"Register number {n}", "register.txt") for n in range(ROWS)
    ]
    return items + evidence


def run() -> None:
    """Compare a word that is there, and one with a slip in it, with a proxy model that filters the same strings."""
    application = QApplication.instance() or QApplication([])
    targets = _targets()
    index = SearchIndex(targets)
    proxy = QSortFilterProxyModel()
    proxy.setSourceModel(QStringListModel([f"{each.reference} {each.title} {each.body}" for each in targets]))

    def bare(words: str) -> int:
        proxy.setFilterFixedString("")
        proxy.setFilterFixedString(words)
        return proxy.rowCount()

    compare("find: a word that is there", lambda: index.find("number 99"), lambda: bare("number 99"), bar=2.0)
    compare("find: a word with a slip", lambda: index.find("regsiter"), lambda: bare("register"), bar=4.0)
    application.processEvents()
