// What it costs that the database keeps hosts apart: pages' own questions, asked as the owner, in a host's scope and in
// that of all, in turns. `DATA=FOLDER node bench/scopes.bench.ts`, FOLDER a data folder with the sample programme.
import { applicationsPage, countsByAnswer, countsByState } from '#domain/applications/desk.read.server.ts';
import { reviewBoard } from '#domain/bands/board.read.server.ts';
import { callBySlug, publicCalls, wholeCall } from '#domain/calls/read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { visitorById } from '#domain/people/read.server.ts';
import { reviewingCalls } from '#domain/reviews/desk.read.server.ts';
import { connect, reading, serve, type Db, type Reader } from '#lib/db.server.ts';
import { startPostgres } from '../start/postgres.mjs';

const { url, servingUrl, stop } = await startPostgres({ dataDir: process.env.DATA ?? 'data' });
const owner = connect(url, 1);
const serving = serve(servingUrl, 1);
const now = new Date();

async function visitor(email: string) {
	const { id } = await owner.selectFrom('people').select('id').where('email', '=', email).executeTakeFirstOrThrow();
	return visitorById(reading(owner), id, now);
}

try {
	const [organiser, reviewer] = [await visitor('organiser@madang.example'), await visitor('reviewer@madang.example')];
	const scoped = serving.within(organiser.roles.map(({ hostId }) => hostId));
	const pages: Record<string, (db: Reader) => Promise<unknown>> = {
		'the desk’s applications': async (db) => {
			const who = gate.auditor(organiser, await callBySlug(db, 'busan-2026'));
			await applicationsPage(db, who, { state: 'submitted', track: null, text: '', page: 1 }, []);
			await countsByState(db, who);
			await countsByAnswer(db, who, ['region', 'track']);
		},
		'the desk’s reviews': async (db) => {
			const call = await callBySlug(db, 'busan-2026');
			await reviewBoard(db, await wholeCall(db, call));
		},
		'what a reviewer reviews': (db) => reviewingCalls(db, gate.signedIn(reviewer), now),
		'the front page’s calls': (db) => publicCalls(db)
	};
	const stores: [string, Db][] = [
		['owner', owner],
		['scope', scoped],
		['all', serving.within('all')]
	];
	for (const [page, ask] of Object.entries(pages)) {
		const times = new Map<string, number[]>(stores.map(([name]) => [name, []]));
		for (let turn = 0; turn < 30; turn++)
			for (const [name, db] of stores) {
				const begun = performance.now();
				await ask(reading(db));
				times.get(name)!.push(performance.now() - begun);
			}
		const median = (all: number[]) => all.sort((one, other) => one - other)[Math.floor(all.length / 2)]!.toFixed(1);
		console.log(`${page}: ${[...times].map(([name, all]) => `${name} ${median(all)} ms`).join(' · ')}`);
	}
} finally {
	await Promise.all([owner.destroy(), serving.destroy()]);
	await stop();
}
