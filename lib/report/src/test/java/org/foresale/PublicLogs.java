package org.foresale;

import org.foresale.data.CompleteJourney;
import org.foresale.data.TaFeng;
import org.foresale.log.PurchaseLog;

/** The public logs by their own rules, each loaded once for all tests of a process. */
public final class PublicLogs {

    private PublicLogs() {
    }

    public static PurchaseLog completeJourney() {
        return Journey.LOG;
    }

    public static PurchaseLog taFeng() {
        return Feng.LOG;
    }

    private static final class Journey {

        private static final PurchaseLog LOG = CompleteJourney.load();
    }

    private static final class Feng {

        private static final PurchaseLog LOG = TaFeng.load();
    }
}
