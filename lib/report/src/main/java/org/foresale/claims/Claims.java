package org.foresale.claims;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Compares the claims of the article of 2020 with the figures in results files.
 *
 * <p>Every measured number is a rounded figure of the results files or a count of such figures; the verdicts follow
 * from them by one {@link Rule}.
 */
public final class Claims {

    private final Optional<ResultsFolder> kept;
    private final List<Claim> claims;

    private Claims(Optional<ResultsFolder> kept) {
        this.kept = kept;
        this.claims = Stream.of(ForecastClaims.all(), TrainingClaims.all(), UseClaims.all()).flatMap(List::stream)
                .map(article -> article.judged(kept)).toList();
    }

    /**
     * Compares the claims with the results in a folder.
     *
     * @param folder folder with the results files; a claim whose figures are missing from them is marked as not
     *     measured, and so are all claims if the folder does not exist
     * @return the claims
     * @throws IllegalArgumentException if a file with the extension of a results file is not one, or is of another
     *     version
     * @throws java.io.UncheckedIOException if a file cannot be read
     */
    public static Claims of(Path folder) {
        return new Claims(Files.isDirectory(folder) ? Optional.of(ResultsFolder.in(folder)) : Optional.empty());
    }

    /**
     * Returns the claims.
     *
     * @return the claims, in order
     */
    public List<Claim> all() {
        return claims;
    }

    /**
     * Returns the claims as a table.
     *
     * @return one row per claim: its subject, what the article says, what was measured, the verdict, and what was found
     *     only with a leak or on invented users
     */
    public Table table() {
        return Table.create("the article's claims",
                StringColumn.create("about", claims.stream().map(Claim::title).toList()),
                StringColumn.create("the article", claims.stream().map(Claim::article).toList()),
                StringColumn.create("measured here", claims.stream().map(claim -> claim.measured().isEmpty()
                        ? "not measured yet" : String.join(" ", claim.measured())).toList()),
                StringColumn.create("verdict", claims.stream().map(Claim::conclusion).toList()),
                StringColumn.create("only with a leak or invented users", claims.stream()
                        .map(claim -> String.join(" ", claim.aside())).toList()));
    }

    /**
     * Returns the F1 scores of each category, of the designs with a leak, and of the article, for a chart.
     *
     * @return one row per question and learner: F1 on balanced samples (as many buyers as non-buyers), question, and
     *     learner; empty if a figure is missing
     */
    public Table f1() {
        try {
            return kept.map(F1Chart::of).orElseGet(F1Chart::empty);
        } catch (MissingFigureException e) {
            return F1Chart.empty();
        }
    }

    @Override
    public String toString() {
        return claims.size() + " claims";
    }
}
