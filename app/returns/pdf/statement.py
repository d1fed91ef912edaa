"""The establishment's statement, its declarations, and how to read the return."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import CondPageBreak, Flowable

from app.domain.records import Level, Result
from app.domain.released import Contradiction, ReleasedStatement
from app.returns.pdf import theme
from app.returns.pdf.columns import Labelled
from app.returns.pdf.context import Context, labelled
from app.returns.pdf.flowables import LevelTile, ResultWord
from app.returns.pdf.prose import Text, escaped, grey, inline, paragraphs, strong
from app.returns.pdf.tables import Caption, Column, Register
from app.returns.words import counted, gainsaid, head_word, level_word, long_date, sentence


def statement_title(context: Context) -> str:
    """Return the section's title: "The Governor’s statement"."""
    return f"The {head_word(context.released)}’s statement"


def statement(context: Context) -> list[Flowable]:
    """Return the statement of whoever heads the establishment, with the declarations."""
    stated = context.released.statement
    story = context.section("statement", statement_title(context))
    if stated is None:
        story.append(Text("The establishment has made no statement yet.", theme.LEAD))
    elif stated.withheld:
        story.append(Text(strong(f"Withheld: {escaped(stated.withheld)}"), theme.LEAD))
    else:
        story += _wording(context, stated)
    return [*story, *_declarations(context)]


def _wording(context: Context, stated: ReleasedStatement) -> list[Flowable]:
    opinion = f"{level_word(context.released, stated.level)} assurance" if stated.level else "No level is given."
    parts: list[Flowable] = [
        Labelled([Text("Level", theme.LABEL)], [Text(strong(opinion), theme.LETTER)]),
    ]
    parts += _letter("My opinion", paragraphs(stated.wording, theme.LETTER))
    parts += _letter("What I cannot assure", paragraphs(stated.cannot_assure, theme.LETTER))
    parts += _letter(
        "The answers say otherwise", [_gainsaid(context, each) for each in context.released.contradictions or ()]
    )
    signer = stated.signed_off
    words = (
        f"{strong(inline(signer.name))}, {inline(signer.post)}, {long_date(signer.on)}."
        if signer
        else "Nobody has signed this statement off."
    )
    return [*parts, Labelled([Text("Signed off", theme.LABEL)], [Text(words, theme.LETTER)], after=14)]


def _gainsaid(context: Context, each: Contradiction) -> Flowable:
    """Say of one intention what its own statement and answers say against the level of the whole."""
    words = f"{strong(escaped(each.intention))}: {gainsaid(context.released, each)}"
    return Text(words, theme.TELLING)


def _letter(label: str, body: Sequence[Flowable]) -> list[Flowable]:
    heading = Text(label, theme.LABEL)
    return [Labelled([heading], body, continued=[_continued(label)], after=14)] if body else []


def _continued(label: str) -> Text:
    return Text(f"{label}<br/>continued", theme.NOTE_AGAIN)


def _declarations(context: Context) -> list[Flowable]:
    declarations = context.released.declarations
    if not declarations:
        words = "The establishment has not yet declared itself on the expectations of providers."
        return [labelled("Expectations of providers", words)]
    table = Register(
        (Column("Expectation", theme.BODY_WIDTH - 90), Column("Declared", 90)),
        Caption("What NOMS expects of its providers", counted(len(declarations), "expectation")),
    )
    for declaration in declarations:
        word = "Yes" if declaration.is_declared else "Not declared"
        sign = ResultWord(Result.MET if declaration.is_declared else Result.NOT_MET, word)
        comment = f"<br/>{grey(inline(declaration.comment))}" if declaration.comment else ""
        table.row(escaped(declaration.title) + comment, sign)
    return [CondPageBreak(150), table.build(before=14)]


def reading(context: Context) -> list[Flowable]:
    """Return how to read the return: what levels, results and scores mean."""
    released = context.released
    meanings = sorted(released.level_meanings, key=lambda each: -each.bars)
    levels = Register((Column("Level", 120), Column("Meaning", theme.BODY_WIDTH - 120)))
    for meaning in meanings:
        tile = LevelTile(Level(meaning.key), meaning.bars, meaning.word, 106)
        levels.row(tile, escaped(meaning.definition))
    results = Register((Column("Result", 120), Column("Meaning", theme.BODY_WIDTH - 120)))
    for each in released.result_meanings:
        results.row(context.result(each.key), escaped(each.meaning))
    results.row(context.result(None), "Nobody has answered the item. It is left out of the score and shown apart.")
    return [
        CondPageBreak(240),
        *context.section("reading", "How to read this return"),
        levels.build(after=11),
        results.build(after=14),
        *(labelled(label, *body, style=theme.CELL) for label, *body in _NOTES),
        labelled("Withheld", _withheld_note(context), style=theme.CELL),
    ]


_NOTES = (
    (
        "Level and score",
        "A level is a judgement, and whoever signs the statement answers for it. A score is arithmetic: the marks "
        "earned as a share of those possible, each item weighted 1 to 3. It is printed with its base, the items it "
        "was worked out over. Where level and score differ, the statement says why.",
    ),
    (
        "Signs and colours",
        "Nothing is said by colour alone. Each level and result has a word and a sign, and the darker the tile the "
        "less the assurance, so that a copy in black and white reads the same.",
    ),
    (
        "Tests",
        "Records are examined, people interviewed, work observed, or a sample is drawn by the way named, before the "
        "records are read. The bar beside a sample runs from 0 to 100 % with a tick at each pass mark of its item: Met "
        "from the higher on, Partly met from the lower.",
    ),
)


def _withheld_note(context: Context) -> str:
    marking = escaped(context.released.withheld_marking)
    return sentence(
        f"content marked {marking} stays at the establishment. The fixed words {strong(f'Withheld: {marking}')} stand "
        "in its place and say nothing of its length, number or kind. Scores, order and links are worked out from "
        "released content alone."
    )
