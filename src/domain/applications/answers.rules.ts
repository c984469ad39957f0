import type { Answers, Features, Option } from '#db/kinds.ts';
import { characterFault, isBlank, isLongerThan, mixesScripts, tidy } from '#lib/text.ts';
import { inWords, type Locale } from '#lib/words.ts';
import type { Field, Track } from '#domain/calls/rules.ts';
import type { LiveApplication } from './rules.ts';

/** A field of a call's form, with the choices an applicant has. */
export type FormField = Pick<
	Field,
	'key' | 'kind' | 'label' | 'help' | 'is_required' | 'is_feature' | 'max_length' | 'options'
>;

/** The field where an organisation's name is written, beside its registration number. */
export const organisationName = 'organisation_name';

const nameLabel = { ko: '기업·기관 이름', en: 'Name of the organisation' };
const trackLabel = { ko: '지원 분야', en: 'Track' };

/**
 * The fields an applicant fills in: the call's own, a name before each registration number where the call does not ask
 * for it itself, and the track where there is more than one to choose from.
 */
export function formFields(fields: Field[], tracks: Pick<Track, 'key' | 'name'>[]): FormField[] {
	const keys = new Set(fields.map((field) => field.key));
	const choices: Option[] = tracks.map((track) => ({ value: track.key, label: track.name }));
	const plain = { help: null, is_required: true, is_feature: false, max_length: null, options: [] };
	const all = fields.flatMap((field): FormField[] => {
		if (field.kind === 'track') return [{ ...field, options: choices }];
		if (field.kind !== 'organisation' || keys.has(organisationName)) return [field];
		return [{ ...plain, key: organisationName, kind: 'text', label: nameLabel, is_required: field.is_required }, field];
	});
	if (tracks.length < 2 || fields.some((field) => field.kind === 'track')) return all;
	return [{ ...plain, key: 'track', kind: 'track', label: trackLabel, options: choices }, ...all];
}

const lengths: Record<string, number> = { text: 120, long: 2000, person: 60, link: 500, phone: 40, number: 20 };

/** How many letters (grapheme clusters) an answer may have. */
export function maxLength(field: Pick<FormField, 'kind' | 'max_length'>): number {
	return field.max_length ?? lengths[field.kind] ?? 200;
}

/** What was answered in a field, or nothing. */
export function answerIn(answers: Answers, key: string): string {
	return Object.hasOwn(answers, key) ? (answers[key] ?? '') : '';
}

/**
 * What is wrong with the answers of a form, as complaint codes by field key; empty when it may be submitted. The same
 * in the browser and on the server.
 */
export function faultsIn(answers: Answers, fields: FormField[]): Record<string, string> {
	return complaints(answers, fields, faultIn);
}

/** What may not even be kept in a draft: characters no store can carry, a resident number, a text far too long. */
export function draftFaultsIn(answers: Answers, fields: FormField[]): Record<string, string> {
	return complaints(answers, fields, (text, field) =>
		text.length > 20 * maxLength(field) + 10_000 ? 'lib.too-long' : characterFault(text)
	);
}

function complaints(
	answers: Answers,
	fields: FormField[],
	faultOf: (text: string, field: FormField) => string | undefined
): Record<string, string> {
	const found = fields.map((field) => [field.key, faultOf(answerIn(answers, field.key), field)] as const);
	return Object.fromEntries(found.filter((pair): pair is readonly [string, string] => pair[1] !== undefined));
}

function faultIn(typed: string, field: FormField): string | undefined {
	const odd = typed && characterFault(typed);
	if (odd) return odd;
	if (typed.trim() === '') return field.is_required ? 'lib.required' : undefined;
	if (isBlank(typed)) return 'lib.blank';
	if (isLongerThan(maxLength(field), tidy(typed))) return 'lib.too-long';
	return faultOfKind(typed, field);
}

function faultOfKind(typed: string, field: FormField): string | undefined {
	switch (field.kind) {
		case 'text':
		case 'person':
			return mixesScripts(typed) ? 'lib.mixed-scripts' : undefined;
		case 'choice':
		case 'track':
			return field.options.some((option) => option.value === typed) ? undefined : 'lib.not-a-choice';
		case 'number':
			return /^-?\d{1,15}(\.\d{1,6})?$/.test(plainNumber(typed)) ? undefined : 'lib.not-a-number';
		case 'link':
			return isLink(typed) ? undefined : 'lib.not-a-link';
		case 'phone':
			return plainPhone(typed) ? undefined : 'lib.not-a-phone';
		case 'organisation':
			return isRegistrationNumber(plainDigits(typed)) ? undefined : 'applications.not-a-registration-number';
	}
	return undefined;
}

