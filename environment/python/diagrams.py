"""Draws the diagrams of the notebooks. This script is their source: change it, run it, and commit what it writes.

usage: diagrams.py FIGURES
"""
from pathlib import Path

from command import arguments, needed, write_whole
from drawing import WIDTH, Drawing, number

LEFT, RIGHT = 20, WIDTH - 20


def connections() -> Drawing:
    """Three ways to connect neurons with the pixels of an image, and the weights that each takes."""
    d = Drawing("connections", "Full connection, local connection, shared weights",
                "Three layers of neurons above the pixels of an image. Where each of a million neurons is "
                "connected to each of a million pixels, there are 10^12 weights. Where each neuron sees a patch "
                "of 100 pixels only, there are 10^8. Where all neurons use the same weights for their patch, there "
                "are 100.", 592)
    first, apart, words = 34, 26, 276
    pixels = [first + apart * place for place in range(9)]
    neurons = pixels[1:-1:2]
    panels = [("1  Each neuron sees all pixels", "10^{12}", 64, ["1,000,000 neurons", "× 1,000,000 pixels"]),
              ("2  Each neuron sees a patch", "10^{8}", 54, ["1,000,000 neurons", "× 100 pixels"]),
              ("3  All neurons share their weights", "100", 54, ["one for each", "of 100 pixels"])]
    for panel, (heading, weights, wide, product) in enumerate(panels):
        top = 18 + 162 * panel
        above, below = top + 52, top + 118
        d.text(LEFT, top + 16, heading, "head")
        for neuron in neurons:
            for pixel in pixels:
                near = round((pixel - neuron) / apart)
                if panel == 0:
                    d.line(pixel, below, neuron, above, "grey", "thin")
                elif abs(near) <= 1:
                    hue = "grey" if panel == 1 else ("blue", "orange", "green")[near + 1]
                    d.line(pixel, below, neuron, above, hue, "" if panel == 1 else "thick")
        for pixel in pixels:
            d.rect(pixel - 9, below - 9, 18, 18, "area-grey")
        for neuron in neurons:
            d.dot(neuron, above, "area-paper", 10)
        d.text(words, top + 68, weights, "big")
        d.text(words + wide, top + 68, "weights", "small")
        d.lines(words, top + 94, product)
    d.dot(30, 515, "area-paper", 8)
    d.text(48, 520, "a neuron", "small")
    d.rect(152, 507, 16, 16, "area-grey")
    d.text(176, 520, "a pixel of the image", "small")
    d.lines(LEFT, 548, ["A line is a weight; in 3, a colour is one weight. Drawn",
                        "with 9 pixels and patches of 3, not 1,000,000 and 100."])
    return d


# Four shopping days of a household, and a filter that looks for toys on the day after chews.
CHEWS, TOYS = [1, 1, 0, 0], [0, 1, 0, 1]
FILTER = [[1, 0, 0], [0, 2, -1]]


def filter_sums() -> list:
    """What the filter adds up on each day, with an empty day before the first and after the last."""
    days = [[0, *row, 0] for row in (CHEWS, TOYS)]
    return [sum(weight * days[row][day + place] for row, weights in enumerate(FILTER)
                for place, weight in enumerate(weights)) for day in range(len(CHEWS))]


