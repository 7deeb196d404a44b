package io.sunpress.simulator.calls;

import java.time.Instant;

/**
 * One call.
 *
 * @param number counts from 1 in order of arrival
 * @param at when it had arrived whole
 * @param facts what was asked
 * @param outcome how it ended
 * @param fault name of the fault that was played on it, or empty
 */
public record RecordedCall(
    long number, Instant at, CallParameters facts, RecordedOutcome outcome, String fault) {}
