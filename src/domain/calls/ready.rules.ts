import { conditionFaults } from './conditions.rules.ts';
import { featuresOf, quotaFaults } from './quotas.rules.ts';
import { placesOf, type WholeCall } from './rules.ts';

/** The parts of a notice that are written on their own. */
export const parts = ['texts', 'dates', 'tracks', 'criteria', 'quotas', 'fields', 'terms'] as const;
export type PartName = (typeof parts)[number];

/** What keeps a draft from being published at `at`, by the part to mend. Each part alone was checked when it was saved. */
export function unready(call: WholeCall, at: Date): Partial<Record<PartName, string>> {
	const faults: Partial<Record<PartName, string>> = {};
	if (call.closes_at <= at) faults.dates = 'calls.already-over';
	if (call.tracks.length === 0) faults.tracks = 'lib.required';
	if (call.criteria.length === 0) faults.criteria = 'lib.required';
	if (!call.terms.some((term) => term.is_required)) faults.terms = 'calls.needs-term';
	for (const kind of ['organisation', 'track']) {
		if (!call.fields.some((field) => field.kind === kind)) faults.fields = `calls.needs-${kind}`;
	}
	if (call.fields.some((field) => field.kind === 'file' && field.is_required)) faults.fields = 'calls.files-not-yet';
	const tracks = call.tracks.map((track) => track.key);
	const [condition] = Object.values(conditionFaults(call.fields, tracks));
	if (condition) faults.fields = condition;
	const [quota] = Object.values(quotaFaults(call.quotas, featuresOf(call), placesOf(call)));
	if (quota) faults.quotas = quota;
	return faults;
}