/** The answers as they are submitted: NFC, numbers in one spelling, nothing blank, nothing the form does not ask. */
export function settled(answers: Answers, fields: FormField[]): Answers {
	const pairs = fields.map((field) => [field.key, settledAnswer(answerIn(answers, field.key), field)] as const);
	return Object.fromEntries(pairs.filter(([, text]) => text !== ''));
}

/** The answers as a draft keeps them: as typed, but only what the form asks, and NFC so that one word is one word. */
export function asDraft(answers: Answers, fields: FormField[]): Answers {
	const pairs = fields.map((field) => [field.key, answerIn(answers, field.key).normalize('NFC')] as const);
	return Object.fromEntries(pairs.filter(([, text]) => text !== ''));
}

function settledAnswer(typed: string, field: FormField): string {
	const text = tidy(typed);
	if (text === '') return '';
	if (field.kind === 'organisation') return plainDigits(text);
	if (field.kind === 'number') return plainNumber(text);
	if (field.kind === 'phone') return plainPhone(text) ?? text;
	return text;
}

/** Applications as a table to take away: a line of headings, then one line each, choices as the organiser wrote them. */
export function tableOf(applications: LiveApplication[], fields: FormField[], locale: Locale): string[][] {
	const titles = { ko: ['접수 번호', '제출 시각(UTC)'], en: ['Number', 'Submitted (UTC)'] }[locale];
	const heads = [...titles, ...fields.map((field) => inWords(field.label, locale))];
	const lines = applications.map(({ number, submittedAt, answers }) => [
		...[number, submittedAt.toISOString()],
		...fields.map((field) => spelled(answerIn(answers, field.key), field, locale))
	]);
	return [heads, ...lines];
}

/** A telephone number as it is read: Korean ones in three parts, `+82 10-1234-5678`. */
function spelledPhone(text: string): string {
	return text.replace(/^\+82(2|[1-9]\d)(\d{3,4})(\d{4})$/, '+82 $1-$2-$3').replace(/^(1\d{3})(\d{4})$/, '$1-$2');
}

/** One answer as people read it. */
export function spelled(text: string, field: FormField, locale: Locale): string {
	if (field.kind === 'organisation') return spelledRegistration(text);
	if (field.kind === 'phone') return spelledPhone(text);
	const option = field.options.find((option) => option.value === text);
	return option ? inWords(option.label, locale) : text;
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

const weights = [1, 3, 7, 1, 3, 7, 1, 3, 5];

/**
 * Whether ten digits are a business registration number: the last is the check digit of the others (the National Tax
 * Service's rule), and not all are zero, which the check digit alone would let pass.
 */
export function isRegistrationNumber(digits: string): boolean {
	if (!/^\d{10}$/.test(digits) || /^0+$/.test(digits)) return false;
	const figures = [...digits].map(Number);
	const sum = weights.reduce(
		(sum, weight, place) => sum + weight * figures[place]!,
		Math.floor((figures[8]! * 5) / 10)
	);
	return (10 - (sum % 10)) % 10 === figures[9];
}

/** A registration number as it is read: `220-81-62517`. */
export function spelledRegistration(digits: string): string {
	return digits.replace(/^(\d{3})(\d{2})(\d{5})$/, '$1-$2-$3');
}

function plainDigits(text: string): string {
	return text.normalize('NFKC').replace(/[\s\p{Pd}]/gu, '');
}

function plainNumber(text: string): string {
	return tidy(text).normalize('NFKC').replace(/[,\s]/g, '');
}

/** A telephone number as E.164 (Korean ones without a country code gain it; 1588 numbers have none), or undefined. */
export function plainPhone(text: string): string | undefined {
	const plain = tidy(text)
		.normalize('NFKC')
		.replace(/[\s().\p{Pd}]/gu, '');
	if (/^1[5-8]\d{6}$/.test(plain)) return plain;
	if (/^0\d{8,10}$/.test(plain)) return `+82${plain.slice(1)}`;
	if (/^\+820\d{8,10}$/.test(plain)) return `+82${plain.slice(4)}`;
	return /^\+[1-9]\d{7,14}$/.test(plain) ? plain : undefined;
}

function isLink(text: string): boolean {
	const url = URL.canParse(text.trim()) ? new URL(text.trim()) : null;
	const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
	return Boolean(url && isWeb && !url.username && !url.password && url.hostname.includes('.'));
}
