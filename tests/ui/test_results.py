"""The results page: the score, its range, and why."""


def test_the_score_stands_with_its_level_name_and_range(open_page, start, store):
    """One level of ten: the score is that level, and the range says what the nine others can do."""
    assessment = start("quick")
    store.give_answer(assessment, "s1.3", {"level": 3})

    app = open_page("results", assessment)

    assert [title.value for title in app.title] == ["Resultaten"]
    assert [metric.value for metric in app.metric[:2]] == ["3,0", "Ingericht"]
    assert any("9 vragen" in text.value and "1,2" in text.value and "4,8" in text.value for text in app.markdown)


def test_without_a_level_there_is_no_score_but_a_way_on(open_page, start, store):
    """Only "I don't know" gives no score; the page leads to the questions."""
    assessment = start("quick")
    store.give_answer(assessment, "s1.3", {"unknown": True})

    app = open_page("results", assessment)

    assert app.info[0].value.startswith("Er is nog geen score.")
    assert not app.metric
    assert [link.value for link in app.page_link] == ["Naar de vragen", "Privacy"]  # the last one on every page


def test_why_this_score_adds_up_exactly(open_page, example, example_file):
    """The contributions are every level that counts; their sum over their number is the score."""
    levels = [answer.level for answer in example_file.answers.values() if answer.level]

    contributions = open_page("results", example).table[-1].value

    assert len(contributions) == len(levels) + 1
    assert contributions.iloc[-1]["Bijdrage"] == f"{sum(levels)} / {len(levels)} = 2,6"
    shares = [row.split(" / ") for row in contributions["Bijdrage"][:-1]]
    assert sum(int(points) for points, _of in shares) == sum(levels)


def test_profile_per_theme_and_category_with_current_beside_ambition(open_page, example, content):
    """Both profiles stand as chart and as table, with a row for every theme and category."""
    app = open_page("results", example)

    assert len(app.get("plotly_chart")) == 2
    themes, categories = app.table[0].value, app.table[1].value
    assert list(themes["Onderwerp"]) == [theme.title for theme in content.themes]
    assert list(categories["Onderwerp"]) == list(content.categories.values())
    assert "Ambitie" in themes.columns


def test_strongest_weakest_and_what_is_missing_are_named(open_page, example, content):
    """The page names the extremes by title and the question without a level with why it does not count."""
    app = open_page("results", example)

    shown = " ".join(text.value for text in app.markdown)
    assert content.criteria["s6.3"].title in shown
    missing = app.table[2].value
    assert list(missing.iloc[:, 1]) == ["Weet ik niet"]


def test_one_level_more_moves_the_score(open_page, start, store):
    """The page is computed from the store at each visit, never from an earlier one."""
    assessment = start("quick")
    store.give_answer(assessment, "s1.3", {"level": 3})
    assert open_page("results", assessment).metric[0].value == "3,0"

    store.give_answer(assessment, "s2.3", {"level": 4})

    assert open_page("results", assessment).metric[0].value == "3,5"
