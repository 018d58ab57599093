package org.foresale.cohort;

import java.io.Serializable;

/**
 * What a rule answers of a user.
 *
 * @param <T>   the kind of the answer
 * @param id    the user's id
 * @param part  in which part of the log the user's purchases are, 0 if it is in one
 * @param user  the user's code in that part
 * @param value the answer
 */
public record Answer<T extends Serializable>(String id, int part, int user, T value) implements Serializable {
}
