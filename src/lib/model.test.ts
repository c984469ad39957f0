import { deepEqual, equal, match, ok, rejects } from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { z } from 'zod';
import { openModelServer, passagesIn, type Answering } from '../../tests/model-server.ts';
import { askModel, ModelFailed, type ModelFault } from './model.server.ts';

const shape = z.object({ pieces: z.array(z.object({ text: z.string(), sources: z.array(z.string()) })) });
const ask = {
	...{ instructions: 'Do it.', prompt: JSON.stringify({ passages: [{ id: 'p1', text: '안녕' }] }) },
	...{ shape, bytesMost: 200_000 }
};
const fine = JSON.stringify({ pieces: [{ text: 'Hello', sources: ['p1'] }] });

type Asking = { isStreamed: boolean; timeoutMs?: number; stop?: AbortSignal };

async function asking(answering: Answering, { isStreamed, timeoutMs = 5000, stop }: Asking) {
	const local = await openModelServer(() => answering);
	const heard: number[] = [];
	try {
		const server = { url: local.url, key: 'secret-key', model: 'small', timeoutMs, isStreamed };
		const signal = stop ?? new AbortController().signal;
		const text = await askModel(server, ask, { stop: signal, onLetters: (count) => heard.push(count) });
		return { text, heard, asked: local.asked };
	} finally {
		await local.close();
	}
}

for (const isStreamed of [true, false]) {
	const how = isStreamed ? 'streamed' : 'whole';
	test(`a whole answer, ${how}: the key, the model, the shape and the passages go out, the text comes back`, async () => {
		const { text, heard, asked } = await asking({ way: 'whole', text: fine }, { isStreamed });
		equal(text, fine);
		deepEqual(heard, isStreamed ? [Math.floor(fine.length / 2), fine.length] : []);
		equal(asked.length, 1);
		equal(asked[0]!.headers.authorization, 'Bearer secret-key');
		deepEqual([asked[0]!.body.model, Boolean(asked[0]!.body.stream)], ['small', isStreamed]);
		match(JSON.stringify(asked[0]!.body.response_format), /json_schema.*sources/);
		deepEqual(passagesIn(asked[0]!), [{ id: 'p1', text: '안녕' }]);
	});

	const ways: [string, Answering, ModelFault, number | null][] = [
		['a key it does not know', { way: 'status', status: 401 }, 'refused', null],
		['too many at once', { way: 'status', status: 429, headers: { 'retry-after': '7' } }, 'busy', 7],
		['a fault of its own', { way: 'status', status: 500 }, 'down', null],
		[
			'a sending on to elsewhere',
			{ way: 'status', status: 302, headers: { location: 'http://127.0.0.1:1/' } },
			'down',
			null
		],
		['an answer cut off on the way', { way: 'cut', text: fine }, 'cut', null],
		['an answer that ran out of room', { way: 'unfinished', text: fine }, 'cut', null],
		['more than may come', { way: 'endless' }, 'too-large', null]
	];
	for (const [name, answering, fault, retryAfterS] of ways) {
		test(`${name}, ${how}, is ${fault} and no text`, async () => {
			await rejects(asking(answering, { isStreamed }), (thrown: ModelFailed) => {
				ok(thrown instanceof ModelFailed, String(thrown));
				deepEqual([thrown.fault, thrown.retryAfterS], [fault, retryAfterS]);
				return true;
			});
		});
	}

	test(`an answer that never ends, ${how}, is given up after its time; at the process's end at once`, async () => {
		await rejects(asking({ way: 'never' }, { isStreamed, timeoutMs: 60 }), { fault: 'slow' });
		const ending = new AbortController();
		setTimeout(() => ending.abort(), 30);
		await rejects(asking({ way: 'never' }, { isStreamed, stop: ending.signal }), { name: 'AbortError' });
	});
}

test('what is not of the protocol is no answer', async () => {
	await rejects(asking({ way: 'no-protocol', text: '<html>' }, { isStreamed: false }), { fault: 'nonsense' });
	await rejects(asking({ way: 'no-protocol', text: '<html>' }, { isStreamed: true }), { fault: 'cut' });
});

test('a server that is not there is down', async () => {
	const taken = createServer();
	await new Promise<void>((done) => taken.listen(0, '127.0.0.1', done));
	const { port } = taken.address() as AddressInfo;
	await new Promise((done) => taken.close(done));
	const server = { url: `http://127.0.0.1:${port}/v1`, key: '', model: 'm', timeoutMs: 2000, isStreamed: true };
	const stop = new AbortController().signal;
	await rejects(askModel(server, ask, { stop, onLetters: () => {} }), { fault: 'down' });
});
