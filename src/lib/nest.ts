type Nested = { [name: string]: string | Nested } | (string | Nested)[];

/**
 * A flat form as the lists and groups its names speak of: `tracks.0.name.ko` is `{ tracks: [{ name: { ko } }] }`.
 * A group whose names are all numbers is a list, in the order of the numbers. Names that reach into a text are left out.
 */
export function nested(form: Record<string, string>): Nested {
	const root = new Map<string, unknown>();
	for (const [name, value] of Object.entries(form)) place(root, name.split('.'), value);
	return unfold(root) as Nested;
}

function place(group: Map<string, unknown>, path: string[], value: string): void {
	const [name = '', ...rest] = path;
	if (rest.length === 0) return void group.set(name, value);
	const inner = group.get(name) ?? new Map<string, unknown>();
	if (!(inner instanceof Map)) return;
	group.set(name, inner);
	place(inner, rest, value);
}

function unfold(value: unknown): unknown {
	if (!(value instanceof Map)) return value;
	const names = [...value.keys()];
	const isList = names.length > 0 && names.every((name) => /^\d{1,4}$/.test(name));
	if (isList) return names.sort((a, b) => Number(a) - Number(b)).map((name) => unfold(value.get(name)));
	return Object.fromEntries(names.map((name) => [name, unfold(value.get(name))]));
}
