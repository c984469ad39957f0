import { z } from 'zod';
import type { Answers } from '#db/kinds.ts';

const prefix = 'answer_';

/** The name of a field's input. */
export const inputName = (key: string) => prefix + key;

const filePrefix = 'file_';

/** The name of an input that takes files for a field, and the field again. */
export const fileInput = (key: string) => filePrefix + key;
export const fieldOfFile = (name: string) => (name.startsWith(filePrefix) ? name.slice(filePrefix.length) : '');

/** A draft as a device sends it: all answers as typed, and the version it has seen. */
export const DraftSent = z.object({
	version: z.coerce.number({ error: 'applications.bad-request' }).int().min(0).max(2_000_000_000),
	answers: z.record(z.string().max(80), z.string())
});
export type DraftSent = z.infer<typeof DraftSent>;

/** The press of the button: the form's own key, and the hash of what was on the page. Both come from the page itself. */
export const SubmitSent = z.object({
	intent: z.guid({ error: 'applications.bad-request' }),
	hash: z.string({ error: 'applications.bad-request' }).regex(/^[0-9a-f]{64}$/, { error: 'applications.bad-request' })
});
export type SubmitSent = z.infer<typeof SubmitSent> & { agreed: string[]; guardian?: GuardianSent };

const size = z.coerce.number({ error: 'applications.bad-request' }).int().min(0).max(2_000_000_000);

/** Which leaves of a log are asked for: those from a place on. */
export const LeavesAsked = z.object({ from: size.default(0) });

/** Between which two lengths of a log a proof is asked for. */
export const ConsistencyAsked = z.object({ from: size, to: size });

/** Who agrees for an applicant under fourteen, as it was typed. */
export type GuardianSent = { name: string; contact: string; agrees: boolean };

/** The answers among a form's inputs. An answer of several inputs has a line for each; with nothing in any it is empty. */
export function answersAmong(data: Iterable<[string, unknown]>): Answers {
	const answers = new Map<string, string>();
	for (const [name, text] of data) {
		if (!name.startsWith(prefix) || typeof text !== 'string') continue;
		const key = name.slice(prefix.length);
		const before = answers.get(key);
		const line = text.replace(/\r\n?/g, '\n');
		answers.set(key, before === undefined ? line : `${before}\n${line}`);
	}
	return Object.fromEntries([...answers].map(([key, text]) => [key, text.replaceAll('\n', '') === '' ? '' : text]));
}

/** The guardian among a form's inputs, where it asked for one. */
export function guardianAmong(data: FormData): GuardianSent | undefined {
	const typed = (name: string) => String(data.get(name) ?? '');
	if (!data.has('guardian_name')) return undefined;
	return { name: typed('guardian_name'), contact: typed('guardian_contact'), agrees: data.has('guardian_agrees') };
}

/** The keys of the terms that were ticked. */
export function agreedAmong(data: Iterable<[string, unknown]>): string[] {
	const ticked = [...data].filter(([name]) => name.startsWith('consent_'));
	return ticked.map(([name]) => name.slice('consent_'.length));
}
