/** Somebody in a discussion as the others see them: a letter and, where the call lets them know, a name. */
export type Voice = { key: string; letter: string | null; name: string | null };

/** The key of a voice that stands for all organisers of the call. */
export const organisers = 'organisers';

export const staff: Voice = { key: organisers, letter: null, name: null };
/** Somebody who has reviewed the application and may no longer read it. */
export const former: Voice = { key: 'former', letter: null, name: null };

/** The letter of the nth reviewer: A to Z, and then A1, B1 … */
export function letterOf(nth: number): string {
	const round = Math.floor(nth / 26);
	return String.fromCharCode(65 + (nth % 26)) + (round || '');
}

/** Who speaks in a discussion, in an order that says nothing of them. */
export function voicesOf(reviewers: { id: string; name: string }[], isHidden: boolean): Map<string, Voice> {
	return new Map(
		reviewers.map(({ id, name }, nth) => {
			const letter = letterOf(nth);
			return [id, { key: letter, letter, name: isHidden ? null : name }];
		})
	);
}
