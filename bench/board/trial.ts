import { existsSync, readFileSync } from 'node:fs';
import { randomInt, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { boardIn, boardText, type BoardCall } from '../../src/domain/calls/board.rules.ts';
import { isSignedBy } from '../../src/lib/signing.server.ts';
import { clockIn, written } from '../../src/lib/zone.ts';
import { ask, madang, type Run } from '../../tests/start/madang.ts';
import { openCall, until, type Opened } from '../../tests/start/outage.ts';

export type Place = {
	/** Where the program keeps its own, where its board lies, and where else there is room. */
	home: string;
	board: string;
	folder: string;
	/** Two organisers' key files. */
	keys: [string, string];
	/** Where the board is read. */
	address: string;
	/** Starts the program again; answers when it serves. */
	again: () => Promise<Run>;
};

/** What came of one trial; times in ms. */
export type Outcome = {
	killedAfter: number;
	/** How long each page took that was read while nothing ran, and how many did not answer 200. */
	times: number[];
	refused: number;
	/** From the start until the announced deadline held. */
	back: number;
	failed: string[];
};

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** One outage: answers with what came of it and the program that runs afterwards. */
export async function trial(place: Place, run: Run): Promise<{ outcome: Outcome; next: Run }> {
	const failed: string[] = [];
	const check = (what: string, holds: boolean) => void (holds || failed.push(what));
	const call = await openCall(place.home);
	await touch(place.home);
	await until(() => onBoard(place.board, call)?.closes_at === call.closes_at.toISOString());

	const killedAfter = await killAtRandom(place.home, run);
	const reading = readOn(place.address, ['', 'index.en.html', ...pagesOf(call)]);
	check('the deadline as it was', await isRead(place, call, call.closes_at, ''));
	const [reason, moved] = [`An outage, ${randomUUID()}`, new Date(call.closes_at.getTime() + 48 * 3_600_000)];
	check('the announcement', await announce(place, call, moved, reason));
	check('the announced deadline', await isRead(place, call, moved, reason));
	const { times, refused } = await reading.stop();

	const began = Date.now();
	const next = await place.again();
	const adopted = `select detail->>'to' as "to" from journal where verb like 'deadline.%adopted' and detail->'reason'->>'en' = '${reason}'`;
	await until(async () => (await ask(place.home, adopted)).length > 0).catch(() => failed.push('judged'));
	const back = Date.now() - began;
	const [line] = (await ask(place.home, adopted)) as { to: string }[];
	const [now] = (await ask(place.home, `select closes_at from calls where slug = '${call.slug}'`)) as [Opened];
	check('adopted', line?.to === moved.toISOString() && now.closes_at.getTime() === moved.getTime());
	check('letters', (await lettersAbout(place.home, reason)) > 0);
	await until(() => changeOnBoard(place.board, call, reason)).catch(() => failed.push('on the board afterwards'));
	return { outcome: { killedAfter, times, refused, back, failed }, next };
}

/** Makes the program write its board anew, as a change of a call does. */
const touch = (home: string) =>
	ask(
		home,
		`insert into journal (seq, hash, at, verb, about, detail) values (0, '', now(), 'call.changed', 'x', '{}')`
	);

/** Kills both at a moment at random, one a little after the other, while the board is written again and again; after how many ms. */
async function killAtRandom(home: string, run: Run): Promise<number> {
	const [began, after] = [Date.now(), randomInt(4_000)];
	while (Date.now() - began < after) {
		await touch(home);
		await pause(Math.min(randomInt(400), Math.max(0, after - (Date.now() - began))));
	}
	const store = Number(readFileSync(join(home, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
	const kills = [() => run.child.kill('SIGKILL'), () => process.kill(store, 'SIGKILL')];
	if (randomInt(2)) kills.reverse();
	kills[0]!();
	await pause(randomInt(1_000));
	kills[1]!();
	await run.ended;
	return after;
}

const pagesOf = ({ slug }: Opened) => [`calls/${slug}.html`, `calls/${slug}.en.html`];

/** Reads the pages by turns until told to stop, as people do who wait. */
function readOn(address: string, pages: string[]) {
	const [times, isOver]: [number[], { yes: boolean }] = [[], { yes: false }];
	let refused = 0;
	const all = (async () => {
		for (let nth = 0; !isOver.yes; nth++) {
			const began = performance.now();
			const answer = await fetch(`${address}/${pages[nth % pages.length]}`).catch(() => null);
			await answer?.text();
			times.push(performance.now() - began);
			if (answer?.status !== 200 || times.at(-1)! > 1_000) refused++;
			await pause(20);
		}
	})();
	const stop = async () => ((isOver.yes = true), await all, { times, refused });
	return { stop };
}

/** Whether both languages' pages say until when, the list of calls too, and why where it was moved. */
async function isRead(place: Place, call: Opened, at: Date, reason: string): Promise<boolean> {
	const page = async (name: string) => (await fetch(`${place.address}/${name}`)).text();
	const said = await Promise.all(
		(['ko', 'en'] as const).map(async (locale, nth) => {
			const own = await page(pagesOf(call)[nth]!);
			const list = await page(nth ? 'index.en.html' : 'index.html');
			const until = `<strong class="when">${written(at, 'Asia/Seoul', locale, true)}</strong>`;
			return own.includes(until) && list.includes(until) && own.includes(locale === 'en' ? reason : '');
		})
	);
	return said.every(Boolean);
}

/** Two organisers announce a later deadline, each with the command and a key. */
async function announce({ board, folder, keys }: Place, { slug }: Opened, at: Date, reason: string): Promise<boolean> {
	const { day, time } = clockIn('Asia/Seoul', at);
	const file = join(folder, 'extension.json');
	const env = { STATUS_DIR: board };
	const begun = await madang(['announce', keys[0], slug, day, time, '접수 시스템 장애', reason, file], env);
	const done = await madang(['announce', keys[1], file], env);
	if (begun.code || done.code) console.log(begun.said, done.said);
	return begun.code === 0 && done.code === 0;
}

/** A call as the board has it, where that is signed as it should be. */
function onBoard(board: string, { slug }: Opened): BoardCall | undefined {
	const file = join(board, 'board.json');
	const whole = boardIn(existsSync(file) ? readFileSync(file, 'utf8') : null);
	if (!whole || !isSignedBy(whole.key, boardText(whole.board), whole.signature)) return undefined;
	return whole.board.calls.find((call) => call.slug === slug);
}

const changeOnBoard = (board: string, call: Opened, reason: string) =>
	onBoard(board, call)?.changes.some((change) => change.reason.en === reason) ?? false;

async function lettersAbout(home: string, reason: string): Promise<number> {
	const [row] = (await ask(
		home,
		`select count(*)::int as count from letters where position('${reason}' in letters::text) > 0`
	)) as [{ count: number }];
	return row.count;
}
