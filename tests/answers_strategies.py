"""Answers files for property tests: every field, every kind of answer, and text as hostile as the model lets in."""

from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from model.loading import load
from model.submission import check_answers, read_answers

QUESTIONNAIRES = load()
QUESTIONNAIRE = QUESTIONNAIRES["nl"]
EXAMPLE = read_answers(
    (Path(__file__).parent.parent / "questionnaires/social-collection/example.yaml").read_bytes(),
    "example.yaml",
    QUESTIONNAIRE,
)

# What has broken a spreadsheet, an XML reader or a formula engine before.
HOSTILE = (
    "=1+1",
    '=HYPERLINK("http://x.example","klik")',
    "+1",
    "-1",
    "@SUM(A1)",
    "#N/A",
    "#REF!",
    "<b>&</b>",
    "]]>",
    "</para>",
    "_x0041_",
    "_x005F_",
    "x005F_",
    "_x005F_x0041_",
    "_x000D_",
    "__x0041__",
    "'apostrof",
    "  voor en na  ",
    "\tregel\n\n",
    "\u202eomgekeerd",
    "😀👩‍🚒",
    "Łódź İğ Київ",
    "1",
    "01",
    "2026-11-22",
    "waar",
    "ja",
    "open",
    "Financiën",
    "finance",
    "\u2028",
    "\xa0x\xa0",
    "{file}",
    "%s",
    "x" * 5000,
    "_x0041" * 700,
)

characters = st.characters(
    exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff", include_characters="\n\t"
)
free_texts = st.text(characters, max_size=60) | st.sampled_from(HOSTILE)
texts = free_texts.filter(str.strip)
lines = texts.filter(lambda text: "\n" not in text and "\t" not in text)
levels = st.integers(1, 5)
quarters = st.builds("{:04}Q{}".format, st.integers(2000, 2099), st.integers(1, 4))


def _mapping(required: dict[str, Any], optional: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(required, optional=optional)


grounds = {
    "note": free_texts,
    "evidence": st.lists(texts, max_size=4),
    "assurance": st.sampled_from(["stated", "evidenced", "reviewed"]),
}
criterion_answers = st.one_of(
    _mapping({}, {**grounds, "target": levels}),
    _mapping({"level": levels}, {**grounds, "target": levels}),
    _mapping({"unknown": st.just(True)}, {**grounds, "target": levels}),
    _mapping({"not_applicable": texts}, {**grounds, "target": levels}),
)
described = {
    **grounds,
    "by": lines,
    "on": st.dates(date(2000, 1, 1), date(2099, 12, 31)).map(str),
    "in_bulk": st.just(True),
}
checks = _mapping({}, {**described, "check": st.sampled_from(["yes", "partly", "no", "unknown"])})
set_aside = _mapping({"not_applicable": texts}, described)
judged = sorted(id_ for id_, norm in QUESTIONNAIRE.norms.items() if norm.kind != "context")
may_be_set_aside = [id_ for id_ in judged if QUESTIONNAIRE.norms[id_].not_applicable_when]
facts = {
    id_: st.sampled_from(sorted(fact.values)) if fact.values else st.booleans()
    for id_, fact in QUESTIONNAIRE.profile.facts.items()
}
changed = {"start": quarters, "status": st.sampled_from(["open", "started", "done"])}
owners = lines | st.sampled_from(sorted(QUESTIONNAIRE.departments))
steps = [f"{id_}-{level}" for id_, criterion in QUESTIONNAIRE.criteria.items() for level in criterion.actions]

answers_data = st.fixed_dictionaries(
    {
        "questionnaire": st.just(QUESTIONNAIRE.id),
        "version": st.just(QUESTIONNAIRE.version),
        "scope": st.sampled_from(sorted(QUESTIONNAIRE.scopes)),
        "on": st.dates(date(2000, 1, 1), date(2099, 12, 31)).map(str),
        "organisation": _mapping(
            {"name": lines}, {"customer": st.sampled_from(sorted(QUESTIONNAIRE.profile.customer_words)), **facts}
        ),
    },
    optional={
        "law": st.booleans(),
        "answers": st.builds(
            lambda criteria, aside, norms: {**criteria, **aside, **norms},
            st.dictionaries(st.sampled_from(sorted(QUESTIONNAIRE.criteria)), criterion_answers, max_size=8),
            st.dictionaries(st.sampled_from(may_be_set_aside), set_aside, max_size=2),
            st.dictionaries(st.sampled_from(judged), checks, max_size=2),
        ),
        "plan": _mapping(
            {},
            {
                "days_a_quarter": st.integers(1, 1000),
                "actions": st.dictionaries(
                    st.sampled_from(steps),
                    _mapping({}, {"owner": owners, "dropped": st.booleans(), **changed}),
                    max_size=6,
                ),
                "own": st.lists(
                    _mapping({"do": texts, "effort_days": st.integers(1, 1000), "owner": owners}, changed), max_size=3
                ),
            },
        ),
    },
)
answers_files = answers_data.map(lambda data: check_answers(data, "generated", QUESTIONNAIRE))
