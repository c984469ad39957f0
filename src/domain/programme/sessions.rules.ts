/** Addresses for a session, one after the other: of the stop and its English title. */
export function* slugsFor(stop: string, title: string): Generator<string> {
	const stem = `${stop}-${title}`
		.normalize('NFKD')
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, '-')
		.slice(0, 70)
		.replace(/^-+|-+$/g, '');
	yield stem;
	for (let count = 2; count < 100_000; count++) yield `${stem}-${count}`;
}
