// Finding proposals among 100,000 that the guest may read, in Korean and in English: by the index, beside a plain LIKE
// over the same rows in the same run; then a whole page as the guest's office gets it, with all that decides who may
// read what; and a page in the order of a delegate's interests.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { migrate } from '../db/migrate.ts';
import { sampleCall } from '../sample/programme.ts';
import { matchesPage } from '../src/domain/followups/matching.read.server.ts';
import { found, proposalsPage } from '../src/domain/followups/proposals.read.server.ts';
import { pairsOf, searchable, soughtIn } from '../src/domain/followups/search.rules.ts';
import { stopBySlug } from '../src/domain/tours/read.server.ts';
import { connect, reading } from '../src/lib/db.server.ts';
import { startPostgres } from '../start/postgres.mjs';
import { addGuestTerm } from '../tests/followups.ts';
import { noon, setScene } from '../tests/world.ts';

const count = Number(process.argv[2] ?? 100_000);
const turns = 5;
const asked = ['양자점', '칩을', '번역', '공장에서', 'photonics', 'speech', 'warehouse', 'farm 로봇'];

const dataDir = mkdtempSync(join(tmpdir(), 'madang-bench-'));
const { url, stop } = await startPostgres({ dataDir });
await migrate(url);
const db = connect(url, 2);
try {
	const seoul = await plant();
	console.log(`${count.toLocaleString('en')} proposals, median of ${turns} turns, in milliseconds`);
	console.log('  words               found    index     LIKE   ratio   whole page');
	for (const typed of asked) {
		const sought = soughtIn(typed);
		const words = [...sought.hangul, ...sought.latin.split(' ').filter(Boolean)];
		const like = sql.join(
			words.map((word) => sql`text like ${`%${word}%`}`),
			sql` and `
		);
		const [index, plain, page] = [[], [], []] as number[][];
		let total = 0;
		for (let turn = 0; turn < turns; turn++) {
			index!.push(await timed(() => sql`select application_id from proposals where ${found(sought)}`.execute(db)));
			plain!.push(await timed(() => sql`select application_id from proposals where ${like}`.execute(db)));
			page!.push(
				await timed(async () => {
					({ total } = await proposalsPage(reading(db), seoul, { sought, track: null, page: 1 }, noon));
				})
			);
		}
		const cells = [total, ...[index!, plain!].map((list) => median(list).toFixed(1))];
		const ratio = (median(plain!) / median(index!)).toFixed(1);
		const width = 18 - [...typed].filter((letter) => /[가-힣]/.test(letter)).length;
		const line = cells.map((cell) => String(cell).padStart(9)).join('');
		console.log(`  ${typed.padEnd(width)}${line}${ratio.padStart(8)}${median(page!).toFixed(1).padStart(13)}`);
	}
	const interests = { topics: '칩 / chip\n양자점 / photonics\n번역 / translation', tracks: ['api'], kinds: ['build'] };
	const wanted = { sought: soughtIn(''), track: null, page: 1, interests };
	const ranked: number[] = [];
	for (let turn = 0; turn < turns; turn++)
		ranked.push(await timed(() => matchesPage(reading(db), seoul, wanted, noon)));
	console.log(`  in the order of a delegate's interests, three topics: ${median(ranked).toFixed(0)}`);
} finally {
	await db.destroy();
	await stop();
	rmSync(dataDir, { recursive: true, force: true });
}

/** So many applications that were chosen and may go to the guest; each text is of two of the sample's proposals. */
async function plant() {
	const world = await setScene(db);
	await addGuestTerm(world);
	const call = sampleCall({
		...{ slug: 'bench', stop: 'seoul', state: 'open', seed: 'bench', at: noon },
		applications: 300
	});
	const texts = call.applications.map(({ answers }, nth) => {
		const text = searchable(`${answers.summary ?? ''} ${answers.proposal ?? ''}`);
		return { nth, text, pairs: pairsOf(text) };
	});
	await sql`create temp table texts as select nth, text, to_tsvector('english', text) || array_to_tsvector(pairs) as words
		from json_to_recordset(${JSON.stringify(texts)}::json) as row(nth int, text text, pairs text[])`.execute(db);
	await sql`create temp table rare as select to_tsvector('english', text) || array_to_tsvector(pairs) as words, text
		from json_to_recordset(${JSON.stringify([{ text: '양자점 photonics', pairs: pairsOf('양자점') }])}::json)
			as row(text text, pairs text[])`.execute(db);
	const ids = sql`('00000000-0000-4000-8000-' || lpad(every.nth::text, 12, '0'))::uuid`;
	const all = sql`generate_series(1, ${count}::int) as every(nth)`;
	const { id: callId } = world.call;
	const texts2 = sql`(select count(*)::int from texts)`;
	await sql`insert into people (id, email, made_at) select ${ids}, 'p' || nth || '@example.test', ${noon} from ${all}`.execute(
		db
	);
	await sql`insert into applications (id, call_id, applicant_id, saved_at, submitted_at, number, track_id)
		select ${ids}, ${callId}, ${ids}, ${noon}, ${noon}, 'B-' || nth,
			(select id from tracks where call_id = ${callId} order by key offset nth % 2 limit 1) from ${all}`.execute(db);
	await sql`insert into receipts (id, application_id, intent, number, answers, content_hash, salt, submitted_at, body, signature)
		select ${ids}, ${ids}, ${ids}, 'B-' || nth, '{}', '', '', ${noon}, '', '' from ${all}`.execute(db);
	await sql`insert into consents (receipt_id, term_id, given_at)
		select ${ids}, terms.id, ${noon} from terms, ${all} where call_id = ${callId} and key = 'guest'`.execute(db);
	await sql`insert into invitations (call_id, application_id, came_from, token_hash, invited_at, reply_by)
		select ${callId}, ${ids}, 'draw', decode(lpad(nth::text, 64, '0'), 'hex'), ${noon}, ${noon}::timestamptz + interval '9 days'
		from ${all}`.execute(db);
	await sql`insert into proposals (application_id, receipt_id, text, words, indexed_at)
		select ${ids}, ${ids}, one.text || ' ' || other.text || case when every.nth % 5000 = 0 then ' ' || rare.text else '' end,
			one.words || other.words || case when every.nth % 5000 = 0 then rare.words else ''::tsvector end, ${noon}
		from ${all}
			join texts one on one.nth = every.nth % ${texts2}
			join texts other on other.nth = (every.nth / ${texts2}) % ${texts2}, rare`.execute(db);
	await sql`vacuum analyze`.execute(db);
	return stopBySlug(reading(db), 'seoul-stop');
}

/** Milliseconds it takes. */
async function timed(work: () => Promise<unknown>): Promise<number> {
	const began = performance.now();
	await work();
	return performance.now() - began;
}

function median(values: number[]): number {
	return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
