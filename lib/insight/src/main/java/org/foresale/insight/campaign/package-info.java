/**
 * How campaigns that a shop really sent turned out, beside what a model would have said of those whom it addressed.
 */
package org.foresale.insight.campaign;
