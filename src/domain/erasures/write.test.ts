import '../../../tests/folder.ts';
import { deepEqual, equal, match, ok, rejects } from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { sql } from 'kysely';
import { verify, type Transcript } from '#draw';
import { haveErasedFiles } from '#domain/applications/attachments.read.server.ts';
import { sweepAttachments } from '#domain/applications/attachments.write.server.ts';
import { checkReceipt, ownApplication, ownReceipts } from '#domain/applications/read.server.ts';
import { inviteCoapplicant } from '#domain/applications/coapplicants.write.server.ts';
import { withdrawApplication } from '#domain/applications/write.server.ts';
import { transcriptText } from '#domain/draws/read.server.ts';
import { conductDraw } from '#domain/draws/write.server.ts';
import { firstBrokenLine } from '#domain/journal/chain.read.server.ts';
import { note } from '#domain/journal/write.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { requestCode, saveProfile } from '#domain/people/write.server.ts';
import { translateQuestion } from '#domain/questions/translations.write.server.ts';
import { reading, together, type Db } from '#lib/db.server.ts';
import { post } from '#lib/mail.server.ts';
import { applied, firm, writeDraft } from '../../../tests/applying.ts';
import { hours, noon, scene, told, visitorOf, type Scene } from '../../../tests/cast.ts';
import { revealed } from '../../../tests/draws.ts';
import { addSession, asked, inAudience, moderating } from '../../../tests/floor.ts';
import { registrationNumber } from '../../../sample/registration.ts';
import { exportOf } from './export.read.server.ts';
import { callsToErase, erasureById, heldOf, retentionOf } from './read.server.ts';
import { eraseCall, eraseMe } from './write.server.ts';

/** The whole store as text, by table. */
async function dump(db: Db): Promise<Map<string, string>> {
	const { rows } = await sql<{ name: string }>`select table_name as name from information_schema.tables
		where table_schema = 'public' and table_type = 'BASE TABLE'`.execute(db);
	const tables = await Promise.all(
		rows.map(async ({ name }) => {
			const all = await sql<{ text: string | null }>`
				select string_agg(to_jsonb(one)::text, ' ') as text from ${sql.table(name)} one`.execute(db);
			return [name, all.rows[0]?.text ?? ''] as const;
		})
	);
	return new Map(tables);
}

const canaries = {
	...{ name: 'canary-name', firm: 'canary-firm', proposal: 'canary-proposal', link: 'https://canary-link.test' },
	...{ typed: 'canary-typed', with: 'canary-with', mail: 'canary-mail@with.test', role: 'canary-role' },
	...{ guardian: 'canary-guardian', contact: 'canary-contact', comment: 'canary-comment', passkey: 'canary-passkey' },
	...{ file: 'canary-file.pdf', question: 'canary-question', translated: 'canary-translated' },
	...{ coming: 'canary-coming', theirs: 'canary@coming.test', needs: 'canary-needs', why: 'canary-why' },
	...{ short: '+82canary', letter: 'canary-letter' },
	...{ evidence: 'canary-evidence', address: 'joon@example.test', number: registrationNumber(1) }
};

/** Joon was invited, declined and said why; before that somebody else was to come. */
async function comingOut(db: Db, call_id: string, application_id: string): Promise<void> {
	const row = { call_id, application_id, came_from: 'draw', token_hash: Buffer.from('t'), invited_at: noon };
	const invitation = await db
		.insertInto('invitations')
		.values({ ...row, reply_by: hours(48) })
		.returning('id')
		.executeTakeFirstOrThrow();
	const invitation_id = invitation.id;
	const reply = await db
		.insertInto('replies')
		.values({ invitation_id, reply: 'decline', replied_at: noon })
		.returning('id')
		.executeTakeFirstOrThrow();
	await db.insertInto('reply_reasons').values({ reply_id: reply.id, reason: canaries.why }).execute();
	const who = { is_applicant: false, name: canaries.coming, email: canaries.theirs, locale: 'ko', pass_code: 'P' };
	const { id } = await db
		.insertInto('attendees')
		.values({ invitation_id, ...who, named_at: noon })
		.returning('id')
		.executeTakeFirstOrThrow();
	const needs = { diet: [], diet_more: canaries.needs, access: [], access_more: '' };
	await db
		.insertInto('attendee_needs')
		.values({ attendee_id: id, ...needs, said_at: noon })
		.execute();
	await db.insertInto('short_numbers').values({ application_id, phone: canaries.short, agreed_at: noon }).execute();
	const letter_id = await post(db, { to: canaries.theirs, subject: 's', body: canaries.letter }, noon);
	await db.insertInto('invitation_letters').values({ letter_id, invitation_id, kind: 'substitute' }).execute();
}

