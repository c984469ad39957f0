import { fail, isRedirect, type ActionFailure } from '@sveltejs/kit';
import type { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { fieldsRefused, Refusal, type RefusalKind } from '#lib/refusal.ts';

/** The only place where status codes live. */
const statuses: Record<RefusalKind, number> = {
	invalid: 422,
	unknown: 404,
	unproven: 401,
	forbidden: 403,
	conflict: 409,
	busy: 429
};

/** A refusal as a page shows it: one sentence, the fields at fault, and what was typed. */
export type FormRefusal = {
	refused: { code: string; sentence: string; fields: Record<string, string> };
	kept: Record<string, string>;
};

const sentences = m as unknown as Record<string, ((detail: Record<string, unknown>) => string) | undefined>;

/** The sentence for a public code, in the request's language. A code without one is our fault, and says so in tests. */
export function sentenceFor(code: string, detail: Record<string, unknown> = {}): string {
	return sentences[`refusal_${code.replace(/[.-]/g, '_')}`]?.(detail) ?? code;
}

/** The HTTP status of a refusal. One that says after how many seconds to ask again is no fault of who asked. */
export function statusOf(refusal: Refusal): number {
	return 'retryAfterS' in refusal.detail ? 503 : statuses[refusal.kind];
}

/**
 * Runs one verb for a form. Answers `{ done }` with what the verb returned, or the form error SvelteKit shows, with
 * what was typed kept. What is not there (404) and faults of ours are thrown on.
 */
export async function forForm<T>(
	data: FormData,
	run: () => Promise<T> | T
): Promise<{ done: T } | ActionFailure<FormRefusal>> {
	try {
		return { done: await run() };
	} catch (fault) {
		if (isRedirect(fault) || !(fault instanceof Refusal) || fault.kind === 'unknown') throw fault;
		return fail(statusOf(fault), { refused: shown(fault), kept: typed(data) });
	}
}

function shown(refusal: Refusal): FormRefusal['refused'] {
	const fields = Object.entries(refusal.fields).map(([name, code]) => [name, sentenceFor(code, refusal.detail)]);
	return {
		code: refusal.code,
		sentence: sentenceFor(refusal.code, refusal.detail),
		fields: Object.fromEntries(fields)
	};
}

// Several inputs of one name, ticked boxes or the parts of one answer, are one value with a line for each.
function typed(data: FormData): Record<string, string> {
	const kept = new Map<string, string>();
	for (const [name, value] of data) {
		if (typeof value === 'string') kept.set(name, kept.has(name) ? `${kept.get(name)}\n${value}` : value);
	}
	return Object.fromEntries(kept);
}

/** Reads a form by its schema, or refuses naming each field at fault. */
export function readForm<S extends z.ZodType>(schema: S, data: FormData): z.output<S> {
	return readBy(schema, typed(data));
}

/** Reads what an address asks after its `?` by a schema, or refuses naming each field at fault. */
export function readQuery<S extends z.ZodType>(schema: S, url: URL): z.output<S> {
	return readBy(schema, Object.fromEntries(url.searchParams));
}

/** Reads what was given by a schema, or refuses naming each field at fault. */
export function readBy<S extends z.ZodType>(schema: S, given: unknown): z.output<S> {
	const read = schema.safeParse(given);
	if (read.success) return read.data;
	const fields: Record<string, string> = {};
	for (const issue of read.error.issues) fields[issue.path.join('.')] ??= issue.message;
	throw fieldsRefused(fields);
}

/** A refusal for a machine: `application/problem+json` (RFC 9457). One that says when to come again says it in the header too. */
export function problem(refusal: Refusal): Response {
	const body = { type: 'about:blank', title: sentenceFor(refusal.code, refusal.detail), code: refusal.code };
	const status = statusOf(refusal);
	const more = { status, ...(Object.keys(refusal.fields).length ? { fields: refusal.fields } : {}) };
	const { waitS } = refusal.detail;
	const headers = { 'content-type': 'application/problem+json', ...(waitS ? { 'retry-after': String(waitS) } : {}) };
	return Response.json({ ...body, ...more }, { status, headers });
}

/**
 * A refusal from before a form's action could run, for the script that sent the form: the page says it where it says what
 * the action refuses, and what was typed stays. SvelteKit reads `data` as a list in which objects hold places (devalue).
 */
export function formProblem(refusal: Refusal): Response {
	const status = statusOf(refusal);
	const { code, sentence } = shown(refusal);
	const data = JSON.stringify([{ refused: 1, kept: 5 }, { code: 2, sentence: 3, fields: 4 }, code, sentence, {}, {}]);
	return Response.json({ type: 'failure', status, data }, { status });
}

/** A fault of ours for a machine: what to ask us about, and no more. */
export function faultProblem(id: string): Response {
	const body = { type: 'about:blank', title: sentenceFor('lib.fault', { id }), code: 'lib.fault', status: 500, id };
	return Response.json(body, { status: 500, headers: { 'content-type': 'application/problem+json' } });
}

/** That an address is there, and not for this method. */
export function methodProblem(allow: string[]): Response {
	const body = {
		type: 'about:blank',
		title: sentenceFor('lib.not-that-method'),
		code: 'lib.not-that-method',
		status: 405
	};
	const headers = { 'content-type': 'application/problem+json', allow: allow.join(', ') };
	return Response.json(body, { status: 405, headers });
}

/** That what was asked for has not changed since. */
export const unchanged = (headers: Record<string, string>) => new Response(null, { status: 304, headers });

/** A refusal for a script that saves as one types: the sentence for each field at fault, and what else it must know. */
export async function draftProblem(refusal: Refusal, more: Record<string, unknown>): Promise<Response> {
	const told = problem(refusal);
	const fields = Object.entries(refusal.fields).map(([name, code]) => [name, sentenceFor(code)]);
	const body = { ...(await told.json()), ...more, fields: Object.fromEntries(fields) };
	return Response.json(body, { status: told.status, headers: { 'content-type': 'application/problem+json' } });
}

/** Reads a JSON body by its schema, or refuses naming each field at fault. What is no JSON has every field wrong. */
export async function readJson<S extends z.ZodType>(schema: S, request: Pick<Request, 'json'>): Promise<z.output<S>> {
	const body: unknown = await request.json().catch(() => undefined);
	return readBy(schema, body);
}

/** Runs one verb for a script: what it returned as JSON, or its refusal as problem+json. Faults are thrown on. */
export async function forScript<T>(run: () => Promise<T> | T): Promise<Response> {
	try {
		return Response.json(await run());
	} catch (fault) {
		if (fault instanceof Refusal) return problem(fault);
		throw fault;
	}
}
