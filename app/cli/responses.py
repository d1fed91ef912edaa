"""The establishment's commands about responses: take one in, list what is asked, reply, send the replies."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.cli.options import (
    AsJson,
    File,
    PassphraseFile,
    RevocationOption,
    TrustOption,
    UnlockFile,
    now,
    unlocking,
)
from app.cli.output import in_sentences, report
from app.cli.secrets import read_secret
from app.domain.errors import UserError
from app.domain.review_terms import OUTCOME_WORDS, QUERY_WORDS
from app.domain.text import marked

response_app = typer.Typer(help="Responses of the reviewer to this establishment's returns.", no_args_is_help=True)


@response_app.command("import")
@in_sentences
def response_import(
    file: File,
    source: Annotated[Path, typer.Argument(metavar="RESPONSE", help="The signed response, a PDF.")],
    trust: TrustOption = None,
    crl: RevocationOption = None,
    unlock_file: UnlockFile = None,
    as_json: AsJson = False,
) -> None:
    """Verify a response and take it in: its queries become work, and an accepted return's period closes."""
    from app.services.identifying import trust_of
    from app.services.receiving_responses import ResponseNotVerified, receive_response
    from app.services.unlocking import open_file

    known = trust_of(trust or [], crl or [])
    with open_file(file, unlocking(unlock_file)) as opened:
        try:
            done = receive_response(opened, source, known, now=now())
        except ResponseNotVerified as refused:
            report({"error": refused.sentence, "exit_code": refused.exit_code}, [refused.sentence], as_json=as_json)
            raise typer.Exit(refused.exit_code) from None
    content = {
        "number": done.number, "return": done.return_number, "outcome": done.outcome.value, "queries": done.queries,
        "closed": done.closed, "is_period_closed": done.is_period_closed,
    }  # fmt: skip
    report(content, [*done.sentences, done.summary], as_json=as_json)


@response_app.command("list")
@in_sentences
def response_list(file: File, unlock_file: UnlockFile = None, as_json: AsJson = False) -> None:
    """List the responses taken in and the queries that came with them."""
    from app.services.replying import list_queries, list_responses
    from app.services.unlocking import open_file

    with open_file(file, unlocking(unlock_file)) as opened, opened.reading() as work:
        responses, queries = list_responses(work), list_queries(work)
    content = {
        "responses": [
            {"number": one.number, "return": one.return_number, "outcome": one.outcome.value, "made_on": one.made_on,
             "opinion": one.opinion}
            for one in responses
        ],
        "queries": [
            {"reference": one.reference, "intention": one.intention, "item": one.item, "question": one.question,
             "state": one.state.value, "reply_due": one.reply_due, "reply": one.reply}
            for one in queries
        ],
    }  # fmt: skip
    lines = [f"{one.number}: {OUTCOME_WORDS[one.outcome]}" for one in responses]
    lines += [f"{one.reference}  {one.item or one.intention}  {QUERY_WORDS[one.state]}" for one in queries]
    report(content, lines or ["None."], as_json=as_json)


@response_app.command("reply")
@in_sentences
def response_reply(
    file: File,
    query: Annotated[str, typer.Argument(metavar="QUERY", help="The query's reference.")],
    text_file: Annotated[Path, typer.Option("--text-file", help="A file with the reply's words.")],
    marking: Annotated[str | None, typer.Option(help="Their marking; the lowest if not given.")] = None,
    unlock_file: UnlockFile = None,
    as_json: AsJson = False,
) -> None:
    """Write the reply to a query: it leaves with the next return, or by `response send`."""
    from app.services.replying import reply
    from app.services.unlocking import open_file

    try:
        text = text_file.read_text(encoding="utf-8-sig").strip()
    except (OSError, UnicodeDecodeError):
        raise UserError("The file with the reply could not be read. Check its name and try again.") from None
    with open_file(file, unlocking(unlock_file)) as opened:
        entry = reply(opened, query, marked(text, marking, opened.scheme), today=now().date())
    reference = entry.record.reference
    report({"replied": reference}, [f"Replied to {reference}. The reviewer closes it."], as_json=as_json)


@response_app.command("send")
@in_sentences
def response_send(
    file: File,
    identity: Annotated[Path, typer.Option(help="The author's identity (PKCS#12).")],
    pdf: Annotated[Path, typer.Option(help="Where the signed PDF goes.")],
    receipt: Annotated[Path | None, typer.Option(help="Where the receipt of the proof of absence goes.")] = None,
    unlock_file: UnlockFile = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Send the replies that are written as a signed file, ahead of the next return."""
    from app.services.identifying import open_identity
    from app.services.letters import Sending
    from app.services.replying import send_replies
    from app.services.unlocking import open_file

    signer = open_identity(identity, read_secret(passphrase_file, "Passphrase of the identity"))
    with open_file(file, unlocking(unlock_file)) as opened:
        sent = send_replies(opened, signer, Sending(pdf, receipt), now=now())
    report(sent.as_json(), [f"Replies {sent.number}: {sent.path}", sent.receipt.summary], as_json=as_json)
