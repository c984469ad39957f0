import type { Answers, Features, Option } from '#db/kinds.ts';
import { askedFields } from '#domain/calls/conditions.rules.ts';
import { isSection } from '#domain/calls/kinds.rules.ts';
import type { Field, Track } from '#domain/calls/rules.ts';
import { faultIn, maxLength, oddIn, settledAnswer } from './kinds.rules.ts';

/** A field of a call's form, with the choices an applicant has. */
export type FormField = Field;

/** The field where an organisation's name is written, beside its registration number. */
export const organisationName = 'organisation_name';

const nameLabel = { ko: '기업·기관 이름', en: 'Name of the organisation' };
const trackLabel = { ko: '지원 분야', en: 'Track' };
const plain = {
	...{ help: null, is_required: true, is_feature: false, max_length: null, options: [] },
	...{ settings: {}, shown_when: null }
};

/**
 * The fields an applicant fills in: the call's own, a name before each registration number where the call does not ask
 * for it itself, and the track where there is more than one to choose from. `stops` are those an applicant may rank.
 */
export function formFields(fields: Field[], tracks: Pick<Track, 'key' | 'name'>[], stops: Option[] = []): FormField[] {
	const keys = new Set(fields.map((field) => field.key));
	const choices: Option[] = tracks.map((track) => ({ value: track.key, label: track.name }));
	const all = fields.flatMap((field): FormField[] => {
		if (field.kind === 'track') return [{ ...field, options: choices }];
		if (field.kind === 'stops') return [{ ...field, options: stops }];
		if (field.kind !== 'organisation' || keys.has(organisationName)) return [field];
		return [{ ...plain, key: organisationName, kind: 'text', label: nameLabel, is_required: field.is_required }, field];
	});
	if (tracks.length < 2 || fields.some((field) => field.kind === 'track')) return all;
	return [{ ...plain, key: 'track', kind: 'track', label: trackLabel, options: choices }, ...all];
}

/** The track these answers choose, by its id; the only one where there is nothing to choose. */
export function trackIn(
	{ fields, tracks }: { fields: FormField[]; tracks: Pick<Track, 'id' | 'key'>[] },
	answers: Answers
): string | null {
	const field = fields.find((field) => field.kind === 'track');
	const track = field ? tracks.find((track) => track.key === answerIn(answers, field.key)) : tracks[0];
	return track?.id ?? null;
}

/** What was answered in a field, or nothing. */
export function answerIn(answers: Answers, key: string): string {
	return Object.hasOwn(answers, key) ? (answers[key] ?? '') : '';
}

/** The fields that are asked, given these answers: see `askedFields`. Sections among them, for reading. */
export function askedIn(answers: Answers, fields: FormField[]): FormField[] {
	return askedFields(fields, answers);
}

/** What is answered: not the sections. */
export const answerable = (fields: FormField[]) => fields.filter((field) => !isSection(field));

/**
 * What is wrong with the answers of a form, as complaint codes by field key; empty when it may be submitted. Of what is
 * not asked nothing is wrong. The same in the browser and on the server.
 */
export function faultsIn(answers: Answers, fields: FormField[]): Record<string, string> {
	return complaints(answers, askedIn(answers, fields), faultIn);
}

/** What may not even be kept in a draft: characters no store can carry, a resident number, a text far too long. */
export function draftFaultsIn(answers: Answers, fields: FormField[]): Record<string, string> {
	return complaints(answers, fields, (text, field) =>
		text.length > 20 * maxLength(field) + 10_000 ? 'lib.too-long' : oddIn(text, field)
	);
}

function complaints(
	answers: Answers,
	fields: FormField[],
	faultOf: (text: string, field: FormField) => string | undefined
): Record<string, string> {
	const found = answerable(fields).map((field) => [field.key, faultOf(answerIn(answers, field.key), field)] as const);
	return Object.fromEntries(found.filter((pair): pair is readonly [string, string] => pair[1] !== undefined));
}

/** The answers as they are submitted: in one spelling, nothing blank, nothing the form does not ask these answers. */
export function settled(answers: Answers, fields: FormField[]): Answers {
	const asked = answerable(askedIn(answers, fields));
	const pairs = asked.map((field) => [field.key, settledAnswer(answerIn(answers, field.key), field)] as const);
	return Object.fromEntries(pairs.filter(([, text]) => text !== ''));
}

/**
 * The answers as a draft keeps them: as typed, but only what the form may ask, and NFC so that one word is one word.
 * What is not asked for now stays: whoever changes their mind finds it again.
 */
export function asDraft(answers: Answers, fields: FormField[]): Answers {
	const pairs = answerable(fields).map((field) => [field.key, answerIn(answers, field.key).normalize('NFC')] as const);
	return Object.fromEntries(pairs.filter(([, text]) => text.replaceAll('\n', '') !== ''));
}

/** The keys whose answers differ, either way. */
export function differing(one: Answers, other: Answers): string[] {
	const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
	return [...keys].filter((key) => answerIn(one, key) !== answerIn(other, key));
}

/** The values quotas count, by field key. */
export function featuresIn(answers: Answers, fields: Pick<Field, 'key' | 'is_feature'>[]): Features {
	const counted = fields.filter((field) => field.is_feature && answerIn(answers, field.key) !== '');
	return Object.fromEntries(counted.map((field) => [field.key, answerIn(answers, field.key)]));
}
