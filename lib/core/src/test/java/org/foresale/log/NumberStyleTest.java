package org.foresale.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.ParsePosition;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class NumberStyleTest {

    /** Short texts of digits and separators: a number is what Java's own format reads to the end. */
    @ParameterizedTest
    @EnumSource(NumberStyle.class)
    void plainNumbersAreReadAsJavaReadsThem(NumberStyle style) {
        char decimals = style == NumberStyle.COMMA ? ',' : '.';
        DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(Locale.ROOT);
        symbols.setDecimalSeparator(decimals);
        DecimalFormat format = new DecimalFormat("0.#", symbols);
        format.setGroupingUsed(false);
        Random random = new Random(5);
        int numbers = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int k = random.nextInt(7); k > 0; k--) {
                text.append(random.nextInt(5) == 0 ? decimals : (char) ('0' + random.nextInt(10)));
            }
            String cell = text.toString();
            ParsePosition end = new ParsePosition(0);
            Number read = format.parse(cell, end);
            boolean whole = read != null && end.getIndex() == cell.length();
            assertThat(style.read(cell)).as(cell).isEqualTo(Double.valueOf(whole ? read.doubleValue() : Double.NaN));
            numbers += whole ? 1 : 0;
        }
        assertThat(numbers).isGreaterThan(5_000);
    }

    @Test
    void aSeparatorAloneIsNoNumber() {
        assertThat(NumberStyle.PLAIN.read(".")).isNaN();
        assertThat(NumberStyle.PLAIN.read("")).isNaN();
        assertThat(NumberStyle.PLAIN.read("1.2.3")).isNaN();
        assertThat(NumberStyle.PLAIN.read("١٢")).as("other digits than ASCII").isNaN();
    }
}
