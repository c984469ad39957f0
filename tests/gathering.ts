// What stands behind the doors of the gathering: who comes, what the press is to read, what is asked and not yet shown.
import { askQuestion } from '#domain/questions/ask.write.server.ts';
import { ownPurpose, saidOfAsker } from '#domain/questions/links.read.server.ts';
import { codeOfSession } from '#domain/questions/read.server.ts';
import { sessionBySlug } from '#domain/programme/read.server.ts';
import { reading, type Db } from '#lib/db.server.ts';
import { post } from '#lib/mail.server.ts';
import { hashed, newSecret } from '#lib/secret.server.ts';
import { signed, signingKey } from '#lib/signing.server.ts';
import { asking, inAudience } from './floor.ts';

/** A file of what the press is to read; its bytes are the house's to put. */
export async function attachToBriefing(
	db: Db,
	stop_id: string,
	{ added_by, fileText }: { added_by: string; fileText: string }
): Promise<string> {
	const { id: briefing_id } = await db
		.selectFrom('briefings')
		.select('id')
		.where('stop_id', '=', stop_id)
		.where('audience', '=', 'press')
		.executeTakeFirstOrThrow();
	const file = { name: 'release.pdf', kind: 'pdf', sha256: hashed(fileText).toString('hex'), size: fileText.length };
	const { id } = await db
		.insertInto('briefing_files')
		.values({ briefing_id, ...file, added_at: new Date(), added_by })
		.returning('id')
		.executeTakeFirstOrThrow();
	return id;
}

/** A question that waits, its asker's own link, and links to the screens of the session it waits in. */
export async function onTheFloor(db: Db, made_by: string, waiting: string) {
	const at = new Date();
	const session = await sessionBySlug(reading(db), 'busan-talk');
	const ask = (text: string) => askQuestion(db, inAudience(), { session, form: asking(session, text) }, at);
	await ask(waiting);
	const { id } = await ask('Mine by a link?');
	const row = db.selectFrom('questions').select('asker_id as id').where('id', '=', id);
	const asker = await row.executeTakeFirstOrThrow();
	const own = signed(saidOfAsker(asker.id), await signingKey(db, ownPurpose, at));
	const screens = (['projector', 'interpreter'] as const).map((kind) => ({ kind, secret: newSecret() }));
	const rows = screens.map(({ kind, secret }) => ({
		kind,
		token_hash: hashed(secret),
		label: kind,
		made_at: at,
		made_by
	}));
	await db
		.insertInto('session_links')
		.values(rows.map((row) => ({ ...row, session_id: session.id })))
		.execute();
	const code = await codeOfSession(reading(db), session.id);
	return { code, mine: `${asker.id}.${own}`, projector: screens[0]!.secret, interpreter: screens[1]!.secret };
}

/** Somebody who is to come in its place and what they need, which organisers alone may know; and a letter that waits. */
export async function comes(
	db: Db,
	invitation_id: string,
	hidden: Record<'pass' | 'needs' | 'letter', string>
): Promise<{ attendee: string; letter: string }> {
	const [attendee, at] = [newSecret(), new Date()];
	const who = { is_applicant: false, name: 'Sora', email: 'sora@example.test', locale: 'en', pass_code: hidden.pass };
	const { id } = await db
		.insertInto('attendees')
		.values({ invitation_id, ...who, token_hash: hashed(attendee), named_at: at, admitted_at: at })
		.returning('id')
		.executeTakeFirstOrThrow();
	const needs = { diet: ['vegan'], diet_more: hidden.needs, access: [], access_more: '' };
	await db
		.insertInto('attendee_needs')
		.values({ attendee_id: id, ...needs, said_at: at })
		.execute();
	const body = `${hidden.letter} http://localhost/invitations/${'x'.repeat(43)}`;
	const letter = await post(db, { to: who.email, subject: 'About the place', body, isHeld: true }, at);
	await db.insertInto('invitation_letters').values({ letter_id: letter, invitation_id, kind: 'invited' }).execute();
	return { attendee, letter };
}

/** What the guest's office has said of an application that it may not show yet; answers with its applicant's link. */
export async function followedUp(
	db: Db,
	application_id: string,
	hidden: Record<'office' | 'remark', string>
): Promise<string> {
	const [token, at] = [newSecret(), new Date()];
	await db.insertInto('followups').values({ application_id, begun_at: at, begun_side: 'guest' }).execute();
	await db
		.insertInto('followup_links')
		.values({ token_hash: hashed(token), application_id, made_at: at })
		.execute();
	const said = { kinds: ['invest'], gives: 'A test bed', contact: hidden.office, note: hidden.remark };
	await db
		.insertInto('offers')
		.values({ application_id, side: 'guest', ...said, saved_at: at })
		.execute();
	return token;
}
