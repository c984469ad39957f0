/** What is kept: a key, and a number that is new whenever anything of it has changed. */
type Revised = { id: string; revision: number };

/**
 * Reads what changes seldom once for each store, thing and revision, and gives all who ask the same, frozen. `of.revision` was
 * read before: what is given is as it stood then, or newer. Of each store the `most` things asked for last are kept. A failure
 * is kept by nobody.
 */
export function keptWhileUnchanged<Store extends object, Of extends Revised, T>(
	read: (store: Store, of: Of) => Promise<T>,
	most = 200
): (store: Store, of: Of) => Promise<T> {
	const stores = new WeakMap<Store, Map<string, { revision: number; whole: Promise<T> }>>();
	return (store, of) => {
		const kept = stores.get(store) ?? new Map<string, { revision: number; whole: Promise<T> }>();
		stores.set(store, kept);
		const known = kept.get(of.id);
		if (known?.revision === of.revision) return known.whole;
		const whole = read(store, of).then(frozen);
		kept.delete(of.id);
		kept.set(of.id, { revision: of.revision, whole });
		if (kept.size > most) kept.delete(kept.keys().next().value!);
		whole.catch(() => kept.get(of.id)?.whole === whole && kept.delete(of.id));
		return whole;
	};
}

/** So that nobody changes for all what they were given. */
function frozen<T>(value: T): T {
	if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
	for (const part of Object.values(value)) frozen(part);
	return Object.freeze(value);
}
