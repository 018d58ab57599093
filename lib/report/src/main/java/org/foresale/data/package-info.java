/**
 * The logs of the notebooks: the public data sets {@link org.foresale.data.CompleteJourney} and {@link
 * org.foresale.data.TaFeng}, the invented {@link org.foresale.data.SimulatedLog}, and what makes them comparable.
 */
package org.foresale.data;
