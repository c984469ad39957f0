/** A text in letters an address may have, or `otherwise` where none is left. */
export const addressOf = (text: string, otherwise: string) =>
	text
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, '-')
		.replace(/^-+|-+$/g, '') || otherwise;

/**
 * Tries one address after the other (`oslo`, `oslo-2`, …) until a row was left under one. Of two made at once the
 * address's own uniqueness decides, and the loser takes the next one.
 */
export async function underFreeAddress<Row>(
	stem: string,
	leave: (slug: string) => Promise<Row | undefined>
): Promise<Row> {
	for (let count = 1; ; count++) {
		const row = await leave(count === 1 ? stem : `${stem}-${count}`);
		if (row) return row;
	}
}
