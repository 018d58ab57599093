/**
 * Models to keep: a predictor with its threshold, its calibration, where it comes from and a card that says what it is
 * good for, in one file that is read without trusting a byte of it.
 */
package org.foresale.model;
