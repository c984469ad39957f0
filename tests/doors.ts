import { randomUUID } from 'node:crypto';
import { settled } from '#domain/applications/answers.rules.ts';
import { callForm } from '#domain/applications/read.server.ts';
import { contentHash } from '#domain/applications/receipts.rules.ts';
import { submitApplication } from '#domain/applications/submit.write.server.ts';
import { saveDraft } from '#domain/applications/write.server.ts';
import { callBySlug, wholeCall } from '#domain/calls/read.server.ts';
import type { WholeCall } from '#domain/calls/rules.ts';
import { prepareDraw } from '#domain/draws/write.server.ts';
import { note } from '#domain/journal/write.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { visitorBySecret } from '#domain/people/read.server.ts';
import type { Visitor } from '#domain/people/rules.ts';
import { ticketLink } from '#domain/registrations/tickets.read.server.ts';
import { addWebhook } from '#domain/webhooks/write.server.ts';
import { reading, together, type Db } from '#lib/db.server.ts';
import { hashed, newSecret } from '#lib/secret.server.ts';
import { addCall, setScene, words, type Scene } from './cast.ts';
import { linkOf, sealed } from './draws.ts';
import { attachToBriefing, comes, followedUp, onTheFloor } from './gathering.ts';
import { inRegister } from './register.ts';

/** Who stands before the doors, by the address they sign in with. Mina applied; Nari organises for another host. */
export const addresses = {
	mina: 'mina@example.test',
	joon: 'joon@example.test',
	reviewer: 'reviewer@madang.example',
	nari: 'nari@example.test',
	auditor: 'auditor@madang.example',
	organiser: 'organiser@madang.example'
};

/** What is behind the doors: each text is in the store once, and says whose it is. `salt` is set when the receipt is. */
const hidden = {
	proposal: 'Mina wrote this proposal for the jury alone',
	phone: '010-5550-1997',
	registration: '9876501234',
	mail: addresses.mina,
	comment: 'Between us reviewers the plan is thin',
	witness: 'witness-of-busan@secret.example',
	draft: 'A call nobody has announced',
	journal: 'a line of the journal',
	// Of the sample: what is private at the stop in Busan, and what is masked; a delegate's and a reporter's own; a briefing.
	bilateral: 'Bilateral meeting with the minister',
	luncheon: 'Luncheon with heads of shipbuilding firms',
	contact: '+1-202-555-0101',
	card: '기자증 2026-0417',
	briefing: 'a shared test environment',
	pass: 'SRAPASSCDE23',
	needs: 'No sesame for this guest',
	letter: 'What the outbox alone shows',
	waiting: 'A question nobody has approved',
	holder: 'Whose ticket this is',
	registrant: 'Somebody in the register',
	// Written on in the record that is public as it was before.
	record: 'What the record does not say yet',
	// What the guest's office wrote: where it is reached, and a note of its own.
	office: 'office.line@guest.example',
	remark: 'Only the office may read this remark',
	hook: 'https://hooks.example/only-the-host-knows'
};

export type Secrets = typeof hidden & { salt: string };
export type Planted = Awaited<ReturnType<typeof plantDoors>>;

/** Plants, beside the sample programme, another host's world and one of every secret; answers with the ids to guess by. */
export async function plantDoors(db: Db) {
	const world = await setScene(db);
	const { slug: drawSlug, token } = await sealedElsewhere(world);
	const read = reading(db);
	await stillReviewing(db, 'busan-2026');
	const busan = await wholeCall(read, await callBySlug(read, 'busan-2026'));
	const cookies = Object.fromEntries(
		await Promise.all(Object.entries(addresses).map(async ([name, email]) => [name, await signInOf(db, email)]))
	) as Record<keyof typeof addresses, string>;
	const organiser = await visitorBySecret(read, cookies.organiser, new Date());
	const { application, receipt } = await apply(world, world.visitors.mina, busan, {
		...{ registration_number: hidden.registration, phone: hidden.phone },
		proposal: `${hidden.proposal}. `.repeat(12).trim()
	});
	const secrets: Secrets = { ...hidden, salt: receipt.salt };
	const file = await attach(db, receipt.id);
	await review(db, application, busan);
	const form = { usesBeacon: false, witnesses: [{ name: 'Unseen', email: hidden.witness }] };
	const unsealed = await prepareDraw(db, gate.organiser(organiser, busan), { call: busan, form }, new Date());
	const draft = await draftCall(db, busan.host_id);
	const line = { verb: 'role.given', about: randomUUID(), detail: { role: 'steward', why: hidden.journal } } as const;
	await together(db, (tx) => note(tx, { at: new Date(), by: organiser.person!.id, callId: busan.id, ...line }));
	const invitation = await invite(db, busan.id, application);
	const coming = await comes(db, invitation.id, hidden);
	const followup = await followedUp(db, application, hidden);
	const others = await besides(db, busan.id, organiser.person!.id);
	const ticket = await ticketOf(db, hidden.holder);
	const hook = { url: hidden.hook, kinds: ['applications' as const] };
	const owner = gate.hostOrganiser(organiser, busan.host_id);
	const webhook = await addWebhook(db, owner, { form: hook, secret: newSecret() }, new Date());
	const briefed = await attachToBriefing(db, busan.stop_id, { added_by: organiser.person!.id, fileText });
	return {
		...{ world, busan, cookies, secrets, application, receipt: receipt.id, drawSlug, token, draft },
		...{ invitation: invitation.token, invitationId: invitation.id, ...coming },
		...{ ticket, followup, webhook },
		picture: await writtenOn(db, hidden.record),
		registered: await inRegister(db, hidden.registrant),
		...{ file, fileText, briefed, ...others, ...(await onTheFloor(db, organiser.person!.id, hidden.waiting)) },
		unsealedSlug: unsealed.slug,
		assigned: await assignedTo(db, addresses.reviewer, application),
		reviewer: await personAt(db, addresses.reviewer)
	};
}

