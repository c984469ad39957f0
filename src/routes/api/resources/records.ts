import { z } from 'zod';
import { editionsOf } from '#domain/records/article.read.server.ts';
import { promisesOfStop } from '#domain/records/promises.read.server.ts';
import { quotesOfStop } from '#domain/records/quotes.read.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { list } from '../operation.ts';
import { count, day, id, instant, optional, words } from '../shapes.ts';
import { organisedStop } from './own.ts';

const edition = z.object({
	...{ edition: count, number: count, public_from: instant, published_at: instant, recalled_at: optional(instant) },
	reason: optional(words)
});
const update = z.object({
	id,
	state: z.string(),
	note: optional(words),
	source_url: optional(z.string()),
	told_at: instant
});
const promise = z.object({
	...{ id, what: words, who: words, due_on: optional(day), state: z.string(), made_at: instant },
	updates: z.array(update)
});
const quote = z.object({
	id,
	speaker: words,
	locale: z.string(),
	said_at: instant,
	text: z.string(),
	state: z.string()
});

export const records = [
	list(
		{
			...{ id: 'listEditions', path: '/stops/{stop}/record/editions', right: 'records.read' },
			...{ says: m.api_list_editions, row: edition }
		},
		{ rows: async (asked) => editionsOf(asked.read, (await organisedStop(asked)).stop.id), key: 'edition' }
	),
	list(
		{
			...{ id: 'listPromises', path: '/stops/{stop}/promises', right: 'records.read' },
			...{ says: m.api_list_promises, row: promise }
		},
		{ rows: async (asked) => promisesOfStop(asked.read, (await organisedStop(asked)).stop.id, asked.at), key: 'id' }
	),
	list(
		{
			...{ id: 'listQuotes', path: '/stops/{stop}/quotes', right: 'records.read' },
			...{ says: m.api_list_quotes, row: quote }
		},
		{ rows: async (asked) => quotesOfStop(asked.read, (await organisedStop(asked)).stop.id), key: 'id' }
	)
];
