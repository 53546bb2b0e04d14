"""From the files of content, in one language, to what the rest of the program knows: frozen objects."""

from model import content_files as files
from model.questionnaire import Action, Choice, Criterion, Dilemma, LawValue, Norm, Preset, Source


def criterion_of(file: files.CriterionFile, words: files.CriterionFile | files.CriterionWords, theme: str) -> Criterion:
    """A criterion of this theme, in these words."""
    return Criterion(
        id=file.id,
        theme=theme,
        title=words.title,
        question=words.question,
        why=words.why,
        category=file.category,
        ask=tuple(file.ask),
        levels=tuple(words.levels),
        evidence=tuple(words.evidence),
        actions={
            level: Action(
                words.actions[level].do, step.effort_days, step.lead_weeks, step.owner, step.impact, step.needs
            )
            for level, step in sorted(file.actions.items())
        },
        sources=tuple(file.sources),
        applies_when=file.applies_when,  # type: ignore[arg-type]  # the validator of the field has parsed it
        preset=Preset(file.preset.when, words.preset.reason) if file.preset and words.preset else None,  # type: ignore[arg-type]
        sensitive=file.sensitive,
    )


def norm_of(file: files.NormFile, words: files.NormFile | files.NormWords, instrument: str) -> Norm:
    """A norm of this instrument, in these words."""
    action = None
    if file.action and words.action:
        action = Action(words.action.do, file.action.effort_days, file.action.lead_weeks, file.action.owner)
    return Norm(
        id=file.id,
        instrument=instrument,
        article=words.article,
        kind=file.kind,
        topic=file.topic,
        text=words.text,
        check=words.check or "",
        binds=file.binds,  # type: ignore[arg-type]  # the validator of the field has parsed it
        valid_from=file.valid_from,
        valid_to=file.valid_to,
        met_when=file.met_when,
        not_applicable_when=words.not_applicable_when,
        evidence=tuple(words.evidence),
        action=action,
        values=tuple(LawValue(words.values[id_].what, value.value, value.unit) for id_, value in file.values.items()),
        explained_by=tuple(file.explained_by),
        source=Source(file.source.url, file.source.checked, file.source.read_on),
    )


def dilemma_of(file: files.DilemmaFile, words: files.DilemmaFile | files.DilemmaWords) -> Dilemma:
    """A dilemma card in these words."""
    return Dilemma(
        id=file.id,
        criterion=file.criterion,
        title=words.title,
        situation=words.situation,
        question=words.question,
        choices=tuple(
            Choice(said.do, choice.level, said.because)
            for choice, said in zip(file.choices, words.choices, strict=True)
        ),
        talk=tuple(words.talk),
        sources=tuple(file.sources),
    )
