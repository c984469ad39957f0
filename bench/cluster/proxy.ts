// A proxy as nginx or Caddy is set up in front of several processes: by turns; who refuses, or says that it is about to end
// (`/readyz`), is passed over for a second; a question that broke off before its answer is asked of the next one, and
// whatever changes something is not.
import http from 'node:http';

const [port, ...backends] = process.argv.slice(2).map(Number);
const agent = new http.Agent({ keepAlive: true, maxSockets: 2_000 });
const passedOver = new Map<number, number>();
let turn = 0;

const server = http.createServer((asked, answer) => {
	const chunks: Buffer[] = [];
	asked.on('data', (chunk: Buffer) => chunks.push(chunk));
	asked.on('end', () => pass(asked, answer, { body: Buffer.concat(chunks), tries: backends.length }));
});
server.listen(port, '127.0.0.1', () => process.send?.('ready'));

for (const backend of backends) setInterval(() => look(backend), 300);

function look(backend: number): void {
	const asking = http.get({ host: '127.0.0.1', port: backend, path: '/readyz', agent }, (got) => {
		got.resume();
		if (got.statusCode !== 200) passedOver.set(backend, Date.now() + 1_000);
	});
	asking.once('error', () => passedOver.set(backend, Date.now() + 1_000));
}

function next(): number {
	for (let at = 0; at < backends.length; at++) {
		const backend = backends[turn++ % backends.length]!;
		if ((passedOver.get(backend) ?? 0) < Date.now()) return backend;
	}
	return backends[turn++ % backends.length]!;
}

type Sending = { body: Buffer; tries: number };

function pass(asked: http.IncomingMessage, answer: http.ServerResponse, { body, tries }: Sending): void {
	const backend = next();
	const { method, url: path, headers } = asked;
	const inner = http.request({ host: '127.0.0.1', port: backend, method, path, headers, agent }, (got) => {
		answer.writeHead(got.statusCode!, got.headers);
		got.pipe(answer);
		got.once('error', () => answer.destroy());
		answer.once('close', () => got.destroy());
	});
	inner.once('error', (fault: NodeJS.ErrnoException) => {
		passedOver.set(backend, Date.now() + 1_000);
		if (answer.headersSent) return void answer.destroy();
		const mayAskAgain = fault.code === 'ECONNREFUSED' || method === 'GET';
		if (mayAskAgain && tries > 1) return pass(asked, answer, { body, tries: tries - 1 });
		answer.writeHead(502).end();
	});
	inner.end(body);
}
