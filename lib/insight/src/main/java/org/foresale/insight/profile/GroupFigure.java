package org.foresale.insight.profile;

/** What is told of each group; some are shares of certain samples. */
enum GroupFigure {
    BASE_RATE("share of buyers"),
    PREDICTED("share predicted"),
    PRECISION("precision"),
    RECALL("recall"),
    FALSE_POSITIVES("false positive rate"),
    ROC_AUC("ROC AUC"),
    MEAN_PROBABILITY("mean probability"),
    CALIBRATION("mean probability less share of buyers");

    private final String title;

    GroupFigure(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    boolean isShare() {
        return ordinal() <= FALSE_POSITIVES.ordinal();
    }

    /** Whether a share is one of such samples. */
    boolean isAmong(boolean predicted, boolean label) {
        return switch (this) {
            case PRECISION -> predicted;
            case RECALL -> label;
            case FALSE_POSITIVES -> !label;
            default -> true;
        };
    }
}
