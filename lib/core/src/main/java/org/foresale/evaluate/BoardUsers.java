package org.foresale.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The users of several boards, who are drawn together.
 *
 * @param boards for each board, the user of each of its samples, numbered from 0 over all boards
 * @param people how many users there are
 */
record BoardUsers(List<int[]> boards, int people) {

    private static final int TRIES = 100;

    /** Users told apart by any numbers. */
    static BoardUsers of(List<int[]> users) {
        int[] distinct = users.stream().flatMapToInt(Arrays::stream).distinct().sorted().toArray();
        if (distinct.length < 2) {
            throw new IllegalArgumentException("there is nothing to resample: the samples belong to " + distinct.length
                    + " users; give samples of 2 or more");
        }
        return new BoardUsers(users.stream()
                .map(board -> Arrays.stream(board).map(user -> Arrays.binarySearch(distinct, user)).toArray()).toList(),
                distinct.length);
    }

    /** How often each user is in a resample; more than a byte can tell is not drawn of so many users. */
    byte[] draw(SplittableRandom random) {
        byte[] drawn = new byte[people];
        for (int draw = 0; draw < people; draw++) {
            drawn[random.nextInt(people)]++;
        }
        return drawn;
    }

    /** Draws until both labels are on every board; of the scores of each board only the labels are looked at. */
    byte[] draw(SplittableRandom random, List<Scores> ofBoards) {
        for (int i = 0; i < TRIES; i++) {
            byte[] drawn = draw(random);
            if (IntStream.range(0, ofBoards.size())
                    .allMatch(board -> ofBoards.get(board).hasBothLabels(counts(board, drawn)))) {
                return drawn;
            }
        }
        Scores scores = ofBoards.get(0);
        throw new IllegalArgumentException("in " + TRIES + " draws of " + people + " users, with " + scores.positives()
                + " of " + scores.size() + " samples positive, one of the labels was always missing"
                + (ofBoards.size() > 1 ? " from one of " + ofBoards.size() + " boards" : "")
                + ": test on more users of the rarer label");
    }

    /** How often each sample of a board is in a resample. */
    int[] counts(int board, byte[] drawn) {
        int[] counts = new int[boards.get(board).length];
        Arrays.setAll(counts, sample -> drawn[boards.get(board)[sample]]);
        return counts;
    }

    void requireSize(Scores scores, int board) {
        int samples = boards.get(board).length;
        if (scores.size() != samples) {
            throw new IllegalArgumentException("scores of " + scores.size() + " samples, but " + samples
                    + " samples have a user");
        }
    }
}
