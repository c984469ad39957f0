import { sha256 } from '@noble/hashes/sha2.js';
import { toHex, utf8 } from '../src/bytes.ts';
import { commitTo, type Candidate, type Quota } from '../src/index.ts';
import { refuse } from '../src/refusal.ts';
import { noColumn, readCsv } from './csv.ts';

/**
 * Quotas from the field's CSV, in its spellings: feature,value,min,max (also with min_flex,max_flex, which say nothing
 * here), category,feature,min,max and category,name,min,max. Refuses, by line, what is no range.
 */
export function quotasFromCsv(text: string, file: string): Quota[] {
	const table = readCsv(text, file);
	const header = table.header.map((name) => name.toLowerCase());
	const [feature, value] = header.includes('category')
		? ['category', header.includes('feature') ? 'feature' : 'name']
		: ['feature', 'value'];
	const at = (column: string) => {
		if (!header.includes(column)) throw noColumn(file, column, table.header);
		return header.indexOf(column);
	};
	const [f, v, min, max] = [feature!, value!, 'min', 'max'].map(at) as [number, number, number, number];
	return table.rows.map(({ line, cells }) => {
		const number = (i: number) => {
			const given = cells[i]!.trim();
			if (!/^\d{1,15}$/.test(given))
				throw refuse('file.not-a-number', { file, line, column: table.header[i]!, value: given });
			return Number(given);
		};
		const quota = { feature: cells[f]!.trim(), value: cells[v]!.trim(), min: number(min), max: number(max) };
		if (quota.min > quota.max) throw refuse('file.min-above-max', { file, line, min: quota.min, max: quota.max });
		return quota;
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
	const { k, features, rows } = readInstance(given, file);
	const candidates = rows.map((row, i) => {
		const pairs = features.map(({ name, values }, f) => {
			const value = Array.isArray(row) ? values[row[f]!] : undefined;
			if (!value) throw refuse('file.not-an-instance', { file, where: `/rows/${i}` });
			return [name, value.name] as const;
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

function readInstance(given: unknown, file: string): Instance {
	const wrong = (where: string) => refuse('file.not-an-instance', { file, where });
	if (typeof given !== 'object' || given === null) throw wrong('/');
	const { k, features, rows } = given as Partial<Instance>;
	if (!Number.isSafeInteger(k)) throw wrong('/k');
	if (!Array.isArray(rows)) throw wrong('/rows');
	if (!Array.isArray(features)) throw wrong('/features');
	features.forEach((feature, f) => {
		const isSound =
			typeof feature?.name === 'string' &&
			Array.isArray(feature.values) &&
			feature.values.every((value) => typeof value?.name === 'string');
		if (!isSound) throw wrong(`/features/${f}`);
	});
	return { k: k!, features, rows };
}
