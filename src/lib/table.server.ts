import { refusal } from '#lib/refusal.ts';
import { cellsIn, delimiterOf, type Delimiter } from './csv.ts';
import { encodingOf, textIn, type Encoding } from './encoding.ts';
import { openXlsx, type SheetRow } from './xlsx.server.ts';

/** A table: what its columns are called, and its rows, each with its number in the file. */
export type Table = { heads: string[]; lines: SheetRow[] };

/** How a file is read. Only what its kind has counts. */
export type Reading = { encoding?: Encoding; delimiter?: Delimiter; sheet?: string };

/** How a file was read, and what else it could be read as. */
export type TableFile = {
	kind: 'csv' | 'xlsx' | 'json';
	reading: Reading;
	sheets: string[];
	table: Table;
};

const mostLines = 20_000;

export const tableEmpty = () => refusal('invalid', 'lib.table-empty');
const tooManyLines = () => refusal('invalid', 'lib.table-too-long', { most: mostLines });
const notATable = () => refusal('invalid', 'lib.not-a-table');
const openQuote = (row: number) => refusal('invalid', 'lib.open-quote', { row });

/**
 * Reads a table from a file: a workbook, JSON (a list of objects, or an object with one), or text whose cells are parted
 * by a delimiter. What it is is seen by its content; what was not asked for is found out.
 */
export function tableFrom(bytes: Buffer, wanted: Reading = {}): TableFile {
	if (bytes.length < 4) throw tableEmpty();
	const start = bytes.readUInt32BE(0);
	const isBook = start === 0x504b0304 || start === 0xd0cf11e0;
	const file = isBook ? fromBook(bytes, wanted) : fromText(bytes, wanted);
	if (file.table.lines.length === 0) throw tableEmpty();
	if (file.table.lines.length > mostLines) throw tooManyLines();
	return file;
}

function fromBook(bytes: Buffer, { sheet }: Reading): TableFile {
	const { sheets, rowsOf } = openXlsx(bytes);
	const chosen = sheets.find((name) => name === sheet) ?? sheets[0]!;
	return { kind: 'xlsx', reading: { sheet: chosen }, sheets, table: withHeads(rowsOf(chosen)) };
}

function fromText(bytes: Buffer, wanted: Reading): TableFile {
	const encoding = wanted.encoding ?? encodingOf(bytes);
	const text = textIn(bytes, encoding);
	if (/^\s*[[{]/.test(text)) return { kind: 'json', reading: { encoding }, sheets: [], table: fromJson(text) };
	const delimiter = wanted.delimiter ?? delimiterOf(text);
	const { rows, openAt } = cellsIn(text, delimiter);
	if (openAt !== null) throw openQuote(openAt);
	const table = withHeads(rows.map((cells, at) => ({ row: at + 1, cells })));
	return { kind: 'csv', reading: { encoding, delimiter }, sheets: [], table };
}

// The first row with anything in it names the columns; rows of nothing are no rows.
function withHeads(rows: SheetRow[]): Table {
	const [first, ...rest] = rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
	return { heads: (first?.cells ?? []).map((head) => head.trim()), lines: rest };
}

function fromJson(text: string): Table {
	const objects = listIn(text).map((one) => (isObject(one.answers) ? { ...one, ...one.answers } : one));
	const heads = [...new Set(objects.flatMap((one) => Object.keys(one)))].filter((head) => head !== 'answers');
	const lines = objects.map((one, at) => ({
		row: at + 1,
		cells: heads.map((head) => cellOf(Object.hasOwn(one, head) ? one[head] : ''))
	}));
	return { heads, lines };
}

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

function listIn(text: string): Json[] {
	const list = parsed(text);
	if (!Array.isArray(list) || !list.every(isObject)) throw notATable();
	return list;
}

function parsed(text: string): unknown {
	try {
		const whole: unknown = JSON.parse(text);
		return isObject(whole) ? Object.values(whole).find(Array.isArray) : whole;
	} catch {
		throw notATable();
	}
}

function cellOf(value: unknown): string {
	if (Array.isArray(value)) return value.map(cellOf).join('\n');
	if (isObject(value)) return Object.values(value).map(cellOf).join('\n');
	return value === null || value === undefined ? '' : String(value);
}
