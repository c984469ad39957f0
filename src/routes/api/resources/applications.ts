import { z } from 'zod';
import { applicationsAfter, oneApplication } from '#domain/applications/desk.read.server.ts';
import { states } from '#domain/applications/rules.ts';
import { ScreeningForm } from '#domain/applications/screenings.form.ts';
import { screeningList } from '#domain/applications/screenings.read.server.ts';
import { announceScreening, screenApplication, screenRest } from '#domain/applications/screenings.write.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { act, list, listAfter, show } from '../operation.ts';
import { count, done, id, instant, isDone, optional, words } from '../shapes.ts';
import { auditedCall, noteListed, noteProgram, organisedCall } from './own.ts';

const state = z.enum(states);
const answers = z.record(z.string(), z.unknown());
const application = z.object({
	...{ id, number: optional(z.string()), state, submitted_at: optional(instant), withdrawn_at: optional(instant) },
	...{ organisation: optional(z.string()), track: optional(words), answers }
});
const screening = z.object({
	...{ id, number: z.string(), outcome: optional(z.string()), state: optional(z.string()) },
	...{ condition: optional(words), reason: optional(words), screened_at: optional(instant), told_at: optional(instant) }
});
const told = z.object({ count });

export const applications = [
	listAfter(
		{
			...{ id: 'listApplications', path: '/calls/{call}/applications', right: 'applications.read' },
			...{ says: m.api_list_applications, row: application },
			query: z.object({ state: state.optional(), track: z.string().max(60).optional() })
		},
		async (asked, page) => {
			const audited = await auditedCall(asked);
			const { who } = audited;
			const { state, track } = asked.query as { state?: z.output<typeof application>['state']; track?: string };
			const rows = await applicationsAfter(asked.read, who, { ...page, state: state ?? null, track: track ?? null });
			const read = rows.slice(0, page.limit).filter((row) => row.state === 'submitted');
			const applicationIds = read.map((row) => row.id);
			await noteProgram(asked, audited, { what: 'list', applicationIds });
			return rows;
		}
	),
	show({
		...{ id: 'showApplication', path: '/calls/{call}/applications/{application}', right: 'applications.read' },
		says: m.api_show_application,
		answer: application.omit({ track: true }).extend({
			...{ answers: optional(answers), applicantName: z.string(), applicantEmail: z.string() },
			receipts: z.array(z.object({ number: z.string(), content_hash: z.string(), submitted_at: instant }))
		}),
		run: async (asked) => {
			const audited = await auditedCall(asked);
			const one = await oneApplication(asked.read, audited.who, asked.params.application!);
			await noteProgram(asked, audited, { what: 'application', applicationIds: [one.id] });
			return one;
		}
	}),
	list(
		{
			...{ id: 'listScreenings', path: '/calls/{call}/screenings', right: 'applications.read' },
			...{ says: m.api_list_screenings, row: screening }
		},
		{
			rows: async (asked) => {
				const audited = await auditedCall(asked);
				const rows = await screeningList(asked.read, audited.who);
				await noteListed(asked, audited, { what: 'screening', applicationIds: rows.map((row) => row.id) });
				return rows;
			},
			key: 'id'
		}
	),
	act({
		...{ id: 'screenApplication', path: '/calls/{call}/applications/{application}/screening' },
		...{ right: 'applications.write', says: m.api_screen_application, body: ScreeningForm, said: ['application'] },
		answer: done,
		run: async (asked) => {
			const { who } = await organisedCall(asked);
			const form = asked.form(ScreeningForm, { application: asked.params.application! });
			await screenApplication(asked.db, who, form, asked.at);
			return isDone;
		}
	}),
	act({
		...{ id: 'screenRest', path: '/calls/{call}/screenings/rest', right: 'applications.write' },
		...{ says: m.api_screen_rest, answer: told },
		run: async (asked) => ({ count: await screenRest(asked.db, (await organisedCall(asked)).who, asked.at) })
	}),
	act({
		...{ id: 'announceScreenings', path: '/calls/{call}/screenings/announcement', right: 'applications.write' },
		...{ says: m.api_announce_screenings, answer: told },
		run: async (asked) => ({ count: await announceScreening(asked.db, (await organisedCall(asked)).who, asked.at) })
	})
];
