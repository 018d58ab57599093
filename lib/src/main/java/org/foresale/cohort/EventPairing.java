package org.foresale.cohort;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Cuts others so that their cuts follow the buyers' feature days: in each bin of two weeks as many of the one as of the
 * other. Within a bin, users are drawn at random, and then one of their own shopping days.
 */
final class EventPairing implements Pairing {

    private static final int BIN_DAYS = 14;

    @Override
    public List<Pair> pairs(List<Buyer> buyers, int[] users, Others others) {
        Map<Integer, List<Buyer>> wanted = new TreeMap<>();
        buyers.forEach(buyer -> wanted.computeIfAbsent(bin(buyer.featureDay()), bin -> new ArrayList<>()).add(buyer));
        Map<Integer, IntArrayList> offered = new TreeMap<>();
        wanted.keySet().forEach(bin -> offered.put(bin, new IntArrayList()));
        for (int user : users) {
            ShoppingDays days = others.days(user);
            int last = -1;
            for (int i = days.possible(); i < days.end(); i++) {
                int bin = bin(days.days()[i]);
                if (bin != last && offered.containsKey(bin)) {
                    offered.get(bin).add(user);
                }
                last = bin;
            }
        }
        // Bins with few others for each buyer choose first, so that as many buyers as possible find somebody.
        List<Integer> bins = wanted.keySet().stream().sorted(Comparator.<Integer>comparingDouble(
                bin -> (double) offered.get(bin).size() / wanted.get(bin).size())).toList();
        BitSet used = new BitSet();
        List<Pair> pairs = new ArrayList<>();
        for (int bin : bins) {
            int[] free = offered.get(bin).intStream().filter(user -> !used.get(user)).toArray();
            List<Buyer> drawn = drawn(wanted.get(bin), others);
            int[] drawnOthers = drawn(free, others);
            for (int i = 0; i < Math.min(drawn.size(), drawnOthers.length); i++) {
                used.set(drawnOthers[i]);
                pairs.add(new Pair(drawn.get(i), drawnOthers[i], day(drawnOthers[i], bin, others)));
            }
        }
        return pairs;
    }

    private static int bin(int day) {
        return day / BIN_DAYS;
    }

    private static List<Buyer> drawn(List<Buyer> buyers, Others others) {
        int[] users = drawn(buyers.stream().mapToInt(Buyer::user).toArray(), others);
        Map<Integer, Buyer> byUser = new TreeMap<>();
        buyers.forEach(buyer -> byUser.put(buyer.user(), buyer));
        return IntStream.of(users).mapToObj(byUser::get).toList();
    }

    private static int[] drawn(int[] users, Others others) {
        return Draw.of(users, user -> others.draw("pair", user));
    }

    private static int day(int user, int bin, Others others) {
        ShoppingDays days = others.days(user);
        int from = days.firstFrom(bin * BIN_DAYS);
        int to = days.firstFrom((bin + 1) * BIN_DAYS);
        return days.days()[from + (int) ((to - from) * others.draw("day", user))];
    }
}
