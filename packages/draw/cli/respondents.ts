import { hash } from 'node:crypto';
import { commitTo, type Band, type Candidate, type Quota } from '../src/index.ts';
import { refuse } from '../src/refusal.ts';
import { MOST_NUMBER } from '../src/limits.ts';
import { noColumn, type Table } from './csv.ts';
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
	/** the stops of a tour: a ranking names these and no others */
	readonly stops: readonly string[];
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
		if (at === undefined) throw noColumn(file, column, header);
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

function extras(cell: Cells, row: Row, reading: Reading): Partial<Candidate> {
	const { fields, file } = reading;
	const at = { file, line: row.line };
	const integer = (column: string, least: number) => {
		const value = cell(row, column);
		if (!/^-?\d+$/.test(value)) throw refuse('file.not-an-integer', { ...at, column, value });
		const number = Number(value);
		if (number >= least && number <= MOST_NUMBER) return number;
		throw refuse('file.out-of-range', { ...at, column, value, least, most: MOST_NUMBER });
	};
	const score = (column: string) => integer(column, -MOST_NUMBER);
	return {
		...(fields.includes('band') && { band: bandOf(cell(row, 'band'), at) }),
		...(fields.includes('ranking') && { ranking: ranked(cell(row, 'ranking'), reading.stops, at) }),
		...(fields.includes('weight') && { weight: integer('weight', 1) }),
		...(fields.includes('score') && { score: score('score') }),
		...(fields.includes('interval') && { score: interval(score('low'), score('high'), at) })
	};
}

type Place = { readonly file: string; readonly line: number };

function bandOf(value: string, at: Place): Band {
	if (['accept', 'draw', 'decline'].includes(value)) return value as Band;
	throw refuse('file.bad-band', { ...at, value });
}

function interval(low: number, high: number, at: Place): readonly [number, number] {
	if (low <= high) return [low, high];
	throw refuse('file.low-above-high', { ...at, low, high });
}

function ranked(value: string, stops: readonly string[], at: Place): string[] {
	if (value === '') throw refuse('file.value-missing', { ...at, column: 'ranking' });
	const ranking = rankingOf(value);
	const unknown = ranking.find((stop) => !stops.includes(stop));
	if (unknown !== undefined) throw refuse('file.unknown-stop', { ...at, stop: unknown });
	const twice = ranking.find((stop, i) => ranking.indexOf(stop) !== i);
	if (twice !== undefined) throw refuse('file.ranked-twice', { ...at, stop: twice });
	return ranking;
}
