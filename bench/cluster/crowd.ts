import { addSession, segmentFor } from '../../tests/floor.ts';
import { callBySlug, wholeCall } from '../../src/domain/calls/read.server.ts';
import { connect, reading, type Db } from '../../src/lib/db.server.ts';
import { checkLedger } from '../intake/ledger.ts';
import { plantPresent, type Present } from '../intake/people.ts';
import { faults, openCity } from './city.ts';
import { ask, page, submit, type Done, type Place } from './people.ts';

export const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** Who comes: applicants with a finished draft each; and what was acknowledged to them so far. */
export type Crowd = { people: IterableIterator<Present>; acknowledged: string[]; asked: string[] };
export type Rates = { submit: number; page: number; ask: number };

type Scene = { city: Awaited<ReturnType<typeof openCity>>; place: Place; crowd: Crowd };

/** Plays in a city of its own, with so many who may press; then says whether all that was acknowledged is there, once. */
export async function inCity(presses: number, play: (scene: Scene) => Promise<void>): Promise<void> {
	const city = await openCity();
	const db = connect(city.url, 2);
	try {
		const { slug, present } = await plantPresent(city.url, presses);
		const place: Place = { base: city.base, slug, ...(await openFloor(db, slug)) };
		await page(place);
		const crowd: Crowd = { people: present.values(), acknowledged: [], asked: [] };
		await play({ city, place, crowd });
		console.log(`\n${await checkLedger(city.url, slug, crowd.acknowledged)}`);
		console.log(await checkQuestions(db, crowd.asked));
		for (const [fault, times] of faults) console.log(`  ${times} × ${fault}`);
	} finally {
		await db.destroy();
		await city.close();
	}
}

/** People act for so many seconds, at so many a second each; what came of it, by kind. */
export async function act(place: Place, crowd: Crowd, { rates, seconds }: { rates: Rates; seconds: number }) {
	const [pressed, read, said] = await Promise.all([
		evenly(rates.submit, seconds, async () => {
			const who = crowd.people.next().value!;
			const done = await submit(place, who);
			crowd.acknowledged.push(who.intent);
			return done;
		}),
		evenly(rates.page, seconds, () => page(place)),
		evenly(rates.ask, seconds, async () => {
			const text = `Question ${crowd.asked.length + 1}`;
			crowd.asked.push(text);
			return ask(place, crowd.asked.length, text);
		})
	]);
	return { pressed, read, said };
}

/** So many a second, whether or not the ones before are done. */
async function evenly(count: number, seconds: number, once: () => Promise<Done>): Promise<Done[]> {
	const under: Promise<Done>[] = [];
	const began = Date.now();
	for (let nth = 0; nth < count * seconds; nth++) {
		await pause(Math.max(0, began + (nth * 1000) / count - Date.now()));
		under.push(once());
	}
	return Promise.all(under);
}

/** How many had to press again, the longest anyone waited (ms), and what the first refusals were. */
export function told(dones: Done[]): string {
	const again = dones.filter(({ refused }) => refused.length > 0);
	const longest = Math.max(0, ...dones.map(({ due, at }) => at - due));
	const kinds = Object.entries(Object.groupBy(again, ({ refused }) => refused[0]!));
	const why = kinds.map(([status, some]) => `${some!.length} × ${status === '0' ? 'no answer' : status}`).join(', ');
	return `${`${again.length} of ${dones.length}`.padStart(13)}  ${String(longest).padStart(7)}  ${why}`.trimEnd();
}

/** A session of the call whose floor is open to anyone. */
async function openFloor(db: Db, slug: string): Promise<{ session: string; segment: string }> {
	const call = await wholeCall(reading(db), await callBySlug(reading(db), slug));
	const session = await addSession({ db, call }, { naming: 'anonymous' });
	const [starts_at, ends_at] = [new Date(Date.now() - 600_000), new Date(Date.now() + 7_200_000)];
	await db.updateTable('sessions').set({ starts_at, ends_at }).where('id', '=', session.id).execute();
	return { session: session.slug, segment: segmentFor(session, 'anyone').id };
}

/** Whether every question that was acknowledged is there, once. */
async function checkQuestions(db: Db, asked: string[]): Promise<string> {
	const rows = await db.selectFrom('questions').select('text').where('text', 'in', asked).execute();
	const kept = new Set(rows.map(({ text }) => text));
	const lost = asked.filter((text) => !kept.has(text)).length;
	return `${asked.length} questions acknowledged: ${lost} lost, ${rows.length - kept.size} twice.`;
}
