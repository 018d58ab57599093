package org.foresale.log;

/** Lists the levels of a three-level product taxonomy, from the broadest to the narrowest. */
public enum Level {
    /** The broadest level, such as a department. */
    FIRST,
    /** The middle level, such as a product category. */
    SECOND,
    /** The narrowest level, such as a product type. */
    THIRD
}
