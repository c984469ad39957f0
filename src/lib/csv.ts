// OWASP "CSV Injection": = + - @, tab and carriage return, and the full-width forms that Excel reads alike.
const runs = /^'*\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

/** Whether a spreadsheet that opened this cell as it stands would run it as a formula. */
export function isFormula(text: string): boolean {
	return runs.test(text);
}

/**
 * A table as CSV (RFC 4180, CRLF) that spreadsheets open as UTF-8, because it begins with a byte order mark. A cell that
 * a spreadsheet would run as a formula gets an apostrophe before it and stays text; `tableIn` takes it away again.
 */
export function* csvLines(rows: Iterable<readonly string[]>): Generator<string> {
	let before = '\ufeff';
	for (const row of rows) {
		yield before + row.map(cell).join(',') + '\r\n';
		before = '';
	}
}

/** The whole of it at once, for a small table. */
export function csv(rows: Iterable<readonly string[]>): string {
	return [...csvLines(rows)].join('');
}

function cell(text: string): string {
	const safe = isFormula(text) ? `'${text}` : text;
	return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** What stands between two cells of a line. Exports of Korean and European spreadsheets use all of them. */
export const delimiters = [',', '\t', ';', '|'] as const;
export type Delimiter = (typeof delimiters)[number];

/** The delimiter of a text: the one that cuts its first lines into the most columns, alike in each. */
export function delimiterOf(text: string): Delimiter {
	const start = text.slice(0, 20_000);
	const scored = delimiters.map((delimiter) => {
		const widths = cellsIn(start, delimiter)
			.rows.slice(0, 20)
			.map((row) => row.length);
		const alike = widths.filter((width) => width === widths[0]).length / Math.max(1, widths.length);
		return { delimiter, score: ((widths[0] ?? 1) - 1) * alike };
	});
	return scored.reduce((best, one) => (one.score > best.score ? one : best)).delimiter;
}

/** The rows of a text whose cells are parted by `delimiter`. `openAt` is the row whose last quote is never closed. */
export function cellsIn(text: string, delimiter: Delimiter): { rows: string[][]; openAt: number | null } {
	const rows: string[][] = [];
	let row: string[] = [];
	let at = 0;
	const end = text.length;
	while (at < end) {
		const quoted = text[at] === '"' ? quotedCell(text, at) : null;
		const next = quoted ? quoted.after : plainEnd(text, at, delimiter);
		row.push(unguarded(quoted ? quoted.text : text.slice(at, next)));
		if (quoted?.isOpen) return { rows: [...rows, row], openAt: rows.length + 1 };
		at = next;
		if (text[at] === delimiter) {
			at += 1;
			if (at === end) row.push('');
			continue;
		}
		rows.push(row);
		row = [];
		at += text.startsWith('\r\n', at) ? 2 : 1;
	}
	if (row.length > 0) rows.push(row);
	return { rows, openAt: null };
}

function plainEnd(text: string, from: number, delimiter: Delimiter): number {
	let at = from;
	while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') at += 1;
	return at;
}

// From a quote to the one that closes it; two in a row are one that was written. What follows before the next cell is
// kept, for a text like `"a" b` loses nothing.
function quotedCell(text: string, from: number): { text: string; after: number; isOpen: boolean } {
	let written = '';
	let at = from + 1;
	for (;;) {
		const quote = text.indexOf('"', at);
		if (quote === -1) return { text: written + text.slice(at), after: text.length, isOpen: true };
		written += text.slice(at, quote);
		if (text[quote + 1] !== '"') return { text: written, after: quote + 1, isOpen: false };
		written += '"';
		at = quote + 2;
	}
}

function unguarded(text: string): string {
	return text.startsWith("'") && isFormula(text) ? text.slice(1) : text;
}
