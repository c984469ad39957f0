// The load, in a process of its own: people who come when the plan says, whether or not the server is ready for them.
import http from 'node:http';
import { answersOf, type Present } from './people.ts';

export type Kind = 'submit' | 'autosave' | 'page';
/** Who does what, and when: ms from the start. */
export type Arrival = { after: number; kind: Kind; who: Present; version?: number };
/** What came of it: the time from when it was due, and from when it was sent, to the last byte, ms; status 0 is no answer. */
export type Came = { kind: Kind; intent: string; status: number; ms: number; bytes: number; retryAfter: string };
/** `connections` set: each sends the next as soon as it has its answer. Not set: all at their time, on as many as it takes. */
export type Plan = { port: number; slug: string; arrivals: Arrival[]; connections?: number };

process.on('message', (plan: Plan) => {
	void carryOut(plan).then((came) => process.send?.(came));
});

async function carryOut(plan: Plan): Promise<Came[]> {
	const agent = new http.Agent({ keepAlive: true, maxSockets: plan.connections ?? 4000 });
	const came = plan.connections ? await closed(plan, agent, plan.connections) : await open(plan, agent);
	agent.destroy();
	return came;
}

async function closed(plan: Plan, agent: http.Agent, connections: number): Promise<Came[]> {
	const came: Came[] = [];
	const queue = plan.arrivals.values();
	const hand = async () => {
		for (const arrival of queue) came.push(await send(plan, agent, arrival, performance.now()));
	};
	await Promise.all(Array.from({ length: connections }, hand));
	return came;
}

async function open(plan: Plan, agent: http.Agent): Promise<Came[]> {
	const began = performance.now();
	const under: Promise<Came>[] = [];
	for (const arrival of plan.arrivals) {
		const due = began + arrival.after;
		const early = due - performance.now();
		if (early > 1) await new Promise((done) => setTimeout(done, early));
		under.push(send(plan, agent, arrival, due));
	}
	return Promise.all(under);
}

function send({ port, slug }: Plan, agent: http.Agent, arrival: Arrival, due: number): Promise<Came> {
	const { kind, who } = arrival;
	const { path, body, type } = asked(slug, arrival);
	const headers: Record<string, string> = {
		...{ cookie: `sign-in=${who.cookie}; browser=b`, accept: 'text/html', 'accept-language': 'ko' },
		...(body ? { origin: `http://localhost:${port}`, 'content-type': type } : {}),
		...(body ? { 'content-length': String(Buffer.byteLength(body)) } : {})
	};
	const options = { port, host: '127.0.0.1', path, method: body ? 'POST' : 'GET', agent, headers };
	return new Promise((done) => {
		const told = (status: number, bytes = 0, retryAfter = '') =>
			done({ kind, intent: who.intent, status, ms: performance.now() - due, bytes, retryAfter });
		const request = http.request({ ...options, setHost: false }, (response) => {
			let bytes = 0;
			response.on('data', (piece: Buffer) => (bytes += piece.length));
			response.on('error', () => told(0));
			response.on('end', () => told(response.statusCode ?? 0, bytes, response.headers['retry-after']));
		});
		request.setHeader('host', `localhost:${port}`);
		request.setTimeout(30_000, () => request.destroy());
		request.on('error', () => told(0));
		request.end(body);
	});
}

function asked(slug: string, { kind, who, version = 1 }: Arrival): { path: string; body?: string; type: string } {
	if (kind === 'page') return { path: `/calls/${slug}`, type: '' };
	if (kind === 'submit') {
		const body = new URLSearchParams({ intent: who.intent, hash: who.hash, consent_selection: 'on' }).toString();
		return { path: `/calls/${slug}/apply/submit`, body, type: 'application/x-www-form-urlencoded' };
	}
	const answers = { ...answersOf(who), region: version % 2 ? 'busan' : 'seoul' };
	return { path: `/calls/${slug}/apply/draft`, body: JSON.stringify({ version, answers }), type: 'application/json' };
}
