import { z } from 'zod';
import { reviewBoard } from '#domain/bands/board.read.server.ts';
import { BandsForm } from '#domain/bands/form.ts';
import { bandsOf } from '#domain/bands/read.server.ts';
import { chooseBands } from '#domain/bands/write.server.ts';
import { wholeCall } from '#domain/calls/read.server.ts';
import { decisionsOf } from '#domain/decisions/read.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { act, list } from '../operation.ts';
import { count, done, id, instant, isDone, optional } from '../shapes.ts';
import { auditedCall, noteListed, organisedCall } from './own.ts';

const score = optional(z.number());
const standing = z.object({
	...{ id, number: optional(z.string()), track_id: id, score, low: score, high: score },
	...{ reviews: count, assigned: count, conflicts: count }
});
const reviewer = z.object({ id, name: z.string(), assigned: count, begun: count, finished: count, conflicts: count });
const lines = z.object({ track_id: id, accept_from: score, draw_from: z.number(), chosen_at: instant });
const decision = z.object({
	...{ id, number: optional(z.string()), track_id: id, score, reviews: count, band: z.string(), now: z.string() },
	waits: z.boolean()
});

async function boardOf(asked: Parameters<typeof auditedCall>[0]) {
	const { call } = await auditedCall(asked);
	return reviewBoard(asked.read, await wholeCall(asked.read, call));
}

export const reviews = [
	list(
		{
			...{ id: 'listStandings', path: '/calls/{call}/reviews', right: 'reviews.read' },
			...{ says: m.api_list_standings, row: standing }
		},
		{
			rows: async (asked) => {
				const { applications } = await boardOf(asked);
				const applicationIds = applications.map((row) => row.id);
				await noteListed(asked, await auditedCall(asked), { what: 'review', applicationIds });
				return applications;
			},
			key: 'id'
		}
	),
	list(
		{
			...{ id: 'listReviewers', path: '/calls/{call}/reviewers', right: 'reviews.read' },
			...{ says: m.api_list_reviewers, row: reviewer }
		},
		{ rows: async (asked) => (await boardOf(asked)).reviewers, key: 'id' }
	),
	list(
		{
			...{ id: 'listBands', path: '/calls/{call}/bands', right: 'reviews.read' },
			...{ says: m.api_list_bands, row: lines }
		},
		{ rows: async (asked) => bandsOf(asked.read, (await auditedCall(asked)).call.id), key: 'track_id' }
	),
	act({
		...{ id: 'chooseBands', path: '/calls/{call}/bands', right: 'reviews.write' },
		...{ says: m.api_choose_bands, body: BandsForm, answer: done },
		run: async (asked) => {
			const { who } = await organisedCall(asked);
			await chooseBands(asked.db, who, asked.form(BandsForm), asked.at);
			return isDone;
		}
	}),
	list(
		{
			...{ id: 'listDecisions', path: '/calls/{call}/decisions', right: 'reviews.read' },
			...{ says: m.api_list_decisions, row: decision }
		},
		{
			rows: async (asked) => {
				const audited = await auditedCall(asked);
				const rows = await decisionsOf(asked.read, audited.call.id);
				await noteListed(asked, audited, { what: 'review', applicationIds: rows.map((row) => row.id) });
				return rows;
			},
			key: 'id'
		}
	)
];
