/** The same rows, each new one with a key of its own. */
export function withKeys<T extends { key: string }>(rows: T[], stem: string): T[] {
	const taken = new Set(rows.map((row) => row.key));
	let next = 1;
	const seen = new Set<string>();
	return rows.map((row) => {
		if (row.key && !seen.has(row.key)) {
			seen.add(row.key);
			return row;
		}
		while (taken.has(`${stem}-${next}`)) next++;
		const key = `${stem}-${next}`;
		taken.add(key);
		seen.add(key);
		return { ...row, key };
	});
}

/** The rows after a button of theirs: `up.2` moves the third up, `down.2` down, `remove.2` takes it away. */
export function pressed<T>(rows: T[], press: string): T[] {
	const [, what, where] = /^(up|down|remove)\.(\d+)$/.exec(press) ?? [];
	const at = Number(where);
	if (what === undefined || !(at in rows)) return rows;
	if (what === 'remove') return rows.toSpliced(at, 1);
	const to = what === 'up' ? at - 1 : at + 1;
	if (!(to in rows)) return rows;
	const moved = rows[at] as T;
	return rows.toSpliced(at, 1).toSpliced(to, 0, moved);
}