/** Joon has left a canary wherever an applicant, or somebody writing of one, can leave a word. */
async function canariesOut(world: Scene): Promise<void> {
	const { db, call, joonApplying, minaApplying, visitors, seri } = world;
	const me = gate.signedIn(visitors.joon);
	await saveProfile(db, me, { name: canaries.name, locale: 'ko' }, noon);
	const browser = { browser: 'b', locale: 'ko' as const, address: '192.0.2.1' };
	await requestCode(db, browser, { email: canaries.address, work: '' }, noon);
	const answers = { organisation_name: canaries.firm, proposal: canaries.proposal, link: canaries.link };
	const receipt = await applied(world, joonApplying, firm(1, answers));
	await applied(world, minaApplying, firm(2));
	await writeDraft(db, joonApplying, { ...answers, proposal: canaries.typed });
	const invited = { name: canaries.with, email: canaries.mail, role: canaries.role, may_edit: true };
	await inviteCoapplicant(db, joonApplying, invited, noon);
	const { applicant_id } = await db
		.selectFrom('applications')
		.select('applicant_id')
		.where('id', '=', receipt.application_id)
		.executeTakeFirstOrThrow();
	const whole = {
		call_id: call.id,
		applicant_id,
		field: 'plan',
		name: canaries.file,
		size: 1,
		received: 1,
		kind: 'pdf'
	};
	const times = { begun_at: noon, touched_at: noon, completed_at: noon, sha256: 'ab'.repeat(32) };
	const file = await db
		.insertInto('attachments')
		.values({ ...whole, ...times })
		.returning('id')
		.executeTakeFirstOrThrow();
	await db.insertInto('receipt_files').values({ receipt_id: receipt.id, attachment_id: file.id }).execute();
	const guardian = { receipt_id: receipt.id, name: canaries.guardian, contact: canaries.contact, given_at: noon };
	await db.insertInto('guardians').values(guardian).execute();
	const [one, other] = (await db.selectFrom('applications').select('id').orderBy('id').execute()).map(({ id }) => id);
	const evidence = JSON.stringify([{ kind: 'text', one: canaries.evidence, other: '', weight: 1 }]);
	const pair = { call_id: call.id, one_id: one!, other_id: other!, score: 1, evidence, found_at: noon };
	await db.insertInto('lookalikes').values(pair).execute();
	const review = { application_id: receipt.application_id, reviewer_id: seri.id, comment: canaries.comment };
	await db
		.insertInto('reviews')
		.values({ ...review, saved_at: noon })
		.execute();
	await comingOut(db, call.id, receipt.application_id);
	const key = { id: 'k', person_id: me.personId, public_key: Buffer.from(''), counter: 0, label: canaries.passkey };
	await db
		.insertInto('passkeys')
		.values({ ...key, added_at: noon })
		.execute();
	await db.updateTable('letters').set({ sent_at: noon, body: '' }).execute();
	await questionOut(world);
}

async function questionOut(world: Scene): Promise<void> {
	const { db, visitors, call, joon } = world;
	const session = await addSession(world, { naming: 'named' });
	const joonAsking = inAudience({ ...visitors.joon, person: { ...joon, name: canaries.name } });
	const { id } = await asked(world, session, canaries.question, joonAsking);
	await translateQuestion(db, moderating(world, session), { question: id, over: 0, text: canaries.translated }, noon);
	const prepared = await db.selectFrom('questions').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
	const application = await db
		.selectFrom('applications')
		.select('id')
		.where('call_id', '=', call.id)
		.where('applicant_id', '=', joon.id)
		.executeTakeFirstOrThrow();
	const own = { id: randomUUID(), intent: 'prepared', came_from: 'application', application_id: application.id };
	await db
		.insertInto('questions')
		.values({ ...prepared, ...own, text: canaries.proposal, firm: canaries.firm })
		.execute();
}

