/** What was found at the end of a path of values, one map for each step: quicker than a text made of them all. */
export type Node<T> = { readonly next: Map<unknown, Node<T>>; found: T | undefined };

/** A node that nothing leads on from yet. */
export function newNode<T>(): Node<T> {
	return { next: new Map(), found: undefined };
}

/** The node that `value` leads to. */
export function step<T>(node: Node<T>, value: unknown): Node<T> {
	const known = node.next.get(value);
	if (known) return known;
	const fresh = newNode<T>();
	node.next.set(value, fresh);
	return fresh;
}

/** Past so many sets of features nothing is remembered any more: a feature that tells all apart would fill the memory. */
const MOST_SETS = 50_000;

/** Makes something of an entrant's features once for each set of them: a million entrants have some thousand sets. */
export class ByFeatures<One extends { readonly features: Readonly<Record<string, string>> }, T> {
	readonly make: (one: One) => T;
	readonly root = newNode<T>();
	/** by the object itself: entrants of a roster that `buildRoster` made share theirs */
	readonly seen = new Map<object, T>();

	constructor(make: (one: One) => T) {
		this.make = make;
	}

	of(one: One): T {
		const seen = this.seen.get(one.features);
		if (seen !== undefined) return seen;
		if (this.seen.size > MOST_SETS || Array.isArray(one.features)) return this.make(one);
		let node = this.root;
		for (const name of Object.keys(one.features)) node = step(step(node, name), one.features[name]);
		if (node.found !== undefined) return node.found;
		node.found = this.make(one);
		this.seen.set(one.features, node.found);
		return node.found;
	}
}
