// Korean writes a word and its particle together, and words into one another: 반도체를, 차량용반도체. Pairs of
// syllables find a word inside all of these, with an ordinary index and no dictionary.

/** What is put in an index besides whole words: every pair of Hangul syllables, and the last syllable of each run. */
export function pairsOf(text: string): string[] {
	const found = new Set<string>();
	for (const run of hangulRuns(text)) {
		for (let at = 0; at + 1 < run.length; at++) found.add(run.slice(at, at + 2));
		found.add(run.at(-1)!);
	}
	return [...found];
}

/** Text as it is searched: NFKC, lower case, Hangul and other letters apart, so that `GPU를` is two words. */
export function searchable(text: string): string {
	return text
		.normalize('NFKC')
		.toLowerCase()
		.replace(/(?<=[가-힣])(?=[a-z0-9])|(?<=[a-z0-9])(?=[가-힣])/g, ' ')
		.replace(/\s+/g, ' ')
		.trim();
}

const hangulRuns = (text: string): string[] => text.match(/[가-힣]+/g) ?? [];

// The longest first: 에서 before 에.
const particles = [
	...['에게서', '으로써', '으로서', '이라는', '입니다', '에서는', '에서도'],
	...['에서', '에게', '으로', '까지', '부터', '보다', '처럼', '이나', '이랑', '께서', '한테', '하고', '라는', '이란'],
	...['은', '는', '이', '가', '을', '를', '의', '에', '로', '와', '과', '도', '만', '나', '랑', '란']
];

/**
 * A word without its particle, where two syllables or more are left. A word that only ends alike is shortened too: what
 * is looked for then is a part of it, so nothing is missed.
 */
export function withoutParticle(word: string): string {
	const particle = particles.find((one) => word.endsWith(one) && word.length - one.length >= 2);
	return particle ? word.slice(0, -particle.length) : word;
}

/** What somebody looks for: words of Hangul without their particles, and the rest for the English dictionary. */
export type Sought = { hangul: string[]; latin: string };

const mostWords = 12;

/** Takes apart what was typed; a particle alone, as after `GPU`, says nothing. What has neither letters nor figures seeks nothing. */
export function soughtIn(typed: string): Sought {
	const words = searchable(typed.slice(0, 200)).match(/[가-힣]+|[\p{L}\p{N}][\p{L}\p{N}.+#-]*/gu) ?? [];
	const [hangul, latin] = [words.filter(isHangul), words.filter((word) => !isHangul(word))];
	return {
		hangul: [...new Set(hangul.filter((word) => !particles.includes(word)).map(withoutParticle))].slice(0, mostWords),
		latin: latin.slice(0, mostWords).join(' ')
	};
}

export const seeksNothing = ({ hangul, latin }: Sought) => hangul.length === 0 && latin === '';

const isHangul = (word: string) => /^[가-힣]/.test(word);

/** The same as a question to the index (a tsquery's text): every pair of each word; a single syllable begins a pair. */
export function pairQuery({ hangul }: Pick<Sought, 'hangul'>): string {
	return hangul
		.map((word) => (word.length === 1 ? `'${word}':*` : pairsWithin(word).join(' & ')))
		.map((all) => `(${all})`)
		.join(' & ');
}

function pairsWithin(word: string): string[] {
	return Array.from({ length: word.length - 1 }, (_, at) => `'${word.slice(at, at + 2)}'`);
}

/** A stretch of a text, and whether it is one of the words that were looked for. */
export type Piece = { text: string; isFound: boolean };

/** Cuts a text so that the words looked for can be marked in it: Hangul wherever it stands, others at a word's start. */
export function marked(text: string, { hangul, latin }: Sought): Piece[] {
	const words = [...hangul, ...latin.split(' ').map(stemLike)].filter(Boolean);
	if (words.length === 0) return [{ text, isFound: false }];
	const escaped = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
	const pattern = new RegExp(
		escaped.map((word) => (isHangul(word) ? word : `(?<![\\p{L}\\p{N}])${word}\\p{L}*`)).join('|'),
		'giu'
	);
	const pieces: Piece[] = [];
	let from = 0;
	for (const { 0: found, index } of text.matchAll(pattern)) {
		if (index > from) pieces.push({ text: text.slice(from, index), isFound: false });
		pieces.push({ text: found, isFound: true });
		from = index + found.length;
	}
	if (from < text.length) pieces.push({ text: text.slice(from), isFound: false });
	return pieces;
}

// As far as it takes to see why something was found: plurals and the like.
const stemLike = (word: string) => (word.length > 4 ? word.replace(/(ies|es|s|ing|ed)$/, '') : word);

/** Some of a text around the first word that was found, with an ellipsis where it is cut. */
export function excerpt(text: string, sought: Sought, most = 180): Piece[] {
	const pieces = marked(text.replace(/\s+/g, ' '), sought);
	const first = pieces.findIndex(({ isFound }) => isFound);
	const before = pieces.slice(0, Math.max(0, first)).reduce((sum, piece) => sum + piece.text.length, 0);
	const start = Math.max(0, before - Math.floor(most / 3));
	return cutFrom(pieces, start, most);
}

function cutFrom(pieces: Piece[], start: number, most: number): Piece[] {
	const kept: Piece[] = start > 0 ? [{ text: '…', isFound: false }] : [];
	let at = 0;
	for (const piece of pieces) {
		const from = Math.max(0, start - at);
		const until = Math.min(piece.text.length, start + most - at);
		if (until > from) kept.push({ ...piece, text: piece.text.slice(from, until) });
		at += piece.text.length;
	}
	return at > start + most ? [...kept, { text: '…', isFound: false }] : kept;
}
