import { randomUUID } from 'node:crypto';
import { reading } from '#lib/db.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { nobody, type Visitor } from '#domain/people/rules.ts';
import { sessionBySlug } from '#domain/programme/read.server.ts';
import { atGate, type Askers, type Naming, type WholeSession } from '#domain/programme/rules.ts';
import { askQuestion } from '#domain/questions/ask.write.server.ts';
import type { AskForm } from '#domain/questions/form.ts';
import type { Audience } from '#domain/questions/rules.ts';
import { hashed, newSecret } from '#lib/secret.server.ts';
import { hours, noon, words, type Scene } from './world.ts';

type Wish = { slug?: string; naming?: Naming; visibility?: 'public' | 'private' };

/** A session of the cast's call, from noon on for two hours: a segment for each kind of asker, in the order they are named. */
export async function addSession(
	{ db, call }: Pick<Scene, 'db' | 'call'>,
	{ slug = 'morning', naming = 'choice', visibility = 'public' }: Wish = {}
): Promise<WholeSession> {
	const { id } = await db
		.insertInto('sessions')
		.values({
			...{ stop_id: call.stop_id, call_id: call.id, slug, title: words('Morning'), visibility },
			...{ starts_at: noon, ends_at: hours(2), made_at: hours(-1) }
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	const kinds: Askers[] = ['moderator', 'drawn', 'press', 'anyone'];
	const segments = kinds.map((askers, position) => ({
		...{ session_id: id, position, title: words(askers), minutes: 30, askers, naming }
	}));
	await db.insertInto('segments').values(segments).execute();
	return sessionBySlug(reading(db), slug);
}

/** The segment of a session for this kind of asker. */
export const segmentFor = (session: WholeSession, askers: Askers) =>
	session.segments.find((one) => one.askers === askers)!;

/** Somebody in the audience: signed in, or a browser of its own. */
export function inAudience(visitor: Visitor = nobody, browser = newSecret(), address = '198.51.100.7'): Audience {
	return { visitor, browser, address };
}

/** Hana, moderating the session. */
export function moderating({ visitors }: Pick<Scene, 'visitors'>, session: WholeSession) {
	return { ...gate.moderator(visitors.hana, atGate(session)), sessionId: session.id };
}

/** What is asked in the open segment, unless told otherwise. */
export function asking(session: WholeSession, text: string, more: Partial<AskForm> = {}): AskForm {
	return { intent: randomUUID(), segment: segmentFor(session, 'anyone').id, text, name: '', named: false, ...more };
}

/** A question of somebody new in the open segment; answers with its id and who asked. */
export async function asked({ db }: Pick<Scene, 'db'>, session: WholeSession, text: string, who = inAudience()) {
	const { id } = await askQuestion(db, who, { session, form: asking(session, text) }, noon);
	return { id, who };
}

/** A submitted application of this visitor in the call, whose invitation they have accepted. */
export async function acceptedApplication({ db, call }: Scene, personId: string, answers: Record<string, string> = {}) {
	const firm = `Firm of ${personId.slice(0, 4)}`;
	const organisation = await db
		.insertInto('organisations')
		.values({
			registration_number: String(Math.abs(hashed(personId).readInt32BE()))
				.padStart(10, '1')
				.slice(0, 10),
			name: firm,
			made_at: noon
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	const track = await db
		.selectFrom('tracks')
		.select('id')
		.where('call_id', '=', call.id)
		.orderBy('position')
		.executeTakeFirstOrThrow();
	const application = await db
		.insertInto('applications')
		.values({
			...{ call_id: call.id, applicant_id: personId, organisation_id: organisation.id, track_id: track.id, answers },
			...{ number: `N-${personId.slice(0, 8)}`, saved_at: noon, submitted_at: noon }
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	const invitation = await db
		.insertInto('invitations')
		.values({
			...{
				call_id: call.id,
				application_id: application.id,
				came_from: 'draw',
				because: {},
				token_hash: hashed(newSecret())
			},
			...{ invited_at: hours(-2), reply_by: hours(24) }
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	const reply = (said: 'accept' | 'decline' | 'undo') =>
		db.insertInto('replies').values({ invitation_id: invitation.id, reply: said, replied_at: noon }).execute();
	await reply('accept');
	return { application: application.id, invitation: invitation.id, firm, reply };
}

/** An application of this person to be accredited as press at the call's stop; decides it as asked. */
export async function pressOf({ db, call, hana }: Scene, personId: string) {
	const row = { stop_id: call.stop_id, person_id: personId, outlet: 'A paper', job: 'Reporter', card: 'C-1' };
	const { id } = await db
		.insertInto('accreditations')
		.values({ ...row, applied_at: hours(-2) })
		.returning('id')
		.executeTakeFirstOrThrow();
	return (decision: 'accredited' | 'withdrawn') =>
		db
			.insertInto('accreditation_decisions')
			.values({ accreditation_id: id, decision, reason: 'So it was decided.', decided_at: noon, decided_by: hana.id })
			.execute();
}