const found = async (db: Db) => {
	const tables = await dump(db);
	const seen = Object.values(canaries).flatMap((word) =>
		[...tables].filter(([, text]) => text.includes(word)).map(([table]) => `${word} in ${table}`)
	);
	return seen.sort();
};

test('everything of one’s own is in the export, nobody else’s, and no secret', () =>
	scene(async (world) => {
		await canariesOut(world);
		const { db, visitors, seri, call } = world;
		const { id } = (await ownApplication(reading(db), world.joonApplying))!;
		for (const verb of ['review.finished', 'screening.ineligible', 'feedback.edited'] as const)
			await together(db, (tx) => note(tx, { at: noon, by: seri.id, callId: call.id, verb, about: id }));
		const text = JSON.stringify(await exportOf(reading(db), gate.signedIn(visitors.joon), noon));
		equal(/review\.finished|screening\.|feedback\./.test(text), false, 'what others do with it is not told by a line');
		const notMine = [canaries.comment, canaries.evidence, canaries.needs, canaries.letter];
		equal(text.includes(canaries.needs), false, 'what a substitute needs is theirs');
		deepEqual(
			Object.values(canaries).filter((word) => !notMine.includes(word) && !text.includes(word)),
			[]
		);
		equal(text.includes('mina@example.test') || text.includes('Firm 2'), false);
		equal(/hash"|token/.test(text.replaceAll(/content_hash|text_hash/g, '')), false);
		match(text, /application\.submitted/);
		equal(text.includes('set_aside'), false, 'who was set aside learns it by the decision’s letter');
	}));

test('after a deletion no word of theirs is left in any table, and what was done is on record', () =>
	scene(async (world) => {
		await canariesOut(world);
		const { db, call, joonApplying, visitors } = world;
		const me = gate.signedIn(visitors.joon);
		ok((await found(db)).length >= Object.keys(canaries).length);
		await rejects(eraseMe(db, me, noon), { code: 'erasures.still-running' });
		await withdrawApplication(db, joonApplying, noon);
		const id = await eraseMe(db, me, hours(0.5));
		deepEqual(await found(db), []);
		const record = await erasureById(reading(db), id);
		const counts = Object.fromEntries(record.counts.map(({ what, rows }) => [what, rows]));
		deepEqual(
			[counts.accounts, counts.applications, counts.receipts, counts.files, counts.guardians, counts.coapplicants],
			[1, 1, 1, 1, 1, 1]
		);
		ok((await told(db)).includes('person.erased'));
		ok(await haveErasedFiles(reading(db)));
		await sweepAttachments(db, hours(0.5));
		deepEqual(await db.selectFrom('attachments').select('id').execute(), []);
		equal(await haveErasedFiles(reading(db)), false);
		equal(await firstBrokenLine(reading(db)), null);
		const mina = await db.selectFrom('receipts').select('number').where('erased_by', 'is', null).execute();
		equal(mina.length, 1, 'nobody else’s is touched');
		equal((await db.selectFrom('submission_log').select('leaf').where('call_id', '=', call.id).execute()).length, 3);
		equal((await ownReceipts(reading(db), joonApplying)).length, 0);
	}));

test('a receipt cannot be changed on the way to being erased, nor erased in part, nor twice', () =>
	scene(async (world) => {
		const { db, joonApplying } = world;
		const receipt = await applied(world, joonApplying, firm(1));
		const file = { receipt: JSON.parse(receipt.body), signature: receipt.signature, publicKey: '' };
		await rejects(sql`update receipts set answers = '{}'`.execute(db), /append-only/);
		const record = { rule: 'asked', counts: '[]', erased_at: noon };
		const { id } = await db.insertInto('erasures').values(record).returning('id').executeTakeFirstOrThrow();
		await rejects(sql`update receipts set erased_by = ${id}`.execute(db), /append-only/);
		await rejects(sql`update receipts set erased_by = ${id}, answers = '{}'`.execute(db), /append-only/);
		const whole = sql`answers = '{}', content_hash = '', salt = '', body = '', signature = ''`;
		await rejects(sql`update receipts set erased_by = ${id}, ${whole}, number = 'X'`.execute(db), /append-only/);
		await rejects(sql`update receipts set ${whole}`.execute(db), /append-only/);
		await sql`update receipts set erased_by = ${id}, ${whole}`.execute(db);
		await rejects(sql`update receipts set erased_by = null`.execute(db), /append-only/);
		await rejects(sql`delete from receipts`.execute(world.owner), /append-only/);
		await rejects(sql`delete from erasures`.execute(world.owner), /append-only/);

		equal(
			(await checkReceipt(reading(db), JSON.stringify(file))).verdict,
			'ours',
			'whoever kept theirs still can show it'
		);
	}));

test('whoever has work here gives it back first; twice is nothing', () =>
	scene(async ({ db, visitors }) => {
		await rejects(eraseMe(db, gate.signedIn(visitors.hana), noon), { code: 'erasures.has-roles' });
		await eraseMe(db, gate.signedIn(visitors.joon), noon);
		await eraseMe(db, gate.signedIn(visitors.joon), noon);
		equal((await db.selectFrom('people').select('id').where('erased_at', 'is not', null).execute()).length, 1);
	}));

test('after a draw what one wrote may go, and the draw verifies as before', () =>
	scene(async (world) => {
		const { db } = world;
		const { people, draw } = await revealed(world);
		const me = gate.signedIn(visitorOf(people[1]!));
		await rejects(eraseMe(db, me, hours(71)), { code: 'erasures.still-running' });
		await conductDraw(db, draw.id, {}, hours(72));
		const before = await transcriptText(reading(db), draw.id);
		await eraseMe(db, me, hours(73));
		equal(await transcriptText(reading(db), draw.id), before);
		ok(verify(JSON.parse(before) as Transcript).ok);
		equal(before.includes('Firm 2'), false);
		deepEqual(await heldOf(reading(db), me, hours(73)).then((rows) => rows.map(({ isRunning }) => isRunning)), [false]);
	}));

test('a call’s data is destroyed on the day its terms say, once, and leaves a record of how much of what', () =>
	scene(async (world) => {
		await canariesOut(world);
		const { db, call, joonApplying } = world;
		const { on } = await retentionOf(reading(db), call.id);
		equal(on, '2027-11-26', 'a year after the day of the draw');
		const eve = new Date('2027-11-25T14:59:59Z');
		const day = new Date('2027-11-25T15:00:00Z');
		deepEqual(await callsToErase(reading(db), eve), []);
		equal(await eraseCall(db, call.id, eve), null);
		const id = (await eraseCall(db, call.id, day))!;
		equal(await eraseCall(db, call.id, day), null);
		const kept = [canaries.name, canaries.address, canaries.passkey];
		deepEqual(
			(await found(db)).filter((one) => !kept.some((word) => one.startsWith(word))),
			[]
		);
		const { rule, due_on, counts } = await erasureById(reading(db), id);
		deepEqual([rule, due_on], ['kept-until', '2027-11-26']);
		deepEqual(
			counts.filter(({ rows }) => rows).map(({ what, rows }) => `${rows} ${what}`),
			[
				'2 applications',
				'2 receipts',
				'1 files',
				'1 guardians',
				'1 coapplicants',
				'2 organisations',
				'3 attendees',
				'1 evidence',
				'2 comments',
				'5 letters',
				'2 questions'
			]
		);
		deepEqual((await ownApplication(reading(db), joonApplying))?.answers, {});
		await rejects(erasureById(reading(db), 'nonsense'), { code: 'erasures.not-found' });
	}));

test('a call whose terms say no days is kept, and an earlier round waits for a later one', () =>
	scene(async ({ db, owner, call, host }) => {
		const late = new Date('2030-01-01T00:00:00Z');
		const copy = await db.selectFrom('calls').selectAll().where('id', '=', call.id).executeTakeFirstOrThrow();
		const { id: _, ...row } = { ...copy, slug: 'final', notice_number: 'final', follows_id: call.id, round: 2 };
		await db
			.insertInto('calls')
			.values({ ...row, host_id: host })
			.execute();
		deepEqual(await callsToErase(reading(db), late), [], 'the later round’s terms say no days');
		await db.updateTable('terms').set({ keep_days: null }).execute();
		await owner.deleteFrom('calls').where('slug', '=', 'final').execute();
		deepEqual(await callsToErase(reading(db), late), []);
	}));
