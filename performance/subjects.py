"""What is measured on: the example organisation, and the texts of its fullest theme."""

import json
from dataclasses import dataclass
from pathlib import Path

from i18n.words import words_in
from model.answers import AnswersFile
from model.loading import CONTENT, load
from model.questionnaire import Questionnaire, Theme
from model.submission import read_answers

LANGUAGE = "nl"


@dataclass(frozen=True)
class Subject:
    """The questionnaire and one filled-in assessment."""

    questionnaire: Questionnaire
    answers: AnswersFile

    @property
    def fullest_theme(self) -> Theme:
        """The theme with the most questions of the assessment's scope."""
        return max(self.questionnaire.themes_in(self.answers.scope), key=lambda theme: len(theme.criteria))


def subject() -> Subject:
    """The fictional organisation of "look at an example"."""
    questionnaire = load()[LANGUAGE]
    path = CONTENT / questionnaire.id / "example.yaml"
    return Subject(questionnaire, read_answers(path.read_bytes(), path.name, questionnaire))


def write_floor_texts(about: Subject, theme: Theme, path: Path) -> None:
    """Writes the texts of a theme's questions, as our own page shows them, for the floor's page."""
    _ = words_in(LANGUAGE).gettext
    questionnaire, saved = about.questionnaire, _("Saved when you leave the field. No data about customers.")
    names = [f"{number} · {level.name}" for number, level in enumerate(questionnaire.levels, 1)]
    texts = []
    for id_ in theme.criteria:
        criterion = questionnaire.criteria[id_]
        levels = [f"**{name}** – {text}" for name, text in zip(names, criterion.levels, strict=True)]
        texts.append({
            "id": id_, "question": criterion.question, "why": criterion.why, "ask": ", ".join(criterion.ask),
            "choose": _("What fits you best today?"), "levels": names,
            "choices": [*levels, _("I don't know"), _("Not applicable to us")],
            "aim": _("Ambition: where do you want to be?"), "more": _("Note and evidence"), "note": _("Note"),
            "saved": saved, "evidence": "; ".join(criterion.evidence),
            "links": _("Links to evidence, one on each line"),
        })  # fmt: skip
    path.write_text(json.dumps(texts), encoding="utf-8")
