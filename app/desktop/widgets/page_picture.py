"""One finished page, drawn as wide as there is room."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.desktop.painting import draw_box
from app.desktop.theme import Theme
from app.desktop.views.return_view import PagesView

_TALL = 1.4142
"""A4's height over its width, until a page is known."""


class PagePicture(QLabel):
    """Paper stays white in every scheme. Its words are the label's description, for those who hear it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pages: PagesView | None = None
        self._index = 0
        self._image: QImage | None = None
        self._tall = _TALL
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_page(self, pages: PagesView | None, index: int = 0) -> None:
        """Show one page, counted from 0; nothing for None."""
        self._pages, self._index, self._image = pages, index, None
        self.setAccessibleName(f"Page {index + 1} of {pages.count}" if pages else "")
        self.setAccessibleDescription(pages.words(index) if pages else "")
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return a page as high as this width asks for."""
        return QSize(self._theme.u(160), round(max(self.width(), 1) * self._tall))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return the same."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Draw anew for another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._image = None
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the page."""
        if self._pages is None:
            return
        if self._image is None:
            self._image = self._draw(self._pages)
        painter = QPainter(self)
        painter.drawImage(0, 0, self._image)
        draw_box(painter, self._theme, self.rect(), "", "line", radius=0)
        painter.end()

    def _draw(self, pages: PagesView) -> QImage:
        ratio = self.devicePixelRatioF()
        page = pages.render(self._index, max(1, round(self.width() * ratio)))
        image = QImage(page.pixels, page.width, page.height, page.stride, QImage.Format.Format_BGR888).copy()
        image.setDevicePixelRatio(ratio)
        tall = page.height / page.width
        if abs(tall - self._tall) > 0.005:
            self._tall = tall
            self.updateGeometry()
        return image
