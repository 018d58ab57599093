/**
 * Models to keep: a predictor with its threshold, its calibration, where it comes from and a card that says what it is
 * good for, in one file that is read without trusting a byte of it.
 *
 * <p>A {@link org.foresale.model.PurchaseModel} is of one target, a {@link org.foresale.model.CategoryModel} of every
 * category at once, with a threshold and a calibration for each.
 */
package org.foresale.model;
