/** A form as it is typed: each field's text by its name. */
export type Typed = Record<string, string>;

/** A field that was changed here and elsewhere, to different texts. */
export type Clash = { name: string; mine: string; theirs: string };

const names = (one: Typed, other: Typed) => [...new Set([...Object.keys(one), ...Object.keys(other)])];

/** The names of the fields in which two forms differ. A field that is missing says nothing. */
export function differing(one: Typed, other: Typed): string[] {
	return names(one, other).filter((name) => (one[name] ?? '') !== (other[name] ?? ''));
}

/**
 * Brings together what was typed here and what was kept elsewhere over the same beginning: a field changed on one side
 * only is taken from it; one changed on both is left as it was typed here, and named.
 */
export function merged(base: Typed, mine: Typed, theirs: Typed): { typed: Typed; clashes: Clash[] } {
	const here = differing(base, mine);
	const there = differing(base, theirs).filter((name) => (mine[name] ?? '') !== (theirs[name] ?? ''));
	const taken = there.filter((name) => !here.includes(name));
	const clashes = there
		.filter((name) => here.includes(name))
		.map((name) => ({ name, mine: mine[name] ?? '', theirs: theirs[name] ?? '' }));
	return { typed: { ...mine, ...Object.fromEntries(taken.map((name) => [name, theirs[name] ?? ''])) }, clashes };
}
