"""The third gate, *Nothing else inside*: what a finished file says comes from its payload or from the template."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from app.domain.word_runs import RUN, words_of
from app.returns.inside.found import Contents, Found, Kind
from app.returns.inside.layout import Laid, lay_out
from app.returns.inside.sources import Sources, payload_texts, read_template_words

_MOST_SENTENCES = 20
_LETTERS = 2
_FEW = 3
"""Scraps in a row from which on they are no page's end: a table's row, cut in two, leaves a few."""


def read_contents(content: bytes, payload: bytes) -> Contents:
    """Return all texts of a finished file, PDF or workbook, that carries `payload`. Raises BadFile.

    Foreign bytes: run it in a process with limits.
    """
    if content.startswith(b"%PDF-"):
        from app.returns.inside.pdf import read_pdf

        return read_pdf(content, payload)
    from app.returns.inside.workbook import read_workbook

    return read_workbook(content, payload)


def foreign_words(contents: Contents, payload: bytes, signer_words: Iterable[str]) -> list[str]:
    """Return a sentence for each place with words that are not the payload's, the template's or a certificate's.

    `signer_words` are the certificate's fields. The sentences name the place and never quote it.
    """
    sources = Sources((*read_template_words(), *payload_texts(payload), *signer_words))
    places = dict.fromkeys(found.place for found in foreign_texts(contents.texts, sources))
    sentences = [f"Words that come neither from the return nor from its form stand in {place}." for place in places]
    return sentences[:_MOST_SENTENCES]


def foreign_texts(texts: Sequence[Found], sources: Sources) -> list[Found]:
    """Return the texts that cannot be laid out from the sources."""
    lay = cache(lambda text: lay_out(text, sources))
    foreign: list[Found] = []
    scraps: list[Found] = []
    for found in texts:
        laid = Laid.WHOLE if found.kind is Kind.CODE else lay(found.text)
        is_flowing = found.kind is Kind.FLOWING
        if laid is Laid.NOT or (laid is Laid.IN_PART and not is_flowing):
            foreign.append(found)
        is_scrap = is_flowing and _is_scrap(found.text, laid)
        if scraps and (not is_scrap or scraps[0].place != found.place):
            foreign += scraps[:1] if _is_patchwork(scraps, sources) else []
            scraps = []
        scraps += [found] if is_scrap else []
    return foreign + (scraps[:1] if _is_patchwork(scraps, sources) else [])


def _is_scrap(text: str, laid: Laid) -> bool:
    """Tell whether a text is so short a part of a source that others beside it could make any sentence with it."""
    words = words_of(text)
    return len(words) < RUN and (laid is Laid.IN_PART or sum(map(len, words)) <= _LETTERS)


def _is_patchwork(scraps: Sequence[Found], sources: Sources) -> bool:
    """Tell whether scraps that follow one another say together what no source does."""
    if len(scraps) < _FEW:
        return False
    together = " ".join(scrap.text for scrap in scraps)
    return len(words_of(together)) >= RUN and lay_out(together, sources) is Laid.NOT
