package org.foresale.log;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** What a column of a source can be for a log, and what such columns are commonly called. */
enum Role {

    USER("user", true, RoleNames.USERS),
    TIME("time", true, RoleNames.TIMES),
    PRODUCT("product", true, RoleNames.PRODUCTS),
    FIRST_CLASS("first-level class", true, RoleNames.FIRST_CLASSES),
    SECOND_CLASS("second-level class", true, RoleNames.SECOND_CLASSES),
    THIRD_CLASS("third-level class", true, RoleNames.THIRD_CLASSES),
    BASKET("basket", false, RoleNames.BASKETS),
    QUANTITY("quantity", false, RoleNames.QUANTITIES),
    VALUE("value", false, RoleNames.VALUES);

    /** The three levels, widest first. */
    static final List<Role> CLASSES = List.of(FIRST_CLASS, SECOND_CLASS, THIRD_CLASS);

    private final String text;
    private final boolean needed;
    private final List<Set<String>> names;

    Role(String text, boolean needed, List<Set<String>> names) {
        this.text = text;
        this.needed = needed;
        this.names = names;
    }

    /** The role in words. */
    String text() {
        return text;
    }

    /** Whether no log can do without it. */
    boolean isNeeded() {
        return needed;
    }

    /** How many ranks of names there are: names of a later rank count where no column of an earlier one will do. */
    int ranks() {
        return names.size();
    }

    /** Whether columns of a name commonly have any role. */
    static boolean areNamed(String plainName) {
        return Arrays.stream(values()).anyMatch(role -> role.isCalled(plainName));
    }

    /** Whether columns of a name commonly have this role, of whatever rank the name is. */
    boolean isCalled(String plainName) {
        return names.stream().anyMatch(rank -> rank.contains(plainName));
    }

    /**
     * Whether columns of a name commonly have this role.
     *
     * @param plainName the name in small letters without blanks or signs
     * @param rank      from 0, that of the names which say most
     */
    boolean isCalled(String plainName, int rank) {
        return names.get(rank).contains(plainName);
    }
}
