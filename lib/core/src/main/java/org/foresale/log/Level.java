package org.foresale.log;

/** A level of a three-level product taxonomy, from the widest to the narrowest. */
public enum Level {
    /** The widest, such as a department. */
    FIRST,
    /** The middle one, such as a product category. */
    SECOND,
    /** The narrowest, such as a product type: the article's third-level class. */
    THIRD
}
