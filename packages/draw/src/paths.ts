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
	/** where the values of entrants with such names of features begin */
	private readonly byNames = newNode<Node<T>>();
	/** the names met last, which nearly always come again, and where their values begin */
	private names: readonly string[] = [];
	private values = newNode<T>();
	/** by the object itself: entrants of a roster that `buildRoster` made share theirs */
	readonly seen = new Map<object, T>();

	constructor(make: (one: One) => T) {
		this.make = make;
	}

	of(one: One): T {
		const seen = this.seen.get(one.features);
		if (seen !== undefined) return seen;
		if (this.seen.size > MOST_SETS || Array.isArray(one.features)) return this.make(one);
		const names = Object.keys(one.features);
		if (!areSame(names, this.names)) this.turnTo(names);
		let node = this.values;
		for (let i = 0; i < names.length; i++) node = step(node, one.features[names[i]!]);
		if (node.found !== undefined) return node.found;
		node.found = this.make(one);
		this.seen.set(one.features, node.found);
		return node.found;
	}

	private turnTo(names: readonly string[]): void {
		this.names = names;
		const node = names.reduce(step<Node<T>>, this.byNames);
		this.values = node.found ??= newNode<T>();
	}
}

function areSame(some: readonly string[], others: readonly string[]): boolean {
	if (some.length !== others.length) return false;
	for (let i = 0; i < some.length; i++) if (some[i] !== others[i]) return false;
	return true;
}
