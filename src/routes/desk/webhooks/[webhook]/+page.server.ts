import { gate } from '#domain/people/gate.server.ts';
import { AgainForm } from '#domain/webhooks/form.ts';
import { hostOfWebhook, webhookOf } from '#domain/webhooks/read.server.ts';
import { endWebhook, rotateSecret, sendAgain } from '#domain/webhooks/write.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';
import { newWebhookSecret } from '#lib/webhook.server.ts';

type Event = { params: { webhook: string }; locals: App.Locals };

/** Proof that the visitor organises for the host that the webhook is of. */
async function ownerOf({ params, locals: { db, visitor } }: Event) {
	return gate.hostOrganiser(visitor, await hostOfWebhook(reading(db), params.webhook));
}

/** One webhook: what it is told, and what was sent to it. */
export async function load(event) {
	const who = await ownerOf(event);
	return { hook: await webhookOf(reading(event.locals.db), who, event.params.webhook) };
}

export const actions = {
	rotate: async (event) => {
		const who = await ownerOf(event);
		const { db, arrivedAt } = event.locals;
		const secret = newWebhookSecret();
		return forForm(await event.request.formData(), async () => {
			await rotateSecret(db, who, { id: event.params.webhook, secret }, arrivedAt);
			return { said: 'rotated' as const, secret };
		});
	},
	end: async (event) => {
		const who = await ownerOf(event);
		const { db, arrivedAt } = event.locals;
		return forForm(await event.request.formData(), async () => {
			await endWebhook(db, who, event.params.webhook, arrivedAt);
			return { said: 'ended' as const, secret: null };
		});
	},
	again: async (event) => {
		const who = await ownerOf(event);
		const { db, arrivedAt } = event.locals;
		const data = await event.request.formData();
		return forForm(data, async () => {
			await sendAgain(db, who, { id: event.params.webhook, ...readForm(AgainForm, data) }, arrivedAt);
			return { said: 'again' as const, secret: null };
		});
	}
};
