/**
 * What a model is good for: whom to address, and what came of it.
 *
 * <p>Whatever is chosen here is chosen on validation users; what it brought is measured on test users.
 */
package org.foresale.insight;
