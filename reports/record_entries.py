"""What belongs in the written record of Wki 13, sixth paragraph: that article and what works it out, by topic."""

from dataclasses import dataclass

from model.assessment import Assessment
from model.errors import BadInput, Mistake
from model.questionnaire import Norm, Questionnaire
from reports.law_findings import Judged, judged_norms

FEES = ("bki-7.1", "bki-8.1-8.2")


@dataclass(frozen=True)
class RecordEntry:
    """One rule of the record."""

    judged: Judged

    @property
    def how(self) -> str:
        """How the rule is met, or why it is not applicable; empty when nobody wrote that down."""
        answer = self.judged.answer
        texts = (answer.not_applicable if self.judged.is_set_aside else None, answer.note)
        return "\n".join(text for text in texts if text and text.strip())


def is_recorded(norm: Norm) -> bool:
    """Whether the rule is a duty of Wki 13, or works that article out in the Bki or the Rki."""
    is_article_13 = norm.instrument == "wki" and norm.id.startswith("wki-13.")
    is_detail = norm.instrument in ("bki", "rki") and norm.id not in FEES
    return norm.kind == "duty" and (is_article_13 or is_detail)


def record_entries(assessment: Assessment, questionnaire: Questionnaire) -> dict[str, list[RecordEntry]]:
    """The entries by topic, in the questionnaire's order: what holds on the day and is not ruled out by the profile.

    :raises BadInput: the organisation does not collect for others, or the assessment is without the law.
    """
    name = assessment.answers.organisation.name
    facts = questionnaire.profile.complete(assessment.answers.organisation.facts)
    if facts.get("wki_provider") is False:
        text = "{name}: the Wki asks this record only of who collects for others or buys claims. Check the profile."
        raise BadInput([Mistake(text, name=name)])
    if assessment.law is None:
        text = "{name}: this assessment is without the legal check, which the record is made of. Begin it first."
        raise BadInput([Mistake(text, name=name)])
    entries = [
        RecordEntry(judged)
        for judged in judged_norms(assessment, questionnaire)
        if is_recorded(judged.norm) and judged.is_asked
    ]
    topics = {topic: [one for one in entries if one.judged.norm.topic == topic] for topic in questionnaire.topics}
    return {topic: of_topic for topic, of_topic in topics.items() if of_topic}
