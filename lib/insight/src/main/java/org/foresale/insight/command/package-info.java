/** The program behind environment/score, which a scheduler can call every night. */
package org.foresale.insight.command;