/** Writes on in the sample's record, published as it was before; answers with the picture above it. */
async function writtenOn(db: Db, lead: string): Promise<string> {
	const { content } = await db.selectFrom('records').select('content').executeTakeFirstOrThrow();
	const changed = { ...content, lead: { ko: lead, en: lead } };
	await db
		.updateTable('records')
		.set((eb) => ({ content: changed, version: eb('version', '+', 1) }))
		.execute();
	return content.picture.id!;
}

/** The link of one of the sample's tickets, with this name on it. */
async function ticketOf(db: Db, name: string): Promise<string> {
	const { id } = await db.selectFrom('tickets').select('id').orderBy('number').limit(1).executeTakeFirstOrThrow();
	await db.updateTable('tickets').set({ name }).where('id', '=', id).execute();
	return ticketLink(db, id, new Date());
}

/** A file of applications that waits to be entered, and the record of a destruction. */
async function besides(db: Db, call_id: string, uploaded_by: string) {
	const file = Buffer.from('mail\nsomebody@example.test\n');
	const row = { call_id, file_name: 'post.csv', file_hash: hashed(file.toString()).toString('hex'), file };
	const waiting = await db
		.insertInto('imports')
		.values({ ...row, uploaded_at: new Date(), uploaded_by })
		.returning('id')
		.executeTakeFirstOrThrow();
	const record = { rule: 'asked', counts: '[]', erased_at: new Date() };
	const erasure = await db.insertInto('erasures').values(record).returning('id').executeTakeFirstOrThrow();
	return { import: waiting.id, erasure: erasure.id };
}

const fileText = `%PDF-1.7\n${hidden.proposal}\n%%EOF\n`;

/** Leaves a file that the receipt names; its bytes are the house's to put. */
async function attach(db: Db, receipt_id: string): Promise<string> {
	const { call_id, applicant_id } = await db
		.selectFrom('receipts')
		.innerJoin('applications', 'applications.id', 'application_id')
		.select(['call_id', 'applicant_id'])
		.where('receipts.id', '=', receipt_id)
		.executeTakeFirstOrThrow();
	const [at, size] = [new Date(), fileText.length];
	const file = { field: 'plan', name: 'plan.pdf', kind: 'pdf', sha256: hashed(fileText).toString('hex') };
	const { id } = await db
		.insertInto('attachments')
		.values({ call_id, applicant_id, ...file, size, received: size, begun_at: at, touched_at: at, completed_at: at })
		.returning('id')
		.executeTakeFirstOrThrow();
	await db.insertInto('receipt_files').values({ receipt_id, attachment_id: id }).execute();
	return id;
}

/** A sign-in of the person with this address; answers with its cookie's secret. */
export async function signInOf(db: Db, email: string): Promise<string> {
	const { id } = await db.selectFrom('people').select('id').where('email', '=', email).executeTakeFirstOrThrow();
	const secret = newSecret();
	const at = new Date();
	const times = { signed_in_at: at, expires_at: new Date(at.getTime() + 86_400_000) };
	await db
		.insertInto('sign_ins')
		.values({ token_hash: hashed(secret), person_id: id, way: 'code', ...times })
		.execute();
	return secret;
}

