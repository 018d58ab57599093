/** What the modules of Foresale share of cohorts and nobody else is to use. It may change at any time. */
package org.foresale.cohort.internal;
