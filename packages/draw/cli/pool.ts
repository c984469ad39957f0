import { randomBytes } from 'node:crypto';
import { sha256 } from '@noble/hashes/sha2.js';
import { toHex, utf8 } from '../src/bytes.ts';
import { commitTo, type Band, type Candidate, type Quota } from '../src/index.ts';
import { refuse } from '../src/refusal.ts';
import { readCsv, type Table } from './csv.ts';

/** What an applicant needs to show which lot is theirs; never published. */
export type Receipt = { readonly id: string; readonly commitment: string; readonly salt: string };

type Pool = { readonly candidates: Candidate[]; readonly receipts: Receipt[] };
type Reading = {
	readonly file: string;
	readonly id?: string;
	readonly group?: string;
	readonly features: readonly string[];
	readonly salted: boolean;
};

/**
 * Candidates from a CSV of respondents: one row each, a column for each feature, and columns `band`, `weight`, `score`
 * (or `low` and `high`) where the method needs them. Refuses two rows of one id, also when they differ only by Unicode form.
 */
export function poolFromCsv(text: string, reading: Reading): Pool {
	const table = readCsv(text, reading.file);
	const id = idColumn(table, reading);
	const cell = cellsOf(table, reading.file);
	const missing = reading.features.find((feature) => !table.header.includes(feature));
	if (missing !== undefined) throw refuse('file.no-column', { file: reading.file, column: missing });
	const seen = new Map<string, number>();
	const pool: Pool = { candidates: [], receipts: [] };
	for (const row of table.rows) {
		const own = row.cells[id]!.trim().normalize('NFC');
		if (seen.has(own))
			throw refuse('file.id-twice', { file: reading.file, id: own, line: row.line, first: seen.get(own)! });
		seen.set(own, row.line);
		const salt = reading.salted ? randomBytes(32).toString('hex') : '00'.repeat(32);
		const commitment = commitTo(salt, toHex(sha256(utf8(own))));
		pool.receipts.push({ id: own, commitment, salt });
		const features = Object.fromEntries(
			reading.features.map((feature) => [feature, row.cells[table.header.indexOf(feature)]!.trim()])
		);
		const group = reading.group ? cell(row, reading.group) : undefined;
		pool.candidates.push({
			commitment,
			features,
			...extras(cell, row),
			...(group && { groups: [toHex(sha256(utf8(group)))] })
		});
	}
	return pool;
}

type Row = Table['rows'][number];
type Cells = (row: Row, column: string) => string | undefined;

function cellsOf({ header }: Table, file: string): Cells {
	const at = new Map(header.map((name, i) => [name, i]));
	return (row, column) => {
		if (!at.has(column) && column !== 'low' && !OPTIONAL.includes(column))
			throw refuse('file.no-column', { file, column });
		const value = at.has(column) ? row.cells[at.get(column)!]!.trim() : '';
		return value === '' ? undefined : value;
	};
}

const OPTIONAL = ['band', 'weight', 'score', 'low', 'high'];

function extras(cell: Cells, row: Row): Partial<Candidate> {
	const [band, weight, score, low, high] = OPTIONAL.map((column) => cell(row, column));
	return {
		...(band !== undefined && { band: band as Band }),
		...(weight !== undefined && { weight: Number(weight) }),
		...(score !== undefined && { score: Number(score) }),
		...(low !== undefined && high !== undefined && { score: [Number(low), Number(high)] as const })
	};
}

function idColumn({ header }: Table, { file, id }: Reading): number {
	if (id !== undefined) {
		if (!header.includes(id)) throw refuse('file.no-column', { file, column: id });
		return header.indexOf(id);
	}
	const usual = header.findIndex((name) => ['id', 'nationbuilder_id'].includes(name.toLowerCase()));
	return Math.max(0, usual);
}

/** Quotas from the field's CSV, in either spelling: feature,value,min,max or category,feature,min,max. */
export function quotasFromCsv(text: string, file: string): Quota[] {
	const table = readCsv(text, file);
	const header = table.header.map((name) => name.toLowerCase());
	const [feature, value] = header.includes('category')
		? ['category', header.includes('feature') ? 'feature' : 'name']
		: ['feature', 'value'];
	const at = (column: string) => {
		if (!header.includes(column)) throw refuse('file.no-column', { file, column });
		return header.indexOf(column);
	};
	const [f, v, min, max] = [feature!, value!, 'min', 'max'].map(at) as [number, number, number, number];
	return table.rows.map(({ line, cells }) => {
		const number = (i: number) => {
			if (!/^\s*\d+\s*$/.test(cells[i]!))
				throw refuse('file.not-a-number', { file, line, column: table.header[i]!, value: cells[i]! });
			return Number(cells[i]);
		};
		return { feature: cells[f]!.trim(), value: cells[v]!.trim(), min: number(min), max: number(max) };
	});
}

type Instance = {
	k: number;
	features: { name: string; values: { name: string; min: number; max: number }[] }[];
	rows: number[][];
};

/** Candidates and quotas from an instance file: { k, features: [{ name, values: [{ name, min, max }] }], rows }. */
export function poolFromInstance(
	given: unknown,
	file: string
): { candidates: Candidate[]; quotas: Quota[]; places: number } {
	const { k, features, rows } = given as Instance;
	if (!Array.isArray(features) || !Array.isArray(rows)) throw refuse('file.not-an-instance', { file });
	const candidates = rows.map((row, i) => {
		const pairs = row.map((v, f) => {
			const value = features[f]?.values[v];
			if (!value) throw refuse('file.not-an-instance', { file: `${file}#/rows/${i}` });
			return [features[f]!.name, value.name] as const;
		});
		return {
			commitment: commitTo('00'.repeat(32), toHex(sha256(utf8(`row ${i}`)))),
			features: Object.fromEntries(pairs)
		};
	});
	const quotas = features.flatMap(({ name, values }) =>
		values.map((value) => ({ feature: name, value: value.name, min: value.min, max: value.max }))
	);
	return { candidates, quotas, places: k };
}