async function sealedElsewhere(world: Scene) {
	await sealed(world);
	return linkOf(world, 'bora@example.test');
}

/** Leaves a submitted application in the call, a minute before it closed, with some answers of the sample and `own`. */
export async function apply({ db }: Scene, visitor: Visitor, call: WholeCall, own: Record<string, string>) {
	const at = new Date(call.closes_at.getTime() - 60_000);
	const who = gate.applicant(visitor, call.id);
	const { fields, terms } = await callForm(reading(db), call.id);
	const answers = { ...(await someAnswers(db, call.id)), ...own };
	const draft = await saveDraft(db, who, { version: 0, answers }, at);
	const sent = { intent: randomUUID(), hash: contentHash(settled(draft.answers, fields)) };
	const receipt = await submitApplication(db, who, { ...sent, agreed: terms.map(({ key }) => key) }, at);
	return { application: receipt.application_id, receipt };
}

async function someAnswers(db: Db, callId: string) {
	const row = await db
		.selectFrom('receipts')
		.innerJoin('applications', 'applications.id', 'receipts.application_id')
		.select('receipts.answers')
		.where('call_id', '=', callId)
		.limit(1)
		.executeTakeFirstOrThrow();
	return row.answers;
}

// Somebody else has reviewed it; the reviewer at the door was to, and declared a conflict.
async function review(db: Db, application_id: string, { criteria }: WholeCall): Promise<void> {
	const at = new Date();
	const people = await db
		.selectFrom('people')
		.innerJoin('roles', 'roles.person_id', 'people.id')
		.select(['people.id', 'email'])
		.where('role', '=', 'reviewer')
		.execute();
	const mine = people.find(({ email }) => email === addresses.reviewer)!;
	const other = people.find(({ email }) => !Object.values(addresses).includes(email) && !email.endsWith('.test'))!;
	const pairs = [mine, other].map(({ id }) => ({ application_id, reviewer_id: id, assigned_at: at }));
	await db.insertInto('assignments').values(pairs).execute();
	const reason = 'We worked together.';
	await db.insertInto('conflicts').values({ application_id, reviewer_id: mine.id, reason, declared_at: at }).execute();
	const scores = Object.fromEntries(criteria.map(({ key }) => [key, 4]));
	const times = { saved_at: at, finished_at: at };
	await db
		.insertInto('reviews')
		.values({ application_id, reviewer_id: other.id, scores, comment: hidden.comment, ...times })
		.execute();
}

// The sample's review is over; here it goes on for an hour, so that a reviewer has doors of their own.
async function stillReviewing(db: Db, slug: string): Promise<void> {
	const review_until = new Date(Date.now() + 3_600_000);
	await db.updateTable('calls').set({ review_until }).where('slug', '=', slug).execute();
}

async function draftCall(db: Db, host: string): Promise<string> {
	const call = await addCall(db, host, 'not-announced');
	const title = { ko: hidden.draft, en: hidden.draft };
	await db
		.updateTable('calls')
		.set({ published_at: null, title, purpose: words('-') })
		.where('id', '=', call.id)
		.execute();
	return call.slug;
}

async function invite(db: Db, call_id: string, application_id: string): Promise<{ id: string; token: string }> {
	const token = newSecret();
	const at = new Date();
	const row = {
		call_id,
		application_id,
		came_from: 'draw' as const,
		because: {},
		token_hash: hashed(token),
		invited_at: at
	};
	const { id } = await db
		.insertInto('invitations')
		.values({ ...row, reply_by: new Date(at.getTime() + 259_200_000) })
		.returning('id')
		.executeTakeFirstOrThrow();
	return { id, token };
}

async function assignedTo(db: Db, email: string, other: string): Promise<string> {
	const row = await db
		.selectFrom('assignments')
		.innerJoin('people', 'people.id', 'assignments.reviewer_id')
		.innerJoin('applications', 'applications.id', 'assignments.application_id')
		.select('application_id')
		.where('email', '=', email)
		.where('application_id', '<>', other)
		.where('withdrawn_at', 'is', null)
		.where(({ not, exists, selectFrom }) =>
			not(
				exists(
					selectFrom('conflicts')
						.select('reason')
						.whereRef('conflicts.application_id', '=', 'assignments.application_id')
						.whereRef('conflicts.reviewer_id', '=', 'assignments.reviewer_id')
				)
			)
		)
		.limit(1)
		.executeTakeFirstOrThrow();
	return row.application_id;
}

async function personAt(db: Db, email: string): Promise<string> {
	const row = await db.selectFrom('people').select('id').where('email', '=', email).executeTakeFirstOrThrow();
	return row.id;
}
