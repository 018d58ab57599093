/** Says when the buyers of a category will buy it next, with an interval, and how well that is known. */
package org.foresale.insight.timing;
