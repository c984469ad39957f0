// The opening rush: so many wait for a register to open, a tenth of them bots with twenty windows each; beside them
// somebody reads an ordinary page. How late that page is against the same page alone, whether people come in in the order
// they were given, and whether anybody comes in by what they wrote themselves. `npm run bench queue [waiters]`.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { sql } from 'kysely';
import { startPostgres } from '../start/postgres.mjs';
import { connect, reading, type Db } from '../src/lib/db.server.ts';
import { hashed } from '../src/lib/secret.server.ts';
import { admissionFor, admittedOrRefuse, orderOf, queueOf } from '../src/domain/registrations/queue.read.server.ts';
import { openStage } from '../tests/stories/theatre.ts';
import { plantQueue, plantRegister } from '../tests/rush.ts';

const count = Number(process.argv[2] ?? 5_000);
const bots = Math.floor(count / 10);
const tabs = 20;
const aMinute = Math.min(6_000, Math.ceil(count * 1.2)); // all within a minute
const minute = 60_000;
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));
const secretOf = (nth: number) => `waits-${nth}`;

const stage = await openStage({ SAMPLE_APPLICATIONS: '40', PAGES_AT_ONCE: '16', LAG_MS: '150' });
const { url } = await startPostgres({ dataDir: stage.dataDir });
const db = connect(url, 4);
const waiters = fork(join(import.meta.dirname, 'queue/waiters.ts'));
try {
	const alone = await readingPages(15_000);
	const opensAt = new Date(Date.now() + 1.5 * minute);
	const sessionId = await plantRegister(db, 'busan-dialogue', opensAt);
	await plantQueue(db, sessionId, { comesAt: new Date(Date.now() - minute), aMinute });
	await plantPeople(db, sessionId);
	const order = Array.from({ length: count }, (_, nth) => ({ secret: secretOf(nth), tabs: nth < bots ? tabs : 1 }));
	waiters.send({
		port: Number(new URL(stage.base).port),
		path: '/sessions/busan-dialogue/queue/standing',
		waiters: order
	});
	const said = once(waiters, 'message') as Promise<[Said]>;
	const before = await readingPages(opensAt.getTime() - Date.now() - 1_000);
	const opening = await readingPages(25_000);
	const after = await readingPages(30_000);
	const [{ turns, took, failed }] = await said;
	console.log(`${count} people wait, ${bots} of them with ${tabs} windows: ${count + bots * (tabs - 1)} windows`);
	row('an ordinary page alone', alone);
	compare('while all wait', before, alone);
	compare('at the opening', opening, alone);
	compare('as they come in', after, alone);
	row('where one stands', took, `${failed} put off`);
	await agreement(sessionId, turns);
	await forged(sessionId);
} finally {
	waiters.disconnect();
	await db.destroy();
	await stage.close();
}

type Said = { turns: { nth: number; at: number }[]; took: number[]; failed: number };

function quantile(times: number[], share: number): number {
	return times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? NaN;
}

function row(name: string, times: number[], more = ''): void {
	times.sort((a, b) => a - b);
	const figures = [0.5, 0.99].map((share) => quantile(times, share).toFixed(1).padStart(8)).join('');
	console.log(`${name.padEnd(26)}${String(times.length).padStart(8)} asked  p50, p99 ms${figures}  ${more}`);
}

function compare(name: string, times: number[], alone: number[]): void {
	times.sort((a, b) => a - b);
	const [half, late] = [0.5, 0.99].map((share) => (quantile(times, share) / quantile(alone, share)).toFixed(2));
	row(name, times, `p50 × ${half}, p99 × ${late}`);
}

/** Reads the programme eight times a second for so long, as anybody does; answers how long each took. */
async function readingPages(ms: number): Promise<number[]> {
	const until = performance.now() + ms;
	const under: Promise<number>[] = [];
	while (performance.now() < until) {
		under.push(page());
		await pause(125);
	}
	return Promise.all(under);
}

