// The journal under the hammer: 1,000 lines a second, as they come, for so many seconds, while five verifiers in processes of
// their own check every signed head and the proof between any two. Beside it, in the same run, how often the same row goes into
// a table that chains nothing. `npm run bench journal [seconds] [lines a second]`.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { pathLeadsTo, leafHash } from '../packages/draw/src/merkle.ts';
import { migrate } from '../db/migrate.ts';
import { isToSign, journalCheckpoints, journalTree } from '../src/domain/journal/checkpoints.read.server.ts';
import { signEveryMs } from '../src/domain/journal/checkpoints.rules.ts';
import { signJournal } from '../src/domain/journal/checkpoints.write.server.ts';
import { firstBrokenLine } from '../src/domain/journal/chain.read.server.ts';
import { note, noteAll, type Line } from '../src/domain/journal/write.server.ts';
import { connect, reading, together } from '../src/lib/db.server.ts';
import { lane } from '../src/lib/lane.ts';
import { startPostgres } from '../start/postgres.mjs';
import type { Verdict } from './journal/verifier.ts';

const seconds = Number(process.argv[2] ?? 60);
const perSecond = Number(process.argv[3] ?? 1_000);
const callers = 64;
const proofWithinMs = 60_000;
let lastLook = 0;
let signing: Promise<void> | null = null;

const dataDir = mkdtempSync(join(tmpdir(), 'madang-journal-'));
const { url, stop } = await startPostgres({ dataDir });
await migrate(url);
const db = connect(url, 16);
const pool = new pg.Pool({ connectionString: url, max: 16 });
try {
	const line = (about: string): Line => ({
		...{ at: new Date(), by: null, callId: null, verb: 'thing.done', about },
		detail: { number: 'SEOUL-0001', contentHash: 'x'.repeat(64) }
	});
	// Those that come meanwhile go together, as submits do.
	const append = lane(async (lines: Line[]) => {
		await together(db, (tx) => noteAll(tx, lines));
		return lines.map(() => ({ done: new Date() }));
	});
	await ceilings(line, append);
	await hammer(line, append);
} finally {
	await pool.end();
	await db.destroy();
	await stop();
	rmSync(dataDir, { recursive: true, force: true });
}

type Make = (about: string) => Line;
type Append = (line: Line) => Promise<Date>;

/** As fast as it goes, in turns: a row that chains nothing, a line in a transaction of its own, lines that go together. */
async function ceilings(line: Make, append: Append): Promise<void> {
	await pool.query('create table bare as select * from journal with no data');
	const row = `insert into bare (seq, hash, at, verb, about, detail) values (1, sha256('x'), now(), 'thing.done', $1, $2)`;
	const detail = JSON.stringify(line('').detail);
	const rates = { bare: [] as number[], alone: [] as number[], together: [] as number[] };
	for (let turn = 0; turn < 3; turn++) {
		rates.bare.push(await rate((about) => pool.query(row, [about, detail])));
		rates.alone.push(await rate((about) => together(db, (tx) => note(tx, line(about)))));
		rates.together.push(await rate((about) => append(line(about))));
	}
	const [bare, alone, joint] = [median(rates.bare), median(rates.alone), median(rates.together)];
	const told = (name: string, value: number) =>
		console.log(
			`  ${name.padEnd(44)}${value.toFixed(0).padStart(7)} /s   ${(value / bare).toFixed(2)} of the bare row`
		);
	console.log(`${callers} callers, durable commits, median of 3`);
	told('the same row, bare, a transaction each', bare);
	told('a line of the journal, a transaction each', alone);
	told('lines that go together', joint);
}

async function rate(call: (about: string) => Promise<unknown>): Promise<number> {
	const until = performance.now() + 2_000;
	let count = 0;
	const caller = async () => {
		while (performance.now() < until) await call(`${count++}`);
	};
	await Promise.all(Array.from({ length: callers }, caller));
	return count / 2;
}

