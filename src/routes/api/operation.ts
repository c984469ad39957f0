import { z } from 'zod';
import type { Visitor } from '#domain/people/rules.ts';
import type { Right } from '#domain/tokens/rules.ts';
import { readBy } from '#lib/answer.server.ts';
import type { Db, Reader } from '#lib/db.server.ts';
import { fieldsRefused } from '#lib/refusal.ts';
import type { Locale } from '#lib/words.ts';

/** What an operation works with: who asks, by which address, with what, when. `read` cannot write. */
export type Asked = {
	db: Db;
	read: Reader;
	visitor: Visitor;
	hostId: string;
	tokenId: string;
	params: Record<string, string>;
	query: Record<string, unknown> & { limit?: number; cursor?: string };
	/** The body by a form's schema, with what the address says already; refuses naming each field at fault. */
	form: <S extends z.ZodType>(schema: S, said?: Record<string, string>) => z.output<S>;
	at: Date;
	locale: Locale;
	address: string;
};

/** One thing a program can ask: the router and the document read the same table of these. */
export type Operation = {
	id: string;
	method: 'GET' | 'POST';
	/** From `/api/v1` on; what stands in braces is a parameter. */
	path: string;
	/** What a token must have been given for it; null: nothing but to be good. */
	right: Right | null;
	/** What it does, in the reader's language. */
	says: () => string;
	query?: z.ZodObject;
	/** What it takes, by the form of the page that does the same; `said` are the fields that the address says. */
	body?: z.ZodType;
	said?: string[];
	/** What it answers: no field that is not named here goes out. */
	answer: z.ZodType;
	/** Whether it makes something: 201. */
	makes?: boolean;
	run: (asked: Asked) => Promise<unknown>;
};

const most = 200;
export const PageQuery = z.object({
	limit: z.coerce
		.number({ error: 'lib.not-a-number' })
		.int({ error: 'lib.not-a-number' })
		.min(1, { error: 'lib.not-a-number' })
		.max(most, { error: 'lib.not-a-number' })
		.default(50),
	cursor: z
		.string()
		.regex(/^[\w-]{1,120}$/, { error: 'lib.not-a-choice' })
		.optional()
});

/** One page of rows, and what to ask with for the next; null at the end. */
const pageOf = (row: z.ZodType) => z.object({ results: z.array(row), next: z.string().nullable() });

type Listed = Omit<Operation, 'method' | 'answer' | 'run'> & { row: z.ZodType };

/** An operation that lists all rows it reads, a page at a time: a page goes on after the row its cursor names. */
export function list(
	{ row, ...more }: Listed,
	{ rows, key }: { rows: (asked: Asked) => Promise<object[]>; key: string }
): Operation {
	const run = async (asked: Asked) => {
		const all = (await rows(asked)) as Record<string, unknown>[];
		const { limit = most, cursor } = asked.query;
		const last = cursor === undefined ? -1 : all.findIndex((one) => cursorOf(one[key]) === cursor);
		if (cursor !== undefined && last < 0) throw fieldsRefused({ cursor: 'lib.not-a-choice' });
		const results = all.slice(last + 1, last + 1 + limit);
		const isMore = last + 1 + limit < all.length;
		return { results, next: isMore ? cursorOf(results.at(-1)![key]) : null };
	};
	return { ...more, method: 'GET', query: PageQuery.extend(more.query?.shape ?? {}), answer: pageOf(row), run };
}

const cursorOf = (key: unknown) => Buffer.from(String(key)).toString('base64url');

/** An operation whose read itself goes on after a row, for lists too long to read whole: one row more than asked tells of a next page. */
export function listAfter(
	{ row, ...more }: Listed,
	rows: (asked: Asked, page: { after: string | undefined; limit: number }) => Promise<{ id: string }[]>
): Operation {
	const run = async (asked: Asked) => {
		const { limit = most, cursor } = asked.query;
		const after = cursor === undefined ? undefined : Buffer.from(cursor, 'base64url').toString();
		const found = await rows(asked, { after, limit });
		const results = found.slice(0, limit);
		return { results, next: found.length > limit ? cursorOf(results.at(-1)!.id) : null };
	};
	return { ...more, method: 'GET', query: PageQuery.extend(more.query?.shape ?? {}), answer: pageOf(row), run };
}

/** An operation that shows one thing. */
export const show = (one: Omit<Operation, 'method'>): Operation => ({ ...one, method: 'GET' });
/** An operation that does something, by the verb the page calls too. */
export const act = (one: Omit<Operation, 'method'>): Operation => ({ ...one, method: 'POST' });

/**
 * A body's fields as a form sends them: numbers as they are written, what is ticked as `on`, several values of one name a
 * line each, groups by their dotted names.
 */
export function asForm(body: unknown, said: Record<string, string> = {}): Record<string, string> {
	const fields: Record<string, string> = {};
	lay(fields, '', body);
	return { ...fields, ...said };
}

function lay(fields: Record<string, string>, name: string, value: unknown): void {
	if (value === null || value === undefined || value === false) return;
	if (Array.isArray(value) && value.every((one) => typeof one === 'string')) fields[name] = value.join('\n');
	else if (typeof value === 'object') {
		for (const [key, inner] of Object.entries(value)) lay(fields, name ? `${name}.${key}` : key, inner);
	} else if (name) fields[name] = value === true ? 'on' : String(value);
}

/** Reads a body by a form's schema, as `asForm` lays it out. */
export const readAsForm =
	(body: unknown): Asked['form'] =>
	(schema, said) =>
		readBy(schema, asForm(body, said));
