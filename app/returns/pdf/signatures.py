"""The page that is signed, and how to verify the return."""

from __future__ import annotations

from reportlab.platypus import CondPageBreak, Flowable, PageBreak, Spacer

from app.returns.pdf import theme
from app.returns.pdf.columns import Labelled
from app.returns.pdf.context import Context, labelled
from app.returns.pdf.cover import digest_lines
from app.returns.pdf.flowables import Shape
from app.returns.pdf.prose import Text, escaped, strong
from app.returns.words import counted, head_word, long_date, name_of, sentence

AUTHOR, APPROVER = "author", "approver"
_PANEL_HEIGHT = 52.0


def signer_roles(context: Context) -> tuple[str, ...]:
    """Return the names of the fields that must be signed, in order."""
    return (AUTHOR, APPROVER)[: context.released.signers_required]


class SignaturePlace(Shape):
    """The panel in which a signature field lies."""

    def __init__(self, context: Context, role: str) -> None:
        super().__init__(theme.PROSE_WIDTH, _PANEL_HEIGHT, before=7, after=7)
        self._marks, self._role = context.marks, role

    def draw(self) -> None:
        """Draw the panel and note where it is."""
        canvas = self.canv
        canvas.setFillColor(theme.PANEL)
        canvas.rect(0, 0, self.width, self.height, stroke=0, fill=1)
        canvas.setStrokeColor(theme.ACCENT)
        canvas.setLineWidth(0.9)
        canvas.line(0, 0, self.width, 0)
        canvas.setFillColor(theme.GREY)
        canvas.setFont(theme.REGULAR, 8.5)
        canvas.drawString(11, self.height - 15, f"Place of the {self._role}’s signature")
        x, y = canvas.absolutePosition(0, 0)
        rectangle = (float(x), float(y), float(x) + self.width, float(y) + self.height)
        self._marks.places[self._role] = (canvas.getPageNumber(), rectangle)


def signatures(context: Context) -> list[Flowable]:
    """Return the page of signatures."""
    number = context.released.signers_required
    lead = (
        "One signature covers every byte of this file. Any change after it, however small, breaks it."
        if number == 1
        else "Two signatures cover every byte of this file. Any change after the second, however small, breaks both."
    )
    words = {
        AUTHOR: "I prepared this return from the establishment’s records. It states what they show. "
        + (
            "I have certified it so that only the approval below may be added."
            if number > 1
            else "I have certified it so that nothing may be added."
        ),
        APPROVER: "I approve this return. The statement it opens with is mine, and I answer for it.",
    }
    story = [PageBreak(), *context.section("signatures", "Signatures"), Text(lead, theme.LEAD)]
    for role in signer_roles(context):
        body = [Text(words[role], theme.PROSE), SignaturePlace(context, role), Text(_shown, theme.NOTE)]
        story.append(Labelled([Text(role.capitalize(), theme.LABEL)], body, after=26))
    return [*story, labelled("Statements", _statements(context))]


_shown = (
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


def verification(context: Context) -> list[Flowable]:
    """Return how to verify the return."""
    first = context.digest[:8]
    digest = "<br/>".join(digest_lines(context.digest))
    mono = f'<font name="{theme.MONO}" size="9">'
    earlier = context.released.previous
    chain = (
        f"This return follows {escaped(earlier.number)}, whose payload has the digest "
        f"{mono}{'<br/>'.join(digest_lines(earlier.digest))}</font>"
        if earlier
        else "This is the first return of its establishment: there is none before it."
    )
    return [
        CondPageBreak(430),
        Spacer(1, 14),
        *context.section("verify", "How to verify this return"),
        labelled(
            "With Assurance Desk",
            f"Open the return from the Review desk. The first line says {strong('Signed and intact')}, or says what is "
            f"wrong, such as {strong('Changed after signing')}.",
            f"Without a window: {mono}assurance-desk verify return.pdf return.xlsx</font>. Exit code 0 means verified "
            "and trusted, 4 that a signer is not trusted here, 5 that the file is not whole, 6 that a signature is "
            "missing.",
        ),
        labelled(
            "The signers",
            "Compare each certificate’s fingerprint with the one that the establishment gave you by another channel, "
            "on paper or by telephone. A signature proves nothing about a person until you have done this once.",
        ),
        labelled(
            "The payload",
            f"The file {mono}payload.json</font> is attached to this PDF and stored in the workbook. Both have this "
            f"SHA-256 digest, whose spaces are for reading:",
            f"{mono}{digest}</font>",
            f"On any Windows computer: {mono}certutil -hashfile payload.json SHA256</font>.",
        ),
        labelled("The return before", chain),
        labelled(
            "A paper copy",
            f"Each page carries the return number and the first eight characters of the digest, {mono}{first}</font>. "
            "A page that carries others belongs to another return. Paper cannot be verified further: ask for the file.",
        ),
        labelled(
            "Other PDF readers",
            "A reader’s signature panel shows the same signatures. It may call the signers unknown, because it does "
            "not hold your trust register, and may report a signature as valid after something was added behind it.",
        ),
        labelled(
            "If it fails",
            "Do not act on the return. Keep the medium, note the time, and telephone the Head of Business Assurance of "
            f"{escaped(name_of(context.released))}. Do not reply on the same medium.",
        ),
    ]
