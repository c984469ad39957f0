import { gate } from '#domain/people/gate.server.ts';
import { hostsOrganised } from '#domain/people/rules.ts';
import { hostsNamed } from '#domain/reads/read.server.ts';
import { WebhookForm } from '#domain/webhooks/form.ts';
import { webhooksOf } from '#domain/webhooks/read.server.ts';
import { addWebhook } from '#domain/webhooks/write.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';
import { newWebhookSecret } from '#lib/webhook.server.ts';

/** Where one host the visitor organises for is told of facts. */
export async function load({ url, locals: { db, visitor } }) {
	const hosts = await hostsNamed(reading(db), hostsOrganised(visitor));
	const host = url.searchParams.get('host') ?? hosts[0]?.id ?? null;
	const webhooks = host ? await webhooksOf(reading(db), gate.hostOrganiser(visitor, host)) : [];
	return { hosts, host, webhooks };
}

export const actions = {
	default: async ({ request, locals: { db, visitor, arrivedAt } }) => {
		const data = await request.formData();
		return forForm(data, async () => {
			const { host, ...form } = readForm(WebhookForm, data);
			const secret = newWebhookSecret();
			await addWebhook(db, gate.hostOrganiser(visitor, host), { form, secret }, arrivedAt);
			return { secret };
		});
	}
};
