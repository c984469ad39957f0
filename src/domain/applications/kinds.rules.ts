import { characterFault, isBlank, isLongerThan, letterCount, mixesScripts, tidy, wordCount } from '#lib/text.ts';
import { isDay } from '#lib/zone.ts';
import { plainFigure } from '#domain/calls/conditions.rules.ts';
import { isManifold, usualRanks } from '#domain/calls/kinds.rules.ts';
import type { Field } from '#domain/calls/rules.ts';
import { attachedOf, faultOfFiles } from './attachments.rules.ts';

const lengths: Record<string, number> = {
	text: 120,
	long: 2000,
	person: 60,
	link: 500,
	phone: 40,
	number: 20,
	address: 400
};

/** How many letters (grapheme clusters) an answer may have, or words where its field counts those. */
export function maxLength(field: Pick<Field, 'kind' | 'max_length'>): number {
	return field.max_length ?? lengths[field.kind] ?? 200;
}

/** How long an answer is, in what its field counts: letters as people count them, or words between spaces. */
export function lengthIn(text: string, field: Pick<Field, 'settings'>): number {
	return field.settings.limitUnit === 'words' ? wordCount(text) : letterCount(tidy(text));
}

// A script without spaces is one word however long: beside its words a text has twenty letters for each.
const lettersPerWord = 20;

function isTooLong(typed: string, field: Field): boolean {
	if (isManifold(field) && field.kind !== 'address') return false;
	const most = maxLength(field);
	if (field.settings.limitUnit !== 'words') return isLongerThan(most, tidy(typed));
	return wordCount(typed) > most || isLongerThan(lettersPerWord * most, typed);
}

/** What is wrong with one answer, as a complaint code, or undefined. */
export function faultIn(typed: string, field: Field): string | undefined {
	const odd = typed && oddIn(typed, field);
	if (odd) return odd;
	if (typed.trim() === '') return field.is_required ? 'lib.required' : undefined;
	if (isBlank(typed)) return 'lib.blank';
	if (isTooLong(typed, field)) return 'lib.too-long';
	return faultOfKind[field.kind]?.(typed, field);
}

/** What is wrong with the characters of an answer; of files it is their names that somebody wrote. */
export function oddIn(typed: string, field: Pick<Field, 'kind'>): string | undefined {
	return characterFault(
		field.kind === 'file'
			? attachedOf(typed)
					.map(({ name }) => name)
					.join('\n')
			: typed
	);
}

type Fault = (typed: string, field: Field) => string | undefined;
const unless = (code: string, isFine: (typed: string, field: Field) => boolean): Fault => {
	return (typed, field) => (isFine(typed, field) ? undefined : code);
};
const isOption = (value: string, field: Field) => field.options.some((option) => option.value === value);
const written = (typed: string) => (mixesScripts(typed) ? 'lib.mixed-scripts' : undefined);

const faultOfKind: Record<string, Fault> = {
	text: written,
	person: written,
	choice: unless('lib.not-a-choice', isOption),
	track: unless('lib.not-a-choice', isOption),
	choices: faultOfChoices,
	stops: faultOfRanks,
	number: faultOfNumber,
	date: faultOfDate,
	birth: unless('lib.not-a-day', (typed) => isDay(plainDay(typed))),
	address: faultOfAddress,
	file: faultOfFiles,
	link: unless('lib.not-a-link', isLink),
	phone: unless('lib.not-a-phone', (typed) => plainPhone(typed) !== undefined),
	organisation: unless('applications.not-a-registration-number', (typed) => isRegistrationNumber(plainDigits(typed)))
};

/** The lines of an answer that has several: what was chosen, or ranked from the first on. */
export const linesOf = (typed: string) => typed.split('\n').filter((line) => line.trim() !== '');

function faultOfChoices(typed: string, field: Field): string | undefined {
	const chosen = new Set(linesOf(typed));
	if (![...chosen].every((value) => isOption(value, field))) return 'lib.not-a-choice';
	if (chosen.size < (field.settings.least ?? 0)) return 'applications.too-few-chosen';
	return chosen.size > (field.settings.most ?? Infinity) ? 'applications.too-many-chosen' : undefined;
}

