package org.foresale.log.internal;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import org.mozilla.universalchardet.UniversalDetector;

/** The encoding of a text, by its first bytes. */
final class Encodings {

    /** What most texts with accents are in that are not UTF-8. */
    private static final String WESTERN = "windows-1252";

    private static final int SAMPLE = 1 << 16;
    /** A few are in texts of old systems; of random bytes, every tenth is one. */
    private static final double MAX_CONTROLS = 0.05;

    private static final int LAST_OF_ASCII = 0x7F;
    private static final long MIN_LETTERS_A_FAULT = 10;

    private Encodings() {
    }

    /**
     * The encoding that a byte-order mark tells.
     *
     * @param sample the first bytes
     * @return its name, if there is a mark
     */
    static Optional<String> marked(byte[] sample) {
        if (starts(sample, 0xEF, 0xBB, 0xBF)) {
            return Optional.of("UTF-8");
        }
        if (starts(sample, 0xFF, 0xFE)) {
            return Optional.of("UTF-16LE");
        }
        return starts(sample, 0xFE, 0xFF) ? Optional.of("UTF-16BE") : Optional.empty();
    }

    private static boolean starts(byte[] sample, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (i >= sample.length || (sample[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    /**
     * The encoding that the bytes look like.
     *
     * @param sample the first bytes, the last letter of which may be cut
     * @return UTF-8 if they can be that, or another encoding
     */
    static String guessed(byte[] sample) {
        Optional<String> marked = marked(sample);
        if (marked.isPresent()) {
            return marked.get();
        }
        int[] zeros = new int[2];
        for (int i = 0; i < sample.length; i++) {
            zeros[i % 2] += sample[i] == 0 ? 1 : 0;
        }
        // Separators and digits alone have a zero byte for every letter that is ASCII.
        if (zeros[0] + zeros[1] > sample.length / 8) {
            return zeros[1] > zeros[0] ? "UTF-16LE" : "UTF-16BE";
        }
        if (canBe(StandardCharsets.UTF_8, sample)) {
            return "UTF-8";
        }
        UniversalDetector detector = new UniversalDetector();
        detector.handleData(sample, 0, sample.length);
        detector.dataEnd();
        return Optional.ofNullable(detector.getDetectedCharset()).filter(Charset::isSupported)
                .map(name -> Charset.forName(name).name())
                .filter(name -> !name.equals("UTF-8") && !name.equals("US-ASCII")).orElse(WESTERN);
    }

    /**
     * Tells whether bytes are no text at all: letters of few texts are controls, those of binary data many.
     *
     * @param charset the encoding of the text, if it is one
     * @param sample  the first bytes
     * @return whether many of the letters are controls, or not known
     */
    static boolean isBinary(Charset charset, byte[] sample) {
        String letters = charset.decode(ByteBuffer.wrap(sample, 0, Math.min(sample.length, SAMPLE))).toString();
        int[] controls = new int[' '];
        letters.chars().filter(letter -> letter < ' ' && !Character.isWhitespace(letter))
                .forEach(letter -> controls[letter]++);
        // One sign other than zero may part the cells, as in tables of Hive.
        int separators = Arrays.stream(controls).skip(1).max().orElse(0);
        long unknown = letters.codePoints().filter(letter -> Character.getType(letter) == Character.UNASSIGNED).count();
        return unknown + Arrays.stream(controls).sum() - separators > letters.length() * MAX_CONTROLS;
    }

    /**
     * Looks for bytes that are no letters in a text that is in UTF-8 but for these, as where texts of two encodings
     * were put together.
     *
     * @param sample the first bytes, the last letter of which may be cut
     * @return in which line the first of them stand; empty if there are none, or if they are too many for UTF-8
     */
    static OptionalInt faultInUtf8(byte[] sample) {
        CharsetDecoder decoder = strict(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.wrap(sample);
        CharBuffer letters = CharBuffer.allocate(sample.length);
        int faults = 0;
        int before = 0;
        for (CoderResult result = decoder.decode(bytes, letters, false); result.isError();
                result = decoder.decode(bytes, letters, false)) {
            before = faults++ == 0 ? letters.position() : before;
            bytes.position(bytes.position() + result.length());
        }
        letters.flip();
        long beyondAscii = letters.chars().filter(letter -> letter > LAST_OF_ASCII).count();
        // Two letters of another encoding rarely are one in UTF-8.
        return faults == 0 || beyondAscii < MIN_LETTERS_A_FAULT * faults ? OptionalInt.empty()
                : OptionalInt.of((int) letters.subSequence(0, before).chars().filter(letter -> letter == '\n').count()
                        + 1);
    }

    /**
     * Tells whether bytes can be a text in an encoding.
     *
     * @param charset the encoding
     * @param sample  the first bytes, the last letter of which may be cut
     * @return whether they can be
     */
    static boolean canBe(Charset charset, byte[] sample) {
        CharsetDecoder decoder = strict(charset);
        CoderResult result = decoder.decode(ByteBuffer.wrap(sample), CharBuffer.allocate(sample.length), false);
        return !result.isError();
    }

    /** What reads an encoding, and refuses bytes that are none of it. */
    static CharsetDecoder strict(Charset charset) {
        return charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }
}
