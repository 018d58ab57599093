package org.foresale.log.internal;

import it.unimi.dsi.fastutil.longs.LongArrayList;
import it.unimi.dsi.fastutil.longs.LongList;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * Counts the records of a text with separators as RFC 4180 has them, in UTF-8 or any encoding that writes ASCII as it
 * is. A blank line is no record, unless there is one column only.
 *
 * <p>Whole stretches of text are passed over eight bytes at a time, which are compared with a sign at once: loading
 * waits for this count. The method is that of
 * <a href="https://graphics.stanford.edu/~seander/bithacks.html#ZeroInWord">Bit Twiddling Hacks</a>, in the form that
 * marks no byte wrongly.
 *
 * <p>The first record that does not fit the others is told with its line and cell: such a file is not guessed at.
 */
final class CsvRecords {

    /** So many columns make it implausible that a text of several lines has a separator for each of them. */
    private static final int MIN_COLUMNS_OF_LINES = 4;

    private static final int START = 0;
    private static final int PLAIN = 1;
    private static final int QUOTED = 2;
    private static final int CLOSED = 3;
    private static final int BLANK = 4;

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class,
            ByteOrder.LITTLE_ENDIAN);
    private static final long LOW_BITS = 0x7F7F7F7F7F7F7F7FL;
    private static final long EACH_BYTE = 0x0101010101010101L;
    private static final long QUOTES = EACH_BYTE * '"';
    private static final long RETURNS = EACH_BYTE * '\r';
    private static final long FEEDS = EACH_BYTE * '\n';
    private static final long NEVER = Long.MAX_VALUE;

    private final byte separator;
    private final int columns;
    private final boolean sound;

    private int state = START;
    private boolean afterReturn;
    private long line;
    private long lineOfRecord;
    private long lineOfQuote;
    private int cells = 1;
    private long breaks;
    private long separators;
    private long records;
    private long passed;
    private long firstOfBlock = NEVER;
    private int linesABlock;
    private boolean begins;
    /** Whether the last record ended in a carriage return, of which it is not known yet whether it stands alone. */
    private boolean returned;
    private int firstEnd;
    private boolean odd;
    private final LongArrayList blocks = new LongArrayList();
    private Optional<String> problem = Optional.empty();
    private int otherCells;

    /**
     * No record yet.
     *
     * @param separator what stands between two cells
     * @param columns   how many cells each record should have
     * @param before    how many lines came before the first
     * @param sound     whether it is known that no quotation mark is missing, however a cell looks
     */
    CsvRecords(char separator, int columns, long before, boolean sound) {
        this.sound = sound;
        this.separator = (byte) separator;
        this.columns = columns;
        this.line = 1 + before;
        this.lineOfRecord = line;
    }

    /**
     * Remembers where blocks of records begin.
     *
     * @param first which record begins the first block: 1 where one names the columns
     * @param lines how many records a block has
     */
    void rememberBlocks(int first, int lines) {
        firstOfBlock = first;
        linesABlock = lines;
        begins = first == 0;
    }

    /** At which byte each block begins; blank lines before its first record belong to it. */
    LongList blocks() {
        return blocks;
    }

    /** How many bytes there were so far. */
    long bytes() {
        return passed;
    }

    /** How many records there are so far, the header among them. */
    long records() {
        return records;
    }

    /** What is wrong first, as a sentence with its line; nothing is counted after it. */
    Optional<String> problem() {
        return problem;
    }

    /** How many cells the record has that does not fit; 0 if the problem is another one, or none. */
    int otherCells() {
        return otherCells;
    }

    /**
     * Takes some more bytes.
     *
     * @param bytes  the bytes
     * @param length how many of them count
     */
    void add(byte[] bytes, int length) {
        int i = 0;
        while (i < length && problem.isEmpty()) {
            i = passText(bytes, i, length);
            if (i < length) {
                add(bytes[i], passed + i);
                i++;
            }
        }
        passed += length;
    }

    /** Passes over text and separators, up to a quotation mark, the end of a line or less than eight bytes. */
    private int passText(byte[] bytes, int from, int length) {
        if (state == CLOSED || returned || odd || begins) {
            return from;
        }
        int to = from;
        int passedSeparators = 0;
        int free = Long.BYTES;
        while (free == Long.BYTES && to <= length - Long.BYTES) {
            long word = (long) WORDS.get(bytes, to);
            long stops = marks(word, QUOTES) | marks(word, RETURNS) | marks(word, FEEDS);
            long beforeStop = (stops & -stops) - 1;
            passedSeparators += Long.bitCount(marks(word, EACH_BYTE * separator) & beforeStop);
            free = Long.numberOfTrailingZeros(stops) / Byte.SIZE;
            to += free;
        }
        if (to > from) {
            afterReturn = false;
            if (state == QUOTED) {
                separators += passedSeparators;
            } else {
                cells += passedSeparators;
                state = stateAfter(bytes, from, to);
            }
        }
        return to;
    }

    /** The highest bit of each byte of a word that is the one of a pattern, whose eight bytes are the same. */
    private static long marks(long word, long pattern) {
        long other = word ^ pattern;
        return ~((other & LOW_BITS) + LOW_BITS | other | LOW_BITS);
    }

    private int stateAfter(byte[] bytes, int from, int to) {
        int last = to - 1;
        while (last >= from && bytes[last] == ' ' && separator != ' ') {
            last--;
        }
        if (last < from) {
            return state == PLAIN ? PLAIN : BLANK;
        }
        if (bytes[last] == separator) {
            return last == to - 1 ? START : BLANK;
        }
        return PLAIN;
    }

    private void add(byte next, long place) {
        boolean secondOfBreak = afterReturn && next == '\n';
        if (returned) {
            ended(secondOfBreak ? '\n' : '\r');
            returned = false;
        }
        if (odd && next != '\n' && next != '\r') {
            problem = Optional.of("line " + (line - 1) + " and the first line end differently: one of them ends in a"
                    + " carriage return without a line feed. CSV readers disagree on where such lines end");
            return;
        }
        afterReturn = next == '\r';
        if (secondOfBreak) {
            return;
        }
        if (begins) {
            blocks.add(place);
            begins = false;
        }
        if (state == QUOTED) {
            quoted(next);
        } else if (next == '\n' || next == '\r') {
            endRecord();
            returned = next == '\r';
            if (next == '\n') {
                ended(next);
            }
            line++;
            lineOfRecord = line;
        } else if (next == separator) {
            endCell();
            cells++;
            state = START;
        } else if (next == '"' && state == CLOSED) {
            state = QUOTED;
        } else if (next == '"' && state == BLANK) {
            problem = Optional.of("in line " + line + ", cell " + cells + ", there is a space before the quotation"
                    + " mark: it is unclear whether the mark opens a quoted cell");
        } else if (next == '"' && state == START) {
            state = QUOTED;
            lineOfQuote = line;
            breaks = 0;
            separators = 0;
        } else if (state == CLOSED) {
            problem = Optional.of("in line " + line + ", cell " + cells + ", there is text after the closing quotation"
                    + " mark. A quotation mark inside a quoted cell must be doubled");
        } else {
            state = next == ' ' && (state == START || state == BLANK) ? BLANK : PLAIN;
        }
    }

    /** Remembers how a record ended: in a carriage return alone, or with a line feed. */
    private void ended(int sign) {
        firstEnd = firstEnd == 0 ? sign : firstEnd;
        odd = sign != firstEnd;
    }

    private void quoted(byte next) {
        if (next == '"') {
            state = CLOSED;
        } else if (next == separator) {
            separators++;
        } else if (next == '\n' || next == '\r') {
            breaks++;
            line++;
        }
    }

    private void endCell() {
        if (!sound && state == CLOSED && breaks > 0 && columns >= MIN_COLUMNS_OF_LINES
                && separators >= breaks * (columns - 1)) {
            problem = Optional.of("the quotation mark that opens cell " + cells + " in line " + lineOfQuote
                    + " is not closed until line " + line + ", and the text in between looks like whole lines: a"
                    + " quotation mark is missing, or there is one too many");
        }
        breaks = 0;
    }

    private void endRecord() {
        endCell();
        boolean blank = cells == 1 && state == START;
        if (problem.isEmpty() && (!blank || columns == 1)) {
            if (cells != columns) {
                otherCells = cells;
                problem = Optional.of("line " + lineOfRecord + " has " + cells + (cells == 1 ? " cell" : " cells")
                        + ", but the header has " + columns + ": a separator is missing, there is one too many, or a"
                        + " cell that contains one is not in quotation marks");
            } else {
                records++;
                begins = records >= firstOfBlock && (records - firstOfBlock) % linesABlock == 0;
            }
        }
        cells = 1;
        state = START;
    }

    /** Tells that no more bytes come. */
    void end() {
        if (problem.isPresent()) {
            return;
        }
        if (state == QUOTED) {
            problem = Optional.of("the quotation mark that opens cell " + cells + " in line " + lineOfQuote
                    + " is never closed");
        } else if (cells > 1 || state != START) {
            endRecord();
        }
    }
}