function faultOfRanks(typed: string, field: Field): string | undefined {
	const ranked = linesOf(typed);
	if (!ranked.every((value) => isOption(value, field))) return 'lib.not-a-choice';
	if (new Set(ranked).size < ranked.length) return 'applications.ranked-twice';
	return ranked.length > (field.settings.most ?? usualRanks) ? 'applications.too-many-chosen' : undefined;
}

function faultOfNumber(typed: string, { settings: { min, max } }: Field): string | undefined {
	const figure = plainFigure(tidy(typed));
	if (!/^-?\d{1,15}(\.\d{1,6})?$/.test(figure)) return 'lib.not-a-number';
	if (min !== undefined && Number(figure) < Number(min)) return 'applications.number-too-small';
	return max !== undefined && Number(figure) > Number(max) ? 'applications.number-too-large' : undefined;
}

function faultOfDate(typed: string, { settings: { min, max } }: Field): string | undefined {
	const day = plainDay(typed);
	if (!isDay(day)) return 'lib.not-a-day';
	if (min !== undefined && day < min) return 'applications.day-too-early';
	return max !== undefined && day > max ? 'applications.day-too-late' : undefined;
}

/** The parts of an address: its postcode, the road address, what follows, and a country where it is not Korea. */
export function partsOfAddress(typed: string) {
	const [postcode = '', street = '', detail = '', country = ''] = typed.split('\n').map(tidy);
	return { postcode, street, detail, country };
}

function faultOfAddress(typed: string): string | undefined {
	const { postcode, street, country } = partsOfAddress(typed);
	if (street === '') return 'applications.address-incomplete';
	if (country !== '') return undefined;
	return /^\d{5}$/.test(plainDigits(postcode)) ? undefined : 'applications.not-a-postcode';
}

/** One answer as it is submitted: NFC, numbers and days in one spelling, nothing where nothing can be seen. */
export function settledAnswer(typed: string, field: Pick<Field, 'kind' | 'options'>): string {
	const text = tidy(typed);
	if (text === '') return '';
	switch (field.kind) {
		case 'organisation':
			return plainDigits(text);
		case 'number':
			return plainFigure(text);
		case 'date':
		case 'birth':
			return plainDay(text);
		case 'phone':
			return plainPhone(text) ?? text;
		case 'choices':
			return inOrder(linesOf(text), field).join('\n');
		case 'stops':
		case 'file':
			return linesOf(text).join('\n');
		case 'address':
			return settledAddress(typed);
	}
	return text;
}

// The order in which boxes were ticked says nothing: the form's is the one spelling.
function inOrder(chosen: string[], { options }: Pick<Field, 'options'>): string[] {
	const known = options.map(({ value }) => value).filter((value) => chosen.includes(value));
	return [...known, ...chosen.filter((value) => !known.includes(value))];
}

function settledAddress(typed: string): string {
	const { postcode, street, detail, country } = partsOfAddress(typed);
	return [country ? postcode : plainDigits(postcode), street, detail, country].join('\n').replace(/\n+$/, '');
}

/** A day in one spelling, however it is typed: `2026. 11. 3.`, `20261103`, `2026년 11월 3일` are `2026-11-03`. */
export function plainDay(text: string): string {
	const plain = tidy(text).normalize('NFKC');
	const [, year, month, day] =
		/^(\d{4})(\d{2})(\d{2})$/.exec(plain) ??
		/^(\d{4})\s*[-./년]\s*(\d{1,2})\s*[-./월]\s*(\d{1,2})\s*[.일]?$/.exec(plain) ??
		[];
	return year && month && day ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : plain;
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

function plainDigits(text: string): string {
	return text.normalize('NFKC').replace(/[\s\p{Pd}]/gu, '');
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

/** Whether who was born on `birth` is not yet fourteen on `day`: then a guardian agrees for them. Both `YYYY-MM-DD`. */
export function isUnder14(birth: string, day: string): boolean {
	return isDay(birth) && day < `${String(Number(birth.slice(0, 4)) + 14)}${birth.slice(4)}`;
}
