/**
 * Models that can be saved: a predictor with its threshold, its calibration, its provenance and a model card that says
 * what it is good for, in one file. Reading does not trust the content of the file.
 *
 * <p>A {@link org.foresale.model.PurchaseModel} predicts one target, a {@link org.foresale.model.CategoryModel} every
 * category at once, with a threshold and a calibration for each.
 */
package org.foresale.model;
