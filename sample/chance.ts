/** A seeded generator of chance: the same seed and the same questions give the same answers, on every machine. */
export type Chance = ReturnType<typeof chanceOf>;

/** Chance from a text seed (FNV-1a into mulberry32). Not for secrets, not for draws. */
export function chanceOf(seed: string) {
	let state = 0x811c9dc5;
	for (let at = 0; at < seed.length; at++) state = Math.imul(state ^ seed.charCodeAt(at), 0x01000193);

	/** In [0, 1). */
	const next = () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
	/** A whole number from `low` to `high`, both included. */
	const whole = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
	const happens = (share: number) => next() < share;
	const pick = <T>(list: readonly T[]): T => {
		const picked = list[Math.floor(next() * list.length)];
		if (picked === undefined) throw new Error('nothing to pick from');
		return picked;
	};
	/** A key, by its weight. */
	const weighted = <K extends string>(weights: Record<K, number>): K => {
		const entries = Object.entries(weights) as [K, number][];
		let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
		for (const [key, weight] of entries) if ((left -= weight) < 0) return key;
		return pick(entries)[0];
	};
	/** About a bell of mean 0 and deviation 1 (Irwin–Hall of 12). */
	const bell = () => {
		let sum = -6;
		for (let at = 0; at < 12; at++) sum += next();
		return sum;
	};
	const shuffled = <T>(list: readonly T[]): T[] => {
		const mixed = [...list];
		for (let at = mixed.length - 1; at > 0; at--) {
			const other = whole(0, at);
			[mixed[at], mixed[other]] = [mixed[other] as T, mixed[at] as T];
		}
		return mixed;
	};
	return { next, whole, happens, pick, weighted, bell, shuffled };
}
