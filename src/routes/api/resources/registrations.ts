import { z } from 'zod';
import { deskView, registrationsAfter } from '#domain/registrations/desk.read.server.ts';
import { cancelAtDesk, decideAsked, enterRegistration } from '#domain/registrations/desk.write.server.ts';
import { CancelForm, DecideForm, EnterForm } from '#domain/registrations/form.ts';
import { states } from '#domain/registrations/rules.ts';
import { m } from '#lib/paraglide/messages.js';
import { act, listAfter, show, type Asked } from '../operation.ts';
import { count, done, id, instant, isDone, optional, words } from '../shapes.ts';
import { organisedSession } from './own.ts';

const kind = z.object({
	...{ id, name: words, audience: z.string(), capacity: count, left: count, asked: count, waiting: count },
	...{ held: count, offered: count, registered: count }
});
const hours = z.object({ opens_at: instant, closes_at: instant, manner: z.string() });
const registration = z.object({
	...{ id, number: count, name: z.string(), email: z.string(), affiliation: z.string() },
	...{ companions: z.array(z.string()), size: count, state: z.enum(states), state_at: instant, place: words }
});
const decided = z.object({ registered: count, waiting: count, refused: count });

const decide = (decision: 'approve' | 'refuse') => async (asked: Asked) => {
	const { session, who } = await organisedSession(asked);
	const form = asked.form(DecideForm, { registration: asked.params.registration!, decision });
	return decideAsked(asked.db, who, { sessionId: session.id, form }, asked.at);
};
const one = '/sessions/{session}/registrations/{registration}';

export const registrations = [
	show({
		...{ id: 'showRegister', path: '/sessions/{session}/register', right: 'registrations.read' },
		...{ says: m.api_show_register, answer: z.object({ register: optional(hours), kinds: z.array(kind) }) },
		run: async (asked) => deskView(asked.read, (await organisedSession(asked)).session.id, {})
	}),
	listAfter(
		{
			...{ id: 'listRegistrations', path: '/sessions/{session}/registrations', right: 'registrations.read' },
			...{ says: m.api_list_registrations, row: registration },
			query: z.object({ state: z.enum(states).optional() })
		},
		async (asked, page) => {
			const { session } = await organisedSession(asked);
			const { state } = asked.query as { state?: (typeof states)[number] };
			return registrationsAfter(asked.read, session.id, { ...page, state });
		}
	),
	act({
		...{ id: 'enterRegistration', path: '/sessions/{session}/registrations', right: 'registrations.write' },
		...{ makes: true, says: m.api_enter_registration, body: EnterForm, answer: done },
		run: async (asked) => {
			const { session, who } = await organisedSession(asked);
			await enterRegistration(asked.db, who, { sessionId: session.id, form: asked.form(EnterForm) }, asked.at);
			return isDone;
		}
	}),
	act({
		...{ id: 'approveRegistration', path: `${one}/approval`, right: 'registrations.write' },
		...{ says: m.api_approve_registration, answer: decided, run: decide('approve') }
	}),
	act({
		...{ id: 'refuseRegistration', path: `${one}/refusal`, right: 'registrations.write', body: DecideForm },
		...{ said: ['registration', 'decision'], says: m.api_refuse_registration, answer: decided, run: decide('refuse') }
	}),
	act({
		...{ id: 'cancelRegistration', path: `${one}/cancellation`, right: 'registrations.write', body: CancelForm },
		...{ said: ['registration'], says: m.api_cancel_registration, answer: done },
		run: async (asked) => {
			const { session, who } = await organisedSession(asked);
			const form = asked.form(CancelForm, { registration: asked.params.registration! });
			await cancelAtDesk(asked.db, who, { sessionId: session.id, form }, asked.at);
			return isDone;
		}
	})
];
