"""The third gate, *Nothing else inside*: what a finished file says comes from its payload or from the template."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from app.returns.inside.found import Contents, Found, Kind
from app.returns.inside.layout import is_laid_out
from app.returns.inside.sources import Sources, payload_texts, read_template_words

_MOST_SENTENCES = 20


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
    verdicts: dict[str, bool] = {}
    foreign = []
    for found in texts:
        if found.kind is Kind.CODE:
            continue
        if found.text not in verdicts:
            verdicts[found.text] = is_laid_out(found.text, sources)
        if not verdicts[found.text]:
            foreign.append(found)
    return foreign
