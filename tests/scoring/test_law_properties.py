"""What holds of every judgement, whatever the norms, the profile and the answers."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from hypothesis import assume, given
from hypothesis import strategies as st

from model.answers import Answer
from model.expressions import AllOf, AnyOf, Fact, Not, holds
from model.loading import load
from model.questionnaire import Questionnaire
from scoring.law import judge, may_bind

LITTLE = load(Path(__file__).parent.parent / "content")["nl"]
TEMPLATE = LITTLE.norms["law-1"]
SEVERITY = ("not_bound", "met", "cannot_tell", "not_met")
DAYS = [date(2026, 1, 1) + timedelta(days=number) for number in range(5)]
NAMED, UNNAMED = ("a1", "b1"), ("a2", "c1")  # criteria that a norm may name in met_when, and those that none does

CONSUMERS, STAFF = Fact("consumer_customers", (True,)), Fact("has_staff", (True,))
BINDING = (None, CONSUMERS, STAFF, Not(STAFF), AllOf((CONSUMERS, STAFF)), AnyOf((Not(CONSUMERS), STAFF)))

norms = st.builds(
    lambda checked, **keys: replace(TEMPLATE, source=replace(TEMPLATE.source, checked=checked), **keys),
    checked=st.sampled_from(("text", "secondary", "unverified")),
    kind=st.sampled_from(("duty", "duty", "practice", "context")),
    binds=st.sampled_from(BINDING),
    valid_from=st.sampled_from([DAYS[0], DAYS[0], DAYS[2]]),
    valid_to=st.sampled_from([None, None, DAYS[3]]),
    met_when=st.dictionaries(st.sampled_from(NAMED), st.integers(1, 5)),
    not_applicable_when=st.none() | st.just("U gaat nooit langs."),
)
facts = st.dictionaries(st.sampled_from((CONSUMERS.name, STAFF.name)), st.booleans())
levels = st.builds(Answer, level=st.integers(1, 5))
criterion_answers = levels | st.sampled_from([Answer(), Answer(unknown=True), Answer(not_applicable="Nee.")])
checks = st.builds(Answer, check=st.sampled_from(("yes", "partly", "no", "unknown")))
norm_answers = checks | st.sampled_from([Answer(), Answer(not_applicable="Wij gaan nooit langs.")])


@dataclass(frozen=True)
class Situation:
    """All that a judgement depends on."""

    questionnaire: Questionnaire
    facts: dict[str, bool]
    answers: dict[str, Answer]
    applicable: tuple[str, ...]
    on: date

    @property
    def law(self):
        """The judgement."""
        return judge(self.questionnaire, self.facts, self.answers, self.applicable, self.on)

    @property
    def norms(self):
        """The norms by id."""
        return self.questionnaire.norms

    def answered(self, answers):
        """The same with these answers instead of those to the same questions."""
        return replace(self, answers={**self.answers, **answers})


@st.composite
def situations(draw):
    """Up to four norms of every kind, and an organisation that answered some of them and some criteria."""
    drawn = draw(st.lists(norms, min_size=1, max_size=4))
    numbered = {f"n{number}": replace(norm, id=f"n{number}") for number, norm in enumerate(drawn)}
    answers = draw(
        st.fixed_dictionaries(
            {**dict.fromkeys(NAMED + UNNAMED, criterion_answers), **dict.fromkeys(numbered, norm_answers)}
        )
    )
    applicable = draw(st.sampled_from([NAMED + UNNAMED, NAMED, ("a1", "c1")]))
    return Situation(replace(LITTLE, norms=numbered), draw(facts), answers, applicable, draw(st.sampled_from(DAYS)))


def severity(law):
    """How bad the outcome is: not met, cannot tell, met, no duty at all."""
    return SEVERITY.index(law.outcome)


@given(situations(), st.data())
def test_a_check_that_becomes_yes_never_worsens_the_outcome(situation, data):
    """From no, partly, unknown or nothing to yes; no other norm's verdict moves, and this one is met or not bound."""
    id_ = data.draw(st.sampled_from(sorted(situation.norms)))
    assume(situation.answers.get(id_, Answer()).not_applicable is None)
    before, after = situation.law, situation.answered({id_: Answer(check="yes")}).law

    assert severity(after) <= severity(before)
    assert {**before.norms, id_: None} == {**after.norms, id_: None} or situation.norms[id_].kind == "context"
    assert id_ not in after.norms or after.norms[id_].verdict in ("met", "not_bound")


@given(situations(), st.sampled_from(NAMED), st.integers(1, 4))
def test_a_level_that_rises_never_worsens_the_outcome(situation, criterion, level):
    """Neither does a higher level on a criterion by which a duty is judged."""
    lower, higher = (situation.answered({criterion: Answer(level=each)}).law for each in (level, level + 1))

    assert severity(higher) <= severity(lower)


