package org.foresale.model;

import java.util.Locale;
import org.foresale.cohort.Categories;
import org.foresale.evaluate.Metrics;
import org.foresale.log.internal.OneLine;

/** A model card in Markdown (Mitchell et al. 2019), written from what the model knows of itself. */
final class ModelCard {

    /** Standard errors to either side of a 95 % interval. */
    private static final double TWO_SIDED_95 = 1.96;

    private ModelCard() {
    }

    static String of(PurchaseModel.Facts facts) {
        Provenance from = facts.provenance();
        StringBuilder card = new StringBuilder();
        line(card, "# Who buys %s?", plain(facts.target().name()));
        line(card, "");
        line(card, "## What it is for");
        line(card, "");
        line(card, "It ranks users by how likely they are to buy from these classes: %s.",
                plain(String.join(", ", facts.target().classes())));
        line(card, "It was trained on this cohort: \"%s\".", plain(from.cohort()));
        line(card, "");
        fitness(card);
        origin(card, from, "buyers");
        line(card, "- Base rate (share of buyers among training users, before any balancing): %.3f", facts.baseRate());
        line(card, "- Foresale %s, Java %s", plain(from.foresale()), plain(from.java()));
        line(card, "");
        line(card, "## How good it is");
        line(card, "");
        line(card, "| | validation | test | always positive, test |");
        line(card, "|---|---|---|---|");
        Metrics validation = facts.validation();
        Metrics test = facts.test();
        double share = (double) test.positives() / test.samples();
        line(card, "| ROC AUC | %.3f | %.3f | 0.500 |", validation.rocAuc(), test.rocAuc());
        line(card, "| F1 | %.3f | %.3f | %.3f |", validation.f1(), test.f1(), 2 * share / (share + 1));
        line(card, "| precision | %.3f | %.3f | %.3f |", validation.precision(), test.precision(), share);
        line(card, "| recall | %.3f | %.3f | 1.000 |", validation.recall(), test.recall());
        line(card, "| log loss | %.3f | %.3f | |", validation.logLoss(), test.logLoss());
        line(card, "| calibration error | %.3f | %.3f | |", validation.calibrationError(), test.calibrationError());
        line(card, "");
        line(card, "The threshold on scores, %.3f, was chosen on validation, where precision equals recall, so",
                facts.threshold());
        line(card, "the validation column is slightly too optimistic. Log loss and calibration error are those of the");
        line(card, "scores before calibration. All figures are at the share of buyers in the");
        line(card, "samples, %.3f in the test; where fewer users buy, precision is lower. The test has %,d samples,",
                share, test.samples());
        line(card, "%,d of them buyers: %s", test.positives(), test.positives() == 0
                ? "it cannot measure recall and ROC AUC."
                : String.format(Locale.ROOT, "chance alone may move its recall by as much as %.2f either way.",
                        TWO_SIDED_95 / 2 / Math.sqrt(test.positives())));
        line(card, "");
        line(card, "## How to read its probabilities");
        line(card, "");
        line(card, "A probability is a score, calibrated on validation and adjusted to the share of buyers among");
        line(card, "training users. A user without a history gets that share.");
        return card.toString();
    }

    private static void fitness(StringBuilder card) {
        line(card, "Use it to choose who gets an offer. Do not use it for decisions with serious consequences for a");
        line(card, "person, such as credit or prices, or for users, shops or seasons unlike the training data.");
        line(card, "");
    }

    private static void origin(StringBuilder card, Provenance from, String buyers) {
        line(card, "## How it was made");
        line(card, "");
        line(card, "- Learner: %s", plain(from.learner()));
        line(card, "- Settings: %s", plain(from.settings()));
        from.splits().forEach(count -> line(card, "- Split %s: %,d samples, %,d of them %s",
                count.split().name().toLowerCase(Locale.ROOT), count.samples(), count.buyers(), buyers));
    }

    /** The card of a model of every category. */
    static String of(Categories categories, CategoryModel.Facts facts) {
        StringBuilder card = new StringBuilder();
        line(card, "# Who buys which of %,d categories?", categories.size());
        line(card, "");
        line(card, "## What it is for");
        line(card, "");
        line(card, "It gives the probability of a purchase for each user and category.");
        line(card, "It was trained on this cohort: \"%s\".", plain(facts.provenance().cohort()));
        line(card, "");
        fitness(card);
        origin(card, facts.provenance(), "buy any category");
        line(card, "- Foresale %s, Java %s", plain(facts.provenance().foresale()), plain(facts.provenance().java()));
        line(card, "");
        line(card, "## How to read its probabilities");
        line(card, "");
        line(card, "A probability is a score that was calibrated on validation, category by category; %,d of them",
                facts.categories().stream().filter(fact -> !fact.own()).count());
        line(card, "have too few buyers there and share the calibration of all. A user without a history gets the");
        line(card, "share of training samples that buy the category for the first time, among those that had not");
        line(card, "bought it before.");
        line(card, "");
        line(card, "| category | share of buyers | for the first time | calibration |");
        line(card, "|---|---|---|---|");
        for (int place = 0; place < categories.size(); place++) {
            CategoryModel.Fact fact = facts.categories().get(place);
            line(card, "| %s | %.3f | %.3f | %s |", plain(categories.paths().get(place)), fact.baseRate(),
                    fact.firstRate(), fact.own() ? "its own" : "of all");
        }
        return card.toString();
    }

    private static void line(StringBuilder card, String format, Object... values) {
        card.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    /** Names come from data: what Markdown or HTML would read as more than text is escaped. */
    private static String plain(String text) {
        return OneLine.of(text, text.length()).replace("&", "&amp;").replace("<", "&lt;")
                .replaceAll("([\\\\`*_\\[\\]|#!~$])", "\\\\$1");
    }
}
