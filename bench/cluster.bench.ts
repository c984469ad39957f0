// Madang on several processes, and one of them killed (kill -9) while people press, read, ask and listen: three that serve,
// a worker, a store and its replica, a bus, a bucket, behind a proxy. What was acknowledged must be there, once; and how
// long nobody got an answer. Each part is started again after a second, as whatever watches over it would.
import { addSession, segmentFor } from '../tests/floor.ts';
import { callBySlug } from '../src/domain/calls/read.server.ts';
import { connect, reading } from '../src/lib/db.server.ts';
import { openCity, type Part } from './cluster/city.ts';
import { ask, listen, page, submit, type Done, type Place } from './cluster/people.ts';
import { checkLedger } from './intake/ledger.ts';
import { plantPresent, type Present } from './intake/people.ts';

const seconds = Number(process.argv[2] ?? 12);
const perSecond = { submit: 20, page: 60, ask: 5 };
const listeners = 200;
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

const city = await openCity();
const db = connect(city.url, 2);
try {
	const { slug, present } = await plantPresent(city.url, perSecond.submit * seconds * 6 + 10);
	const people = present.values();
	const place: Place = { base: city.base, slug, ...(await openFloor(slug)) };
	await page(place);
	console.log(
		`${seconds} s each: ${perSecond.submit} presses, ${perSecond.page} pages, ${perSecond.ask} questions a second,`
	);
	console.log(`${listeners} listeners; a part is killed after 3 s and started again 1 s later. Times in ms.\n`);
	console.log(
		'killed     presses again  longest   pages again  longest   questions again  longest   streams lost  all back in'
	);
	const acknowledged: string[] = [];
	const asked: string[] = [];
	for (const part of [null, ...city.parts]) await trial(part, place, { people, acknowledged, asked });
	console.log(`\n${await checkLedger(city.url, slug, acknowledged)}`);
	console.log(await checkQuestions(asked));
} finally {
	await db.destroy();
	await city.close();
}

type Crowd = { people: IterableIterator<Present>; acknowledged: string[]; asked: string[] };

async function trial(part: Part | null, place: Place, { people, acknowledged, asked }: Crowd): Promise<void> {
	const open = Array.from({ length: listeners }, () => listen(place));
	await pause(1_000);
	const killing = part && pause(3_000).then(() => part.kill());
	const reviving = killing?.then(() => pause(1_000)).then(() => part!.again());
	const [pressed, read, said] = await Promise.all([
		evenly(perSecond.submit, async () => {
			const who = people.next().value!;
			const done = await submit(place, who);
			acknowledged.push(who.intent);
			return done;
		}),
		evenly(perSecond.page, () => page(place)),
		evenly(perSecond.ask, async () => {
			const text = `Question ${asked.length + 1} of ${part?.name ?? 'nobody'}`;
			asked.push(text);
			return ask(place, asked.length, text);
		})
	]);
	await reviving;
	for (let waited = 0; waited < 300 && open.some(({ isAway }) => isAway()); waited++) await pause(100);
	for (const one of open) one.stop();
	const lost = open.reduce((sum, { broken }) => sum + broken.length, 0);
	const back = Math.max(0, ...open.flatMap((one) => one.back));
	const away = open.filter(({ isAway }) => isAway()).length;
	const cells = [pressed, read, said].map((dones) => `${again(dones)}  ${longest(dones)}`);
	const streams = `${String(lost).padStart(12)}  ${away ? `${away} NOT` : String(back).padStart(11)}`;
	console.log(`${(part?.name ?? 'nobody').padEnd(9)}  ${cells.join('   ')}   ${streams}`);
}

function again(dones: Done[]): string {
	return `${dones.filter(({ tries }) => tries > 1).length} of ${dones.length}`.padStart(13);
}

function longest(dones: Done[]): string {
	return String(Math.max(...dones.map(({ due, at }) => at - due))).padStart(7);
}

/** So many a second, whether or not the ones before are done. */
async function evenly(count: number, act: () => Promise<Done>): Promise<Done[]> {
	const under: Promise<Done>[] = [];
	const began = Date.now();
	for (let nth = 0; nth < count * seconds; nth++) {
		await pause(Math.max(0, began + (nth * 1000) / count - Date.now()));
		under.push(act());
	}
	return Promise.all(under);
}

async function openFloor(slug: string): Promise<{ session: string; segment: string }> {
	const call = await callBySlug(reading(db), slug);
	const session = await addSession({ db, call }, { naming: 'anonymous' });
	const [starts_at, ends_at] = [new Date(Date.now() - 600_000), new Date(Date.now() + 7_200_000)];
	await db.updateTable('sessions').set({ starts_at, ends_at }).where('id', '=', session.id).execute();
	return { session: session.slug, segment: segmentFor(session, 'anyone').id };
}

async function checkQuestions(asked: string[]): Promise<string> {
	const rows = await db.selectFrom('questions').select('text').where('text', 'in', asked).execute();
	const kept = new Set(rows.map(({ text }) => text));
	const lost = asked.filter((text) => !kept.has(text)).length;
	return `${asked.length} questions acknowledged: ${lost} lost, ${rows.length - kept.size} twice.`;
}
