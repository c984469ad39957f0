import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { Kysely, PostgresDialect } from 'kysely';
import type { Pool } from 'pg';
import { openTracing, tellQuery, traced } from './tracing.server.ts';

type Told = {
	name: string;
	traceId: string;
	spanId: string;
	parentSpanId?: string;
	status: { code?: number };
	attributes: { key: string; value: { stringValue?: string; intValue?: number } }[];
};
type Body = { resourceSpans: { scopeSpans: { spans: Told[] }[]; resource: { attributes: Told['attributes'] } }[] };

/** A collector that speaks OTLP by HTTP, and keeps what it is sent. */
async function collector() {
	const bodies: string[] = [];
	const paths: string[] = [];
	const server = http.createServer((request, response) => {
		let body = '';
		request.on('data', (piece: Buffer) => (body += piece.toString()));
		request.on('end', () => {
			paths.push(request.url!);
			bodies.push(body);
			response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
		});
	});
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	return {
		endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		paths,
		text: () => bodies.join('\n'),
		spans: () =>
			bodies.flatMap((body) =>
				(JSON.parse(body) as Body).resourceSpans.flatMap((one) => one.scopeSpans.flatMap(({ spans }) => spans))
			),
		close: () => new Promise((done) => server.close(done))
	};
}

/** A store that answers nothing, to ask it something. */
function hollowStore() {
	const client = { query: async () => ({ command: 'SELECT', rows: [], rowCount: 0 }), release: () => {} };
	const pool = { connect: async () => client, end: async () => {} } as unknown as Pool;
	return new Kysely<{ people: { email: string } }>({ dialect: new PostgresDialect({ pool }), log: tellQuery });
}

test('a collector is told of work, of the queries within it and of what failed, and of no value and no word', async () => {
	const there = await collector();
	const tracing = await openTracing(there.endpoint);
	const db = hollowStore();
	await traced('GET /calls/[call]', async (tell) => {
		await db.selectFrom('people').selectAll().where('email', '=', 'canary@example.test').execute();
		tell({ 'http.response.status_code': 200 });
	});
	await rejects(
		traced('job send-letters', async () => {
			throw new TypeError('canary in words');
		}),
		/canary/
	);
	await tracing.close();
	await there.close();

	deepEqual([...new Set(there.paths)], ['/v1/traces']);
	const [query, request, job] = there.spans();
	deepEqual([query!.name, request!.name, job!.name], ['select', 'GET /calls/[call]', 'job send-letters']);
	deepEqual([query!.traceId, query!.parentSpanId], [request!.traceId, request!.spanId]);
	equal(request!.parentSpanId, undefined);
	deepEqual(request!.attributes, [{ key: 'http.response.status_code', value: { intValue: 200 } }]);
	equal(
		query!.attributes.find(({ key }) => key === 'db.query.text')?.value.stringValue,
		'select * from "people" where "email" = $1'
	);
	deepEqual([job!.status.code, job!.attributes], [2, [{ key: 'error.type', value: { stringValue: 'TypeError' } }]]);
	ok(!there.text().includes('canary'), there.text());
	ok(there.text().includes('"madang"'), 'it says whose they are');
});

test('a collector that is away costs nobody their answer; without one nothing is told', async () => {
	const tracing = await openTracing('http://127.0.0.1:9');
	equal(await traced('GET /', async () => 'answered'), 'answered');
	await tracing.close();
	const none = await openTracing('');
	equal(await traced('GET /', async () => 'answered'), 'answered');
	await none.close();
});

test('of a share of nothing, nothing is told', async () => {
	const there = await collector();
	const tracing = await openTracing(there.endpoint, { share: 0 });
	await traced('GET /', async () => {});
	await tracing.close();
	await there.close();
	deepEqual(there.spans(), []);
});
