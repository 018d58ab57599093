package org.foresale.claims;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The claims of the article of 2020, each beside what results files say.
 *
 * <p>Every number that is said to be measured is one of the results files, rounded, or counts such; the verdicts follow
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
     * Returns the claims beside the results of a folder.
     *
     * @param folder the folder with the results files; a claim whose figures are in none of them is not measured, as
     *               are all if there is no such folder
     * @return the claims
     * @throws IllegalArgumentException if a file with the ending of a results file is none, or one of another version
     * @throws java.io.UncheckedIOException if a file cannot be read
     */
    public static Claims of(Path folder) {
        return new Claims(Files.isDirectory(folder) ? Optional.of(ResultsFolder.in(folder)) : Optional.empty());
    }

    /**
     * Returns the claims one by one.
     *
     * @return the claims
     */
    public List<Claim> all() {
        return claims;
    }

    /**
     * Returns the claims as a table.
     *
     * @return one row a claim: what it is about, what the article says, what was measured, the verdict, and what was
     *     found with a leak or on invented users only
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
     * Returns the F1 of each category, of the ways that leak and of the article, for a chart.
     *
     * @return one row a question and learner: F1 on as many buyers as others, question, and learner; empty if a figure
     *     is missing
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
