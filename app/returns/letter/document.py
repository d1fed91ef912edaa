"""A letter as a whole: its head, what it says, the place of its signature."""

from __future__ import annotations

from reportlab.platypus import Flowable, Spacer

from app.domain.released import as_words
from app.domain.response import Letter, ReleasedConcern, ReleasedReplies, ReleasedResponse
from app.returns.letter.concern import concern_story
from app.returns.letter.context import KINDS, LetterContext
from app.returns.letter.replies import replies_story
from app.returns.letter.response import response_story
from app.returns.pdf import theme
from app.returns.pdf.columns import Labelled
from app.returns.pdf.context import labelled
from app.returns.pdf.cover import digest_lines
from app.returns.pdf.finish import finish
from app.returns.pdf.flowables import Shape
from app.returns.pdf.marks import Section
from app.returns.pdf.pages import lay_out
from app.returns.pdf.prose import Text, escaped, inline
from app.returns.pdf.signatures import SHOWN, SignaturePlace
from app.returns.words import long_date

_SHORT_NAME = 40


def render_letter(letter: Letter, payload: bytes) -> bytes:
    """Return a letter as a PDF, unsigned, with an empty signature field; the same letter gives the same bytes.

    `payload` is `write_letter(letter)`; it is attached as `payload.json`.
    """
    theme.register_fonts()
    context = LetterContext(letter, payload)
    return finish(lay_out(context, [*_head(context), *_body(context), *_signature(context)]), context)


def signing_role(letter: Letter) -> str:
    """Return the name of the field in which a letter is signed: an establishment's replies by their author."""
    return "author" if isinstance(letter, ReleasedReplies) else "reviewer"


def _body(context: LetterContext) -> list[Flowable]:
    letter = context.letter
    if isinstance(letter, ReleasedResponse):
        return response_story(context, letter)
    return replies_story(letter) if isinstance(letter, ReleasedReplies) else concern_story(letter)


def _head(context: LetterContext) -> list[Flowable]:
    letter = context.letter
    name = as_words(letter.establishment.name)
    title = KINDS[letter.kind]
    head: list[Flowable] = [
        _Top(context, title),
        Text(title, theme.KICKER),
        Text(inline(letter.establishment.name), theme.SECTION if len(name) <= _SHORT_NAME else theme.INTENTION),
    ]
    if not isinstance(letter, ReleasedConcern):
        head.append(Text(escaped(letter.period.name), theme.PERIOD))
    head += [Spacer(1, 18), labelled("Number", escaped(letter.number), after=3.5)]
    if not isinstance(letter, ReleasedConcern):
        label = "To the return" if isinstance(letter, ReleasedResponse) else "To the response"
        head.append(labelled(label, escaped(letter.answers.number), after=3.5))
        lines = [Text(line, theme.DIGEST) for line in digest_lines(letter.answers.digest)]
        head.append(Labelled([Text("Its payload", theme.LABEL)], lines, after=3.5))
    signer = letter.prepared_by
    by = ", ".join(part for part in (inline(signer.name), inline(signer.post)) if part)
    return [*head, labelled("From", f"{by}, on {long_date(letter.made_on)}", after=10)]


def _signature(context: LetterContext) -> list[Flowable]:
    role = signing_role(context.letter)
    place = SignaturePlace(context.marks, role, context.letter.prepared_by)
    lead = "One signature covers every byte of this file. Any change after it, however small, breaks it."
    body = [Text(lead, theme.PROSE), place, Text(SHOWN, theme.NOTE)]
    return [*context.section("signatures", "Signature"), Labelled([Text(role.capitalize(), theme.LABEL)], body)]


class _Top(Shape):
    """Marks the beginning for the outline."""

    def __init__(self, context: LetterContext, title: str) -> None:
        super().__init__(0, 0)
        self._marks, self._title = context.marks, title

    def draw(self) -> None:
        """Tell the page's marks."""
        self._marks.start(self.canv, Section("top", self._title, self._title), theme.BODY_TOP)
