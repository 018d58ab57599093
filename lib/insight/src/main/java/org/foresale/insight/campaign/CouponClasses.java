package org.foresale.insight.campaign;

import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.foresale.cohort.Target;
import org.foresale.log.History;
import org.foresale.log.PurchaseLog;

/**
 * Which coupons are of a target: those most of whose products belong to it, of the products that somebody bought. A
 * coupon that is good for thousands of products, one of them of the target, tells nothing of the target.
 *
 * @param isTarget for each product of the log, whether it belongs to the target
 */
record CouponClasses(Map<String, Boolean> isTarget) {

    static CouponClasses of(PurchaseLog log, Target target) {
        BitSet classes = target.in(log.taxonomy());
        BitSet known = new BitSet();
        Map<String, Boolean> isTarget = new HashMap<>();
        for (int user = 0; user < log.users(); user++) {
            History history = log.history(user);
            for (int line = 0; line < history.size(); line++) {
                int product = history.product(line);
                if (!known.get(product)) {
                    known.set(product);
                    isTarget.put(log.productId(product), classes.get(history.thirdClass(line)));
                }
            }
        }
        return new CouponClasses(isTarget);
    }

    boolean isOfTarget(Collection<String> products) {
        long bought = products.stream().filter(isTarget::containsKey).count();
        return 2 * ofTarget(products) > bought;
    }

    /** Whether a product is of the target, but not most are. */
    boolean isHardlyOfTarget(Collection<String> products) {
        return ofTarget(products) > 0 && !isOfTarget(products);
    }

    private long ofTarget(Collection<String> products) {
        return products.stream().map(isTarget::get).filter(Objects::nonNull).filter(of -> of).count();
    }
}
