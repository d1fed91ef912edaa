"""The page that is signed."""

from __future__ import annotations

from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import Flowable, PageBreak

from app.domain.released import ReleasedSigner, as_words
from app.returns.pdf import theme
from app.returns.pdf.columns import Labelled
from app.returns.pdf.context import Context, labelled
from app.returns.pdf.flowables import Shape
from app.returns.pdf.marks import PageMarks
from app.returns.pdf.prose import Text, clean, fitted
from app.returns.pdf.tags import artifact, content, tags_of
from app.returns.words import counted, head_word, long_date, sentence

AUTHOR, APPROVER = "author", "approver"
_PANEL_HEIGHT = 52.0


def signer_roles(context: Context) -> tuple[str, ...]:
    """Return the names of the fields that must be signed, in order."""
    return (AUTHOR, APPROVER)[: context.released.signers_required]


class SignaturePlace(Shape):
    """The panel in which a signature field lies."""

    def __init__(self, marks: PageMarks, role: str, signer: ReleasedSigner | None) -> None:
        super().__init__(theme.PROSE_WIDTH, _PANEL_HEIGHT, before=7, after=7)
        self._marks, self._role, self._signer = marks, role, signer

    def draw(self) -> None:
        """Draw the panel and note where it is."""
        canvas = self.canv
        with artifact(canvas):
            canvas.setFillColor(theme.PANEL)
            canvas.rect(0, 0, self.width, self.height, stroke=0, fill=1)
            canvas.setStrokeColor(theme.ACCENT)
            canvas.setLineWidth(0.9)
            canvas.line(0, 0, self.width, 0)
        canvas.setFillColor(theme.GREY)
        canvas.setFont(theme.REGULAR, 8.5)
        with content(canvas, "P"):
            canvas.drawString(11, self.height - 15, f"Place of the {self._role}’s signature")
        if self._signer:
            with content(canvas, "P"):
                self._draw_signer(self._signer)
        if self._role == APPROVER:
            _embed_alphabet(canvas)
        if tags := tags_of(canvas):
            tags.fields[self._role] = tags.add("Form")
        x, y = canvas.absolutePosition(0, 0)
        rectangle = (float(x), float(y), float(x) + self.width, float(y) + self.height)
        self._marks.places[self._role] = (canvas.getPageNumber(), rectangle)

    def _draw_signer(self, signer: ReleasedSigner) -> None:
        """Draw who is about to sign: the signature that follows covers these words, and none leaves without it."""
        canvas, room = self.canv, self.width - 22
        words = f"{as_words(signer.name)}, {as_words(signer.post)}"
        canvas.setFillColor(theme.INK)
        canvas.setFont(theme.SEMIBOLD, 10)
        canvas.drawString(11, self.height - 30, fitted(words, room, theme.SEMIBOLD, 10))
        canvas.setFont(theme.REGULAR, 9)
        canvas.drawString(11, self.height - 43, f"Prepared and signed on {long_date(signer.on)}")


def _embed_alphabet(canvas: Any) -> None:
    """Embed what names and days are written with: who signs later must show it, and may add no font."""
    for face in (theme.REGULAR, theme.SEMIBOLD):
        font: Any = pdfmetrics.getFont(face)
        font.splitString(clean(_ALPHABET), canvas._doc)


_ALPHABET = "".join(map(chr, (*range(0x20, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x180), *range(0x2010, 0x2027))))


def signatures(context: Context) -> list[Flowable]:
    """Return the page of signatures."""
    is_alone = context.released.signers_required == 1
    lead, author = _ALONE if is_alone else _TOGETHER
    words = {AUTHOR: f"{_PREPARED} {author}", APPROVER: _APPROVED}
    story = [PageBreak(), *context.section("signatures", "Signatures"), Text(lead, theme.LEAD)]
    for role in signer_roles(context):
        signer = context.released.prepared_by if role == AUTHOR else None
        body = [Text(words[role], theme.PROSE), SignaturePlace(context.marks, role, signer), Text(SHOWN, theme.NOTE)]
        story.append(Labelled([Text(role.capitalize(), theme.LABEL)], body, after=26))
    return [*story, labelled("Statements", _statements(context))]


_PREPARED = "I prepared this return from the establishment’s records. It states what they show."
_APPROVED = "I approve this return. The statement it opens with is mine, and I answer for it."
_ALONE = (
    "One signature covers every byte of this file. Any change after it, however small, breaks it.",
    "I have certified it so that nothing may be added.",
)
_TOGETHER = (
    "Two signatures cover every byte of this file. Any change after the second, however small, breaks both.",
    "I have certified it so that only the approval below may be added.",
)
SHOWN = (
    "Who signed, and when, is in the signature itself: Assurance Desk and a PDF reader’s signature panel show it. "
    "On paper nothing shows that a return was signed."
)


def _statements(context: Context) -> str:
    released = context.released
    signed = [each.statement.signed_off for each in released.intentions if each.statement]
    days = sorted(each.on for each in signed if each)
    own = released.statement.signed_off if released.statement else None
    if not days:
        return "No statement of an intention has been signed off."
    span = (
        f"on {long_date(days[0])}" if days[0] == days[-1] else f"between {long_date(days[0])} and {long_date(days[-1])}"
    )
    first = (
        f"{sentence(counted(len(days), 'statement'))} of intentions {'was' if len(days) == 1 else 'were'} signed off"
    )
    last = f" The {head_word(released)}’s own was signed off on {long_date(own.on)}." if own else ""
    return f"{first} by the managers named beside them, {span}.{last} These acts are recorded in the payload."
