package org.foresale;

import java.util.LinkedHashMap;
import java.util.Map;
import org.foresale.cohort.Target;
import org.foresale.data.SimulatedLog;
import org.foresale.log.Level;

/** The targets whose counts pandas gives. */
public final class Targets {

    public static final Target SIMULATED = Target.of("simulated need", Level.SECOND, SimulatedLog.TARGET);
    public static final Target TA_FENG_56 = Target.of("presumed baby", Level.FIRST, "56");

    private Targets() {
    }

    public static Map<String, Target> completeJourney() {
        Map<String, Target> targets = new LinkedHashMap<>();
        targets.put("pets", Target.of("pets", Level.SECOND, "DOG FOODS", "CAT FOOD", "CAT LITTER",
                "PET CARE SUPPLIES"));
        targets.put("dog", Target.of("dog", Level.SECOND, "DOG FOODS"));
        targets.put("baby", Target.of("baby", Level.SECOND, "DIAPERS & DISPOSABLES", "BABY FOODS", "INFANT FORMULA",
                "INFANT CARE PRODUCTS"));
        targets.put("makeup", Target.of("makeup", Level.SECOND, "MAKEUP AND TREATMENT"));
        return targets;
    }
}
