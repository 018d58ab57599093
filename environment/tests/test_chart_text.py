"""What is told of a chart to those who do not see it."""
from chart_text import MAX_ROWS, described


def figure(*traces, **layout):
    titles = {"xaxis": {"title": {"text": "month"}}, "yaxis": {"title": {"text": "lines a month"}}}
    return {"data": list(traces), "layout": {**titles, **layout}}


def line(name, x, y):
    return {"type": "scatter", "mode": "lines", "name": name, "x": x, "y": y}


def test_lines_over_the_same_places_stand_side_by_side():
    text, grid = described(figure(line("SOUP", ["1", "2", "3"], [2670.0, None, 1471.0]),
                                  line("MELONS", ["1", "2", "3"], [52.0, 0.25, 52.0])))
    assert text == ("A line chart: 2 series, 6 points. Horizontal axis: month; vertical axis: lines a month. "
                    "SOUP: least 1,471 at 3, greatest 2,670 at 1. MELONS: least 0.25 at 2, greatest 52 at 1.")
    assert grid.header == ["month", "SOUP", "MELONS"]
    assert grid.rows == [["1", "2,670", "52.00"], ["2", "none", "0.25"], ["3", "1,471", "52.00"]]
    assert grid.caption() == "All rows"


def test_lines_over_other_places_stand_one_below_the_other():
    text, grid = described(figure(line("a", [0.1, 0.2], [1, 2]), line("b", [0.3], [4])))
    assert grid.header == ["series", "month", "lines a month"]
    assert grid.rows == [["a", "0.100", "1"], ["a", "0.200", "2"], ["b", "0.300", "4"]]
    assert text.endswith("a: least 1 at 0.1, greatest 2 at 0.2. b: always 4.")


def test_a_line_of_one_point_is_a_line():
    text, _ = described(figure({**line("loss", [1.0], [0.5]), "mode": "lines+markers"}))
    assert text.startswith("A line chart")


def test_bars_are_read_from_the_top():
    text, grid = described(figure({"type": "bar", "orientation": "h", "name": "", "x": [1.0, 9.0],
                                   "y": ["below", "above"]}, barmode="stack"))
    assert text == ("A chart of horizontal bars, stacked: 1 series, 2 points. Horizontal axis: month; vertical axis: "
                    "lines a month. month: least 1 at below, greatest 9 at above.")
    assert grid.header == ["lines a month", "month"]
    assert grid.rows == [["above", "9"], ["below", "1"]]


def test_a_heat_map_is_read_from_the_top():
    text, grid = described(figure({"type": "heatmap", "x": ["1", "2"], "y": ["below", "above"],
                                   "z": [[1, 2], [3, None]]}))
    assert text == ("A heat map of 2 columns (month) by 2 rows (lines a month): least 1 at 1, below, greatest 3 at 1, "
                    "above.")
    assert grid.header == ["lines a month", "1", "2"]
    assert grid.rows == [["above", "3", "none"], ["below", "1", "2"]]


def test_points_tell_where_they_lie():
    points = {"type": "scatter", "mode": "markers", "name": "related", "x": [0.3861, 0.2444], "y": [2.338, 2.46]}
    named = {"type": "scatter", "mode": "markers", "name": "seen", "x": ["2017-02-01", "2017-01-05"],
             "y": ["SOUP", "SOUP"]}
    text, grid = described(figure(points, named))
    assert "related: 2 points, month from 0.2444 to 0.3861, lines a month from 2.338 to 2.46." in text
    assert "seen: 2 points, month from 2017-01-05 to 2017-02-01, lines a month with 1 different value." in text
    assert grid.rows[2] == ["seen", "2017-02-01", "SOUP"]


def test_numbers_told_as_text_are_numbers():
    text, _ = described(figure({"type": "scatter", "mode": "markers", "name": "buys", "x": ["2017-01-31", "2017-02-01"],
                                "y": ["93", "7"]}))
    assert "buys: least 7 at 2017-02-01, greatest 93 at 2017-01-31." in text