async function page(): Promise<number> {
	const began = performance.now();
	const answer = await fetch(`${stage.base}/stops/busan/programme`, { headers: { cookie: 'browser=reads' } });
	await answer.text();
	return answer.ok ? performance.now() - began : Infinity; // put off counts as never
}

/** Everybody signed in, each of a mail host of their own. */
async function plantPeople(store: Db, sessionId: string): Promise<void> {
	const now = new Date();
	const secrets = Array.from({ length: count }, (_, nth) => hashed(secretOf(nth)));
	await sql`with given as (select hash, n - 1 as n from unnest(${secrets}::bytea[]) with ordinality as t (hash, n)),
		made as (insert into people (email, locale, made_at)
			select 'w' || n || '@h' || n || '.example', 'ko', ${now} from given returning id, email),
		numbered as (select id, email, split_part(substr(email, 2), '@', 1)::int as n from made),
		signed as (insert into sign_ins (token_hash, person_id, way, signed_in_at, expires_at)
			select hash, id, 'code', ${now}, ${new Date(now.getTime() + 60 * minute)} from numbered join given using (n))
		insert into queue_places (session_id, person_id, mark, house, joined_at, seen_at)
		select ${sessionId}, id, left(encode(sha256(id::text::bytea), 'hex'), 16), split_part(email, '@', 2), ${now}, ${now}
		from numbered`.execute(store);
}

/** Kendall's τ between the order that was published and when each first saw their turn; what windows were worth. */
async function agreement(sessionId: string, turns: Said['turns']): Promise<void> {
	const rows = await db
		.selectFrom('queue_places')
		.innerJoin('people', 'people.id', 'person_id')
		.select(['email', 'position'])
		.where('session_id', '=', sessionId)
		.execute();
	const positions = new Map(rows.map(({ email, position }) => [Number(/^w(\d+)@/.exec(email)![1]), position!]));
	// Whose turn came before they could ask for the first time saw it when they asked.
	const settled = turns
		.filter(({ nth }) => positions.get(nth)! > (aMinute * 25) / 60)
		.map(({ nth, at }) => [positions.get(nth)!, at] as const);
	let sum = 0;
	for (const [a, one] of settled) for (const [b, other] of settled) sum += Math.sign((a - b) * (one - other));
	const tau = sum / (settled.length * (settled.length - 1));
	const mean = (from: number, to: number) => {
		const own = [...positions].filter(([nth]) => nth >= from && nth < to).map(([, position]) => position);
		return own.reduce((all, one) => all + one, 0) / own.length;
	};
	const queue = (await queueOf(reading(db), sessionId))!;
	const order = (await orderOf(reading(db), queue))!;
	console.log(`present at the opening ${queue.present} of ${count}; published ${order.order.length}`);
	console.log(`Kendall's τ, position against coming in: ${tau.toFixed(5)} over ${settled.length}`);
	console.log(
		`mean position of bots ${mean(0, bots).toFixed(0)}, of people ${mean(bots, count).toFixed(0)}; places ${rows.length}`
	);
}

/** Ten thousand admissions nobody gave: edited, of another place, run out, signed by another. */
async function forged(sessionId: string): Promise<void> {
	const place = await db.selectFrom('queue_places').select('id').limit(1).executeTakeFirstOrThrow();
	const now = new Date();
	const token = await admissionFor(db, { sessionId, placeId: place.id }, now);
	let came = 0;
	for (let nth = 0; nth < 10_000; nth++) {
		const cut = nth % (token.length - 2); // the very last letter has bits that mean nothing
		const letter = 'abcdef0123456789'[(nth * 7) % 16]!;
		const edited = token.slice(0, cut) + (token[cut] === letter ? 'Z' : letter) + token.slice(cut + 1 + (nth % 3));
		await admittedOrRefuse(reading(db), sessionId, edited, now)
			.then(() => (came += 1))
			.catch(() => {});
	}
	const late = new Date(now.getTime() + 15 * minute);
	await admittedOrRefuse(reading(db), sessionId, token, late)
		.then(() => (came += 1))
		.catch(() => {});
	console.log(`came in by an admission nobody gave: ${came} of 10001`);
}
