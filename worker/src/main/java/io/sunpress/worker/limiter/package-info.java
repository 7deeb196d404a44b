/**
 * May this app, for this kind of code, be called from this worker now; if not, why, until when, and
 * who makes room.
 *
 * <p><b>The states of an app, and of each of its kinds of code</b> ({@code AppState}, {@code
 * ClosedScope}); whoever asks for a permit in any state but {@code OPEN} gets the {@link
 * io.sunpress.worker.limiter.Suspension} instead:
 *
 * <pre>
 *          45011, 45009 but for "day"              a minute is over: half the limit, rising
 *        ┌───────────────────────────▶ MINUTE ──────────────────────────────────▶ OPEN
 *        │                               │ third in a row, none served
 *        │                               ▼
 *      OPEN ───────────────────────────▶ DAY ───────────────────────────────────▶ OPEN
 *        │        45009 "day"            │   WeChat's midnight (in the day's first hour 5, 10,
 *        │                               │   20 minutes), or a probe is answered
 *        │ what somebody has to mend     ▼ the same                a probe is refused: pause doubled
 *        └───────────────────────────▶ STOPPED ─────▶ probe ────────────────────▶ STOPPED
 *                                                       └── it is answered ─────▶ OPEN
 *
 *      what is stopped        by
 *      the app                its credentials or rights, a dead token handed out again and again,
 *                             an errcode without a rule that ten codes get in a row
 *      the app, here          its IP list (other workers may go on)
 *      one kind of code       48001, 45029; DAY too is of one kind, where a code call was refused
 * </pre>
 *
 * A day is the one in which the refused call was sent ({@code WeChatDay}). A probe repeats the call
 * that was refused, or asks for a token where there was none. {@code MINUTE} is of the whole app
 * and measured by the clock of intervals, the others by that of days.
 *
 * <p><b>The pace.</b> WeChat's limit holds per mini-program, over every caller. A worker may spend
 * the fraction of it that equals its fraction of the partitions, and only for as long as it can
 * prove that it owns them: Kafka's group protocol is the only agreement needed. The proof is a
 * {@code Lease}, which starts when a commit is <em>sent</em> that the group's coordinator accepts
 * and ends well before the coordinator could give the partitions to somebody else. A share is
 * lowered before the revocation that takes it returns; a share that rises starts with an empty
 * bucket; a clock that jumped voids every lease until a commit that began after the jump. Permits
 * are paced at 98 % of the share, one at a time, and a permit that is not used within half a second
 * lapses.
 *
 * <p><b>Guaranteed</b>: no 60 seconds hold more calls, over all workers, than the limit, if {@link
 * io.sunpress.worker.limiter.Permit#use()} is asked right before each call is sent and the limit is
 * at least 100 a worker; with a lower limit there may be one call too many a worker. Calls that
 * were admitted before a share was lowered and sent after it are within that, and counted ({@link
 * io.sunpress.worker.limiter.PermitCounts#moved()}).
 *
 * <p><b>Not guaranteed</b>: anything about what happens between {@code use()} and WeChat's
 * counting, so a process that is stopped right there sends that call when it goes on, and of a
 * network whose delay changes by more than half a second nothing is known; calls that other systems
 * make with the same appid, for which a part of WeChat's limit is left to them and throttles are
 * obeyed; a machine that sleeps for less than a second at a time, again and again.
 */
@NullMarked
package io.sunpress.worker.limiter;

import org.jspecify.annotations.NullMarked;
