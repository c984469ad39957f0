import { createHash, randomUUID } from 'node:crypto';
import type { RequestEvent } from '@sveltejs/kit';
import { notFound } from '#domain/people/rules.ts';
import { countUse, onceFor, sightSince, type Answered } from '#domain/tokens/answers.write.server.ts';
import { bearerOf, type Bearer } from '#domain/tokens/read.server.ts';
import { isKey, keyUnfit, rightMissing } from '#domain/tokens/rules.ts';
import { faultProblem, methodProblem, problem, readBy, unchanged } from '#lib/answer.server.ts';
import { reading, type Db } from '#lib/db.server.ts';
import { fieldsRefused, refusal, Refusal } from '#lib/refusal.ts';
import { writeFault } from '#lib/fault.server.ts';
import { apiPolicies } from '../../api-policies.ts';
import { readAsForm, type Asked, type Operation } from './operation.ts';
import { found, operationsAt } from './table.ts';

/** The one version there is. A program may say which it was written for, and is told which answered. */
export const apiVersion = '2026-11-26';
const mostBytes = 262_144;

const bodyUnfit = () => refusal('invalid', 'lib.body-unfit');
const versionUnknown = () => refusal('invalid', 'lib.version-unknown', { version: apiVersion });

/** Answers a program: proves its token, asks the table what it wants, runs that, and says no in problem+json. */
export async function answerProgram(event: RequestEvent): Promise<Response> {
	const answer = await answered(event).catch((fault: unknown) => refusedOrFault(event, fault));
	answer.headers.set('madang-version', apiVersion);
	answer.headers.set('cache-control', 'private, no-cache');
	answer.headers.set('vary', 'authorization, accept-language');
	if (answer.status === 401) answer.headers.set('www-authenticate', 'Bearer realm="madang"');
	return answer;
}

function refusedOrFault({ route, request }: RequestEvent, fault: unknown): Response {
	if (fault instanceof Refusal) return problem(fault);
	const id = randomUUID().slice(0, 8);
	writeFault({ id, route: route.id, method: request.method }, fault);
	return faultProblem(id);
}

async function answered(event: RequestEvent): Promise<Response> {
	const { request, locals, params } = event;
	const { db, arrivedAt: at } = locals;
	const bearer = await bearerOf(reading(db), request.headers.get('authorization'), at);
	await countUse(db, { tokenId: bearer.id, changes: !['GET', 'HEAD'].includes(request.method) }, at);
	checkVersion(request);
	const path = `/${params.path}`;
	const method = request.method === 'HEAD' ? 'GET' : request.method;
	const match = found(method, path);
	if (!match) {
		const others = operationsAt(path).map((one) => one.method);
		if (others.length === 0) throw notFound();
		return methodProblem(others);
	}
	checkMay(bearer, match.operation);
	const asked = { event, bearer, ...match };
	return method === 'GET' ? shown(asked) : done(asked);
}

function checkVersion({ headers }: Request): void {
	const wanted = headers.get('madang-version');
	if (wanted && wanted !== apiVersion) throw versionUnknown();
}

// First what the token was given, then whether its person may come to this at all; whose row it is, is asked by the gate.
function checkMay({ rights, visitor }: Bearer, { id, right }: Operation): void {
	if (right && !rights.includes(right)) throw rightMissing(right);
	if (!apiPolicies[id]?.(visitor)) throw notFound();
}

type Matched = { event: RequestEvent; bearer: Bearer; operation: Operation; params: Record<string, string> };

async function shown({ event, bearer, operation, params }: Matched): Promise<Response> {
	const { db, arrivedAt: at } = event.locals;
	const asked = askedOf({ event, bearer, operation, params }, { db, body: undefined });
	const body = textOf(operation, await operation.run(asked));
	const bodyHash = sha(body);
	const etag = `"${bodyHash.toString('base64url')}"`;
	const { pathname, search } = event.url;
	const path = sha(`${event.locals.locale} ${pathname}${search}`);
	const since = await sightSince(db, { tokenId: bearer.id, path, body: bodyHash }, at);
	const headers = { etag, 'last-modified': since.toUTCString() };
	if (isUnchanged(event.request, { etag, since })) return unchanged(headers);
	return new Response(body, {
		headers: { 'content-type': 'application/json', ...headers, ...linkTo(event.url, body) }
	});
}

