"""Invents the log of a shop for pets and gardens: the same lines on any machine, from one seed.

usage: make_shop_log.py TARGET

People keep dogs, cats or rabbits, garden or not, and shop as often as they like. Some feed the birds; others begin to,
mostly in autumn, with a feeder, and buy the food some weeks later. In winter more food is bought than in summer, and
part of it in other shops. So "Wild bird food" can be foreseen from habit, season and feeders, but only in part.
A few lines are faulty, each kind of fault a few times, as in a real export.
"""
import csv
import datetime
import io
import math
import random
from pathlib import Path
from statistics import NormalDist

from command import arguments, needed, write_whole

SEED = 7
CUSTOMERS = 1_500
FIRST_DAY = datetime.date(2024, 1, 1)
DAYS = 425
COLUMNS = ["customer_id", "ordered_at", "sku", "department", "category", "sub_category", "quantity", "paid"]
BIRD_FOOD = "Wild bird food"
FEEDERS = "Bird feeders"

# Department, category, sub-categories with a price each; in what month it sells most (0: all year), and how much more.
CATALOGUE = [
    ("Dogs", "Dog food", {"Dry dog food": 24, "Wet dog food": 9, "Puppy food": 14}, 0, 0),
    ("Dogs", "Dog treats", {"Chews": 5, "Biscuits": 4}, 12, .4),
    ("Dogs", "Dog care", {"Leads and collars": 13, "Dog shampoo": 7, "Flea and tick": 16}, 6, .4),
    ("Cats", "Cat food", {"Dry cat food": 15, "Wet cat food": 8, "Kitten food": 9}, 0, 0),
    ("Cats", "Cat litter", {"Clumping litter": 11, "Wood litter": 8}, 0, 0),
    ("Cats", "Cat toys", {"Scratching posts": 29, "Cat teasers": 5}, 12, .4),
    ("Small pets", "Rabbit food", {"Pellets": 7, "Hay": 6}, 0, 0),
    ("Small pets", "Bedding", {"Straw": 5, "Wood shavings": 6}, 0, 0),
    ("Birds", BIRD_FOOD, {"Seed mixes": 8, "Sunflower hearts": 12, "Fat balls": 6, "Peanuts": 7}, 1, .9),
    ("Birds", FEEDERS, {"Seed feeders": 14, "Bird tables": 34, "Feeder poles": 19}, 11, .7),
    ("Birds", "Bird homes", {"Nest boxes": 17, "Bird baths": 22}, 3, .8),
    ("Plants", "Bulbs", {"Tulips": 6, "Daffodils": 5, "Dahlias": 8}, 10, .9),
    ("Plants", "Seeds", {"Vegetable seeds": 3, "Flower seeds": 2, "Herb seeds": 3}, 3, .9),
    ("Plants", "Shrubs and roses", {"Roses": 16, "Hedging": 21, "Lavender": 9}, 5, .7),
    ("Garden care", "Compost and soil", {"Potting compost": 9, "Bark": 8}, 4, .8),
    ("Garden care", "Lawn care", {"Lawn seed": 13, "Lawn feed": 17}, 4, .9),
    ("Garden care", "Plant feed", {"Tomato feed": 6, "Slow-release feed": 9}, 6, .8),
    ("Tools", "Hand tools", {"Trowels": 8, "Secateurs": 19, "Rakes": 18}, 4, .6),
    ("Tools", "Watering", {"Watering cans": 12, "Hoses": 31, "Sprinklers": 22}, 6, .9),
    ("Tools", "Gloves and boots", {"Garden gloves": 7, "Wellington boots": 26}, 3, .4),
    ("Outdoor living", "Barbecue", {"Charcoal": 10, "Grill tools": 15}, 7, .95),
    ("Outdoor living", "Garden lights", {"Solar lights": 18, "Lanterns": 13}, 9, .5),
]
PLACE = {category: (department, types, peak, more) for department, category, types, peak, more in CATALOGUE}
NUMBER = {category: number for number, (_, category, *_) in enumerate(CATALOGUE, 1)}
PETS = [(.27, {"Dog food": .55, "Dog treats": .3, "Dog care": .1}),
        (.29, {"Cat food": .5, "Cat litter": .42, "Cat toys": .07}),
        (.08, {"Rabbit food": .5, "Bedding": .35})]
GARDEN = ["Bulbs", "Seeds", "Shrubs and roses", "Compost and soil", "Lawn care", "Plant feed", "Hand tools", "Watering",
          "Gloves and boots", "Barbecue", "Garden lights", "Bird homes"]
# More in the evening, fewest at night.
HOURS = [1, 0, 0, 0, 0, 1, 2, 4, 5, 6, 6, 6, 7, 6, 5, 5, 6, 7, 9, 11, 12, 10, 6, 3]


