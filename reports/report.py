"""What every chapter of the improvement plan is written from, and the phrases that they share."""

from dataclasses import dataclass

from i18n.words import Words
from model.assessment import Assessment, Need, PlanEntry
from model.questionnaire import Questionnaire
from model.report import ReportDetails
from reports.law_words import LawWords


@dataclass(frozen=True)
class Report:
    """One assessment, the questionnaire in the report's language, the words on the cover, and the interface's words."""

    assessment: Assessment
    questionnaire: Questionnaire
    details: ReportDetails
    words: Words

    @property
    def title(self) -> str:
        """The name of the report."""
        return self.words.gettext("Improvement plan")

    @property
    def identity(self) -> list[tuple[str, str]]:
        """Of whom it is, by whom, when and from which questions, as name and value; some values may be empty."""
        _ = self.words.gettext
        title = _("{title}, version {version}")
        return [
            (_("Organisation"), self.organisation),
            (_("Status"), self.status),
            (_("Confidentiality"), self.details.confidentiality),
            (_("Filled in by"), self.details.filled_in_by),
            (_("Approved by"), self.details.approved_by),
            (_("Date"), self.words.date(self.assessment.answers.on)),
            (_("Closed for good on"), self.closed),
            (_("Questionnaire"), title.format(title=self.questionnaire.title, version=self.assessment.version)),
            (_("Answered"), answered_before(self.assessment, self.words)),
        ]

    @property
    def closed(self) -> str:
        """The day on which the assessment was closed; empty while it is open."""
        day = self.assessment.answers.closed
        return self.words.date(day) if day else ""

    @property
    def organisation(self) -> str:
        """The organisation's name."""
        return self.assessment.answers.organisation.name

    @property
    def law(self) -> LawWords:
        """The phrases about the law."""
        return LawWords(self.assessment, self.questionnaire, self.words)

    @property
    def status(self) -> str:
        """Draft or final."""
        _ = self.words.gettext
        return {"draft": _("Draft"), "final": _("Final")}[self.details.status]

    @property
    def scope(self) -> str:
        """Quick scan, core set or full set."""
        return self.words.scope(self.assessment.answers.scope)

    def level_name(self, level: int) -> str:
        """The name of a level, such as Set up."""
        return self.questionnaire.levels[level - 1].name

    def level(self, level: int) -> str:
        """A level with its name: 3 · Set up."""
        return f"{level} · {self.level_name(level)}"

    def owner(self, entry: PlanEntry) -> str:
        """Who does it: a department's name, or what the user filled in."""
        return self.questionnaire.departments.get(entry.owner, entry.owner)

    def subject(self, entry: PlanEntry) -> str:
        """What an action is about: its criterion, its law article, or that it is an own action."""
        if entry.criterion is not None:
            return self.questionnaire.criteria[entry.criterion].title
        if entry.own:
            return self.words.gettext("Own action")
        return self.questionnaire.cite(self.questionnaire.norms[entry.norms[0]])

    def status_of(self, entry: PlanEntry) -> str:
        """Open, started or done."""
        _ = self.words.gettext
        return {"open": _("Open"), "started": _("Started"), "done": _("Done")}[entry.status]

    def need(self, need: Need, numbers: dict[str, int]) -> str:
        """What has to be there first: an action of this plan by its number, or a criterion at a level and how it is."""
        _ = self.words.gettext
        number = numbers.get(f"{need.criterion}-{need.level}")
        if need.state == "planned" and number is not None:
            return _("Action {number}").format(number=number)
        title = self.questionnaire.criteria[need.criterion].title
        text = {
            "reached": _("{title} at level {level}: reached"),
            "planned": _("{title} at level {level}: left out of this plan"),
            "unknown": _("{title} at level {level}: not known yet"),
            "outside": _("{title} at level {level}: outside this assessment"),
        }[need.state]
        return text.format(title=title, level=need.level)


def answered_before(assessment: Assessment, words: Words) -> str:
    """To which earlier version of the questionnaire the answers were given; empty where they were to this one."""
    if assessment.answered_version == assessment.version:
        return ""
    text = words.gettext("with the questions of version {before}; counted here with those of version {version}")
    return text.format(before=assessment.answered_version, version=assessment.version)
