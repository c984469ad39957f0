import { refuse, type DrawRefusal } from '../src/refusal.ts';

const MOST_SHOWN = 200;

/** A table: its header, and rows with the line of the file each began on. */
export type Table = {
	readonly header: readonly string[];
	readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[];
};

/**
 * Reads CSV by RFC 4180: a byte-order mark, CRLF, LF or CR, quoted cells with commas, quotes and line breaks. Cells are text
 * and nothing else, formulas too. Refuses an open quote, a row of another length and two columns of one name, by line.
 */
export function readCsv(text: string, file: string): Table {
	const records = recordsOf(text.replace(/^\uFEFF/, ''), file).filter(
		({ cells }) => cells.length > 1 || cells[0] !== ''
	);
	const [head, ...rows] = records;
	if (!head) throw refuse('file.empty', { file });
	if (rows.length === 0) throw refuse('file.no-rows', { file });
	const header = head.cells.map((name) => name.trim().normalize('NFC'));
	const twice = header.find((name, i) => header.indexOf(name) !== i);
	if (twice !== undefined) throw refuse('file.column-twice', { file, column: twice });
	const odd = rows.find(({ cells }) => cells.length !== header.length);
	if (odd) throw refuse('file.row-length', { file, line: odd.line, cells: odd.cells.length, columns: header.length });
	return { header, rows };
}

/** A column that isn't there, told with those that are: another separator than the comma shows itself so. */
export function noColumn(file: string, column: string, header: readonly string[]): DrawRefusal {
	const all = header.join(', ');
	const columns = all.length > MOST_SHOWN ? `${all.slice(0, MOST_SHOWN)}…` : all;
	return refuse('file.no-column', { file, column, columns });
}

function recordsOf(text: string, file: string): { line: number; cells: string[] }[] {
	const records: { line: number; cells: string[] }[] = [];
	let [at, line] = [0, 1];
	while (at < text.length) {
		const record = { line, cells: [] as string[] };
		for (;;) {
			const cell = text[at] === '"' ? quotedCell(text, at, { file, line }) : plainCell(text, at);
			record.cells.push(cell.value);
			line += cell.breaks;
			at = cell.end;
			if (text[at] !== ',') break;
			at++;
		}
		if (at < text.length && text[at] !== '\n' && text[at] !== '\r') throw refuse('file.after-quote', { file, line });
		at += text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1;
		line++;
		records.push(record);
	}
	return records;
}

type Cell = { readonly value: string; readonly end: number; readonly breaks: number };
const PLAIN = /[^,\r\n]*/y;

function plainCell(text: string, at: number): Cell {
	PLAIN.lastIndex = at;
	const value = PLAIN.exec(text)![0];
	return { value, end: at + value.length, breaks: 0 };
}

function quotedCell(text: string, at: number, where: { file: string; line: number }): Cell {
	let value = '';
	for (let from = at + 1; ;) {
		const quote = text.indexOf('"', from);
		if (quote < 0) throw refuse('file.open-quote', where);
		value += text.slice(from, quote);
		if (text[quote + 1] !== '"') return { value, end: quote + 1, breaks: value.split('\n').length - 1 };
		value += '"';
		from = quote + 2;
	}
}
