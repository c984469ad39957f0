import { z } from 'zod';
import { draftOf, draftSession, hallsOf, speakersOf } from '#domain/programme/desk.read.server.ts';
import { MoveForm, ReleaseForm, SessionForm } from '#domain/programme/form.ts';
import { releaseProgramme } from '#domain/programme/releases.write.server.ts';
import { addSession, cancelSession, moveSession } from '#domain/programme/sessions.write.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { act, list, show } from '../operation.ts';
import { count, done, id, instant, isDone, optional, slug, words } from '../shapes.ts';
import { organisedStop } from './own.ts';

const hall = z.object({ id, name: words, capacity: optional(count) });
const segment = z.object({
	...{ id, title: words, minutes: count, askers: z.string(), naming: z.string() },
	...{ began_at: optional(instant), ended_at: optional(instant) }
});
const part = z.object({ id, segment: optional(id), part: z.string(), name: words, title: optional(words) });
const session = z.object({
	...{ id, slug, title: words, about: optional(words), starts_at: instant, ends_at: instant, hall: optional(hall) },
	...{ call_id: optional(id), expects: optional(count), visibility: z.string(), cancelled_at: optional(instant) },
	...{ segments: z.array(segment), speakers: z.array(part) }
});
const speaker = z.object({ id, side: z.string(), name: words, title: optional(words) });
const CancelForm = z.object({ cancelled: z.enum(['yes', 'no'], { error: 'lib.not-a-choice' }) });

export const programme = [
	list(
		{
			...{ id: 'listSessions', path: '/stops/{stop}/sessions', right: 'programme.read' },
			...{ says: m.api_list_sessions, row: session }
		},
		{ rows: async (asked) => draftOf(asked.read, (await organisedStop(asked)).stop.id), key: 'id' }
	),
	show({
		...{ id: 'showSession', path: '/stops/{stop}/sessions/{session}', right: 'programme.read' },
		...{ says: m.api_show_session, answer: session },
		run: async (asked) => draftSession(asked.read, (await organisedStop(asked)).stop.id, asked.params.session!)
	}),
	list(
		{ id: 'listHalls', path: '/stops/{stop}/halls', right: 'programme.read', says: m.api_list_halls, row: hall },
		{ rows: async (asked) => hallsOf(asked.read, (await organisedStop(asked)).stop.id), key: 'id' }
	),
	list(
		{
			...{ id: 'listSpeakers', path: '/stops/{stop}/speakers', right: 'programme.read' },
			...{ says: m.api_list_speakers, row: speaker }
		},
		{ rows: async (asked) => speakersOf(asked.read, (await organisedStop(asked)).stop.id), key: 'id' }
	),
	act({
		...{ id: 'addSession', path: '/stops/{stop}/sessions', right: 'programme.write', makes: true },
		...{ says: m.api_add_session, body: SessionForm, answer: z.object({ slug }) },
		run: async (asked) => {
			const { stop, who } = await organisedStop(asked);
			const made = { stopId: stop.id, form: asked.form(SessionForm) };
			return { slug: await addSession(asked.db, who, made, asked.at) };
		}
	}),
	act({
		...{ id: 'moveSession', path: '/stops/{stop}/sessions/{session}/move', right: 'programme.write' },
		...{ says: m.api_move_session, body: MoveForm, said: ['id'], answer: done },
		run: async (asked) => {
			const { stop, who } = await organisedStop(asked);
			const { id } = await draftSession(asked.read, stop.id, asked.params.session!);
			await moveSession(asked.db, who, { stopId: stop.id, form: asked.form(MoveForm, { id }) }, asked.at);
			return isDone;
		}
	}),
	act({
		...{ id: 'cancelSession', path: '/stops/{stop}/sessions/{session}/cancellation', right: 'programme.write' },
		...{ says: m.api_cancel_session, body: CancelForm, answer: done },
		run: async (asked) => {
			const { stop, who } = await organisedStop(asked);
			const { id } = await draftSession(asked.read, stop.id, asked.params.session!);
			const isCancelled = asked.form(CancelForm).cancelled === 'yes';
			await cancelSession(asked.db, who, { stopId: stop.id, id, isCancelled }, asked.at);
			return isDone;
		}
	}),
	act({
		...{ id: 'releaseProgramme', path: '/stops/{stop}/releases', right: 'programme.write', makes: true },
		...{ says: m.api_release_programme, body: ReleaseForm, answer: z.object({ version: count }) },
		run: async (asked) => {
			const { stop, who } = await organisedStop(asked);
			const release = { stopId: stop.id, ...asked.form(ReleaseForm) };
			return { version: await releaseProgramme(asked.db, who, release, asked.at) };
		}
	})
];
