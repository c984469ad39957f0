import type { Answers } from '#db/kinds.ts';
import { answerIn } from '#domain/applications/answers.rules.ts';
import { attachedOf, lineOf } from '#domain/applications/attachments.rules.ts';
import { linesOf } from '#domain/applications/kinds.rules.ts';
import { domainKey, spellings } from '#domain/applications/likeness.rules.ts';
import { namesApplicant } from '#domain/calls/kinds.rules.ts';
import type { Field } from '#domain/calls/rules.ts';
import { tidy } from '#lib/text.ts';
import { proposalOf, type Answered } from './proposal.rules.ts';

/** What stands for each hidden piece of a blind copy: as long for a short name as for a long one. */
export const mark = '▇▇▇';

/** Who an application is from, as far as a blind copy must not tell: names of firms, of people, addresses and numbers. */
export type Names = { firms: string[]; people: string[]; addresses: string[]; numbers: string[] };

/** What an organiser has said about a text of an application: to be hidden, or to be shown though it was found. */
export type Mask = { text: string; is_hidden: boolean };

/** A piece of a text, hidden from reviewers or not. */
export type Piece = { text: string; isHidden: boolean };

/** What a reviewer reads of a blind application, and how many pieces of it were hidden. */
export type BlindCopy = { proposal: Answered[]; hidden: number };

/**
 * The names in the answers of fields that name the applicant, added to those the store knows: whatever is hidden in its
 * own field is hidden in free text too.
 */
export function namesIn(answers: Answers, fields: Field[], known: Names): Names {
	const told = (...kinds: string[]) =>
		fields
			.filter((field) => namesApplicant(field) && kinds.includes(field.kind))
			.flatMap((field) => linesOf(answerIn(answers, field.key)));
	return {
		firms: [...known.firms, ...told('text', 'long')],
		people: [...known.people, ...told('person')],
		addresses: [...known.addresses, ...told('link')],
		numbers: [...known.numbers, ...told('organisation', 'phone')]
	};
}

/** The copy of an application that does not say who it is from. Files go by their place alone. */
export function blindCopy(
	{ answers, fields }: { answers: Answers; fields: Field[] },
	known: Names,
	masks: Mask[]
): BlindCopy {
	const pieces = cutter(namesIn(answers, fields, known), masks);
	const shown = proposalOf(answers, fields, '').filter((field) => !namesApplicant(field));
	const copies = shown.map((field) => {
		if (field.kind === 'file') return { field: { ...field, answer: withoutNames(field.answer) }, hidden: 0 };
		// A link that the organiser says names nobody is there to be followed.
		if (field.kind === 'link') return { field, hidden: 0 };
		const cut = pieces(field.answer);
		return { field: { ...field, answer: masked(cut) }, hidden: cut.filter(({ isHidden }) => isHidden).length };
	});
	return {
		proposal: copies.map(({ field }) => field),
		hidden: copies.reduce((sum, { hidden }) => sum + hidden, 0)
	};
}

export const masked = (pieces: Piece[]) => pieces.map(({ text, isHidden }) => (isHidden ? mark : text)).join('');

// A file's name and its hash can both be looked for elsewhere; its place and its kind cannot.
function withoutNames(answer: string): string {
	const lines = attachedOf(answer).map((file, at) => {
		const kind = /\.([a-z0-9]{2,5})$/i.exec(file.name)?.[1] ?? 'file';
		return lineOf({ ...file, name: `${at + 1}.${kind.toLowerCase()}`, sha256: '0'.repeat(64) });
	});
	return lines.join('\n');
}

/**
 * Cuts a text in pieces: what names the applicant, by what is known of them or by its shape, apart from the rest. What
 * is looked for is put together once for all the texts of an application.
 */
export function cutter(names: Names, masks: Mask[]): (text: string) => Piece[] {
	const said = new Map(masks.map((mask) => [keyOf(mask.text), mask.is_hidden]));
	const added = masks.filter(({ text, is_hidden }) => is_hidden && said.get(keyOf(text))).map(({ text }) => text);
	const pattern = new RegExp([...wholes(names, added), ...shapes, ...partsOf(names)].join('|'), 'giu');
	return (text) => cut(text, pattern, (found) => said.get(keyOf(found)) !== false);
}

function cut(text: string, pattern: RegExp, isNaming: (found: string) => boolean): Piece[] {
	const pieces: Piece[] = [];
	let from = 0;
	for (const match of text.matchAll(pattern)) {
		if (match[0] === '' || !isNaming(match[0])) continue;
		if (match.index > from) pieces.push({ text: text.slice(from, match.index), isHidden: false });
		pieces.push({ text: match[0], isHidden: true });
		from = match.index + match[0].length;
	}
	if (from < text.length) pieces.push({ text: text.slice(from), isHidden: false });
	return pieces;
}

const keyOf = (text: string) => tidy(text).toLowerCase().replace(/\s+/gu, '');

// Mail addresses, links, handles, telephone and registration numbers are known by their shape, whosever they are.
const shapes = [
	String.raw`[^\s@<>(),;:"']+@[^\s@<>(),;:"']+\.[a-z가-힣]{2,}`,
	String.raw`(?:https?:\/\/|www\.)[^\s<>"')]+`,
	String.raw`(?<![a-z0-9가-힣.@-])[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.(?:com|net|org|kr|ai|io|dev|app|co|me|biz|info)(?![a-z0-9])(?:\/[^\s<>"')]*)?`,
	String.raw`(?<![\w.@])@[a-z0-9_.]{3,}`,
	String.raw`(?<![\d-])(?:\+\d{1,3}[-\s.]?)?\(?0?\d{1,3}\)?[-\s.]\d{3,4}[-\s.]\d{4}(?!\d)`,
	String.raw`(?<!\d)\d{3}-\d{2}-\d{5}(?!\d)`,
	String.raw`(?<!\d)01[016-9]\d{7,8}(?!\d)`
];

// The longest first: of two names that begin alike the whole one goes.
const longest = (list: string[]) => [...new Set(list)].sort((one, other) => other.length - one.length);

const wholes = ({ addresses }: Names, added: string[]) =>
	longest([...added, ...addresses].map(tidy).filter(Boolean)).map(escaped);

function partsOf({ firms, people, addresses, numbers }: Names): string[] {
	const hosts = addresses.map((address) => domainKey(address).split('.')[0] ?? '');
	const words = [...firms.flatMap(spellings), ...people, ...hosts].map(lettersOf).filter(isTelling);
	const figures = numbers.map((number) => number.replace(/\D/g, '').replace(/^82(?=1)/, '')).filter(isLong);
	return [...longest(words).map(spaced), ...longest(figures).map((figure) => [...figure].join('[-\\s.]*'))];
}

const isLong = (digits: string) => digits.length >= 7;
const lettersOf = (text: string) => text.normalize('NFC').replace(/[^\p{L}\p{N}]+/gu, '');

// One letter, or two of an alphabet, stand in half of all words.
const isTelling = (word: string) => (/^[\x00-\x7f]*$/.test(word) ? word.length >= 3 : word.length >= 2);

const between = String.raw`[\s\-_·.,'’&()]{0,3}`;

/** The letters of a name with whatever little stands between them; a Korean particle may follow, more Latin may not. */
function spaced(word: string): string {
	const letters = [...word].map(escaped).join(between);
	return /^[\x00-\x7f]*$/.test(word) ? `(?<![a-z0-9])${letters}(?![a-z0-9])` : letters;
}

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
