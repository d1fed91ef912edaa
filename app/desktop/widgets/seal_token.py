"""The dark token that stands for a sealed passage inside a text."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF
from PySide6.QtGui import QPainter, QPyTextObject, QTextCharFormat, QTextDocument, QTextFormat

from app.desktop.painting import draw_box, draw_icon, draw_text, text_width
from app.desktop.theme import Theme
from app.desktop.views.checklist_view import PassageView

TOKEN_TYPE = QTextFormat.ObjectTypes.UserObject.value + 1
_KEY, _MARKING, _AMOUNT, _TEXT = (QTextFormat.Property.UserProperty.value + place for place in (1, 2, 3, 4))


class SealToken(QPyTextObject):
    """Paints tokens: a lock and `RESTRICTED · 2 sentences`, or the marking alone while the store is locked."""

    def __init__(self, theme: Theme, document: QTextDocument) -> None:
        super().__init__(document)
        self._theme = theme
        document.documentLayout().registerHandler(TOKEN_TYPE, self)

    def intrinsicSize(self, doc: QTextDocument, posInDocument: int, format: QTextFormat) -> QSizeF:  # noqa: A002, N802, N803
        """Return the size of one token."""
        u = self._theme.u
        return QSizeF(u(26) + text_width(self._theme, _words(format), "marking") + u(8), u(20))

    def drawObject(  # noqa: N802
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        doc: QTextDocument,
        posInDocument: int,  # noqa: N803
        format: QTextFormat,  # noqa: A002
    ) -> None:
        """Draw one token."""
        theme, u = self._theme, self._theme.u
        box = QRectF(rect).toRect()
        painter.save()
        draw_box(painter, theme, box, "seal", radius=3)
        draw_icon(painter, theme, None, QPointF(box.left() + u(6), box.top() + u(3)), "lock", "on_seal", 14)
        room = QRect(box.left() + u(24), box.top(), box.width() - u(30), box.height())
        draw_text(painter, theme, room, _words(format), "marking", "on_seal")
        painter.restore()


def token_format(passage: PassageView) -> QTextCharFormat:
    """Return the character format that makes U+FFFC a token for this passage, sealed or to be sealed with its form."""
    result = QTextCharFormat()
    result.setObjectType(TOKEN_TYPE)
    result.setProperty(_KEY, passage.key)
    result.setProperty(_MARKING, passage.marking)
    result.setProperty(_AMOUNT, passage.amount)
    result.setProperty(_TEXT, passage.text)
    result.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignMiddle)
    return result


def token_passage(format: QTextFormat) -> PassageView | None:  # noqa: A002
    """Return the sealed passage that a format stands for; None where it is not a token's."""
    if format.objectType() != TOKEN_TYPE:
        return None
    key, marking, amount, text = (str(format.property(name) or "") for name in (_KEY, _MARKING, _AMOUNT, _TEXT))
    return PassageView(text, marking, is_sealed=True, key=key, amount=amount)


def _words(format: QTextFormat) -> str:  # noqa: A002
    passage = token_passage(format)
    if passage is None:
        return ""
    return f"{passage.marking} · {passage.amount}" if passage.amount else passage.marking
