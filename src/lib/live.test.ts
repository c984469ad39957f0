import { deepEqual, equal, ok } from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { test } from 'node:test';
import { freshDatabase } from '../../tests/database.ts';
import { connect, reading, together, type Db } from './db.server.ts';
import { Hub, type Stream } from './hub.server.ts';
import { openLive } from './live.server.ts';
import { announce, newsAfter, sweepNews, type News } from './news.server.ts';

const at = new Date('2026-11-23T03:00:00Z');

/** A stream that keeps what is written to it: the ids and words, in order. */
function listener() {
	const written: Buffer[] = [];
	const stream = Object.assign(new EventEmitter(), {
		writableLength: 0,
		write: (frame: Buffer | string) => written.push(typeof frame === 'string' ? Buffer.from(frame) : frame) > 0,
		end: (frame?: string) => {
			if (frame) written.push(Buffer.from(frame));
			stream.emit('close');
		},
		destroy: () => void stream.emit('close')
	});
	const told = () =>
		[
			...Buffer.concat(written)
				.toString()
				.matchAll(/id: (\d+)\ndata: (.*)\n/g)
		].map(([, id, word]) => `${id} ${word}`);
	return {
		stream: stream as unknown as Stream & typeof stream,
		told,
		text: () => Buffer.concat(written).toString(),
		written
	};
}

const news = (id: number, topic = 'a', word = 'floor'): News => ({ id, topic, word });
const wait = (ms: number) => new Promise((done) => setTimeout(done, ms));
const until = async (is: () => boolean) => {
	for (let tries = 0; tries < 400 && !is(); tries++) await wait(25);
	ok(is());
};

async function onBase(play: (db: Db, url: string) => Promise<void>): Promise<void> {
	const { url, drop } = await freshDatabase();
	const db = connect(url, 8);
	try {
		await play(db, url);
	} finally {
		await db.destroy();
		await drop();
	}
}

test('news is written once for all, to whom it concerns; what follows at once goes together', async () => {
	const hub = new Hub({ missed: async () => [], togetherMs: 20 });
	const [one, two, other] = [listener(), listener(), listener()];
	for (const { stream } of [one, two]) await hub.open(hub.admit(['a'], 0)!, stream);
	await hub.open(hub.admit(['b'], 0)!, other.stream);
	hub.receive(news(1));
	ok(one.written.at(-1) === two.written.at(-1), 'the very same bytes');
	for (const [id, word] of [
		[2, 'floor'],
		[3, 'votes'],
		[3, 'votes']
	] as const)
		hub.receive(news(id, 'a', word));
	await wait(60);
	deepEqual(one.told(), ['0 hello', '1 floor', '3 floor votes']);
	deepEqual(other.told(), ['0 hello']);
	hub.close();
	ok(one.text().endsWith('event: move\ndata: \n\n'), 'told to move when the process ends');
	equal(hub.count(), 0);
});

test('who comes back with an id is told what they missed, from memory or from the store; who does not read is dropped', async () => {
	const asked: number[] = [];
	const missed = async (_: readonly string[], after: number) => (asked.push(after), [news(9, 'a', 'stage')]);
	const hub = new Hub({ missed, togetherMs: 5 });
	hub.begin(10);
	for (const id of [11, 12, 13]) hub.receive(news(id, id === 12 ? 'b' : 'a', `w${id}`));
	const open = async (after: number | null, topic = 'a') => {
		const { stream, told } = listener();
		await hub.open(hub.admit([topic], after)!, stream);
		return { stream, told };
	};
	deepEqual((await open(10)).told(), ['13 w11 w13']);
	deepEqual((await open(11)).told(), ['13 w13']);
	deepEqual((await open(13)).told(), ['13 hello']);
	deepEqual((await open(null)).told(), ['13 hello']);
	deepEqual((await open(4)).told(), ['13 stage']);
	deepEqual(asked, [4]);
	const slow = await open(13);
	slow.stream.writableLength = 1 << 20;
	const before = hub.count();
	hub.receive(news(14));
	equal(hub.count(), before - 1);
	equal(hub.admit(['a'], null) === hub.admit(['a'], null), false);
	const stranger = listener();
	await hub.open('no ticket', stranger.stream);
	equal(stranger.text(), '');
	hub.close();
});

test('what is announced is heard when it is committed and never before; what is rolled back is not heard', () =>
	onBase(async (db, url) => {
		const live = await openLive({ db, url, bus: '' });
		const { stream, told } = listener();
		await live.open(live.admit(['a'], 0)!, stream);
		await together(db, async (tx) => {
			await announce(tx, ['a', 'b', 'a'], 'floor', at);
			await wait(150);
			equal(told().length, 1, 'nothing yet');
		});
		await until(() => told().length === 2);
		await together(db, async (tx) => {
			await announce(tx, ['a'], 'lost', at);
			throw new Error('undone');
		}).catch(() => {});
		await together(db, (tx) => announce(tx, ['a'], 'stage', at));
		await until(() => told().length === 3);
		ok(told()[2]!.endsWith(' stage'));
		await live.stop();
	}));

test('fifty announcing at once: every id that is heard follows all that were committed before it', () =>
	onBase(async (db, url) => {
		const live = await openLive({ db, url, bus: '' });
		const { stream, told } = listener();
		await live.open(live.admit(['a'], 0)!, stream);
		await Promise.all(Array.from({ length: 50 }, (_, nth) => together(db, (tx) => announce(tx, ['a'], `w${nth}`, at))));
		const heard = () => new Set(told().flatMap((line) => line.split(' ').slice(1)));
		await until(() => heard().size === 51);
		const ids = (await newsAfter(reading(db), 0)).map(({ id }) => id);
		equal(live.newest(), Math.max(...ids));
		await live.stop();
	}));

test('news is kept some hours; the newest stays', () =>
	onBase(async (db) => {
		await together(db, (tx) => announce(tx, ['a', 'b'], 'floor', at));
		await sweepNews(db, new Date(at.getTime() + 3_600_000));
		equal((await newsAfter(reading(db), 0)).length, 2);
		await sweepNews(db, new Date(at.getTime() + 7 * 3_600_000));
		equal((await newsAfter(reading(db), 0)).length, 1);
	}));
