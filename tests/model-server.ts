import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a server was asked, as it came over the wire. */
export type Asked = {
	headers: http.IncomingHttpHeaders;
	body: { model: string; stream?: boolean; messages: { role: string; content: unknown }[]; response_format?: unknown };
};

/** The passages a request brought, by their ids there. */
export function passagesIn({ body }: Asked): { id: string; text: string }[] {
	const said = body.messages.filter(({ role }) => role === 'user').map(({ content }) => content);
	const text = said
		.flatMap((one) => (typeof one === 'string' ? [one] : (one as { text: string }[]).map((part) => part.text)))
		.join('');
	return (JSON.parse(text) as { passages: { id: string; text: string }[] }).passages;
}

/** How a server answers: `whole` with a text, or in one of the ways in which servers fail. */
export type Answering =
	| { way: 'whole'; text: string }
	| { way: 'status'; status: number; headers?: Record<string, string> }
	| { way: 'never' }
	| { way: 'cut'; text: string }
	| { way: 'unfinished'; text: string }
	| { way: 'endless' }
	| { way: 'no-protocol'; text: string };

/**
 * A server of its own that speaks OpenAI's chat completions on a real socket, whole or streamed as it is asked. `answer`
 * says how each request is answered; `asked` holds what came, oldest first.
 */
export async function openModelServer(answer: (asked: Asked) => Answering) {
	const asked: Asked[] = [];
	let answers = answer;
	const server = http.createServer((request, response) => {
		const pieces: Buffer[] = [];
		request.on('data', (piece: Buffer) => pieces.push(piece));
		request.on('end', () => {
			const one = { headers: request.headers, body: JSON.parse(Buffer.concat(pieces).toString()) as Asked['body'] };
			asked.push(one);
			if (request.url !== '/v1/chat/completions') return void response.writeHead(404).end();
			if (one.body.stream) stream(response, answers(one));
			else say(response, answers(one));
		});
	});
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}/v1`,
		asked,
		answerWith: (next: typeof answer) => (answers = next),
		close: () =>
			new Promise<void>((done) => {
				server.close(() => done());
				server.closeAllConnections();
			})
	};
}

export type LocalModel = Awaited<ReturnType<typeof openModelServer>>;

function failed(response: http.ServerResponse, answering: Answering): boolean {
	if (answering.way === 'never') return true;
	if (answering.way === 'status') {
		response.writeHead(answering.status, { 'content-type': 'application/json', ...answering.headers });
		response.end(JSON.stringify({ error: { message: 'no', type: 'error', code: null } }));
		return true;
	}
	if (answering.way === 'no-protocol') {
		response.writeHead(200, { 'content-type': 'application/json' }).end(answering.text);
		return true;
	}
	return false;
}

const about = { id: 'chatcmpl-1', created: 1, model: 'local' };
const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };

function say(response: http.ServerResponse, answering: Answering): void {
	if (failed(response, answering)) return;
	const content = 'text' in answering ? answering.text : 'x'.repeat(5_000_000);
	const finish_reason = answering.way === 'unfinished' ? 'length' : 'stop';
	const choices = [{ index: 0, message: { role: 'assistant', content }, finish_reason }];
	const body = JSON.stringify({ ...about, object: 'chat.completion', choices, usage });
	response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
	if (answering.way !== 'cut') return void response.end(body);
	response.write(body.slice(0, body.length / 2), () => response.destroy());
}

function stream(response: http.ServerResponse, answering: Answering): void {
	if (failed(response, answering)) return;
	response.writeHead(200, { 'content-type': 'text/event-stream' });
	const event = (delta: object, finish_reason: string | null = null) => {
		const choices = [{ index: 0, delta, finish_reason }];
		return `data: ${JSON.stringify({ ...about, object: 'chat.completion.chunk', choices })}\n\n`;
	};
	if (answering.way === 'endless') {
		const more = setInterval(() => response.write(event({ content: 'x'.repeat(50_000) })), 1);
		response.on('close', () => clearInterval(more));
		return;
	}
	const text = 'text' in answering ? answering.text : '';
	const half = Math.floor(text.length / 2);
	response.write(event({ role: 'assistant', content: '' }));
	response.write(event({ content: text.slice(0, half) }), () => {
		if (answering.way === 'cut') return void setTimeout(() => response.destroy(), 20);
		response.write(event({ content: text.slice(half) }));
		response.write(event({}, answering.way === 'unfinished' ? 'length' : 'stop'));
		response.end('data: [DONE]\n\n');
	});
}
