"""An answers file, strictly: bytes or plain data to `AnswersFile`, and back to the bytes of an export (design 5.1)."""

import json
import re
from collections.abc import Iterator
from typing import Any

from model.answers import Answer, AnswersFile
from model.checking import as_written, at_most, shape
from model.errors import BadInput, Mistake
from model.questionnaire import Questionnaire
from model.reading import natural, read


def read_answers(content: bytes, name: str, questionnaire: Questionnaire) -> AnswersFile:
    """The answers in a JSON or YAML file.

    :raises BadInput: with a sentence for every mistake; then nothing of the file is used.
    """
    return check_answers(read(content, name), name, questionnaire)


def check_answers(data: Any, name: str, questionnaire: Questionnaire) -> AnswersFile:
    """The answers in plain data.

    :raises BadInput: with a sentence for every mistake; then nothing of the data is used.
    """
    if isinstance(data, dict):
        refuse_other_version(data, name, questionnaire)
    answers_file = shape(AnswersFile, data, name, BadInput)
    mistakes = [*_mistakes_in(answers_file, name, questionnaire)]
    if mistakes:
        raise BadInput(at_most(mistakes, name))
    return answers_file


def export_json(answers_file: AnswersFile) -> bytes:
    """The answers as the JSON that `read_answers` takes; the same answers always give the same bytes."""
    data = answers_file.model_dump(mode="json", exclude_defaults=True)
    organisation = answers_file.organisation
    data["law"] = answers_file.law
    data["organisation"] = {"name": organisation.name, "customer": organisation.customer} | _ordered(organisation.facts)
    data["answers"] = _ordered(data.get("answers", {}))
    if "plan" in data:
        data["plan"]["actions"] = _ordered(data["plan"].get("actions", {}))
    ordered = {key: data[key] for key in AnswersFile.model_fields if key in data}
    return (json.dumps(ordered, ensure_ascii=False, indent=2) + "\n").encode()


def _ordered(mapping: dict[str, Any]) -> dict[str, Any]:
    """The mapping with its keys in order, s4.2 before s4.10."""
    return {key: mapping[key] for key in sorted(mapping, key=natural)}


def refuse_other_version(data: dict[Any, Any], name: str, questionnaire: Questionnaire) -> None:
    """Refuses a file for another questionnaire or version with that one sentence, not one for each of its answers.

    :raises BadInput: made for another questionnaire or version.
    """
    for key, own in (("questionnaire", questionnaire.id), ("version", questionnaire.version)):
        found = data.get(key)
        if isinstance(found, str) and found != own:
            text = '{file}: {key} is "{found}"; this installation has "{own}". Use a file made for that.'
            raise BadInput([Mistake(text, file=name, key=key, found=found, own=own)])


def _mistakes_in(answers_file: AnswersFile, name: str, questionnaire: Questionnaire) -> Iterator[Mistake]:
    if answers_file.scope not in questionnaire.scopes:
        text = "{file}: scope is {found}; this questionnaire has {allowed}."
        yield Mistake(text, file=name, found=answers_file.scope, allowed=", ".join(questionnaire.scopes))
    yield from _profile_mistakes(answers_file, name, questionnaire)
    for id_, answer in answers_file.answers.items():
        yield from _answer_mistakes(id_, answer, name, questionnaire)
    for id_ in answers_file.plan.actions:
        if not _is_action(id_, questionnaire):
            text = "{file}: plan.actions names {id}, which is no action. Write it as s1.3-4 or as a norm."
            yield Mistake(text, file=name, id=id_)


def _profile_mistakes(answers_file: AnswersFile, name: str, questionnaire: Questionnaire) -> Iterator[Mistake]:
    profile = questionnaire.profile
    customer = answers_file.organisation.customer
    if customer not in profile.customer_words:
        text = "{file}: organisation.customer is {found}; allowed: {allowed}."
        yield Mistake(text, file=name, found=customer, allowed=", ".join(profile.customer_words))
    for fact, value in answers_file.organisation.facts.items():
        if fact not in profile.facts:
            text = "{file}: organisation has the unknown fact {fact}. Allowed: {allowed}."
            yield Mistake(text, file=name, fact=fact, allowed=", ".join(["name", "customer", *profile.facts]))
            continue
        values = profile.facts[fact].values
        # The model takes anything here, a list too, which no mapping can look up.
        if not (isinstance(value, str) and value in values) if values else not isinstance(value, bool):
            text = "{file}: organisation.{fact} is {found}; allowed: {allowed}."
            allowed = ", ".join(values) or "true, false"
            yield Mistake(text, file=name, fact=fact, found=as_written(value), allowed=allowed)


def _answer_mistakes(id_: str, answer: Answer, name: str, questionnaire: Questionnaire) -> Iterator[Mistake]:
    norm = questionnaire.norms.get(id_)
    if norm is None and id_ not in questionnaire.criteria:
        text = "{file}: {id} is no criterion or norm of this questionnaire. Check the spelling or leave it out."
        yield Mistake(text, file=name, id=id_)
    elif norm is None and answer.check is not None:
        yield Mistake("{file}: {id} is a criterion; it takes level, not check.", file=name, id=id_)
    elif norm is None and (answer.by or answer.on or answer.in_bulk):
        yield Mistake("{file}: {id} is a criterion; by, on and in_bulk belong to a norm.", file=name, id=id_)
    elif norm is not None and norm.kind == "context":
        text = "{file}: {id} is only explained and never asked. Leave it out."
        yield Mistake(text, file=name, id=id_)
    elif norm is not None and (answer.level or answer.unknown or answer.target):
        yield Mistake("{file}: {id} is a norm; it takes check, not level, unknown or target.", file=name, id=id_)
    elif norm is not None and answer.not_applicable is not None and norm.not_applicable_when is None:
        text = "{file}: {id} can't be set aside as not applicable; it binds by the profile. Answer the check."
        yield Mistake(text, file=name, id=id_)


def _is_action(id_: str, questionnaire: Questionnaire) -> bool:
    step = re.fullmatch(r"(.+)-([2-5])", id_)
    is_step = step is not None and step[1] in questionnaire.criteria
    return is_step or (id_ in questionnaire.norms and questionnaire.norms[id_].action is not None)
