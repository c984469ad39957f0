// How many applications a second are taken, receipt and journal line and letter included, beside what the same
// database does at most with one row in one transaction: the limit, measured in the same run, in turns.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startPostgres } from '../start/postgres.mjs';
import { addPerson, noon, setScene, visitorOf } from '../tests/world.ts';
import { migrate } from '../db/migrate.ts';
import { contentHash } from '../src/domain/applications/receipts.rules.ts';
import { submitApplication } from '../src/domain/applications/submit.write.server.ts';
import { saveDraft } from '../src/domain/applications/write.server.ts';
import { gate } from '../src/domain/people/gate.server.ts';
import { connect } from '../src/lib/db.server.ts';
import { registrationNumber } from '../sample/registration.ts';

const rounds = 3;
const perRound = Number(process.argv[2] ?? 500);
const callers = 64;

const dataDir = mkdtempSync(join(tmpdir(), 'madang-bench-'));
const { url, stop } = await startPostgres({ dataDir });
await migrate(url);
const db = connect(url, 16);
const pool = new pg.Pool({ connectionString: url, max: 16 });
pool.on('error', () => {}); // an idle connection may notice the database's end before its own
try {
	const ready = await drafts();
	await pool.query('create table bare (id bigint generated always as identity primary key, body text not null)');
	const rates = { bare: [] as number[], submit: [] as number[] };
	for (let round = 0; round < rounds; round++) {
		rates.bare.push(await rate(() => pool.query('insert into bare (body) values ($1)', ['x'.repeat(2000)])));
		const mine = ready.splice(0, perRound);
		rates.submit.push(await rate((at) => submitApplication(db, mine[at]!.who, mine[at]!.sent, noon)));
	}
	const [bare, submit] = [median(rates.bare), median(rates.submit)];
	console.log(`${callers} callers, ${rounds} rounds of ${perRound}, durable commits`);
	console.log(`  one bare row          ${bare.toFixed(0).padStart(7)} /s`);
	console.log(
		`  submitApplication     ${submit.toFixed(0).padStart(7)} /s   ${(submit / bare).toFixed(2)} of the limit`
	);
} finally {
	await pool.end();
	await db.destroy();
	await stop();
	rmSync(dataDir, { recursive: true, force: true });
}

/** Applicants with a finished draft each. */
async function drafts() {
	const { call } = await setScene(db);
	return Promise.all(
		Array.from({ length: rounds * perRound }, async (_, at) => {
			const who = gate.applicant(visitorOf(await addPerson(db, `applicant-${at}`)), call.id);
			const answers = {
				...{
					organisation_name: `Firm ${at}`,
					registration_number: registrationNumber(at),
					track: 'api',
					region: 'seoul'
				},
				proposal: 'We would like to meet.'
			};
			const draft = await saveDraft(db, who, { answers, version: 0 }, noon);
			return { who, sent: { intent: crypto.randomUUID(), hash: contentHash(draft.answers), agreed: ['selection'] } };
		})
	);
}

/** Calls a second, with `callers` calls in flight. */
async function rate(call: (at: number) => Promise<unknown>): Promise<number> {
	let next = 0;
	const began = performance.now();
	const caller = async () => {
		while (next < perRound) await call(next++);
	};
	await Promise.all(Array.from({ length: callers }, caller));
	return (perRound * 1000) / (performance.now() - began);
}

function median(values: number[]): number {
	return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
