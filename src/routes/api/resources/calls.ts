import { z } from 'zod';
import { callsInRoles, wholeCall } from '#domain/calls/read.server.ts';
import { journalOf } from '#domain/journal/read.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { list, show } from '../operation.ts';
import { count, day, id, instant, optional, slug, words } from '../shapes.ts';
import { auditedCall } from './own.ts';

const call = z.object({
	...{ id, slug, notice_number: z.string(), title: words, purpose: words, who_may: words, how_chosen: words },
	...{ opens_at: instant, closes_at: instant, review_until: instant, draw_at: instant, reply_days: count },
	published_at: optional(instant)
});
const track = z.object({ id, key: z.string(), name: words, places: count });
const field = z.object({
	...{ key: z.string(), kind: z.string(), label: words, is_required: z.boolean(), is_feature: z.boolean() },
	max_length: optional(count)
});
const criterion = z.object({ key: z.string(), name: words, weight: z.number() });
const quota = z.object({
	...{ feature: z.string(), value: z.string(), min: count, max: count, track: optional(z.string()) }
});
const line = z.object({ seq: count, at: instant, verb: z.string(), about: z.string(), by: optional(z.string()) });
const mostLines = 10_000;

export const calls = [
	list(
		{
			...{ id: 'listCalls', path: '/calls', right: 'calls.read', says: m.api_list_calls },
			row: call.extend({ city: words, starts_on: day, places: count })
		},
		{
			rows: ({ read, visitor }) =>
				callsInRoles(
					read,
					visitor.roles.filter(({ role }) => role === 'organiser' || role === 'auditor')
				),
			key: 'id'
		}
	),
	show({
		...{ id: 'showCall', path: '/calls/{call}', right: 'calls.read', says: m.api_show_call },
		answer: call.extend({
			...{ tracks: z.array(track), fields: z.array(field), criteria: z.array(criterion), quotas: z.array(quota) }
		}),
		run: async (asked) => wholeCall(asked.read, (await auditedCall(asked)).call)
	}),
	list(
		{ id: 'listJournal', path: '/calls/{call}/journal', right: 'calls.read', says: m.api_list_journal, row: line },
		{
			rows: async (asked) => {
				const lines = await journalOf(asked.read, (await auditedCall(asked)).call.id, {}, mostLines);
				return lines.map(({ byName, byEmail, ...rest }) => ({ ...rest, by: byName || byEmail }));
			},
			key: 'seq'
		}
	)
];
