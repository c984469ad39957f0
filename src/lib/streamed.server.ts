import { Readable } from 'node:stream';
import { breathe } from './breathe.ts';
import { csvLines } from './csv.ts';
import { xlsx } from './xlsx.server.ts';

type Pieces = Iterable<string> | AsyncIterable<Uint8Array>;

const encoder = new TextEncoder();
const wide = 64 * 1024;

/** A file to take away, sent piece by piece as it is made: however long it is, little of it is held at once. */
export function streamed(pieces: Pieces, { type, name }: { type: string; name: string }): Response {
	return new Response(Readable.toWeb(Readable.from(gathered(pieces))) as ReadableStream, {
		headers: { 'content-type': type, 'content-disposition': `attachment; filename="${name}"` }
	});
}

/** A table to take away, as CSV or as a workbook of one `sheet`; `name` is the file's without its ending. */
export function streamedTable(rows: Iterable<string[]>, kind: 'csv' | 'xlsx', name: string, sheet?: string): Response {
	if (kind === 'csv') return streamed(csvLines(rows), { type: 'text/csv; charset=utf-8', name: `${name}.csv` });
	const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
	return streamed(xlsx(rows, sheet), { type, name: `${name}.xlsx` });
}

// Small pieces go together: each costs a way through the streams. Between them others have their turn, however quick the reader.
async function* gathered(pieces: Pieces): AsyncGenerator<Uint8Array> {
	let text = '';
	for await (const piece of pieces) {
		if (typeof piece !== 'string') yield piece;
		else if ((text += piece).length > wide) {
			yield encoder.encode(text);
			text = '';
			await breathe();
		}
	}
	if (text) yield encoder.encode(text);
}