def convolution() -> Drawing:
    """A convolution, the ReLU and a max pooling that can be worked by hand."""
    sums = filter_sums()
    positive = [max(0, value) for value in sums]
    pooled = [max(positive[:2]), max(positive[2:])]
    d = Drawing("convolution", "A convolution and max pooling, by hand",
                "Two rows of numbers, chews 1 1 0 0 and toys 0 1 0 1, on four shopping days, with an empty day on "
                "either side. A filter three days wide, with the weights 1 0 0 for chews and 0 2 -1 for toys, lies "
                "on days 1 to 3. Multiplied cell by cell and added up, it gives the output 3 on day 2. On the four "
                "days its outputs are -1, 3, 0 and 2. ReLU makes 0, 3, 0, 2 of them, and the maximum of two days "
                "each is 3 and 2.", 640)
    wide, tall, x = 50, 34, 88

    def column(place: float) -> float:
        return x + wide * place

    def named(y: float, *rows: str) -> None:
        for row, name in enumerate(rows):
            d.text(x - 10, y + tall * row + 22, name, "small", "end")
    d.text(LEFT, 34, "1  Four shopping days, between empty ones", "head")
    for day in range(4):
        d.text(column(day + 1.5), 62, f"day {day + 1}", "small note", "middle")
    named(72, "chews", "toys")
    for end in (0, 5):
        d.cells(column(end), 72, wide, tall, [[0], [0]], "grey", "padding")
    d.cells(column(1), 72, wide, tall, [CHEWS, TOYS], "blue", "days")
    d.rect(column(1) - 3, 69, 3 * wide + 6, 2 * tall + 6, "line thick line-orange", 3)
    d.text(LEFT, 178, "2  The filter on days 1 to 3: multiply, add", "head")
    named(192, "chews", "toys")
    d.cells(column(1), 192, wide, tall, FILTER, "orange", "filter")
    for row, (values, weights) in enumerate(zip((CHEWS[:3], TOYS[:3]), FILTER)):
        product = "+".join(f"{value}·{weight}" if weight >= 0 else f"{value}·(−{-weight})"
                           for value, weight in zip(values, weights))
        total = sum(value * weight for value, weight in zip(values, weights))
        d.text(column(4) + 10, 192 + tall * row + 22, f"{product} = {total}", "small")
    d.text(column(4) + 10, 192 + 2 * tall + 24, f"day 2: 1 + 2 = {sums[1]}", "small strong text-orange")
    d.text(LEFT, 318, "3  The same filter on each day", "head")
    named(332, "sum")
    d.cells(column(1), 332, wide, tall, [sums], "green", "sums")
    d.rect(column(2), 332, wide, tall, "line thick line-orange")
    d.text(LEFT, 402, "4  ReLU: below zero becomes zero", "head")
    named(416, "ReLU")
    d.cells(column(1), 416, wide, tall, [positive], "green", "relu")
    d.text(LEFT, 486, "5  Max pooling: the larger of each two", "head")
    for place in range(4):
        d.arrow(column(1.5 + place), 500, column(2 + 2 * (place // 2)) + (place % 2 - 0.5) * 16, 522)
    named(526, "pooled")
    d.cells(column(1), 526, 2 * wide, tall, [pooled], "green", "pooled")
    d.lines(LEFT, 592, ["The output is largest where toys follow chews: day 2.",
                        "Pooling keeps that it was there, not on which day."])
    return d


def network() -> Drawing:
    """The whole CNN + LSTM, with the shape of what goes along each arrow."""
    d = Drawing("network", "The CNN + LSTM, with the shape of the tensor at each arrow",
                "From top to bottom. The newest 48 shopping days, a tensor [batch, 322, 48] of batch, channels and "
                "time. An embedding of 32 numbers a day makes it [batch, 32, 48]; a convolution with 32 filters, "
                "each 5 days wide, and ReLU keep the shape; max pooling of 4 makes it [batch, 32, 12]; the last"
                " step of an LSTM of 32 units gives [batch, 32]; a logistic unit gives [batch, 1], the score.", 686)
    middle, right, y = 144, 288, 56
    d.text(LEFT, 34, "The input, and what each layer makes of it", "head")
    tensors = [("[batch, 322, 48]", "48 shopping days", 240, 66, "blue"), ("[batch, 32, 48]", "", 240, 22, "green"),
               ("[batch, 32, 48]", "", 240, 22, "green"), ("[batch, 32, 12]", "", 60, 22, "green"),
               ("[batch, 32]", "", 8, 22, "green"), ("[batch, 1]", "", 8, 8, "orange")]
    layers = [("Embedding", "32 numbers a day", "10,336"), ("Convolution", "32 filters, 5 days; ReLU", "5,152"),
              ("Max pooling", "largest of each 4 days", "no"), ("LSTM", "32 units; last step kept", "8,320"),
              ("Logistic unit", "the score, from 0 to 1", "33")]
    for place, (shape, words, wide, tall, hue) in enumerate(tensors):
        d.rect(middle - wide / 2, y, wide, tall, f"area-{hue}")
        for step in range(5, wide if wide > 8 else 0, 5):
            d.line(middle - wide / 2 + step, y, middle - wide / 2 + step, y + tall, hue, "thin")
        d.text(right, y + tall / 2 + (-3 if words else 5), shape, "code small strong")
        if words:
            d.text(right, y + tall / 2 + 18, words, "small")
        y += tall + 2
        if place < len(layers):
            name, what, weights = layers[place]
            d.arrow(middle, y, middle, y + 14)
            d.box(middle - 112, y + 15, 224, 46, "grey", (name, "strong"), (what, "small"))
            d.text(right, y + 43, f"{weights} weights", "small note")
            d.arrow(middle, y + 62, middle, y + 77)
            y += 79
    d.lines(LEFT, 650, ["[batch, channels, time]: a column is a step of time.",
                        "A batch is some samples, worked on together."])
    return d


def lstm() -> Drawing:
    """One step of the LSTM, in the symbols of notebook 04."""
    d = Drawing("lstm", "One step of an LSTM: the cell and its three gates",
                "The cell c of the step before comes in on the left, is multiplied by the forget gate f, the input "
                "gate i times the new values is added, and it leaves on the right. Its tanh, multiplied by the "
                "output gate o, is the output h. All gates and the new values are computed from x, what the step "
                "brings, and from h of the step before.", 572)
    d.text(LEFT, 34, "One step: the memory runs along the top", "head")
    memory, bus, boxes = 94, 350, 258
    forget, entry, new, output, last = 118, 194, 270, 346, 396
    d.rect(74, 56, 352, 322, "open-grey", 10)
    d.text(LEFT, memory - 12, "c_{t−1}", "symbol")
    d.text(RIGHT, memory - 12, "c_{t}", "symbol", "end")
    d.arrow(LEFT, memory, forget - 13, memory, "blue", "thick")
    d.arrow(forget + 12, memory, new - 13, memory, "blue", "thick")
    d.arrow(new + 12, memory, RIGHT, memory, "blue", "thick")
    # What comes in.
    d.text(LEFT, bus - 12, "h_{t−1}", "symbol")
    d.line(LEFT, bus, output, bus)
    d.text(96, 408, "x_{t}", "symbol", "middle")
    d.path(f"M96 390L96 {bus + 10}Q96 {bus} 106 {bus}")
    for x, sign, words, hue in ((forget, "σ", "forget", "green"), (entry, "σ", "input", "green"),
                                (new, "tanh", "new", "grey"), (output, "σ", "output", "green")):
        d.arrow(x, bus, x, boxes + 51)
        d.box(x - 32, boxes, 64, 50, hue, (sign, "strong"), (words, "small"))
    d.arrow(forget, boxes - 1, forget, memory + 13, "green")
    d.text(forget - 8, 204, "f_{t}", "symbol text-green", "end")
    d.path(f"M{entry} {boxes - 1}L{entry} 186Q{entry} 176 {entry + 10} 176L{new - 13} 176", "green", "", True)
    d.text(entry - 8, 204, "i_{t}", "symbol text-green", "end")
    d.arrow(new, boxes - 1, new, 189, "grey")
    d.arrow(new, 164, new, memory + 13)
    # What goes out.
    d.path(f"M{last} {memory}L{last} 121", "blue", "", True)
    d.box(last - 26, 123, 52, 28, "grey", ("tanh", "small"))
    d.arrow(last, 152, last, 191)
    d.path(f"M{output} {boxes - 1}L{output} 214Q{output} 204 {output + 10} 204L{last - 13} 204", "green", "", True)
    d.text(output - 8, 240, "o_{t}", "symbol text-green", "end")
    d.path(f"M{last} 216L{last} {bus - 10}Q{last} {bus} {last + 10} {bus}L{RIGHT} {bus}", "ink", "", True)
    d.text(RIGHT, bus - 12, "h_{t}", "symbol", "end")
    for x, y in ((forget, memory), (new, 176), (last, 204)):
        d.dot(x, y, "area-paper", 11)
        d.dot(x, y, "full-ink", 2.5)
    d.dot(new, memory, "area-paper", 11)
    d.path(f"M{new - 6} {memory}L{new + 6} {memory}M{new} {memory - 6}L{new} {memory + 6}")
    # In words.
    for place, (symbol, words) in enumerate((("f_{t}", "forget gate: how much of the memory is kept"),
                                             ("i_{t}", "input gate: how much of the new is written"),
                                             ("o_{t}", "output gate: how much of it is shown"))):
        d.text(LEFT, 446 + 26 * place, symbol, "symbol text-green")
        d.text(60, 446 + 26 * place, words, "small")
    d.text(LEFT, 524, "new", "small strong")
    d.text(60, 524, "values that may be written, from −1 to 1", "small")
    d.dot(29, 545, "area-paper", 9)
    d.dot(29, 545, "full-ink", 2.2)
    d.text(60, 550, "multiplies number by number; + adds", "small")
    return d


def year(day: float, left: float = LEFT, right: float = RIGHT) -> float:
    """Where a day of a year lies."""
    return left + day * (right - left) / 365


MONTHS = (("Jan", 0), ("Apr", 90), ("Jul", 181), ("Oct", 273))


def months(d: Drawing, y: float, left: float = LEFT, right: float = RIGHT) -> None:
    """The axis of a year, whose labels hang below it."""
    d.line(left, y, right, y, "grey", "thin")
    for name, day in MONTHS:
        d.line(year(day, left, right), y, year(day, left, right), y + 6, "grey", "thin")
        d.text(year(day, left, right) + 4, y + 18, name, "small note")


SHOPPED = (8, 22, 40, 56, 74, 90, 108, 126, 142, 158, 174, 216, 230, 254, 270, 286, 316, 332, 348)


def timeline() -> Drawing:
    """One user's year, as each of the two questions cuts it."""
    d = Drawing("timeline", "One user's year, as the two questions cut it",
                "Two time lines of the same year. First need: the first 30 days are the burn-in; the feature day, "
                "on which the category is bought for the first time, is the cut; a model sees the days before it "
                "and nothing from it on. Snapshot: the cut is a given day; a model sees all before it, purchases of"
                " the category included; whether the category is bought in the horizon, the 60 days from the cut "
                "on, is the label.", 486)

    def band(y: float, cut: float, end: float, bought: tuple) -> None:
        d.rect(year(0), y, year(cut) - year(0), 40, "area-blue")
        d.rect(year(end), y, year(365) - year(end), 40, "area-grey")
        if end > cut:
            d.rect(year(cut), y, year(end) - year(cut), 40, "area-orange")
        d.line(year(cut), y - 8, year(cut), y + 48, "ink", "thick")
        for day in SHOPPED:
            if day not in bought:
                d.dot(year(day), y + 20, "full-blue" if day < cut else "open-grey")
        for day in bought:
            in_horizon = cut <= day < max(end, cut + 1)
            d.star(year(day), y + 20, "full-blue" if day < cut else "full-orange" if in_horizon else "open-grey")
    d.text(LEFT, 34, "First need: who buys it for the first time?", "head")
    d.text(LEFT, 70, "burn-in, 30 days", "small text-orange")
    d.path(f"M{LEFT} 86L{LEFT} 78L{year(30):.2f} 78L{year(30):.2f} 86", "orange")
    d.text(year(200), 78, "feature day = cut", "small strong", "middle")
    band(92, 200, 200, (200, 230, 270))
    d.text(year(100), 158, "a model sees this", "small text-blue", "middle")
    d.text(year(282), 158, "and none of this", "small note", "middle")
    months(d, 170)
    d.text(LEFT, 228, "Snapshot: who buys it in the next 60 days?", "head")
    d.text(year(240) - 6, 262, "cut", "small strong", "end")
    d.text(year(240) + 6, 262, "horizon, 60 days", "small text-orange")
    band(276, 240, 300, (74, 142, 192, 270, 332))
    d.text(year(120), 342, "a model sees this", "small text-blue", "middle")
    d.text(year(240) + 8, 342, "label: buys", "small text-orange")
    months(d, 354)
    d.dot(28, 409, "full-blue")
    d.text(40, 414, "a shopping day", "small")
    d.star(200, 409, "full-blue")
    d.star(218, 409, "full-orange")
    d.text(232, 414, "the category is bought", "small")
    d.lines(LEFT, 444, ["In the burn-in a first purchase does not count: it may", "be that of an old customer."])
    return d


def leak() -> Drawing:
    """Why non-buyers may not be cut where the log ends."""
    d = Drawing("leak", "The leak of the window's end",
                "Two panels with three buyers and three non-buyers each. In the first, buyers are cut at their "
                "feature days in May, July and October, and all non-buyers at the end of December: the date of the "
                "cut alone predicts the label. In the second, non-buyers are cut on shopping days of their own in "
                "May, July and October: the date predicts nothing.", 576)
    left, buyers = 124, (130, 205, 285)
    non_buyers = ((12, 60, 95, 139, 199, 250, 310), (30, 82, 150, 214, 300), (44, 110, 170, 225, 277, 340))
    bought = ((20, 47, 88, 112, 160, 230), (8, 75, 121, 190, 240, 301), (35, 66, 140, 222, 262, 330))

    def row(y: float, label: str, shopped: tuple, cut: float, buyer: bool) -> None:
        d.text(LEFT, y + 5, label, "small")
        d.line(left, y, RIGHT, y, "grey", "thin")
        d.rect(left, y - 8, year(cut, left) - left, 16, "area-blue")
        for day in shopped:
            if day != cut:
                d.dot(year(day, left), y, "full-blue" if day < cut else "open-grey", 3.5)
        if buyer:
            d.star(year(cut, left), y, "full-orange")
        else:
            d.line(year(cut, left), y - 11, year(cut, left), y + 11, "ink", "thick")
    panels = [("Leaking: non-buyers cut at the end", (365, 365, 365),
               "The cut's date alone predicts the label."),
              ("Foresale: non-buyers cut on shopping days", (139, 214, 277), "The cut's date predicts nothing.")]
    for panel, (heading, cuts, found) in enumerate(panels):
        top = 18 + 262 * panel
        d.text(LEFT, top + 16, heading, "head")
        for place in range(3):
            row(top + 48 + 26 * place, f"buyer {place + 1}", bought[place], buyers[place], True)
            row(top + 134 + 26 * place, f"non-buyer {place + 1}", non_buyers[place], cuts[place], False)
        months(d, top + 202, left)
        d.text(left, top + 240, found, "small " + ("text-orange" if panel == 0 else "text-green"))
    d.rect(LEFT, 545, 22, 12, "area-blue")
    d.text(50, 556, "seen", "small")
    d.star(122, 551, "full-orange")
    d.text(136, 556, "feature day", "small")
    d.line(260, 541, 260, 561, "ink", "thick")
    d.text(270, 556, "cut of a non-buyer", "small")
    return d


def shift() -> Drawing:
    """Copies of a sample that lack its newest shopping days."""
    d = Drawing("shift", "A shift by 1 and by 2",
                "A sample with six shopping days and its cut, and two copies below it. The copy shifted by 1 lacks "
                "the newest shopping day, that shifted by 2 the newest two. The cut of a copy is the day after the "
                "newest shopping day that is left, so it moves back. The label, buys, stays the same in all "
                "three.", 338)
    left, right = 110, 380
    days = (132, 170, 204, 252, 296, 338)
    d.text(LEFT, 34, "Each copy is cut earlier; the label stays", "head")
    d.text(430, 70, "label", "small note", "middle")
    d.text(left, 70, "shopping days", "small note")
    for taken, (name, cut) in enumerate((("shift by 0", 372), ("shift by 1", 308), ("shift by 2", 264))):
        y = 104 + 64 * taken
        d.text(LEFT, y + 5, name, "small strong")
        d.line(left, y, right, y, "grey", "thin")
        d.rect(left, y - 12, cut - left, 24, "area-blue")
        for place, day in enumerate(days):
            if place < len(days) - taken:
                d.dot(day, y, "full-blue", 5)
            else:
                d.dot(day, y, "open-grey", 5)
                d.path(f"M{day - 8} {y + 8}L{day + 8} {y - 8}", "grey")
        d.line(cut, y - 18, cut, y + 18, "ink", "thick")
        d.text(cut, y + 35, "cut", "small", "middle")
        if taken:
            d.arrow(372, y + 30, cut + 20, y + 30, "orange")
        d.box(400, y - 14, 60, 28, "orange", ("buys", "small"))
    d.lines(LEFT, 304, ["The cut of a copy is the day after its newest", "shopping day. Crossed out: taken away."])
    return d


def splits() -> Drawing:
    """Which users are in which split of a snapshot, and on which days their histories are cut."""
    d = Drawing("splits", "Who is in which split of a snapshot, and when",
                "Of ten users six are for training, two for validation and two for the test. Users of training and "
                "validation are cut on six days, every 30 days from 1 April to 29 August, each followed by a "
                "horizon of 60 days, the last of which ends on 27 October. Users of the test are cut on 28 "
                "October, with a horizon of 60 days as well.", 574)
    left = 124
    cuts = (90, 120, 150, 180, 210, 240)

    def users(y: float, count: int, hue: str) -> None:
        for place in range(count):
            at = LEFT + 15.5 * place
            d.dot(at + 6, y, f"area-{hue}", 4.5)
            d.path(f"M{number(at)} {y + 16}Q{number(at)} {y + 7} {number(at + 6)} {y + 7}"
                   f"Q{number(at + 12)} {y + 7} {number(at + 12)} {y + 16}Z", hue)
    d.text(LEFT, 34, "No user is in two splits; the test comes last", "head")
    d.text(year(90, left), 70, "1 April", "small", "middle")
    d.text(year(240, left), 70, "29 August", "small", "middle")
    y = 80
    for name, share, count, hue, days in (("training", "60 %", 6, "blue", cuts),
                                          ("validation", "20 %", 2, "green", cuts),
                                          ("test", "20 %", 2, "orange", (300,))):
        tall = 138 if len(days) > 1 else 90
        d.rect(12, y, WIDTH - 24, tall, "open-grey", 4)
        d.text(LEFT, y + 24, name, "small strong")
        d.text(LEFT, y + 44, share, "small note")
        users(y + 60, count, hue)
        for place, cut in enumerate(days):
            at = y + (tall - 21 * len(days)) / 2 + 21 * place + 10.5
            d.line(year(0, left), at, year(cut, left), at, hue, "thin")
            d.rect(year(cut, left), at - 6, year(60, left) - left, 12, f"area-{hue}")
            d.line(year(cut, left), at - 8, year(cut, left), at + 8, "ink", "thick")
        if name == "test":
            d.line(year(300, left), 80, year(300, left), at - 10, "grey", "thin dash")
            d.text(year(300, left) - 6, y + 30, "28 October", "small", "end")
        y += tall + 8
    months(d, y + 2, left)
    d.line(LEFT, 512, 44, 512, "grey", "thin")
    d.text(52, 517, "seen", "small")
    d.line(124, 503, 124, 521, "ink", "thick")
    d.text(134, 517, "cut", "small")
    d.rect(200, 506, 40, 12, "area-grey")
    d.text(248, 517, "horizon, 60 days", "small")
    d.lines(LEFT, 546, ["The test is cut after every training label is known."])
    return d


def library() -> Drawing:
    """The way of the data through the library."""
    d = Drawing("library", "The way of the data through the library",
                "LogSource reads a file, a table or a query into a PurchaseLog; a question makes a Cohort of it, "
                "samples in three splits; Learner.fit learns from training and validation; Predictor.score scores "
                "the test samples; Scores are measured by Metrics. A predictor is saved as a PurchaseModel, and of "
                "its scores are made an Audience, ClassDrivers and recommendations.", 648)
    d.text(LEFT, 34, "From a purchase log to what a score is worth", "head")
    steps = [("LogSource", "blue", ["a file, a table", "or a database query"]),
             ("PurchaseLog", "blue", ["who bought what and when,", "checked and counted"]),
             ("Cohort", "blue", ["a question's samples, cut", "without a leak, in 3 splits"]),
             ("Learner.fit", "green", ["trees, regressions, networks", "learn from training users"]),
             ("Predictor.score", "green", ["a score for each", "sample of the test"]),
             ("Scores", "orange", ["from 0 to 1, each", "beside its label"]),
             ("Metrics", "orange", ["ROC AUC, precision, recall,", "with their intervals"])]
    y = 52
    for place, (name, hue, words) in enumerate(steps):
        d.box(LEFT, y, 164, 42, hue, (name, "code small strong"))
        d.lines(200, y + 17, words)
        if place + 1 < len(steps):
            d.arrow(LEFT + 82, y + 43, LEFT + 82, y + 59)
        y += 60
    d.arrow(LEFT + 82, 455, LEFT + 82, 505)
    d.text(130, 490, "what is made of it:", "small strong")
    d.rect(12, 506, WIDTH - 24, 128, "open-grey", 6)
    uses = (("Audience", "whom to address"), ("ClassDrivers", "why they will buy"),
            ("Recommender", "what else they buy"), ("PurchaseModel", "a file that scores"))
    for place, (name, words) in enumerate(uses):
        d.box(LEFT + 224 * (place % 2), 514 + 58 * (place // 2), 216, 52, "grey", (name, "code small strong"),
              (words, "small"))
    return d


DIAGRAMS = (connections, convolution, network, lstm, timeline, leak, shift, splits, library)


def main() -> None:
    folder = Path(*arguments(__doc__))
    needed(folder.parent, "make the folder, or name another")
    folder.mkdir(exist_ok=True)
    for diagram in DIAGRAMS:
        drawn = diagram()
        write_whole(folder / f"{drawn.name}.svg", drawn.svg())


if __name__ == "__main__":
    main()
