package org.foresale.claims;

import java.util.List;
import java.util.stream.Stream;
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
    private static final String BUYERS = "06-who-will-buy";
    private static final String CATEGORIES = "07-every-category";
    private static final String EVERY = "every-category";
    private static final List<String> LOGS = List.of("Complete Journey", "Ta-Feng");
    private static final String AUC = "macro ROC AUC";

    private UseClaims() {
    }

    static List<Article> all() {
        return List.of(
                Article.claim("Follow-up", ResultsFolder.words("Within %d days, %.0f %% of predicted buyers buy more"
                        + " than 10 lines from more than 3 classes of the category's group.", FollowUp.ARTICLE_DAYS,
                        100 * FollowUp.ARTICLE_SHARE),
                        List.of(new Section(BUYERS,
                                "The follow-up: what predicted buyers bought")), UseClaims::followUp),
                Article.motive("Every category", "The aim is to understand who will buy in a category. A shop has"
                        + " hundreds of categories.",
                        List.of(new Section(CATEGORIES, "Is one model for all as good as one for each?"),
                                new Section(CATEGORIES, "Does the order matter?")), UseClaims::everyCategory),
                Article.motive("What else", "The aim is to understand what else predicted buyers may want.",
                        List.of(new Section(BUYERS, "What they may want next"),
                                new Section(CATEGORIES, "What else they may want")), UseClaims::next),
                Article.motive("Marketing", "Marketing addresses those with the highest scores.",
                        List.of(new Section(BUYERS, "Real campaigns")), UseClaims::campaigns));
    }

    private static Judgement followUp(ResultsFolder kept) {
        Figure narrow = kept.figure(WHO_WILL_BUY, followUp("classes of the category", "predicted buyers"));
        Figure wide = kept.figure(WHO_WILL_BUY, followUp("department", "predicted buyers"));
        List<String> measured = List.of(
                ResultsFolder.words("%,d users, each followed up by models that never saw that user.",
                        kept.count(WHO_WILL_BUY, "baby / follow-up / users")),
                share("The category's own classes", kept, "classes of the category", narrow),
                share("All classes of its department", kept, "department", wide));
        return reached(Design.own(), narrow).judged(measured, reached(Design.of("if the group is the whole department"),
                wide));
    }

    private static Design reached(Design design, Figure share) {
        return design.with(Rule.atLeast(FollowUp.ARTICLE_SHARE), share);
    }

    private static String followUp(String group, String what) {
        return "baby / " + group + " / " + what + ResultsFolder.words(", %d days", FollowUp.ARTICLE_DAYS);
    }

    private static String share(String name, ResultsFolder kept, String group, Figure predicted) {
        Figure lift = kept.figure(WHO_WILL_BUY, followUp(group, "lift"));
        return ResultsFolder.words("%s, baby: %.1f %% [%.1f, %.1f] of predicted buyers, %.1f %% of all users, %.1f"
                + " %% of true"
                + " buyers; %.1f times [%.1f, %.1f] the share of all users.", name, 100 * predicted.value(),
                100 * ResultsFolder.low(predicted), 100 * ResultsFolder.high(predicted),
                100 * kept.value(WHO_WILL_BUY, followUp(group, "all users")),
                100 * kept.value(WHO_WILL_BUY, followUp(group, "true buyers")), lift.value(), ResultsFolder.low(lift),
                ResultsFolder.high(lift));
    }

    private static List<String> everyCategory(ResultsFolder kept) {
        return LOGS.stream().map(log -> {
            Figure all = kept.figure(EVERY, log + " / LSTM / " + AUC + ", all");
            Figure first = kept.figure(EVERY, log + " / LSTM / " + AUC + ", first purchase");
            return ResultsFolder.words("%s: one LSTM for %,d categories has a mean ROC AUC of %.3f [%.3f, %.3f], of"
                    + " first purchases %.3f [%.3f, %.3f]. Its gain over one XGBoost per category, on %,d categories:"
                    + " %s; over one XGBoost for all of them together: %s; over the same network without the order of"
                    + " purchases: %s.", log,
                    kept.count(EVERY, log + " / categories, all"), all.value(), ResultsFolder.low(all),
                    ResultsFolder.high(all), first.value(), ResultsFolder.low(first), ResultsFolder.high(first),
                    kept.count(EVERY, log + ", some / categories"),
                    ResultsFolder.signed(kept.overTasks(EVERY, log + ", some / LSTM less XGBoost, one a category / "
                            + AUC)),
                    ResultsFolder.signed(kept.overTasks(EVERY, log + " / LSTM less XGBoost, pooled over categories / "
                            + AUC)),
                    ResultsFolder.signed(kept.overTasks(EVERY, log + " / LSTM less no sequence / " + AUC)));
        }).toList();
    }

    private static List<String> next(ResultsFolder kept) {
        return Stream.concat(ofPets(kept).stream(), LOGS.stream().map(log -> {
            String best = log + " / best by validation less ";
            List<String> gains = Stream.of("popularity", "popularity, first purchases",
                    "popularity, first purchases of late", "item to item").map(list -> ResultsFolder.signed(
                            kept.figure(EVERY, best + list + " / recall at 10, first purchase"))).toList();
            return ResultsFolder.words("%s, all users: the model of every category that is best on validation users"
                    + " recommends ten categories that are new to a user. Its gain in recall (the share of the"
                    + " user's first purchases that are among the ten) over a list of best sellers: %s; of best"
                    + " sellers among first purchases: %s; of the same, recently: %s; over what is bought together:"
                    + " %s.", log, gains.get(0), gains.get(1), gains.get(2), gains.get(3));
        })).toList();
    }

    /** The ranking is chosen by its recall, so that comes first; the hit rate stands beside it. */
    private static List<String> ofPets(ResultsFolder kept) {
        return List.of(
                ResultsFolder.words("Of the classes that predicted buyers of pets buy for the first time (among"
                        + " those that can be recommended), %.1f %% are among the ten recommended to them.",
                        100 * kept.value(WHO_WILL_BUY, RECALL + "chosen"))
                        + lists(kept, RECALL),
                ResultsFolder.words("Of predicted buyers, %.1f %% buy at least one of the ten.",
                        100 * kept.value(WHO_WILL_BUY, HIT_RATE + "chosen")) + lists(kept, HIT_RATE));
    }

    private static String lists(ResultsFolder kept, String measure) {
        return ResultsFolder.words(" With one list for everybody: best sellers %.1f %%, difference %s; best sellers"
                + " among first purchases %.1f %%, difference %s.",
                100 * kept.value(WHO_WILL_BUY, measure + BOUGHT),
                ResultsFolder.signed(kept.figure(WHO_WILL_BUY, measure + "chosen less " + BOUGHT)),
                100 * kept.value(WHO_WILL_BUY, measure + FIRST),
                ResultsFolder.signed(kept.figure(WHO_WILL_BUY, measure + "chosen less " + FIRST)));
    }

    private static List<String> campaigns(ResultsFolder kept) {
        Figure lift = kept.figure(WHO_WILL_BUY, "pets / campaigns / lift, highest tenths: 1");
        return List.of(ResultsFolder.words("Of %,d recipients of real coupons, %,d redeemed one for pets; the decile"
                + " with the highest probabilities did so %.1f times [%.1f, %.1f] as often as all.",
                kept.count(WHO_WILL_BUY, "pets / campaigns / recipients"),
                kept.count(WHO_WILL_BUY, "pets / campaigns / redeemed"), lift.value(), ResultsFolder.low(lift),
                ResultsFolder.high(lift)), "The recipients were chosen, not drawn at random: this measures the"
                        + " ranking, and shows no effect of the coupons.");
    }
}
