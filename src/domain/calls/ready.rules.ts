import { conditionFaults } from './conditions.rules.ts';
import { jointFaults } from './joint.rules.ts';
import { featuresOf, quotaFaults } from './quotas.rules.ts';
import { roundFaults } from './rounds.rules.ts';
import { criteriaFor, takenUntil, type WholeCall } from './rules.ts';
import { isInside } from './tracks.rules.ts';

/** The parts of a notice that are written on their own. */
export const parts = ['texts', 'dates', 'tracks', 'stops', 'rounds', 'criteria', 'quotas', 'fields', 'terms'] as const;
export type PartName = (typeof parts)[number];

/** What keeps a draft from being published at `at`, by the part to mend. Each part alone was checked when it was saved. */
export function unready(call: WholeCall, at: Date): Partial<Record<PartName, string>> {
	const faults: Partial<Record<PartName, string>> = {};
	if (call.closes_at <= at) faults.dates = 'calls.already-over';
	else if (takenUntil(call) > call.review_until) faults.dates = 'calls.grace-past-review';
	if (call.tracks.length === 0) faults.tracks = 'lib.required';
	if (call.tracks.some(({ closes_at }) => closes_at && !isInside(closes_at, call))) {
		faults.tracks = 'calls.track-closes-outside';
	}
	if (call.tracks.length && call.tracks.every((track) => track.by_code)) faults.tracks = 'calls.all-by-code';
	const [round] = Object.values(roundFaults(call.rounds, call));
	if (round) faults.rounds = round;
	const criterion = criterionFault(call);
	if (criterion) faults.criteria = criterion;
	if (!call.terms.some((term) => term.is_required)) faults.terms = 'calls.needs-term';
	for (const kind of ['organisation', 'track']) {
		if (!call.fields.some((field) => field.kind === kind)) faults.fields = `calls.needs-${kind}`;
	}
	const tracks = call.tracks.map((track) => track.key);
	const [condition] = Object.values(conditionFaults(call.fields, tracks));
	if (condition) faults.fields = condition;
	const [quota] = Object.values(quotaFaults(call.quotas, featuresOf(call), call.tracks));
	if (quota) faults.quotas = quota;
	return { ...faults, ...jointFaults(call) };
}

/** Each track has something to be scored by in each round, and no criterion belongs to what is not there. */
function criterionFault(call: WholeCall): string | undefined {
	const rounds = [1, ...call.rounds.map(({ position }) => position)];
	const tracks = call.tracks.map(({ key }) => key);
	const isLost = call.criteria.some(
		({ track, round }) => (track !== null && !tracks.includes(track)) || (round !== null && !rounds.includes(round))
	);
	if (isLost) return 'calls.criterion-of-nothing';
	const isBare = rounds.some((round) => tracks.some((key) => !criteriaFor({ ...call, round }, key).length));
	return call.criteria.length === 0 || isBare ? 'calls.needs-criterion' : undefined;
}
