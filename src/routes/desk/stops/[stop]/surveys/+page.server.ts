import { certificatesIn } from '#domain/followups/certificates.read.server.ts';
import { issueCertificates } from '#domain/followups/certificates.write.server.ts';
import { SurveyForm } from '#domain/followups/surveys.form.ts';
import { surveysOf } from '#domain/followups/surveys.read.server.ts';
import { makeSurvey, sendSurvey } from '#domain/followups/surveys.write.server.ts';
import { sessionsOf } from '#domain/programme/read.server.ts';
import { readForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';
import { acting, ownStop } from '../acting.ts';
import type { RequestEvent } from './$types';

/** The surveys of a stop, and the sessions whose guests may have a certificate. */
export async function load({ params, locals }) {
	const { stop } = await ownStop({ params, locals });
	const db = reading(locals.db);
	const [surveys, sessions, issued] = await Promise.all([
		surveysOf(db, stop.id),
		sessionsOf(db, stop.id),
		certificatesIn(db, stop.id)
	]);
	return {
		stop: { slug: stop.slug, city: stop.city },
		surveys: surveys.map(({ id, session, closes_at, sent_at, asked, answered }) => ({
			...{ id, session, closesAt: closes_at, isSent: sent_at !== null, asked: asked ?? 0, answered: answered ?? 0 },
			isOpen: closes_at > locals.arrivedAt
		})),
		zone: stop.time_zone,
		sessions: sessions.map(({ id, title, ends_at }) => ({
			...{ id, title, isOver: ends_at <= locals.arrivedAt, certificates: issued.get(id) ?? 0 }
		}))
	};
}

export const actions = {
	make: (event: RequestEvent) =>
		acting(
			event,
			({ db, who, stop, data, at }) => makeSurvey(db, who, { stop, form: readForm(SurveyForm, data) }, at),
			() => '?made=1'
		),
	send: (event: RequestEvent) =>
		acting(
			event,
			({ db, who, stop, data, at }) => sendSurvey(db, who, { stop, id: String(data.get('survey')) }, at),
			(count) => `?sent=${count}`
		),
	certify: (event: RequestEvent) =>
		acting(
			event,
			({ db, who, stop, data, at }) => issueCertificates(db, who, { stop, sessionId: String(data.get('session')) }, at),
			(count) => `?certified=${count}#certificates`
		)
};
