package org.foresale.claims;

import java.util.List;
import org.foresale.claims.Article.Judgement;
import org.foresale.evaluate.FollowUp;
import org.foresale.study.Results.Figure;

/** What the predictions are good for. */
final class UseClaims {

    static final String WHO_WILL_BUY = "who-will-buy";
    private static final String RECALL = "pets / what next / recall at 10, ";
    private static final String HIT_RATE = "pets / what next / hit rate at 10, ";
    private static final String BOUGHT = "most bought";
    private static final String FIRST = "most often bought for the first time";
    private static final List<String> NOTEBOOKS = List.of("06-who-will-buy");

    private UseClaims() {
    }

    static List<Article> all() {
        return List.of(
                new Article("Follow-up", Kept.words("Within %d days, %.0f %% of those predicted to buy buy more than 10"
                        + " lines from more than 3 classes of the category's group.", FollowUp.ARTICLE_DAYS,
                        100 * FollowUp.ARTICLE_SHARE), NOTEBOOKS, UseClaims::followUp),
                new Article("What else", "It is to be understood what else those predicted to buy may want.", NOTEBOOKS,
                        UseClaims::next),
                new Article("Marketing", "Marketing addresses those with the highest scores.", NOTEBOOKS,
                        UseClaims::campaigns));
    }

    private static Judgement followUp(Kept kept) {
        Figure narrow = kept.figure(WHO_WILL_BUY, followUp("classes of the category", "predicted buyers"));
        Figure wide = kept.figure(WHO_WILL_BUY, followUp("department", "predicted buyers"));
        List<String> measured = List.of(
                Kept.words("%,d test users, one fit.", kept.count(WHO_WILL_BUY, "baby / follow-up / users")),
                share("The category's own classes", kept, "classes of the category", narrow),
                share("All classes of its department", kept, "department", wide));
        if (Kept.high(narrow) >= FollowUp.ARTICLE_SHARE) {
            return new Judgement(measured, Verdict.REPRODUCED, "");
        }
        return Kept.high(wide) >= FollowUp.ARTICLE_SHARE ? new Judgement(measured, Verdict.REPRODUCED_ONLY,
                "if the group is the whole department") : new Judgement(measured, Verdict.NOT_REPRODUCED, "");
    }

    private static String followUp(String group, String what) {
        return "baby / " + group + " / " + what + Kept.words(", %d days", FollowUp.ARTICLE_DAYS);
    }

    private static String share(String name, Kept kept, String group, Figure predicted) {
        Figure lift = kept.figure(WHO_WILL_BUY, followUp(group, "lift"));
        return Kept.words("%s, baby: %.1f %% [%.1f, %.1f] of predicted buyers, %.1f %% of all users, %.1f %% of true"
                + " buyers; %.1f times [%.1f, %.1f] the share of all users.", name, 100 * predicted.value(),
                100 * Kept.low(predicted), 100 * Kept.high(predicted),
                100 * kept.value(WHO_WILL_BUY, followUp(group, "all users")),
                100 * kept.value(WHO_WILL_BUY, followUp(group, "true buyers")), lift.value(), Kept.low(lift),
                Kept.high(lift));
    }

    /** The ranking is chosen by its recall, so its recall is what counts; the hit rate stands beside it. */
    private static Judgement next(Kept kept) {
        Figure overSellers = kept.figure(WHO_WILL_BUY, RECALL + "chosen less " + BOUGHT);
        Figure overFirst = kept.figure(WHO_WILL_BUY, RECALL + "chosen less " + FIRST);
        List<String> measured = List.of(
                Kept.words("Of the classes that predicted buyers of pets newly buy, %.1f %% are among ten recommended"
                        + " to them.", 100 * kept.value(WHO_WILL_BUY, RECALL + "chosen")) + lists(kept, RECALL),
                Kept.words("Of predicted buyers, %.1f %% buy at least one of the ten.",
                        100 * kept.value(WHO_WILL_BUY, HIT_RATE + "chosen")) + lists(kept, HIT_RATE));
        if (Kept.low(overSellers) <= 0) {
            return new Judgement(measured, Verdict.NOT_REPRODUCED, "beyond what is popular");
        }
        return Kept.low(overFirst) > 0 ? new Judgement(measured, Verdict.REPRODUCED, "")
                : new Judgement(measured, Verdict.REPRODUCED_ONLY, "beyond the list of what sells best");
    }

    private static String lists(Kept kept, String measure) {
        return Kept.words(" By one order for everybody: by that of the most bought %.1f %%, difference %s; of the most"
                + " often bought for the first time %.1f %%, difference %s.",
                100 * kept.value(WHO_WILL_BUY, measure + BOUGHT),
                Kept.signed(kept.figure(WHO_WILL_BUY, measure + "chosen less " + BOUGHT)),
                100 * kept.value(WHO_WILL_BUY, measure + FIRST),
                Kept.signed(kept.figure(WHO_WILL_BUY, measure + "chosen less " + FIRST)));
    }

    private static Judgement campaigns(Kept kept) {
        Figure lift = kept.figure(WHO_WILL_BUY, "pets / campaigns / lift, highest tenths: 1");
        List<String> measured = List.of(Kept.words("Of %,d recipients of real coupons, %,d redeemed one of pets; the"
                + " tenth with the highest chances did so %.1f times [%.1f, %.1f] as often as all.",
                kept.count(WHO_WILL_BUY, "pets / campaigns / recipients"),
                kept.count(WHO_WILL_BUY, "pets / campaigns / redeemed"), lift.value(), Kept.low(lift),
                Kept.high(lift)));
        return Kept.low(lift) > 1 ? new Judgement(measured, Verdict.REPRODUCED_ONLY,
                "as a ranking: recipients were chosen, not drawn, so no effect of the coupons is shown")
                : new Judgement(measured, Verdict.NOT_REPRODUCED, "");
    }
}