@given(situations(), st.fixed_dictionaries(dict.fromkeys(UNNAMED, criterion_answers)))
def test_no_average_enters_the_judgement(situation, answers):
    """Whatever the levels of criteria that no norm names: the whole judgement stays the same."""
    assert situation.answered(answers).law == situation.law


@given(situations())
def test_the_worst_duty_is_the_outcome(situation):
    """One verified duty that is not met is enough, and nothing less is."""
    law = situation.law
    duties = {id_: norm for id_, norm in situation.norms.items() if norm.kind == "duty"}
    failed = [id_ for id_ in duties if law.norms[id_].verdict == "not_met"]
    verified = [id_ for id_ in failed if duties[id_].source.checked != "unverified"]
    found = {law.norms[id_].verdict for id_ in duties} - {"not_met"}

    assert (law.outcome == "not_met") == bool(verified)
    assert (law.outcome == "cannot_tell") == (not verified and bool(failed or "cannot_tell" in found))
    assert (law.outcome == "not_bound") == (not failed and found <= {"not_bound"})


@given(situations(), st.data())
def test_practices_and_unverified_norms_never_make_the_outcome_not_met(situation, data):
    """Whatever is answered to them: without a verified duty that is not met the outcome is not "not met"."""
    soft = [id_ for id_, norm in situation.norms.items() if norm.kind != "duty" or norm.source.checked == "unverified"]
    before = situation.law
    after = situation.answered(data.draw(st.fixed_dictionaries(dict.fromkeys(soft, norm_answers)))).law

    assert (after.outcome == "not_met") == (before.outcome == "not_met")


@given(situations(), st.data())
def test_practices_leave_the_outcome_alone(situation, data):
    """In every direction, for they are no law."""
    practices = [id_ for id_, norm in situation.norms.items() if norm.kind == "practice"]
    answers = data.draw(st.fixed_dictionaries(dict.fromkeys(practices, norm_answers)))

    assert situation.answered(answers).law.outcome == situation.law.outcome


@given(situations(), st.data())
def test_not_applicable_never_removes_a_norm_whose_file_does_not_say_when(situation, data):
    """There it is as good as no answer; where the file does say, it removes the norm and is counted."""
    id_ = data.draw(st.sampled_from(sorted(situation.norms)))
    unanswered, aside = (
        situation.answered({id_: answer}).law for answer in (Answer(), Answer(not_applicable="Wij niet."))
    )

    if situation.norms[id_].not_applicable_when is None:
        assert aside == unanswered
    elif may_bind(situation.norms[id_], situation.facts, situation.on):
        assert aside.norms[id_].because == ("not_applicable",)
        assert aside.set_aside == unanswered.set_aside + 1


@given(situations())
def test_what_may_bind_is_what_is_judged(situation):
    """A norm is not bound by its dates or by the profile exactly when it is not asked."""
    law = situation.law
    left_out = {
        id_
        for id_, verdict in law.norms.items()
        if verdict.verdict == "not_bound" and verdict.because in (("dates",), ("profile",))
    }

    assert set(law.norms) == {id_ for id_, norm in situation.norms.items() if norm.kind != "context"}
    assert left_out == {id_ for id_ in law.norms if not may_bind(situation.norms[id_], situation.facts, situation.on)}


@given(situations())
def test_later_names_the_norms_that_start_after_the_day(situation):
    """All that are judged and that the profile leaves in, and no other; none of them binds yet."""
    law = situation.law

    assert set(law.later) == {
        id_
        for id_ in law.norms
        if situation.norms[id_].valid_from > situation.on
        and holds(situation.norms[id_].binds, situation.facts) is not False
    }
    assert {law.norms[id_].because for id_ in law.later} <= {("dates",)}


@given(situations())
def test_every_judged_norm_is_counted_once(situation):
    """The counts are those of the verdicts; those set aside are counted apart as well."""
    law = situation.law

    assert law.set_aside == [verdict.because for verdict in law.norms.values()].count(("not_applicable",))
    assert law.counts == {
        name: [verdict.verdict for verdict in law.norms.values()].count(name) for name in sorted(SEVERITY)
    }


@given(situations(), facts)
def test_more_facts_change_only_what_the_profile_left_open(situation, more):
    """A norm of which it was known whether it binds keeps its verdict when the profile is filled in further."""
    before, after = situation.law, replace(situation, facts={**more, **situation.facts}).law

    for id_, verdict in before.norms.items():
        known = holds(situation.norms[id_].binds, situation.facts) is not None
        assert after.norms[id_] == verdict or not known
