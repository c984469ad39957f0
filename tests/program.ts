import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { RequestEvent } from '@sveltejs/kit';
import { gate } from '#domain/people/gate.server.ts';
import { rights as allRights, tokenPrefix, type Right } from '#domain/tokens/rules.ts';
import { makeToken } from '#domain/tokens/write.server.ts';
import type { Db } from '#lib/db.server.ts';
import { newSecret } from '#lib/secret.server.ts';
import { openApi } from '../src/routes/api/openapi.ts';
import { answerProgram } from '../src/routes/api/run.ts';
import { noon, type Scene } from './world.ts';

type Json = Record<string, unknown>;
export type Schema = Json & { properties?: Record<string, Schema>; items?: Schema; anyOf?: Schema[]; enum?: unknown[] };
export type DocumentedOperation = {
	operationId: string;
	parameters: { name: string; in: string; schema: Schema }[];
	requestBody?: { content: { 'application/json': { schema: Schema } } };
	responses: Record<string, { content?: Record<string, { schema: Schema }> }>;
};
export type Documented = { method: string; path: string; one: DocumentedOperation };

/** The document's operations by their ids: all a program knows of the API. */
export function documented(): Map<string, Documented> {
	const { paths } = openApi() as { paths: Record<string, Record<string, DocumentedOperation>> };
	const all = Object.entries(paths).flatMap(([path, methods]) =>
		Object.entries(methods).map(([method, one]) => ({ method: method.toUpperCase(), path, one }))
	);
	return new Map(all.map((described) => [described.one.operationId, described]));
}

export type Call = {
	path?: Record<string, string>;
	query?: Record<string, string | undefined>;
	body?: unknown;
	headers?: Record<string, string>;
};
export type Answer = { status: number; headers: Headers; body: Json; text: string };

/** A real server over the store that answers programs, and a client made from nothing but the document. */
export async function openApiDoor(db: Db, at: () => Date = () => noon) {
	const server = http.createServer((request, response) => void answer(db, at(), request, response));
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1`;
	const operations = documented();

	async function ask(path: string, init: RequestInit): Promise<Answer> {
		const response = await fetch(base + path, { redirect: 'manual', ...init });
		const text = await response.text();
		const isJson = response.headers.get('content-type')?.includes('json');
		return { status: response.status, headers: response.headers, text, body: isJson ? (JSON.parse(text) as Json) : {} };
	}

	/** Asks one operation by its id. */
	function call(token: string | null, id: string, { path = {}, query = {}, body, headers = {} }: Call = {}) {
		const { method, path: pattern } = operations.get(id)!;
		// Half a character is no address.
		const part = (name: string) => encodeURIComponent((path[name] ?? '').toWellFormed());
		const where = pattern.replace(/\{(\w+)\}/g, (_, name: string) => part(name));
		const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
		const search = new URLSearchParams(given).toString();
		const own: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
		const sent = method === 'POST' ? { body: JSON.stringify(body ?? {}) } : {};
		const all = { 'content-type': 'application/json', ...own, ...headers };
		return ask(`${where}${search ? `?${search}` : ''}`, { method, headers: all, ...sent });
	}

	const close = () => new Promise((done) => (server.close(done), server.closeAllConnections()));
	return { base, ask, call, operations, close };
}

async function answer(db: Db, at: Date, request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
	const url = new URL(request.url ?? '/', 'http://madang.test');
	const hasBody = !['GET', 'HEAD'].includes(request.method ?? '');
	const event = {
		request: new Request(url, {
			method: request.method ?? 'GET',
			headers: Object.entries(request.headers) as [string, string][],
			...(hasBody ? { body: Readable.toWeb(request) as ReadableStream, duplex: 'half' } : {})
		} as RequestInit),
		url,
		params: { path: decodeURIComponent(url.pathname.slice('/api/v1/'.length)) },
		route: { id: '/api/v1/[...path]' },
		locals: { db, arrivedAt: at, locale: 'en' },
		getClientAddress: () => '198.51.100.7'
	} as unknown as RequestEvent;
	const said = await answerProgram(event);
	response.writeHead(said.status, Object.fromEntries(said.headers));
	response.end(Buffer.from(await said.arrayBuffer()));
}

/** A token of Hana's, who organises the cast's call, or of Nari's at her own host. */
export async function tokenFor(
	{ db, visitors, host, otherHost }: Scene,
	whose: 'hana' | 'nari' = 'hana',
	rights: Right[] = allRights
): Promise<string> {
	const who = gate.hostOrganiser(visitors[whose], whose === 'hana' ? host : otherHost);
	const secret = tokenPrefix + newSecret();
	await makeToken(db, who, { form: { name: whose, rights, days: 30 }, secret }, noon);
	return secret;
}

/** What of an answer is not as the document says: its status, its kind, its shape. */
export function faultsIn({ one }: Documented, { status, headers, body, text }: Answer): string[] {
	if (status === 304) return text === '' ? [] : ['a body with 304'];
	const isRefusal = status >= 400;
	const kind = isRefusal ? 'application/problem+json' : 'application/json';
	if (headers.get('content-type') !== kind) return [`${status} as ${headers.get('content-type')}`];
	if (isRefusal) return body.status === status && body.code && body.title ? [] : [`no problem: ${text}`];
	const schema = one.responses[String(status)]?.content?.[kind]?.schema;
	if (!schema) return [`${status} is not in the document`];
	const check = validators.compile(schema);
	return check(body) ? [] : (check.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

const validators = new Ajv2020({ strict: false, validateFormats: false });
