/**
 * Names for texts that recur: the `times`th time one is met it is given a name, and keeps it; at most `most` have one. Texts
 * met once or twice are forgotten again from time to time, so that the memory of them stays small.
 */
export function namingRecurring(most: number, times = 3): (text: string) => string | undefined {
	const names = new Map<string, string>();
	const met = new Map<string, number>();
	return (text) => {
		const known = names.get(text);
		if (known || names.size >= most) return known;
		const count = (met.get(text) ?? 0) + 1;
		if (met.size >= 10 * most) met.clear();
		met.set(text, count);
		if (count < times) return;
		met.delete(text);
		const name = `recurring_${names.size + 1}`;
		names.set(text, name);
		return name;
	};
}
