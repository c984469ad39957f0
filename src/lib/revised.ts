import { setLast } from './set-last.ts';

/** A number that is new whenever anything of a thing has changed. */
type Revised = { revision: number };

/**
 * Reads what changes seldom once for each store, thing and revision, and gives all who ask the same, frozen. `keyOf` tells
 * things apart by all that `read` asks by. `of.revision` was read before: what is given is as it stood then, or newer. Of each store the `most` things asked for last are kept. A failure
 * is kept by nobody.
 */
export function keptWhileUnchanged<Store extends object, Of extends Revised, T>(
	read: (store: Store, of: Of) => Promise<T>,
	{ keyOf, most = 200 }: { keyOf: (of: Of) => string; most?: number }
): (store: Store, of: Of) => Promise<T> {
	const stores = new WeakMap<Store, Map<string, { revision: number; whole: Promise<T> }>>();
	return (store, of) => {
		const kept = stores.get(store) ?? new Map<string, { revision: number; whole: Promise<T> }>();
		stores.set(store, kept);
		const key = keyOf(of);
		const known = kept.get(key);
		if (known?.revision === of.revision) return known.whole;
		const whole = read(store, of).then(frozen);
		setLast(kept, key, { revision: of.revision, whole }, most);
		whole.catch(() => kept.get(key)?.whole === whole && kept.delete(key));
		return whole;
	};
}

/** So that nobody changes for all what they were given. */
function frozen<T>(value: T): T {
	if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
	for (const part of Object.values(value)) frozen(part);
	return Object.freeze(value);
}