/** Lines as they come, whether or not the last were taken; heads as the job signs them; and what the verifiers say. */
async function hammer(line: Make, append: Append): Promise<void> {
	const verifiers = Array.from({ length: 5 }, () => fork(join(import.meta.dirname, 'journal/verifier.ts'), [url]));
	const verdicts = verifiers.map(async (one) => (await once(one, 'message'))[0] as Verdict);
	const taken = new Map<string, number>();
	const late: number[] = [];
	const began = Date.now();
	const pending = new Set<Promise<void>>();
	for (let nth = 0; nth < seconds * perSecond;) {
		const due = Math.min(seconds * perSecond, Math.floor(((Date.now() - began) * perSecond) / 1000));
		for (; nth < due; nth++) {
			const [about, asked] = [`h-${nth}`, Date.now()];
			const one = append(line(about)).then(
				(at) => (taken.set(about, at.getTime()), void late.push(at.getTime() - asked))
			);
			pending.add(one);
			void one.finally(() => pending.delete(one));
		}
		if (nth % 20 === 0 || nth >= due) await new Promise((done) => setTimeout(done, 5));
		if (Date.now() - lastLook >= 1_000) void sign();
	}
	await Promise.all(pending);
	const took = (Date.now() - began) / 1000;
	while (!(await covered())) await sign().then(() => new Promise((done) => setTimeout(done, 1_000)));
	for (const one of verifiers) one.send('over');
	const said = await Promise.all(verdicts);
	await report({ taken, late: late.toSorted((a, b) => a - b), took, said });
}

/** What the job does every second. */
function sign(): Promise<void> {
	lastLook = Date.now();
	signing ??= (async () => {
		if (await isToSign(reading(db), signEveryMs, new Date())) await signJournal(db, new Date());
	})().finally(() => (signing = null));
	return signing;
}

async function covered(): Promise<boolean> {
	const { rows } = await pool.query<{ is: boolean }>(`select
		(select max(seq) from journal where about like 'h-%') <= (select max(size) from journal_checkpoints) as is`);
	return rows[0]!.is;
}

type Reported = { taken: Map<string, number>; late: number[]; took: number; said: Verdict[] };

async function report({ taken, late, took, said }: Reported): Promise<void> {
	const { rows } = await pool.query<{ seq: string; about: string; hash: Buffer }>(
		`select seq, about, hash from journal where about like 'h-%' order by seq`
	);
	const heads = await journalCheckpoints(reading(db), 0, 1_000_000);
	const tree = await journalTree(reading(db));
	const waits: number[] = [];
	let proved = 0;
	let wrong = rows.length === taken.size ? 0 : Math.abs(rows.length - taken.size);
	for (const [nth, { seq, about, hash }] of rows.entries()) {
		const head = heads.find(({ size }) => size >= Number(seq))!;
		waits.push(head.signed_at.getTime() - taken.get(about)!);
		if (nth % Math.ceil(rows.length / 5_000) !== 0) continue;
		const place = { index: Number(seq) - 1, size: head.size };
		if (!pathLeadsTo(head.root, leafHash(hash), place, tree.path(place.index, head.size))) wrong++;
		proved++;
	}
	const at = (values: number[], share: number) =>
		values[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;
	console.log(
		`\n${taken.size} lines in ${took.toFixed(1)} s: ${(taken.size / took).toFixed(0)} a second of ${perSecond} that came`
	);
	console.log(
		`  acknowledged within, ms: p50 ${at(late, 0.5)}, p99 ${at(late, 0.99)}, p99.9 ${at(late, 0.999)}, longest ${late.at(-1)}`
	);
	const longest = waits.reduce((most, wait) => Math.max(most, wait), 0);
	console.log(
		`  under a signed head after ${(longest / 1000).toFixed(1)} s at most (${waits.filter((wait) => wait > proofWithinMs).length} of ${waits.length} later than ${proofWithinMs / 1000} s); ${proved} inclusion proofs made and verified, ${wrong} wrong`
	);
	const sum = (pick: (one: Verdict) => number) => said.map(pick).join(', ');
	console.log(
		`  5 verifiers: heads ${sum(({ heads }) => heads)}; proofs between two ${sum(({ pairs }) => pairs)}; wrong ${sum((one) => one.wrong.length)}`
	);
	console.log(`  first broken line: ${(await firstBrokenLine(reading(db))) ?? 'none'}`);
}

function median(values: number[]): number {
	return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
