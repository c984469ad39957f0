import type { Quota, Rules } from '../src/index.ts';
import { refuse } from '../src/refusal.ts';
import { noColumn, readCsv, type Table } from './csv.ts';
import { readText } from './files.ts';
import { text, type Options } from './options.ts';
import { quotasFromCsv } from './pool.ts';

/**
 * The rules of a tour from two files: --stops with the columns stop,places, and --quotas, when given, with a column
 * `stop` beside the usual ones. Refuses, by line, a stop that --stops hasn't and places that are no number.
 */
export function tourRules(options: Options, file: string): Rules {
	const table = readCsv(readText(file), file);
	const names = cellsIn(table, file, 'stop');
	const places = cellsIn(table, file, 'places').map((given, i) => {
		if (/^\d{1,15}$/.test(given)) return Number(given);
		throw refuse('file.not-a-number', { file, line: table.rows[i]!.line, column: 'places', value: given });
	});
	const quotas = stopQuotas(text(options, 'quotas'), new Set(names));
	return {
		method: 'stops',
		places: places.reduce((sum, one) => sum + one, 0),
		stops: names.map((stop, i) => ({ stop, places: places[i]!, quotas: quotas.get(stop) ?? [] }))
	};
}

/** A ranking in one cell: "Seoul > Busan", best first. */
export function rankingOf(cell: string): string[] {
	return cell.split('>').map((stop) => stop.trim().normalize('NFC'));
}

function stopQuotas(file: string | undefined, stops: ReadonlySet<string>): Map<string, Quota[]> {
	const quotas = new Map<string, Quota[]>();
	if (!file) return quotas;
	const given = readText(file);
	const table = readCsv(given, file);
	const names = cellsIn(table, file, 'stop');
	quotasFromCsv(given, file).forEach((quota, i) => {
		const stop = names[i]!;
		if (!stops.has(stop)) throw refuse('file.unknown-stop', { file, line: table.rows[i]!.line, stop });
		quotas.set(stop, [...(quotas.get(stop) ?? []), quota]);
	});
	return quotas;
}

function cellsIn({ header, rows }: Table, file: string, column: string): string[] {
	const at = header.findIndex((name) => name.toLowerCase() === column);
	if (at < 0) throw noColumn(file, column, header);
	return rows.map(({ cells }) => cells[at]!.trim().normalize('NFC'));
}
