// How fast a hall hears that a question was approved: one process of ours with so many listeners from a second process,
// a question a second, from its commit to the listener; beside the plainest event stream of the same run, which writes
// one shared buffer and asks no database. `npm run bench live [listeners …]`.
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { startPostgres } from '../start/postgres.mjs';
import { connect, reading } from '../src/lib/db.server.ts';
import { newestId } from '../src/lib/news.server.ts';
import { gate } from '../src/domain/people/gate.server.ts';
import { visitorById } from '../src/domain/people/read.server.ts';
import { sessionBySlug } from '../src/domain/programme/read.server.ts';
import { atGate } from '../src/domain/programme/rules.ts';
import { actOnQuestion } from '../src/domain/questions/moderate.write.server.ts';
import { openStage } from '../tests/stories/theatre.ts';
import { agreement } from './live/agreement.ts';

const sizes = process.argv.slice(2).map(Number).filter(Boolean);
const counts = sizes.length ? sizes : [1_000, 5_000, 10_000];
const seconds = 12;
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));
const clock = () => performance.timeOrigin + performance.now();

const stage = await openStage({ SAMPLE_APPLICATIONS: '40' });
const { url } = await startPostgres({ dataDir: stage.dataDir });
const db = connect(url, 4);
const listeners = fork(join(import.meta.dirname, 'live/listeners.ts'));
const bare = fork(join(import.meta.dirname, 'live/bare.ts'));
try {
	const [{ port: barePort }] = (await once(bare, 'message')) as [{ port: number }];
	const port = Number(new URL(stage.base).port);
	const path = '/sessions/busan-talk/stream';
	const approve = await approver();
	console.log(`One process, listeners in a second, a question a second for ${seconds} s; ms from commit to listener.`);
	console.log('listeners            opened in   delivered   of all     per s     p50     p99');
	for (const count of counts) {
		const plain = await measure(barePort, '/', { count, announce: announceBare });
		row(`${count} bare node:http`, plain);
		const own = await measure(port, path, { count, announce: approve });
		row(`${count} Madang`, own);
		console.log(`${' '.repeat(20)} deliveries ${(own.perSecond / plain.perSecond).toFixed(2)} of the bare stream's`);
	}
	await agreement({ base: stage.base, approve });
} finally {
	listeners.disconnect();
	bare.disconnect();
	await db.destroy();
	await stage.close();
}

type Announce = (nth: number) => Promise<{ id: number; at: number }>;

async function announceBare(nth: number) {
	bare.send({ id: nth + 1 });
	const [{ id, at }] = (await once(bare, 'message')) as [{ id: number; at: number }];
	return { id, at };
}

/** Approves and hides a waiting question by turns, as its moderator; says under which news, and when it was committed. */
async function approver(): Promise<Announce> {
	const session = await sessionBySlug(reading(db), 'busan-talk');
	const { id } = await db
		.selectFrom('people')
		.select('id')
		.where('email', '=', 'moderator@madang.example')
		.executeTakeFirstOrThrow();
	const who = {
		...gate.moderator(await visitorById(reading(db), id, new Date()), atGate(session)),
		sessionId: session.id
	};
	const question = await db
		.selectFrom('questions')
		.select(['id', 'version'])
		.where('session_id', '=', session.id)
		.where('state', '=', 'asked')
		.executeTakeFirstOrThrow();
	let version = question.version;
	return async () => {
		const act = version % 2 ? ('approve' as const) : ('hide' as const);
		({ version } = await actOnQuestion(db, who, { question: question.id, version, act }, new Date()));
		const at = clock();
		const topic = `session:${session.id}`;
		const news = await db
			.selectFrom('news')
			.select((eb) => eb.fn.max<number>('id').as('id'))
			.where('topic', '=', topic)
			.executeTakeFirstOrThrow();
		return { id: news.id ?? (await newestId(reading(db))), at };
	};
}

async function measure(port: number, path: string, { count, announce }: { count: number; announce: Announce }) {
	const opened = await ask(listeners, { open: { port, path, count } });
	await pause(1_000);
	const told: { id: number; at: number }[] = [];
	const began = clock();
	for (let nth = 0; nth < seconds; nth++) {
		told.push(await announce(nth));
		await pause(Math.max(0, began + (nth + 1) * 1_000 - clock()));
	}
	await pause(1_000);
	const { heard } = await ask<{ heard: [number, number[]][] }>(listeners, { tell: true });
	await ask(listeners, { close: true });
	await pause(1_000);
	const at = new Map(told.map((one) => [one.id, one.at]));
	const waits = heard
		.flatMap(([id, times]) => (at.has(id) ? times.map((time) => time - at.get(id)!) : []))
		.sort((a, b) => a - b);
	const all = count * seconds;
	return {
		ms: Number(opened.ms),
		delivered: waits.length,
		all,
		perSecond: waits.length / seconds,
		p50: part(waits, 0.5),
		p99: part(waits, 0.99)
	};
}

function part(sorted: number[], share: number): number {
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

async function ask<T = Record<string, unknown>>(child: ChildProcess, order: object): Promise<T> {
	child.send(order);
	const [answer] = await once(child, 'message');
	return answer as T;
}

function row(name: string, { ms, delivered, all, perSecond, p50, p99 }: Awaited<ReturnType<typeof measure>>): void {
	const cells = [
		`${(ms / 1000).toFixed(1)} s`,
		String(delivered),
		`${((100 * delivered) / all).toFixed(1)} %`,
		perSecond.toFixed(0),
		p50.toFixed(1),
		p99.toFixed(1)
	];
	console.log(name.padEnd(20) + cells.map((cell, at) => cell.padStart([10, 12, 9, 10, 8, 8][at]!)).join(''));
}
