import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';

/** From now on the database writes down every statement that takes longer than so, with its plan. */
export async function watchSlow(url: string, ms: number): Promise<void> {
	const client = new pg.Client(url);
	await client.connect();
	await client.query(`load 'auto_explain'`);
	for (const [name, value] of [
		['session_preload_libraries', 'auto_explain'],
		['auto_explain.log_min_duration', String(ms)],
		['auto_explain.log_format', 'json']
	])
		await client.query(`alter system set ${name} = '${value}'`);
	await client.query('select pg_reload_conf()');
	await client.end();
}

type Plan = { 'Node Type': string; 'Relation Name'?: string; Plans?: Plan[] };
export type Slow = { query: string; times: number; longest: number; scans: string[] };

/** What the database wrote down: each statement once, how often, how long at most, and the tables it read from end to end. */
export function slowIn(dataDir: string): Slow[] {
	const text = readFileSync(join(dataDir, 'postgres.log'), 'utf8');
	const found = new Map<string, Slow>();
	for (const [, ms, json] of text.matchAll(/duration: ([\d.]+) ms {2}plan:\n([\s\S]*?\n\t\})/g)) {
		try {
			const { 'Query Text': raw, Plan: plan } = JSON.parse(json!) as { 'Query Text': string; Plan: Plan };
			const query = raw.replace(/\s+/g, ' ').slice(0, 160);
			const one = found.get(query) ?? { query, times: 0, longest: 0, scans: scansIn(plan) };
			found.set(query, { ...one, times: one.times + 1, longest: Math.max(one.longest, Number(ms)) });
		} catch {
			// cut off by the end of the file
		}
	}
	return [...found.values()].sort((a, b) => b.longest - a.longest);
}

function scansIn(plan: Plan): string[] {
	const own = plan['Node Type'] === 'Seq Scan' ? [plan['Relation Name']!] : [];
	return [...new Set([...own, ...(plan.Plans ?? []).flatMap(scansIn)])];
}

/** The memory of a process that is its own and its share of what it shares, MB. */
export function memoryOf(pids: number[]): number {
	return pids.reduce((sum, pid) => {
		try {
			const kb = /^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1];
			return sum + Number(kb ?? 0) / 1024;
		} catch {
			return sum; // it ended meanwhile
		}
	}, 0);
}

/** The database's processes. */
export function databasePids(dataDir: string): number[] {
	const main = Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
	const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
	return pids.map(Number).filter((pid) => pid === main || parentOf(pid) === main);
}

function parentOf(pid: number): number {
	try {
		return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')[1]);
	} catch {
		return 0;
	}
}

/** By how much a value grows an hour, by least squares over [ms, value]; NaN of fewer than three. */
export function slopePerHour(points: [number, number][]): number {
	if (points.length < 3) return Number.NaN;
	const mean = (at: 0 | 1) => points.reduce((sum, point) => sum + point[at], 0) / points.length;
	const [x, y] = [mean(0), mean(1)];
	const [up, down] = points.reduce(([a, b], [px, py]) => [a + (px - x) * (py - y), b + (px - x) ** 2], [0, 0]);
	return (up / down) * 3_600_000;
}
