import { coapplicantByToken } from '#domain/applications/coapplicants.read.server.ts';
import { coapplicantState } from '#domain/applications/coapplicants.rules.ts';
import { answerInvitation } from '#domain/applications/coapplicants.write.server.ts';
import { forForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';

/** Shows who invites to what; whatever opens the link only to look (a mail scanner, a preview) changes nothing. */
export async function load({ params, locals: { db, arrivedAt } }) {
	const one = await coapplicantByToken(reading(db), params.token);
	return {
		...{ title: one.title, slug: one.slug, zone: one.zone, until: one.expires_at, role: one.role },
		...{ applicationId: one.application_id, mayEdit: one.may_edit, email: one.email },
		...{ lead: one.lead_name || one.lead_email, state: coapplicantState(one, arrivedAt) }
	};
}

type Event = { request: Request; params: { token: string }; locals: App.Locals };

const answering =
	(accepts: boolean) =>
	async ({ request, params, locals: { db, arrivedAt } }: Event) => {
		const data = await request.formData();
		return forForm(data, () => answerInvitation(db, params.token, accepts, arrivedAt));
	};

export const actions = { accept: answering(true), decline: answering(false) };
