import { clockAheadMs, instant } from '#lib/clock.server.ts';
import type { Db } from '#lib/db.server.ts';
import { writeFault } from '#lib/fault.server.ts';
import { noteJob } from '#lib/metrics.server.ts';
import { pause } from '#lib/pause.ts';
import { assistant } from '#lib/settings.server.ts';
import { ticking } from '#lib/stopwatch.ts';
import { traced } from '#lib/tracing.server.ts';
import { askAssistant } from './ask-assistant.ts';
import { askAboutFollowups } from './ask-followups.ts';
import { bringQuestions } from './bring-questions.ts';
import { compareApplications } from './compare-applications.ts';
import { conductDraws } from './conduct-draws.ts';
import { drawDuePlaces } from './draw-places.ts';
import { dropOldAnswers } from './drop-answers.ts';
import { dropTakenBack } from './drop-drafts.ts';
import { dropImports } from './drop-imports.ts';
import { eraseWhatIsDue } from './erase-due.ts';
import { endTimedRoles } from './end-roles.ts';
import { expireHeldPlaces } from './expire-places.ts';
import { fillFreePlaces } from './fill-places.ts';
import { indexNewProposals } from './index-proposals.ts';
import { issueGuestPasses } from './issue-passes.ts';
import { keepBoard } from './keep-board.ts';
import { mailDueHeads } from './mail-heads.ts';
import { keepTombstones } from './keep-tombstones.ts';
import { lapseInvitations } from './lapse-invitations.ts';
import { redrawLogos } from './redraw-logos.ts';
import { scanFiles } from './scan-files.ts';
import { sendLetters } from './send-letters.ts';
import { sendWebhooks } from './send-webhooks.ts';
import { signJournalHead } from './sign-journal.ts';
import { signLogs } from './sign-logs.ts';
import { sweepFiles } from './sweep-files.ts';
import { remindInvited } from './remind-invited.ts';
import { remindReviewers } from './remind-reviewers.ts';
import { remindOfSaid } from './remind-said.ts';
import { tellOfVotes } from './tell-votes.ts';
import { watchDomains } from './watch-domains.ts';
import { isRolledBack, lookForRollback, watchChain } from './watch-journal.ts';
import { watchReads } from './watch-reads.ts';

/**
 * One piece of the clock's work: looks for facts that are due and calls the verb for each. Safe to run twice. `ending` is
 * aborted when the process is about to end.
 */
export type Job = (db: Db, at: Date, ending: AbortSignal) => Promise<void>;

/** What goes on aside: at its end, the process waits for it. */
const under = new Set<Promise<void>>();

/** A job that waits for others' machines goes on by itself, once at a time: a draw does not wait for a mail server. */
function aside(job: Job): Job {
	let isRunning = false;
	return (db, at, ending) => {
		if (isRunning) return Promise.resolve();
		isRunning = true;
		const run = job(db, at, ending)
			.catch((fault: unknown) => writeFault({ job: job.name, at }, fault))
			.finally(() => ((isRunning = false), under.delete(run)));
		under.add(run);
		return Promise.resolve();
	};
}

const jobs: Record<string, Job> = {
	// First: a deadline that was moved while the program was away holds before anything goes by it.
	'keep-board': aside(keepBoard),
	'sign-logs': signLogs,
	'sign-journal': signJournalHead,
	'mail-heads': mailDueHeads,
	'watch-chain': watchChain,
	'compare-applications': compareApplications,
	'conduct-draws': conductDraws,
	'lapse-invitations': lapseInvitations,
	'fill-places': fillFreePlaces,
	'issue-passes': issueGuestPasses,
	'expire-places': expireHeldPlaces,
	'draw-places': aside(drawDuePlaces),
	'remind-invited': remindInvited,
	'index-proposals': indexNewProposals,
	'ask-followups': askAboutFollowups,
	'drop-imports': dropImports,
	'drop-drafts': dropTakenBack,
	'remind-reviewers': remindReviewers,
	'remind-said': remindOfSaid,
	'watch-reads': watchReads,
	'watch-domains': aside(watchDomains),
	'bring-questions': bringQuestions,
	'tell-votes': tellOfVotes,
	'send-letters': aside(sendLetters),
	'send-webhooks': aside(sendWebhooks),
	'drop-answers': dropOldAnswers,
	'end-roles': endTimedRoles,
	'scan-files': scanFiles,
	'sweep-files': sweepFiles,
	'redraw-logos': redrawLogos,
	'erase-due': eraseWhatIsDue,
	'keep-tombstones': keepTombstones,
	// As many at once as the assistant's server may be asked.
	...Object.fromEntries(
		Array.from({ length: assistant?.atOnce ?? 0 }, (_, nth) => [`ask-assistant-${nth + 1}`, aside(askAssistant)])
	)
};

const everyMs = 1000;

/**
 * Runs every job, over and over, one after another. What is due is read from the store, so nothing is lost with the
 * process; each verb holds its row, so two processes do no harm.
 */
export function runJobs(db: Db): { stop: () => Promise<void> } {
	let stopped = false;
	const sleeping = new AbortController();
	const loop = async () => {
		while (!stopped) {
			// Nothing is sent, drawn or erased out of a store that was put back, until somebody has said so.
			if (isRolledBack()) await lookForRollback(db);
			if (!isRolledBack()) await runDue(db, instant(), sleeping.signal);
			await pause(everyMs, sleeping.signal);
		}
	};
	const running = loop();
	return {
		stop: async () => {
			stopped = true;
			sleeping.abort();
			await running;
			await Promise.all(under);
		}
	};
}

/** Does all that is due at `at`, once. A job that fails is written down and does not hold up the others. */
export async function runDue(db: Db, at: Date, ending: AbortSignal): Promise<void> {
	for (const [name, job] of Object.entries(jobs)) {
		const begun = ticking();
		let hasFailed = false;
		try {
			await traced(`job ${name}`, () => job(db, at, ending));
		} catch (fault) {
			hasFailed = true;
			writeFault({ job: name, at, clockAheadMs: clockAheadMs() }, fault);
		} finally {
			noteJob(name, { ms: ticking() - begun, hasFailed });
		}
	}
}
