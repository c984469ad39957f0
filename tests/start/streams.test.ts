import { equal, match, ok } from 'node:assert/strict';
import http, { type ServerResponse } from 'node:http';
import { test } from 'node:test';
import { stopServing } from '../../start/ending.mjs';
import { rankOf } from '../../start/shed.mjs';
import { letStream } from '../../start/streams.mjs';

type Handed = { ticket: string; response: ServerResponse };

/** A server whose application answers a stream with a ticket, as ours does, and anything else with a word. */
async function open(play: (at: { port: number; handed: Handed[]; stop: () => Promise<void> }) => Promise<void>) {
	const handed: Handed[] = [];
	const responses = new Set<ServerResponse>();
	globalThis.__madangStream = (ticket, response) => void handed.push({ ticket, response: response as ServerResponse });
	const server = http.createServer((request, response) => {
		responses.add(response);
		letStream(request, response);
		response.setHeader('content-type', request.url === '/x/stream' ? 'text/event-stream' : 'text/plain');
		if (request.url === '/x/stream') response.setHeader('x-madang-stream', 'the ticket');
		response.writeHead(200);
		response.end(request.url === '/x/stream' ? undefined : 'a word');
	});
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	const { port } = server.address() as { port: number };
	try {
		await play({ port, handed, stop: () => stopServing(server, responses) });
	} finally {
		globalThis.__madangStream = undefined;
		server.closeAllConnections();
		server.close();
	}
}

const until = async (is: () => boolean) => {
	for (let tries = 0; tries < 200 && !is(); tries++) await new Promise((done) => setTimeout(done, 10));
	ok(is());
};

function listen(port: number) {
	const heard = { text: '', headers: {} as http.IncomingHttpHeaders, isOver: false };
	http.get({ port, path: '/x/stream' }, (response) => {
		heard.headers = response.headers;
		response.on('data', (part) => (heard.text += part)).on('end', () => (heard.isOver = true));
	});
	return heard;
}

test('an answer with a ticket goes on as a stream, its ticket told to nobody outside; any other ends as ever', () =>
	open(async ({ port, handed }) => {
		const heard = listen(port);
		await until(() => handed.length === 1 && heard.headers['content-type'] !== undefined);
		equal(handed[0]!.ticket, 'the ticket');
		equal(heard.headers['x-madang-stream'], undefined);
		handed[0]!.response.write('data: one\n\n');
		await until(() => heard.text.includes('one'));
		const plain = await fetch(`http://127.0.0.1:${port}/stream`);
		equal(await plain.text(), 'a word');
		handed[0]!.response.end('data: last\n\n');
		await until(() => heard.isOver);
	}));

test('at a signal every stream is told to move, and the server has ended within a moment', () =>
	open(async ({ port, handed, stop }) => {
		const all = Array.from({ length: 20 }, () => listen(port));
		await until(() => handed.length === 20);
		const began = performance.now();
		await stop();
		ok(performance.now() - began < 1_400, 'nobody had to be cut');
		await until(() => all.every(({ isOver }) => isOver));
		for (const { text } of all) match(text, /event: move\ndata: \n\n$/);
	}));

test('a stream that stays is not a page under way, and the pages of a session are put off last', () => {
	equal(rankOf('GET', '/sessions/talk/stream?after=3'), 'never');
	equal(rankOf('GET', '/sessions/talk/floor'), 'own');
	equal(rankOf('GET', '/desk/sessions/talk/questions'), 'own');
	equal(rankOf('GET', '/sessionsx'), 'reading');
});
