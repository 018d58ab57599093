package org.foresale.log;

import it.unimi.dsi.fastutil.doubles.DoubleArrayList;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.BitSet;
import java.util.function.IntFunction;

/** Takes the lines of some classes out of a log and puts others in, user by user. */
final class Planting {

    private static final int NO_BASKET = -1;

    private final Lines old;
    private final BitSet classes;
    private final int product;
    private final int thirdClass;
    private final IntArrayList day;
    private final IntArrayList second;
    private final IntArrayList basket;
    private final IntArrayList products;
    private final IntArrayList thirdClasses;
    private final DoubleArrayList quantity;
    private final DoubleArrayList value;

    private Planting(Lines old, BitSet classes, int product, int thirdClass) {
        this.old = old;
        this.classes = classes;
        this.product = product;
        this.thirdClass = thirdClass;
        int room = old.day().length;
        this.day = new IntArrayList(room);
        this.second = new IntArrayList(old.second().length);
        this.basket = new IntArrayList(old.basket().length);
        this.products = new IntArrayList(room);
        this.thirdClasses = new IntArrayList(room);
        this.quantity = new DoubleArrayList(room);
        this.value = new DoubleArrayList(room);
    }

    /**
     * Plants lines.
     *
     * @param old     the lines
     * @param start   where the lines of each user start, and where the last ones end
     * @param classes whose lines are taken out; the new ones are of the first of them
     * @param days    the days of each user's new lines, rising
     * @param planted is told where the lines of each user start now, and where the last ones end
     */
    static Lines of(Lines old, int[] start, BitSet classes, IntFunction<int[]> days, int[] planted) {
        int line = 0;
        while (line < old.day().length && !classes.get(old.thirdClass()[line])) {
            line++;
        }
        if (line == old.day().length) {
            throw new IllegalArgumentException("the log has no line of the classes " + classes + " that could be"
                    + " replaced");
        }
        Planting planting = new Planting(old, classes, old.product()[line], old.thirdClass()[line]);
        for (int user = 0; user + 1 < start.length; user++) {
            planted[user] = planting.day.size();
            planting.plant(start[user], start[user + 1], days.apply(user));
        }
        planted[start.length - 1] = planting.day.size();
        return planting.lines();
    }

    private void plant(int from, int to, int[] days) {
        int next = 0;
        for (int line = from; line < to; line++) {
            if (!classes.get(old.thirdClass()[line])) {
                while (next < days.length && days[next] <= old.day()[line]) {
                    addNew(days[next++]);
                }
                copy(line);
            }
        }
        while (next < days.length) {
            addNew(days[next++]);
        }
    }

    /** A line of the first second of a day comes before all others of it. */
    private void addNew(int newDay) {
        add(newDay, 0, NO_BASKET, product, thirdClass, RawLog.DEFAULT_QUANTITY, RawLog.DEFAULT_VALUE);
    }

    private void copy(int line) {
        add(old.day()[line], old.second().length == 0 ? 0 : old.second()[line],
                old.basket().length == 0 ? NO_BASKET : old.basket()[line], old.product()[line], old.thirdClass()[line],
                old.quantity()[line], old.value()[line]);
    }

    private void add(int newDay, int newSecond, int newBasket, int newProduct, int newClass, double units,
            double money) {
        day.add(newDay);
        if (old.second().length > 0) {
            second.add(newSecond);
        }
        if (old.basket().length > 0) {
            basket.add(newBasket);
        }
        products.add(newProduct);
        thirdClasses.add(newClass);
        quantity.add(units);
        value.add(money);
    }

    private Lines lines() {
        return new Lines(day.toIntArray(), second.toIntArray(), basket.toIntArray(), products.toIntArray(),
                thirdClasses.toIntArray(), quantity.toDoubleArray(), value.toDoubleArray());
    }
}
