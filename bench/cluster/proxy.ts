// A proxy as `deploy/Caddyfile` sets one up before several processes: by turns; each is asked every half second whether it
// is ready, and is sent nothing from when it says no until it says yes. What was refused a connection, and a question that
// broke off before its answer, is asked of the next one; whatever changes something and was sent is not.
import http from 'node:http';

const [port, ...backends] = process.argv.slice(2).map(Number);
const agent = new http.Agent({ keepAlive: true, maxSockets: 2_000 });
const ready = new Set(backends);
let turn = 0;

const [everyMs, patienceMs, againMs] = [500, 5_000, 100];

const server = http.createServer((asked, answer) => {
	const chunks: Buffer[] = [];
	asked.on('data', (chunk: Buffer) => chunks.push(chunk));
	asked.on('end', () => pass(asked, answer, { body: Buffer.concat(chunks), until: Date.now() + patienceMs }));
});
server.listen(port, '127.0.0.1', () => process.send?.('ready'));

for (const backend of backends) setInterval(() => look(backend), everyMs);

function look(backend: number): void {
	const asking = http.get({ host: '127.0.0.1', port: backend, path: '/readyz', agent: false, timeout: 2_000 });
	asking.once('response', (got) => {
		got.resume();
		if (got.statusCode === 200) ready.add(backend);
		else ready.delete(backend);
	});
	asking.once('timeout', () => asking.destroy(new Error('too slow')));
	asking.once('error', () => ready.delete(backend));
}

function next(): number | undefined {
	for (let at = 0; at < backends.length; at++) {
		const backend = backends[turn++ % backends.length]!;
		if (ready.has(backend)) return backend;
	}
	return undefined;
}

type Sending = { body: Buffer; until: number };

function pass(asked: http.IncomingMessage, answer: http.ServerResponse, sending: Sending): void {
	const backend = next();
	if (backend === undefined) return passLater(asked, answer, sending);
	const { method, url: path, headers } = asked;
	const inner = http.request({ host: '127.0.0.1', port: backend, method, path, headers, agent }, (got) => {
		answer.writeHead(got.statusCode!, got.headers);
		got.pipe(answer);
		got.once('error', () => answer.destroy());
		answer.once('close', () => got.destroy());
	});
	inner.once('error', (fault: NodeJS.ErrnoException) => {
		if (answer.headersSent) return void answer.destroy();
		if (fault.code === 'ECONNREFUSED' || method === 'GET') return passLater(asked, answer, sending);
		answer.writeHead(502).end();
	});
	inner.end(sending.body);
}

function passLater(asked: http.IncomingMessage, answer: http.ServerResponse, sending: Sending): void {
	if (Date.now() > sending.until) return void answer.writeHead(502).end();
	setTimeout(() => pass(asked, answer, sending), againMs);
}