def test_names_that_look_like_numbers_are_names():
    names = {"type": "scatter", "mode": "markers", "name": "buys", "x": [3.0, 1.0], "y": ["1.10", "1.1"]}
    text, grid = described(figure(names, yaxis={"type": "category", "title": {"text": "class"}}))
    assert "buys: least 1 at 1.1, greatest 3 at 1.10." in text
    assert grid.rows == [["buys", "3", "1.10"], ["buys", "1", "1.1"]]


def test_a_slider_names_its_steps():
    bars = [{"type": "bar", "orientation": "h", "name": f"{step}.0", "x": [0.5], "y": ["reach"]} for step in (1, 5)]
    text, grid = described(figure(*bars, sliders=[{"steps": [{"label": "1"}, {"label": "5"}]}]))
    assert "A slider shows one step at a time. 1: always 0.5. 5: always 0.5." in text
    assert grid.header == ["lines a month", "1", "5"]


def test_a_slider_of_several_series_names_step_and_series():
    bars = [{"type": "bar", "orientation": "h", "name": name, "x": [0.5], "y": ["reach"]}
            for _ in range(2) for name in ("expected", "on test")]
    text, _ = described(figure(*bars, sliders=[{"steps": [{"label": "1"}, {"label": "5"}]}]))
    assert "1, expected: always 0.5. 1, on test: always 0.5. 5, expected: always 0.5." in text


def test_lines_of_reference_and_bands_are_told_beside_the_series():
    def broken(name, x, y):
        return {**line(name, x, y), "line": {"dash": "dash"}}
    text, grid = described(figure(
        line("loss", [1, 2], [.5, .4]), broken("chance", [0, 1], [0, 1]), broken("lift of chance", [0, 1], [1, 1]),
        broken("the cut", ["2017-07-20", "2017-07-20"], ["MEAT", "SOUP"]),
        {**line("loss, all seeds", [1, 2, 2, 1], [.4, .3, .6, .7]), "fill": "toself"}))
    assert text.startswith("A line chart: 1 series, 2 points.")
    assert text.endswith("chance: a broken line from 0, 0 to 1, 1. lift of chance: a broken line at 1. the cut: a "
                         "broken line at 2017-07-20. loss, all seeds: a band from 0.3 to 0.7.")
    assert grid.rows == [["1", "0.500"], ["2", "0.400"]]


def test_intervals_and_counts_of_points_are_told_in_numbers():
    points = {"type": "scatter", "mode": "markers+text", "name": "trees", "x": [.25], "y": [.5], "text": ["44"],
              "error_y": {"array": [.125], "arrayminus": [.25]}}
    text, grid = described(figure(points))
    assert text.startswith("A scatter chart")
    assert grid.header == ["series", "month", "lines a month", "low", "high", "label"]
    assert grid.rows == [["trees", "0.250", "0.500", "0.250", "0.625", "44"]]


def test_nothing_is_without_a_bound():
    places = [str(i) for i in range(5_000)]
    text, grid = described(figure(*[line("n" * 1_000, places, list(range(5_000))) for _ in range(300)]))
    assert len(text) < 3_000 and text.endswith("And 292 more series.")
    assert len(grid.rows) == MAX_ROWS and max(len(row) for row in grid.rows) < 40
    assert grid.rows[0][0] == "0" and grid.rows[-1][0] == "4999"
    assert grid.caption() == "30 of 5000 rows, evenly picked"


def test_a_series_without_a_point():
    text, grid = described(figure(line("none", [], [])))
    assert text.endswith("none: no point.")
    assert grid.rows == []


def test_a_chart_without_a_series():
    text, grid = described(figure())
    assert text == "A chart without a series."
    assert grid.rows == []


def test_the_text_is_plain():
    text, grid = described(figure(line("&lt;b&gt;", ["a"], [float("nan")]), title={"text": "t"}))
    assert "<b>: no number." in text
    assert grid.rows == [["a", "nan"]]
