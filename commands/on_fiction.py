"""The command that fills an installation with fictional organisations, marked as such everywhere."""

import argparse
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from commands.entering import Commands, command
from commands.files_in_and_out import content
from commands.on_what_is_kept import store
from demo import fictional_answers, load_earlier
from demo.sector import Member, days
from model.answers import AnswersFile
from model.errors import Mistake
from model.questionnaire import Questionnaire
from model.reading import refuse
from model.release_file import release_bytes
from pipeline import assess, carried, contribution_of, levels_now, make_release
from reports.result import result_json
from storage.store import Store

REAL = Mistake("Real organisations contributed to a benchmark here. Make fictional ones in another installation.")
ASSOCIATION = "Voorbeeldvereniging {seed} (fictief)"


def add_to(commands: Commands) -> None:
    """Enters this command."""
    demonstrating = command(commands, "demo", demo)
    demonstrating.add_argument("--organisations", type=_count, default=1, metavar="N")
    demonstrating.add_argument("--seed", type=int, default=1, metavar="S")


def demo(options: argparse.Namespace) -> int:
    """Adds one fictional organisation; or several, over three years, in an association with two editions.

    Prints the id of the newest assessment of each.
    """
    kept, questionnaire = store(), content()["nl"]
    if options.organisations == 1:
        answers_file = fictional_answers(questionnaire, date.today(), options.seed, 0)
        print(kept.add_answers_file(answers_file, is_example=True))
        return 0
    if kept.has_real_contributions():
        refuse(REAL)
    sector = _Sector(kept, questionnaire, load_earlier()["nl"], options.seed)
    for assessment in sector.made([Member(options.seed, number) for number in range(options.organisations)]):
        print(assessment)
    return 0


class _Sector:
    """An association whose members answer three times: twice by the fictional earlier version, then by today's."""

    def __init__(self, kept: Store, now: Questionnaire, earlier: Questionnaire, seed: int) -> None:
        self.kept, self.now, self.earlier = kept, now, earlier
        self.days = days(date.today())
        self.association = kept.add_association(ASSOCIATION.format(seed=seed))

    def made(self, members: list[Member]) -> list[str]:
        """The newest assessment of each; the first two editions are closed."""
        begun = [self._first(member) for member in members]
        for year, by in ((1, self.earlier), (2, self.now)):
            edition = self.kept.open_edition(
                self.association, str(self.days[year].year), by.id, by.version, by.digest
            )  # fmt: skip
            begun = [self._later(member, id_, year, by) for member, id_ in zip(members, begun, strict=True)]
            for member, id_ in zip(members, begun, strict=True):
                if member.number % 12:  # not everyone takes part
                    self._contribute(edition, id_, by)
            self.kept.close_edition(
                edition, lambda *counted, by=by: release_bytes(make_release(by, *counted)), _at(self.days[year], 60)
            )
        return begun

    def _first(self, member: Member) -> str:
        id_ = self.kept.add_answers_file(member.first(self.earlier, self.days[0]), is_example=True)
        token = self.kept.invite_to_association(self.association, "member", 1)
        self.kept.join(token, self.kept.organisation_of(id_))
        return id_

    def _later(self, member: Member, before: str, year: int, by: Questionnaire) -> str:
        judged_by = self.earlier  # both of the first two years
        self.kept.close(before, lambda file: _judged(judged_by, file), _at(self.days[year - 1], 90))
        id_ = self.kept.begin_next(before, by.version, self.days[year], lambda file: carried(by, file))
        answers = self.kept.answers(id_)
        changed = member.changes(by, answers, year)
        done = member.done(answers, changed, year)
        for item, keys in changed.items():
            self.kept.give_answer(id_, item, {**keys, "unknown": None, "not_applicable": None})
        self.kept.confirm(id_, [item for item in answers if item not in changed])
        if done:
            self.kept.change_plan(
                id_, lambda plan: plan.model_copy(update={"actions": {**plan.actions, **done}})
            )  # fmt: skip
        return id_

    def _contribute(self, edition: int, assessment: str, by: Questionnaire) -> None:
        def sent(file: AnswersFile) -> Any:
            return contribution_of(by, assess(by, file))

        organisation, shown = self.kept.organisation_of(assessment), sent(self.kept.answers_file(assessment))
        self.kept.contribute(edition, organisation, assessment, sent, shown, lambda earlier: levels_now(by, earlier))


def _judged(questionnaire: Questionnaire, answers_file: AnswersFile) -> Mapping[str, Any]:
    result: Mapping[str, Any] = json.loads(result_json(assess(questionnaire, answers_file)))
    return result


def _at(day: date, after: int) -> datetime:
    """So many days later, and not in the future."""
    return min(datetime.combine(day + timedelta(days=after), time(12), UTC), datetime.now(UTC))


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 1000:
        msg = f"{text} is not a number from 1 to 1000"
        raise argparse.ArgumentTypeError(msg)
    return int(text)
