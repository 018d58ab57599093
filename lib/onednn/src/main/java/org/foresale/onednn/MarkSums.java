package org.foresale.onednn;

import java.util.Arrays;

/**
 * Sums of rows, chosen by lists of numbers: a step is the sum of the weights of its marks, and the gradient of a mark's
 * weights the sum of the errors of the steps that have it.
 *
 * <p>Eight columns are summed at once, which stay in the processor's registers; a loop over an array of sums would go
 * through memory.
 */
final class MarkSums {

    private static final int EIGHT = 8;

    private final int classes;

    private final int width;

    /** For each class, and after the last, how many marks of smaller classes there are. */
    private final int[] before;

    private int[] stepsByClass = new int[0];

    /**
     * Makes sums.
     *
     * @param classes how many rows of weights there are
     * @param width   numbers of a row
     */
    MarkSums(int classes, int width) {
        this.classes = classes;
        this.width = width;
        before = new int[classes + 1];
    }

    /** Writes the sum of the weights of its marks to each step. */
    void forward(SparseInput input, float[] weights, float[] sums) {
        sum(input.steps(), input.before(), input.marks(), weights, sums);
    }

    /** Writes the sum of the errors of the steps that have it to each class. */
    void backward(SparseInput input, float[] errors, float[] sums) {
        sortByClass(input);
        sum(classes, before, stepsByClass, errors, sums);
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

    private void sum(int results, int[] first, int[] rows, float[] from, float[] to) {
        for (int result = 0; result < results; result++) {
            int column = 0;
            for (; column + EIGHT <= width; column += EIGHT) {
                eightColumns(first[result], first[result + 1], rows, from, to, result * width + column, column);
            }
            for (; column < width; column++) {
                float sum = 0;
                for (int k = first[result]; k < first[result + 1]; k++) {
                    sum += from[rows[k] * width + column];
                }
                to[result * width + column] = sum;
            }
        }
    }

    private void eightColumns(int begin, int end, int[] rows, float[] from, float[] to, int at, int column) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        float e = 0;
        float f = 0;
        float g = 0;
        float h = 0;
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
}
