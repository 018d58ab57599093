package org.foresale.log;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import it.unimi.dsi.fastutil.ints.IntSet;
import java.util.ArrayList;
import java.util.List;
import org.foresale.log.FrequentTexts.Counted;
import org.foresale.log.internal.Texts;

/** Some rows of a source, the first or spread over it, kept to see what columns have to do with each other. */
final class SampleRows {

    /** How many rows are kept. */
    static final int MAX_ROWS = 20_000;
    /** Each row of a product is compared with so many others at most. */
    private static final int MAX_COMPARED = 20;

    private final List<Coder> coders = new ArrayList<>();
    private final List<IntArrayList> codes = new ArrayList<>();
    private int rows;

    SampleRows(int columns) {
        for (int column = 0; column < columns; column++) {
            coders.add(new Coder());
            codes.add(new IntArrayList());
        }
    }

    /**
     * How many of some groups are as asked.
     *
     * @param groups how many groups there are
     * @param such   how many of them are so
     */
    record Groups(int groups, int such) {

        double share() {
            return Figures.share(such, groups);
        }

        /** How many are so, and how many there are. */
        String text(String what) {
            return Figures.part(such, groups, what);
        }
    }

    /**
     * What filling the blank cells of an order from its first line does.
     *
     * @param orders how many orders have lines with something in a column, and others with nothing
     * @param told   how many of them have it on their first line, and nothing else on another
     * @param blanks how many cells are blank
     * @param lines  how many of them are filled
     * @param texts  the texts with all lines that have them then, the most frequent first
     */
    record Filled(int orders, int told, int blanks, int lines, List<Counted> texts) {
    }

    boolean isFull() {
        return rows == MAX_ROWS;
    }

    int rows() {
        return rows;
    }

    /** One more row: the text of each column, null if there is none. */
    void add(List<String> texts) {
        for (int column = 0; column < codes.size(); column++) {
            String text = texts.get(column) == null ? "" : Texts.clean(texts.get(column));
            codes.get(column).add(Texts.isNothing(text) ? Coder.MISSING : coders.get(column).code(text));
        }
        rows++;
    }

    boolean isBlank(int column, int row) {
        return codes.get(column).getInt(row) == Coder.MISSING;
    }

    /** The text of a cell, empty if it is blank. */
    String text(int column, int row) {
        return isBlank(column, row) ? "" : coders.get(column).words().get(codes.get(column).getInt(row));
    }

    /** The rows of each text of a column that have something in the other column, too. */
    private List<IntArrayList> groups(int by, int other) {
        List<IntArrayList> groups = new ArrayList<>();
        coders.get(by).words().forEach(word -> groups.add(new IntArrayList()));
        for (int row = 0; row < rows; row++) {
            if (!isBlank(by, row) && !isBlank(other, row)) {
                groups.get(codes.get(by).getInt(row)).add(row);
            }
        }
        return groups;
    }

    private int different(int column, IntArrayList group) {
        IntSet texts = new IntOpenHashSet();
        group.forEach((int row) -> texts.add(codes.get(column).getInt(row)));
        return texts.size();
    }

    /** Of the texts of one column that have several rows: how many have the same in another column on all of them. */
    Groups same(int by, int column) {
        List<IntArrayList> several = groups(by, column).stream().filter(group -> group.size() > 1).toList();
        return new Groups(several.size(),
                (int) several.stream().filter(group -> different(column, group) == 1).count());
    }

    /** Of the texts of one column: how many occur with a single text of the other column. */
    Groups withOne(int by, int column) {
        List<IntArrayList> all = groups(by, column).stream().filter(group -> !group.isEmpty()).toList();
        return new Groups(all.size(), (int) all.stream().filter(group -> different(column, group) == 1).count());
    }

    /** Of the texts of one column that have several rows: how many are numbered 1, 2, 3 by another column. */
    Groups numbered(int by, int column) {
        List<IntArrayList> several = groups(by, column).stream().filter(group -> group.size() > 1).toList();
        return new Groups(several.size(), (int) several.stream().filter(group -> isNumbered(column, group)).count());
    }

    private boolean isNumbered(int column, IntArrayList group) {
        IntSet numbers = new IntOpenHashSet();
        for (int row : group) {
            String text = text(column, row);
            if (!text.matches("\\d{1,6}")) {
                return false;
            }
            numbers.add(Integer.parseInt(text));
        }
        int first = numbers.contains(0) ? 0 : 1;
        for (int number = first; number < first + group.size(); number++) {
            if (!numbers.contains(number)) {
                return false;
            }
        }
        return numbers.size() == group.size();
    }

    /**
     * Of the products that were bought in different quantities: how many cost the same in two different quantities.
     *
     * @param product  column of the product
     * @param quantity column of the quantity
     * @param value    column of the money
     */
    Groups samePrice(int product, int quantity, int value) {
        int groups = 0;
        int such = 0;
        for (IntArrayList group : groups(product, quantity)) {
            if (different(quantity, group) > 1) {
                groups++;
                such += costsTheSame(group, quantity, value) ? 1 : 0;
            }
        }
        return new Groups(groups, such);
    }

    private boolean costsTheSame(IntArrayList group, int quantity, int value) {
        IntArrayList prices = codes.get(value);
        return group.intStream().anyMatch(a -> group.intStream().limit(MAX_COMPARED).anyMatch(b ->
                prices.getInt(a) == prices.getInt(b) && prices.getInt(a) != Coder.MISSING
                && codes.get(quantity).getInt(a) != codes.get(quantity).getInt(b)));
    }

    /**
     * Fills the blank cells of a column from other lines of the same order.
     *
     * @param order  column of the order's id
     * @param column column to fill
     */
    Filled filled(int order, int column) {
        IntArrayList cells = new IntArrayList(codes.get(column));
        int orders = 0;
        int told = 0;
        int lines = 0;
        for (IntArrayList group : groups(order, order)) {
            IntArrayList telling = new IntArrayList(group);
            telling.removeIf((int row) -> isBlank(column, row));
            if (telling.isEmpty() || telling.size() == group.size()) {
                continue;
            }
            boolean same = different(column, telling) == 1;
            orders++;
            told += same && telling.getInt(0) == group.getInt(0) ? 1 : 0;
            if (same) {
                group.forEach((int row) -> cells.set(row, codes.get(column).getInt(telling.getInt(0))));
                lines += group.size() - telling.size();
            }
        }
        FrequentTexts texts = new FrequentTexts(false);
        cells.intStream().filter(code -> code != Coder.MISSING)
                .forEach(code -> texts.add(coders.get(column).words().get(code), 1));
        int blanks = (int) codes.get(column).intStream().filter(code -> code == Coder.MISSING).count();
        return new Filled(orders, told, blanks, lines, texts.kept());
    }

    /** Of the rows that another column marks with one of some texts: how many are blank in a column. */
    Groups blankWhere(int column, int mark, List<String> texts) {
        int groups = 0;
        int such = 0;
        for (int row = 0; row < rows; row++) {
            if (texts.stream().anyMatch(text(mark, row)::equalsIgnoreCase)) {
                groups++;
                such += isBlank(column, row) ? 1 : 0;
            }
        }
        return new Groups(groups, such);
    }
}
