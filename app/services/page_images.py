"""A finished PDF's pages as pictures and as words, for the preview and the printer."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, field


@dataclass(frozen=True)
class PageImage:
    """One page as pixels: 3 bytes each, blue green red, rows of `stride` bytes from the top."""

    width: int
    height: int
    stride: int
    pixels: bytes = field(repr=False)


class ReturnPages:
    """The pages of one PDF of ours. PDFium knows no threads: make and use all of them on one."""

    def __init__(self, pdf: bytes) -> None:
        import pypdfium2

        self._document = pypdfium2.PdfDocument(pdf)

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._document)

    def render(self, index: int, width: int) -> PageImage:
        """Return a page, counted from 0, `width` pixels wide."""
        with (
            closing(self._document[index]) as page,
            closing(page.render(scale=width / page.get_width())) as bitmap,
        ):
            return PageImage(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))

    def words(self, index: int) -> str:
        """Return what stands on a page, for those who hear it."""
        with closing(self._document[index]) as page, closing(page.get_textpage()) as text:
            return str(text.get_text_bounded()).replace("\r\n", "\n").strip()

    def close(self) -> None:
        """Forget the document."""
        self._document.close()
