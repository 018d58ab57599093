/** Puts an audience on one page for marketing: whom, how many, why, how good the model was, and what to watch. */
package org.foresale.insight.page;