// What names the answer itself is the better witness, where a program sends both (RFC 9110, 13.2.2).
function isUnchanged({ headers }: Request, { etag, since }: { etag: string; since: Date }): boolean {
	const known = headers.get('if-none-match');
	if (known !== null) return known.split(/\s*,\s*/).some((one) => one === '*' || one.replace(/^W\//, '') === etag);
	const when = Date.parse(headers.get('if-modified-since') ?? '');
	return !Number.isNaN(when) && Math.floor(since.getTime() / 1000) * 1000 <= when;
}

function linkTo(url: URL, body: string): Record<string, string> {
	const { next } = JSON.parse(body) as { next?: string | null };
	if (typeof next !== 'string') return {};
	const to = new URL(url);
	to.searchParams.set('cursor', next);
	return { link: `<${to.pathname}${to.search}>; rel="next"` };
}

async function done(matched: Matched): Promise<Response> {
	const { event, bearer, operation } = matched;
	const { db, arrivedAt: at } = event.locals;
	const text = await bodyOf(event.request);
	const body = parsed(text);
	const work = async (store: Db): Promise<Answered> => ({
		status: operation.makes ? 201 : 200,
		body: textOf(operation, await operation.run(askedOf(matched, { db: store, body })))
	});
	const key = event.request.headers.get('idempotency-key') ?? event.request.headers.get('x-idempotency-key');
	if (key === null) return jsonOf(await work(db));
	if (!isKey(key)) throw keyUnfit();
	const asked = sha(`${event.request.method} ${event.url.pathname}${event.url.search}\n${text}`);
	const { isAgain, ...answer } = await onceFor(db, { tokenId: bearer.id, key, asked }, work, at);
	return jsonOf(answer, isAgain ? { 'idempotency-replayed': 'true' } : {});
}

const jsonOf = ({ status, body }: Answered, headers: Record<string, string> = {}) =>
	new Response(body, { status, headers: { 'content-type': 'application/json', ...headers } });

async function bodyOf(request: Request): Promise<string> {
	if (Number(request.headers.get('content-length') ?? 0) > mostBytes) throw bodyUnfit();
	const text = await request.text().catch(() => undefined);
	if (text === undefined || text.length > mostBytes) throw bodyUnfit();
	return text;
}

function parsed(text: string): unknown {
	if (text.trim() === '') return {};
	// The store takes no NUL, however it is written.
	if (/\0|\\u0000/.test(text)) throw bodyUnfit();
	try {
		const body: unknown = JSON.parse(text);
		if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body;
	} catch {
		// What is no JSON is refused like what is no object.
	}
	throw bodyUnfit();
}

function askedOf({ event, bearer, operation, params }: Matched, { db, body }: { db: Db; body: unknown }): Asked {
	const { arrivedAt: at, locale } = event.locals;
	const typed = Object.fromEntries(event.url.searchParams);
	if (Object.values(typed).some((value) => value.includes('\0'))) throw fieldsRefused({ query: 'lib.characters' });
	return {
		...{
			db,
			read: reading(db),
			visitor: bearer.visitor,
			hostId: bearer.hostId,
			tokenId: bearer.id,
			params,
			at,
			locale
		},
		query: operation.query ? (readBy(operation.query, typed) as Asked['query']) : {},
		form: readAsForm(body),
		address: event.getClientAddress()
	};
}

// As it goes over the wire, and of that only what the operation says it answers.
const textOf = ({ answer }: Operation, told: unknown) => JSON.stringify(answer.parse(JSON.parse(JSON.stringify(told))));

const sha = (text: string) => createHash('sha256').update(text).digest();
