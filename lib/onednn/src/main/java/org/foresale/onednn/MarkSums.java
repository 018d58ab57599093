package org.foresale.onednn;

import java.util.Arrays;

/**
 * A linear layer over sparse steps: a step is the bias, plus the weights of its marks, plus its numbers times theirs,
 * in the order of the channels; a gradient is the sum over the steps, in their order. So the sums are those of a loop
 * over all that is not zero, to the last bit.
 *
 * <p>Eight columns are summed at once, which stay in the processor's registers; a loop over an array of sums would go
 * through memory.
 */
final class MarkSums {

    private static final int EIGHT = 8;

    private static final float[] ONE = {1};

    private final int classes;

    private final int width;

    /** For each class, and after the last, how many marks of smaller classes there are. */
    private final int[] before;

    private int[] stepsByClass = new int[0];

    /**
     * Makes sums.
     *
     * @param classes how many of the channels are marked or not
     * @param width   columns of the weights
     */
    MarkSums(int classes, int width) {
        this.classes = classes;
        this.width = width;
        before = new int[classes + 1];
    }

    /** Computes all steps, [step, width], from weights [channel, width]. */
    void forward(SparseInput input, float[] weights, float[] bias, float[] to) {
        sum(input.steps(), input.before(), input.marks(), weights, bias, to);
        int numbers = input.numbers();
        for (int step = 0; step < input.steps() && numbers > 0; step++) {
            add(numbers, input.values(), step * numbers, 1, weights, classes * width, to, step * width);
        }
    }

    /** Computes the gradients of the weights and the bias from the errors of all steps, [step, width]. */
    void backward(SparseInput input, float[] errors, float[] weights, float[] bias) {
        sortByClass(input);
        sum(classes, before, stepsByClass, errors, new float[width], weights);
        Arrays.fill(weights, classes * width, weights.length, 0);
        Arrays.fill(bias, 0);
        for (int number = 0; number < input.numbers(); number++) {
            add(input.steps(), input.values(), number, input.numbers(), errors, 0, weights,
                    (classes + number) * width);
        }
        add(input.steps(), ONE, 0, 0, errors, 0, bias, 0);
    }

    private void sortByClass(SparseInput input) {
        int[] marks = input.marks();
        int[] beforeStep = input.before();
        int steps = input.steps();
        int all = beforeStep[steps];
        if (stepsByClass.length < all) {
            stepsByClass = new int[marks.length];
        }
        Arrays.fill(before, 0);
        for (int k = 0; k < all; k++) {
            before[marks[k]]++;
        }
        int sum = 0;
        for (int c = 0; c <= classes; c++) {
            sum += before[c];
            before[c] = sum;
        }
        // From the last one on, so that each entry ends where its class begins.
        for (int step = steps - 1; step >= 0; step--) {
            for (int k = beforeStep[step + 1] - 1; k >= beforeStep[step]; k--) {
                stepsByClass[--before[marks[k]]] = step;
            }
        }
    }

    /** For each result, its start plus the rows that its part of a list names. */
    private void sum(int results, int[] first, int[] rows, float[] from, float[] start, float[] to) {
        for (int result = 0; result < results; result++) {
            int column = 0;
            for (; column + EIGHT <= width; column += EIGHT) {
                eightSums(first[result], first[result + 1], rows, from, start, to, result * width + column, column);
            }
            for (; column < width; column++) {
                float sum = start[column];
                for (int k = first[result]; k < first[result + 1]; k++) {
                    sum += from[rows[k] * width + column];
                }
                to[result * width + column] = sum;
            }
        }
    }

    private void eightSums(int begin, int end, int[] rows, float[] from, float[] start, float[] to, int at,
            int column) {
        float a = start[column];
        float b = start[column + 1];
        float c = start[column + 2];
        float d = start[column + 3];
        float e = start[column + 4];
        float f = start[column + 5];
        float g = start[column + 6];
        float h = start[column + 7];
        for (int k = begin; k < end; k++) {
            int row = rows[k] * width + column;
            a += from[row];
            b += from[row + 1];
            c += from[row + 2];
            d += from[row + 3];
            e += from[row + 4];
            f += from[row + 5];
            g += from[row + 6];
            h += from[row + 7];
        }
        to[at] = a;
        to[at + 1] = b;
        to[at + 2] = c;
        to[at + 3] = d;
        to[at + 4] = e;
        to[at + 5] = f;
        to[at + 6] = g;
        to[at + 7] = h;
    }

    /** Adds rows that follow each other to one row, each times its factor. */
    private void add(int count, float[] factors, int factor, int between, float[] rows, int row, float[] to, int at) {
        int column = 0;
        for (; column + EIGHT <= width; column += EIGHT) {
            eightProducts(count, factors, factor, between, rows, row + column, to, at + column);
        }
        for (; column < width; column++) {
            float sum = to[at + column];
            for (int i = 0; i < count; i++) {
                sum += factors[factor + i * between] * rows[row + i * width + column];
            }
            to[at + column] = sum;
        }
    }

    private void eightProducts(int count, float[] factors, int factor, int between, float[] rows, int row, float[] to,
            int at) {
        float a = to[at];
        float b = to[at + 1];
        float c = to[at + 2];
        float d = to[at + 3];
        float e = to[at + 4];
        float f = to[at + 5];
        float g = to[at + 6];
        float h = to[at + 7];
        for (int i = 0; i < count; i++) {
            float by = factors[factor + i * between];
            int from = row + i * width;
            a += by * rows[from];
            b += by * rows[from + 1];
            c += by * rows[from + 2];
            d += by * rows[from + 3];
            e += by * rows[from + 4];
            f += by * rows[from + 5];
            g += by * rows[from + 6];
            h += by * rows[from + 7];
        }
        to[at] = a;
        to[at + 1] = b;
        to[at + 2] = c;
        to[at + 3] = d;
        to[at + 4] = e;
        to[at + 5] = f;
        to[at + 6] = g;
        to[at + 7] = h;
    }
}
