"""The order of discussion, and why."""

from workshop.agenda import Topic, agenda


def test_what_divides_people_weighs_more_when_it_matters_and_the_law_asks_it():
    """Low consensus × impact × legal relevance."""
    mild = Topic("s1.1", consensus=0.5, impact=2, duties=0)

    for heavier in (
        Topic("s1.2", consensus=0.4, impact=2, duties=0),
        Topic("s1.2", consensus=0.5, impact=3, duties=0),
        Topic("s1.2", consensus=0.5, impact=2, duties=1),
    ):
        assert agenda([mild, heavier]) == (heavier, mild)


def test_how_many_duties_rest_on_it_makes_no_difference():
    """One is enough to be on the table."""
    assert Topic("s1.1", 0.5, 2, 1).weight == Topic("s1.1", 0.5, 2, 4).weight


def test_without_votes_the_rest_decides_and_of_equal_ones_the_order_stays():
    """Before anybody voted, the agenda is there already."""
    topics = [Topic("s1.1", None, 1, 0), Topic("s1.2", None, 3, 0), Topic("s1.3", None, 1, 0), Topic("s1.4", 1.0, 3, 1)]

    assert [topic.criterion for topic in agenda(topics)] == ["s1.2", "s1.1", "s1.3", "s1.4"]
