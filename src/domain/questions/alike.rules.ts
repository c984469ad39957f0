import { jaccardOf, shinglesOf } from '#domain/applications/shingles.rules.ts';

/** A text as words are looked for in it: one form of each letter, lower case, nothing between the letters. */
const bare = (text: string) =>
	text
		.normalize('NFKC')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]+/gu, '');

/** The host's own words that a text has, however they are spaced. They are shown to who moderates and decide nothing. */
export function flagsIn(text: string, words: readonly string[]): string[] {
	const whole = bare(text);
	return words.filter((word) => bare(word) !== '' && whole.includes(bare(word)));
}

/** Two questions this much alike are worth a look together. */
const enough = 0.35;

type Asked = { id: string; text: string };

/** For each question the others most like it, at most three, the most alike first. Only those alike enough are told. */
export function alikeOf(questions: readonly Asked[]): Map<string, string[]> {
	const signed = questions.map(({ id, text }) => ({ id, shingles: shinglesOf(text), bare: bare(text) }));
	const found = signed.map((one) => {
		const others = signed
			.filter(({ id }) => id !== one.id)
			.map((other) => ({
				id: other.id,
				share: one.bare === other.bare ? 1 : jaccardOf(one.shingles, other.shingles)
			}))
			.filter(({ share }) => share >= enough)
			.sort((a, b) => b.share - a.share || (a.id < b.id ? -1 : 1));
		return [one.id, others.slice(0, 3).map(({ id }) => id)] as const;
	});
	return new Map(found.filter(([, others]) => others.length > 0));
}
