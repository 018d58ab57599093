package org.foresale.log;

import java.util.ArrayList;
import java.util.List;

/** All that a log says of its lines, to compare logs by. */
public final class SameLog {

    private SameLog() {
    }

    public static List<List<Object>> lines(PurchaseLog log) {
        List<List<Object>> lines = new ArrayList<>();
        for (int user = 0; user < log.users(); user++) {
            History history = log.history(user);
            for (int i = 0; i < history.size(); i++) {
                lines.add(List.of(log.userId(user), log.date(history.day(i)), history.second(i), history.basket(i),
                        log.productId(history.product(i)),
                        log.taxonomy().path(Level.THIRD, history.thirdClass(i)), history.quantity(i),
                        history.value(i)));
            }
        }
        return lines;
    }
}
