/** A long list in pieces of at most `most`, in order: one statement cannot carry more than 65,535 values. */
export function inChunks<T>(list: readonly T[], most = 2000): T[][] {
	const chunks: T[][] = [];
	for (let from = 0; from < list.length; from += most) chunks.push(list.slice(from, from + most));
	return chunks;
}
