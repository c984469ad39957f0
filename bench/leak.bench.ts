// A drill: among two million lines of honest reading somebody opens 137 chosen records over three days. When the alarm goes;
// and whether what they could have seen is found, exactly those, and how long that takes. `npm run bench leak [lines]`.
import { deepEqual } from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { migrate } from '../db/migrate.ts';
import { gate } from '../src/domain/people/gate.server.ts';
import { draftTold } from '../src/domain/reads/exposures.mail.ts';
import { exposedTo } from '../src/domain/reads/exposures.read.server.ts';
import { keepExposure } from '../src/domain/reads/exposures.write.server.ts';
import { activeSources } from '../src/domain/reads/sprees.read.server.ts';
import { alertSpree } from '../src/domain/reads/sprees.write.server.ts';
import { noteRead } from '../src/domain/reads/write.server.ts';
import { connect, reading } from '../src/lib/db.server.ts';
import { startPostgres } from '../start/postgres.mjs';
import { hiddenReads, plantApplications, plantReads } from '../tests/leak.ts';
import { addPerson, hours, noon, setScene } from '../tests/world.ts';

const lines = Number(process.argv[2] ?? 2_000_000);
const hidden = 137;

const dataDir = mkdtempSync(join(tmpdir(), 'madang-leak-'));
const { url, stop } = await startPostgres({ dataDir, fast: true });
await migrate(url);
const db = connect(url, 4);
try {
	const world = await setScene(db);
	const applications = await plantApplications(db, world, 20_000);
	const others = await Promise.all(Array.from({ length: 40 }, (_, nth) => addPerson(db, `reader-${nth}`)));
	await plantReads(db, world, { readers: others.map(({ id }) => id), applications, lines, at: noon });
	// Two a day are usual for the one whose account is taken over.
	await plantReads(db, world, { readers: [world.ara.id], applications, lines: 80, at: hours(-80) });
	await sql`analyze reads`.execute(db);
	const reads = hiddenReads(applications, { count: hidden, at: noon });
	let [firedAt, longestMs] = [0, 0];
	for (const [nth, { application_id, what, at }] of reads.entries()) {
		const read = { what, call: world.call, applicationIds: [application_id], address: '192.0.2.1' };
		await noteRead(db, world.araAuditing, read, at);
		if (firedAt) continue;
		const began = performance.now();
		const own = (await activeSources(reading(db), at)).filter(({ person_id }) => person_id === world.ara.id);
		for (const source of own) if (await alertSpree(db, source, at)) firedAt = nth + 1;
		longestMs = Math.max(longestMs, performance.now() - began);
	}
	console.log(`${lines} lines of 40 readers and ${hidden} hidden reads over three days`);
	console.log(`  the alarm goes at record ${firedAt || 'none'}; a look takes ${longestMs.toFixed(0)} ms at most`);
	const sought = { person: world.ara.id, token: null, address: null, from: hours(-72.1), until: noon };
	const who = gate.hostOrganiser(world.visitors.hana, world.host);
	let began = performance.now();
	const found = await exposedTo(reading(db), who, sought);
	const tookMs = performance.now() - began;
	deepEqual(
		found.map(({ application_id, readings, times }) => [application_id, readings, times]),
		reads.map(({ application_id, what, at }) => [application_id, [what], [at]])
	);
	console.log(
		`  asked by account and time: ${found.length} records, exactly those, each with what of it and when, in ${tookMs.toFixed(0)} ms`
	);
	began = performance.now();
	await keepExposure(db, who, { sought, told: draftTold({ ko: '마당 시', en: 'City of Madang' }) }, noon);
	console.log(`  ${found.length} letters and the report drafted in ${(performance.now() - began).toFixed(0)} ms`);
	began = performance.now();
	const day = await exposedTo(reading(db), who, { ...sought, person: null, from: hours(-24) });
	const sum = day.reduce((total, { times }) => total + times.length, 0);
	console.log(
		`  everybody's last day: ${day.length} records, ${sum} readings, in ${(performance.now() - began).toFixed(0)} ms`
	);
} finally {
	await db.destroy();
	await stop();
	rmSync(dataDir, { recursive: true, force: true });
}
