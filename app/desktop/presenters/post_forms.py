"""The dialogs about posts and people: what each asks, and the job it is for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from app.desktop.dialogs.post_dialog import PostDialog
from app.desktop.pages.people_page import PeoplePage
from app.desktop.presenters.asking import Asker
from app.desktop.presenters.form_values import FormValues
from app.desktop.session import Session
from app.desktop.shell import Shell
from app.desktop.views.form_views import PostFormView, PostInput
from app.domain.dates import spell_day
from app.domain.handover import Handover, handover_of
from app.domain.records import Holding
from app.domain.text import Text, plain, shown
from app.services import staffing
from app.services.handing_over import hand_over

Job = Callable[[PostInput, date, date | None], object]


class PostForms:
    """Asks, reads what was typed, and does the job; what is wrong stands in the dialog."""

    def __init__(self, session: Session, page: PeoplePage, shell: Shell) -> None:
        self._session = session
        self._page = page
        self._shell = shell
        self._asking = Asker(session, shell)

    def ask_post(self) -> None:
        """Ask for a new post."""
        view = self._view("New post", "It owns intentions and actions, whoever holds it.", "Add the post",
                          ("title", "name", "starts"))  # fmt: skip

        def add(typed: PostInput, starts: date, _: date | None) -> object:
            return staffing.add_post(
                self._session.file, self._text(typed.title), self._text(typed.name), starts, person_id=self._person
            )

        self._ask(view, add)

    def ask_holder(self, post_id: str) -> None:
        """Ask who holds a post from a day on."""
        detail = f"{self._title(post_id)}. Whoever held it until then held it to the day before."
        view = self._view("Name who holds a post", detail, "Name them", ("name", "starts"))

        def name(typed: PostInput, starts: date, _: date | None) -> object:
            return staffing.name_holder(
                self._session.file, post_id, self._text(typed.name), starts, person_id=self._person
            )

        self._ask(view, name)

    def ask_deputy(self, post_id: str) -> None:
        """Ask who acts for the holder of a post from a day on."""
        detail = f"{self._title(post_id)}. A deputy sees and signs off what belongs to the post."
        view = self._view("Name a deputy", detail, "Name the deputy", ("name", "starts"))

        def name(typed: PostInput, starts: date, _: date | None) -> object:
            return staffing.name_deputy(
                self._session.file, post_id, self._text(typed.name), starts, person_id=self._person
            )

        self._ask(view, name)

    def ask_days(self, held: Holding) -> None:
        """Ask for the first and last day of a holding."""
        detail = (
            f"{self._title(held.post_id)}, {self._name(held.person_id)}. Leave the last day empty while it goes on."
        )
        given = PostInput(starts=spell_day(held.starts), ends=spell_day(held.ends) if held.ends else "")
        view = PostFormView("Change the dates", detail, "Save the dates", ("starts", "ends"), given)

        def change(_: PostInput, starts: date, ends: date | None) -> object:
            return staffing.date_holding(self._session.file, held.id, starts, ends, person_id=self._person)

        self._ask(view, change)

    def ask_title(self, post_id: str) -> None:
        """Ask for a post's title."""
        given = PostInput(title=self._title(post_id))
        view = PostFormView("Rename the post", "It is renamed in every period.", "Rename it", ("title",), given)

        def rename(typed: PostInput, *_: object) -> object:
            return staffing.rename_post(self._session.file, post_id, self._text(typed.title), person_id=self._person)

        self._ask(view, rename)

    def ask_name(self, who: str) -> None:
        """Ask for a person's name as it should read."""
        detail = "For a slip of the pen or a new surname. If it is somebody else, name who holds the post instead."
        view = PostFormView("Correct the name", detail, "Correct it", ("name",), PostInput(name=self._name(who)))

        def rename(typed: PostInput, *_: object) -> object:
            return staffing.rename_person(self._session.file, who, self._text(typed.name), person_id=self._person)

        self._ask(view, rename)

    def ask_handover(self, who: str) -> None:
        """Ask who takes over everything of a person, and from when."""
        detail = f"{self._name(who)} hands over {self._carried(who)}."
        view = self._view("Hand everything over", detail, "Hand over", ("name", "starts"))

        def give(typed: PostInput, starts: date, _: date | None) -> object:
            return hand_over(self._session.file, who, self._text(typed.name), starts, person_id=self._person)

        self._ask(view, give, is_name_needed=True)

    def ask_leaving(self, who: str) -> None:
        """Ask from when a person holds nothing any more."""
        detail = f"{self._name(who)} gives up {self._carried(who)}. Until somebody is named, nobody holds it."
        view = self._view("Record that they left", detail, "Record it", ("starts",))

        def leave(_: PostInput, starts: date, __: date | None) -> object:
            return hand_over(self._session.file, who, (), starts, person_id=self._person)

        self._ask(view, leave)

    @property
    def _person(self) -> str | None:
        return self._session.person_id

    def _view(self, heading: str, detail: str, verb: str, fields: tuple[str, ...]) -> PostFormView:
        names = tuple(sorted(shown(entry.text("name")) for entry in self._session.content().people))
        given = PostInput(starts=spell_day(self._session.today()))
        return PostFormView(heading, detail, verb, fields, given, names)

    def _ask(self, view: PostFormView, job: Job, *, is_name_needed: bool = False) -> None:
        dialog = PostDialog(self._shell.loader, view, self._shell.window())
        self._asking.ask_form(dialog, lambda typed: self._take(dialog, view, job, typed, is_name_needed))

    def _take(self, dialog: PostDialog, view: PostFormView, job: Job, typed: PostInput, is_name_needed: bool) -> None:
        values = FormValues()
        starts, ends = values.day("starts", typed.starts), values.day("ends", typed.ends)
        if "starts" in view.fields and starts is None and not values.faults:
            values.faults["starts"] = "Write the first day, like 29 September 2026."
        if is_name_needed:
            values.words("name", typed.name, "Write who takes over.")
        if values.faults:
            dialog.show_faults(values.faults)
            return

        self._page.show_notice(None)
        self._asking.take_form(dialog, view.heading, lambda: job(typed, starts or self._session.today(), ends))

    def _text(self, words: str) -> Text:
        return plain(words, self._session.file.scheme)

    def _title(self, post_id: str) -> str:
        post = self._session.content().post(post_id)
        return shown(post.text("title")) if post else ""

    def _name(self, who: str) -> str:
        person = self._session.content().person(who)
        return shown(person.text("name")) if person else ""

    def _carried(self, who: str) -> str:
        carried = handover_of(self._session.content(), who, self._session.today())
        return _in_words(carried)


def _in_words(carried: Handover) -> str:
    counts = (
        (len(carried.post_ids), "post"),
        (len(carried.deputy_post_ids), "deputyship"),
        (len(carried.intentions), "intention"),
        (len(carried.action_ids), "unfinished action"),
    )
    parts = [f"{count} {word}{'' if count == 1 else 's'}" for count, word in counts if count]
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts) or "nothing in this period"
