package org.foresale.insight;

import java.util.List;

/**
 * A user of an audience.
 *
 * @param user      the user's id, as given
 * @param chance    how likely the user is to buy, 0 to 1
 * @param decile    the need score: 10 for the tenth of the users with the highest chances, 1 for that with the lowest
 * @param predicted whether the model predicts that the user buys
 * @param tags      what is known of the user, in words
 */
public record AudienceRow(String user, double chance, int decile, boolean predicted, List<String> tags) {

    private static final String BETWEEN_TAGS = " | ";

    /**
     * Copies the tags.
     *
     * @param user      the user's id, as given
     * @param chance    how likely the user is to buy, 0 to 1
     * @param decile    the need score
     * @param predicted whether the model predicts that the user buys
     * @param tags      what is known of the user, in words
     */
    public AudienceRow {
        tags = List.copyOf(tags);
    }

    /**
     * Returns the tags as one text.
     *
     * @return the tags with " | " between them
     */
    public String tagText() {
        return String.join(BETWEEN_TAGS, tags);
    }
}
