/** A few named stores kept in this browser (IndexedDB), each of things by their keys. */
export type Kept<Stores extends Record<string, unknown>> = {
	all: <S extends keyof Stores & string>(store: S) => Promise<[string, Stores[S]][]>;
	/** Writes all of these at once or none; an undefined thing is taken away. */
	put: (changes: { [S in keyof Stores]?: [string, Stores[S] | undefined][] }) => Promise<void>;
	/** Takes away all there is. */
	clear: () => Promise<void>;
};

/** Opens the stores of this name, made the first time. What is put there is on the disk when `put` has answered. */
export async function openKept<Stores extends Record<string, unknown>>(
	name: string,
	stores: (keyof Stores & string)[]
): Promise<Kept<Stores>> {
	const opening = indexedDB.open(name, 1);
	opening.onupgradeneeded = () => stores.forEach((store) => opening.result.createObjectStore(store));
	const db = await answerOf(opening);
	return {
		async all(store) {
			const held = db.transaction(store).objectStore(store);
			const [keys, values] = await Promise.all([answerOf(held.getAllKeys()), answerOf(held.getAll())]);
			return keys.map((key, nth) => [String(key), values[nth]]);
		},
		put(changes) {
			const names = Object.keys(changes);
			if (names.length === 0) return Promise.resolve();
			const work = db.transaction(names, 'readwrite', { durability: 'strict' });
			for (const store of names) {
				const held = work.objectStore(store);
				for (const [key, value] of changes[store] ?? []) {
					if (value === undefined) held.delete(key);
					else held.put(value, key);
				}
			}
			return done(work);
		},
		clear() {
			const work = db.transaction(stores, 'readwrite');
			for (const store of stores) work.objectStore(store).clear();
			return done(work);
		}
	};
}

function answerOf<T>(asked: IDBRequest<T>): Promise<T> {
	return new Promise((answer, fail) => {
		asked.onsuccess = () => answer(asked.result);
		asked.onerror = () => fail(asked.error);
	});
}

function done(work: IDBTransaction): Promise<void> {
	return new Promise((answer, fail) => {
		work.oncomplete = () => answer();
		work.onabort = work.onerror = () => fail(work.error);
	});
}
