"""Which queries are asked, and which class each belongs to."""

from bench import _corpus, _queries


def test_a_generated_archive_is_asked_for_what_was_planted():
    plan = _corpus.Plan(100_000)
    groups = {group.name: group for group in _queries.generated(plan)}
    assert [name for name, group in groups.items() if group.size] == ["50", "1,300", "12,000", "32,000"]
    longer = groups["32,000, no dictionary's words"].queries
    assert sorted([*groups["32,000"].queries, *longer]) == sorted(plan.classes()[-1].words)
    assert {len(query) for query in groups["32,000"].queries} == {2}
    assert groups[_queries.PAIRS].queries[0] == " ".join(plan.pairs()[0])
    assert all(len(group.queries) >= 5 for group in groups.values())


def test_other_queries_go_to_the_nearest_class():
    groups = _queries.by_hits({"rare": 3, "medium": 700, "common": 9_000, "never": 0, "often": 900})
    assert [(group.size, group.queries) for group in groups] == [
        (50, ["rare"]),
        (1_300, ["medium", "often"]),
        (12_000, ["common"]),
    ]


def test_words_of_somebody_elses_archive_are_those_nearest_to_the_classes():
    lines = [{"title": "省政府会议", "body": "部署防汛工作" if number % 2 else "农业"} for number in range(100)]
    words = _queries.common_words(lines, 100)
    assert words[0] in ("防汛", "工作", "部署", "农业")
    assert len(words) == len(set(words))


def test_what_somebody_has_typed_so_far():
    names = [("王建国", "Wang Jianguo")] * 40
    groups = {group.name: group.queries for group in _queries.beginnings(["部署防汛备汛工作", "5G"], names)}
    assert groups["typed in Han"] == ["部署"]
    assert groups["typed in pinyin"][0] == "wangji"
    assert groups["typed as initials"][0] == "wjg"
    assert groups["typed in English"][0] == "wang"
