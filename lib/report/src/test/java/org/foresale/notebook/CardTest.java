package org.foresale.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CardTest {

    private static final String MARKDOWN = """
            # Who buys pets?

            ## What it is for

            It ranks users by how likely
            they are to buy.

            - Learner: CNN + LSTM
            - Settings: Architecture\\[kind=CNN\\_LSTM\\]

            | | validation | test |
            |---|---|---|
            | ROC AUC | 0.876 | |
            """;

    @Test
    void aCardIsAPageAndNotItsMarkdown() {
        assertThat(Card.of(MARKDOWN).html()).contains("<h3>Who buys pets?</h3><h4>What it is for</h4>",
                "<p>It ranks users by how likely they are to buy.</p>",
                "<ul><li>Learner: CNN + LSTM</li><li>Settings: Architecture[kind=CNN_LSTM]</li></ul>",
                "<thead><tr><td style=\"text-align:left\"></td><th scope=\"col\" style=\"text-align:left\">validation</th>",
                "<tr><th scope=\"row\" style=\"text-align:left\">ROC AUC</th><td style=\"text-align:left\">0.876</td>"
                        + "<td style=\"text-align:left\"></td></tr>")
                .doesNotContain("#", "|", "\\");
        assertThat(Card.of(MARKDOWN)).hasToString(MARKDOWN);
    }

    @Test
    void nothingInANameBecomesHtmlOrAColumn() {
        String html = Card.of("""
                # Who buys &lt;img src=x onerror=alert(1)> &amp;lt; \\$5\\$?

                <script>alert(1)</script>

                | name | n |
                |---|---|
                | a \\| b | 1 |
                """).html();
        assertThat(html).contains("Who buys &lt;img src=x onerror=alert(1)&gt; &amp;lt; $5$?",
                "&lt;script&gt;alert(1)&lt;/script&gt;", ">a | b</th>").doesNotContain("<img", "<script");
        assertThat(html).startsWith("<div class=\"mathjax_ignore tex2jax_ignore\">");
    }

    @Test
    void aCardWithoutTextIsRefused() {
        assertThatThrownBy(() -> Card.of(null)).isInstanceOf(IllegalArgumentException.class);
        assertThat(Card.of("").html()).isEqualTo("<div class=\"mathjax_ignore tex2jax_ignore\"></div>");
    }
}