class Shop:
    """Draws all by one generator whose stream is the same in every version of Python: that of random()."""

    def __init__(self, seed):
        self.random = random.Random(seed).random

    def happens(self, probability):
        return self.random() < probability

    def normal(self):
        return NormalDist().inv_cdf(min(max(self.random(), 1e-9), 1 - 1e-9))

    def days(self, mean):
        return -mean * math.log(1 - self.random())

    def pick(self, values, weights=None):
        weights = weights or [1] * len(values)
        place = self.random() * sum(weights)
        for value, weight in zip(values, weights):
            place -= weight
            if place < 0:
                return value
        return values[-1]

    def customer(self, number):
        """The lines of one customer, in the order of time."""
        name = f"K{10_000 + number * 7}"
        pace = 35 * math.exp(.4 * self.normal())
        wants = {}
        for share, categories in PETS:
            if self.happens(share):
                wants.update({category: often * math.exp(.4 * self.normal())
                              for category, often in categories.items()})
        green = self.random() ** 2
        taste = {category: self.random() ** 2 for category in GARDEN}
        birds = Birds(self, green)
        lines = []
        day = self.days(pace) if self.happens(.85) else self.days(150)
        while day < DAYS:
            date = FIRST_DAY + datetime.timedelta(days=int(day))
            basket = [category for category, often in wants.items() if self.happens(often * season(category, date))]
            basket += [category for category in GARDEN
                       if self.happens(.3 * (.15 + green) * taste[category] * season(category, date))]
            basket += birds.basket(day, date)
            if not basket:
                basket = [self.pick(GARDEN, [season(category, date) for category in GARDEN])]
            hour, minute = self.pick(range(24), HOURS), int(60 * self.random())
            lines += [self.line(name, date, hour, minute, category) for category in basket]
            day += 1 + self.days(pace)
            if self.happens(.006):
                break
        return lines

    def line(self, name, date, hour, minute, category):
        department, types, *_ = PLACE[category]
        kind = self.pick(list(types))
        size = 1 + int(4 * self.random())
        number = list(types).index(kind)
        quantity = 1 + int(self.days(.45))
        price = types[kind] * (.7 + .25 * size) - .05
        return [name, f"{date} {hour:02}:{minute:02}", f"{NUMBER[category]:02}{number}{size}", department, category,
                kind, str(quantity), f"{quantity * price:.2f}"]


class Birds:
    """Whether a customer feeds the birds, since when, and what is bought for it."""

    def __init__(self, shop, green):
        self.shop = shop
        self.feeds = shop.happens(.2 + .4 * green)
        self.greedy = .35 * math.exp(.5 * shop.normal())
        self.keen = .1 + green
        self.casual = .025 + .07 * green
        self.starts = math.inf
        self.stops = shop.days(500)

    def basket(self, day, date):
        bought = []
        if not self.feeds and self.starts == math.inf and self.shop.happens(.05 * self.keen * season(FEEDERS, date)):
            bought.append(FEEDERS)
            self.starts = day + 7 + self.shop.days(20)
            self.greedy *= 1.5
        if day >= self.starts and not self.feeds:
            self.feeds, self.stops = True, day + self.shop.days(400)
        often = self.greedy if self.feeds and day < self.stops else self.casual
        if self.shop.happens(often * season(BIRD_FOOD, date)):
            bought.append(BIRD_FOOD)
        if self.feeds and self.shop.happens(.03 * season(FEEDERS, date)):
            bought.append(FEEDERS)
        return bought


def season(category, date):
    """How much a category sells on a day, beside its mean over the year, which is 1."""
    _, _, peak, more = PLACE[category]
    return 1 if peak == 0 else 1 + more * math.cos(2 * math.pi * (date.timetuple().tm_yday / 365 - (peak - .5) / 12))


def faulty(shop, lines):
    """The lines with faults among them: one column of a few of them spoilt, and a few that are there twice."""
    spoilt = [(9, "customer_id", ["", " "]), (4, "sku", [""]), (5, "ordered_at", ["2024-02-30 10:15", "unknown", ""]),
              (4, "quantity", ["two", "n/a"]), (12, "quantity", ["0", "-1"]), (6, "paid", ["-9.95"]),
              (5, "category", [""])]
    result = [list(line) for line in lines]
    for times, column, values in spoilt:
        for _ in range(times):
            line = list(shop.pick(lines))
            line[COLUMNS.index(column)] = shop.pick(values)
            result.insert(int(shop.random() * len(result)), line)
    for _ in range(7):
        place = int(shop.random() * len(lines))
        result.insert(place + 1, list(result[place]))
    return result


def main():
    target = Path(arguments(__doc__)[0])
    needed(target.parent, "make the folder, or name another")
    shop = Shop(SEED)
    lines = [line for number in range(CUSTOMERS) for line in shop.customer(number)]
    lines.sort(key=lambda line: (line[1], line[0]))
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(faulty(shop, lines))
    write_whole(target, text.getvalue())


if __name__ == "__main__":
    main()
