import { hash } from 'node:crypto';
import { commitTo, type Band, type Candidate, type Quota } from '../src/index.ts';
import { refuse } from '../src/refusal.ts';
import type { Table } from './csv.ts';
import { rankingOf } from './stops.ts';

/** What somebody needs to show which lot is theirs: SHA-256 of the id, and the salt. Never published. */
export type Receipt = {
	readonly id: string;
	readonly commitment: string;
	readonly salt: string;
	readonly digest: string;
};

/** How a pool is read: the features that quotas name, and which columns beside: `band`, `weight`, `score`, or `low` and `high`. */
export type Reading = {
	readonly file: string;
	readonly id?: string;
	readonly group?: string;
	readonly quotas: readonly Quota[];
	readonly fields: readonly ('band' | 'weight' | 'score' | 'interval' | 'ranking')[];
	/** salts follow from it, so the same secret gives the same roster again */
	readonly secret: string;
};

type Pool = { readonly candidates: Candidate[]; readonly receipts: Receipt[] };
type Row = Table['rows'][number];
type Cells = (row: Row, column: string) => string;

const ID_COLUMNS = ['id', 'unique_id', 'nationbuilder_id'];

/**
 * Candidates from a CSV of respondents, a row each. Only what the rules read becomes public: features that quotas name,
 * and `band`, `weight`, `score` (or `low` and `high`) where the method reads them; everything else stays out. Without
 * `--id`, ids are the column id, unique_id or nationbuilder_id, else the numbers of the rows. Refuses, by line, two rows
 * of one id (also when they differ only by Unicode form) and a value that is missing or that no quota names.
 */
export function poolFromCsv(table: Table, reading: Reading): Pool {
	const { file, secret, group } = reading;
	const cell = cellsOf(table, file);
	const idOf = idsOf(table, reading, cell);
	const values = valuesOf(reading.quotas);
	const pool: Pool = { candidates: [], receipts: [] };
	for (const row of table.rows) {
		const receipt = receiptOf(idOf(row), secret);
		const firm = group === undefined ? '' : cell(row, group);
		pool.receipts.push(receipt);
		pool.candidates.push({
			commitment: receipt.commitment,
			features: Object.fromEntries([...values].map((known) => [known[0], featureOf(cell, row, known, file)])),
			...extras(cell, row, reading),
			...(firm && { groups: [keyed(secret, `group ${firm.normalize('NFC')}`)] })
		});
	}
	return pool;
}

function receiptOf(id: string, secret: string): Receipt {
	const [salt, digest] = [keyed(secret, `salt ${id}`), hash('sha256', id)];
	return { id, commitment: commitTo(salt, digest), salt, digest };
}

/** A name without the secret can be guessed from its hash; with it, it can't. Hashed twice, so that none leads to another. */
function keyed(secret: string, text: string): string {
	return hash('sha256', secret + hash('sha256', secret + text));
}

function cellsOf({ header }: Table, file: string): Cells {
	const places = new Map(header.map((name, i) => [name, i]));
	return ({ cells }, column) => {
		const at = places.get(column);
		if (at === undefined) throw refuse('file.no-column', { file, column });
		return cells[at]!.trim();
	};
}

function idsOf({ header }: Table, { file, id }: Reading, cell: Cells): (row: Row) => string {
	const column = id?.normalize('NFC') ?? header.find((name) => ID_COLUMNS.includes(name.toLowerCase()));
	if (column === undefined) return ({ line }) => `row ${line}`;
	const seen = new Map<string, number>();
	return (row) => {
		const own = cell(row, column).normalize('NFC');
		if (own === '') throw refuse('file.value-missing', { file, line: row.line, column });
		if (seen.has(own)) throw refuse('file.id-twice', { file, id: own, line: row.line, first: seen.get(own)! });
		seen.set(own, row.line);
		return own;
	};
}

function valuesOf(quotas: readonly Quota[]): Map<string, Set<string>> {
	const values = new Map<string, Set<string>>();
	for (const { feature, value } of quotas) {
		const name = feature.normalize('NFC');
		if (!values.has(name)) values.set(name, new Set());
		values.get(name)!.add(value.normalize('NFC'));
	}
	return values;
}

function featureOf(cell: Cells, row: Row, [column, known]: [string, Set<string>], file: string): string {
	const value = cell(row, column).normalize('NFC');
	if (known.has(value)) return value;
	if (value === '') throw refuse('file.value-missing', { file, line: row.line, column });
	throw refuse('file.value-unknown', { file, line: row.line, column, value });
}

function extras(cell: Cells, row: Row, { fields, file }: Reading): Partial<Candidate> {
	const integer = (column: string) => {
		const value = cell(row, column);
		if (!/^-?\d{1,16}$/.test(value)) throw refuse('file.not-an-integer', { file, line: row.line, column, value });
		return Number(value);
	};
	const band = fields.includes('band') ? cell(row, 'band') : undefined;
	if (band !== undefined && !['accept', 'draw', 'decline'].includes(band))
		throw refuse('file.bad-band', { file, line: row.line, value: band });
	return {
		...(band !== undefined && { band: band as Band }),
		...(fields.includes('ranking') && { ranking: ranked(cell(row, 'ranking'), row, file) }),
		...(fields.includes('weight') && { weight: integer('weight') }),
		...(fields.includes('score') && { score: integer('score') }),
		...(fields.includes('interval') && { score: [integer('low'), integer('high')] as const })
	};
}

function ranked(value: string, { line }: Row, file: string): string[] {
	if (value === '') throw refuse('file.value-missing', { file, line, column: 'ranking' });
	return rankingOf(value);
}
