// More of what doors hide: what was said of one application in every room it passed through, and what a host keeps of its
// own. Each text is in the store once.
import { sql } from 'kysely';
import { gate } from '#domain/people/gate.server.ts';
import { visitorBySecret } from '#domain/people/read.server.ts';
import { makeToken } from '#domain/tokens/write.server.ts';
import { reading, type Db } from '#lib/db.server.ts';
import { hashed, newSecret } from '#lib/secret.server.ts';
import { signInOf, type Planted } from './doors.ts';

/** What nobody reads but who works for the host, and below what somebody reads of themselves. */
const buried = {
	conflict: 'Our fathers went to school together',
	forApplicant: 'To be told on the day and no earlier',
	feedback: 'A kind word that has not been announced',
	remark: 'Said among reviewers after their reviews',
	readReason: 'The minister asked for the list at noon',
	screening: 'Its certificate had run out by then',
	inviteReason: 'Owed to the delegation of last spring',
	tie: 'A cousin on the mother’s side',
	topic: 'superconducting ship engines',
	tokenName: 'The website of the port authority',
	hookSecret: 'whsec_of_the_port_authority_alone',
	stepNote: 'They will sign if the price comes down',
	lodging: 'Room 1907 of the Harbour House',
	metBy: 'Mr Gang with the grey van',
	quote: 'We shall build it here, whatever it costs',
	utterance: 'Please do not write this down',
	deviceName: 'The steward’s own old phone',
	linkLabel: 'Projector behind the stage',
	changeReason: 'The scores of one reviewer were mixed up',
	lookReason: 'Same warehouse, another brother',
	importRow: 'somebody.imported@example.test'
};
const own = {
	fileName: 'minas-own-drawing-of-the-hull.pdf',
	guardian: 'Grandmother Sunhee',
	guardianContact: 'sunhee.guardian@example.test',
	coapplicant: 'second.founder@example.test',
	coapplicantName: 'Baek the second founder',
	meetingTopic: 'How the hull is welded',
	meetingPlace: 'The back room of the tea house',
	attendeeMail: 'coming.instead@example.test',
	registrantMail: 'in.the.register@example.test',
	registrantPhone: '+82 10 5550 7788'
};

export type Buried = typeof buried & typeof own;
export const buriedTexts: Buried = { ...buried, ...own };
/** What of it somebody reads by a link of their own. */
export const ownBuried = Object.keys(own) as (keyof Buried)[];

/** Buries all of it, about the application and the host of the planted. */
export async function bury(db: Db, planted: Planted): Promise<void> {
	const { application, receipt, busan, reviewer } = planted;
	const ids = { application, receipt, call: busan.id, host: busan.host_id, stop: busan.stop_id, reviewer };
	const { person } = await visitorBySecret(reading(db), planted.cookies.organiser, new Date());
	await ofReviewing(db, { ...ids, organiser: person!.id });
	await ofApplying(db, { ...ids, attachment: planted.file, letter: planted.letter });
	await ofHosting(db, { ...ids, organiser: person!.id, webhook: planted.webhook, import: planted.import });
	await ofMeeting(db, { ...ids, organiser: person!.id });
}

type Ids = Record<'application' | 'receipt' | 'call' | 'host' | 'stop' | 'reviewer', string>;

async function ofReviewing(db: Db, { application, call, host, organiser }: Ids & { organiser: string }): Promise<void> {
	const words = (text: string) => JSON.stringify({ ko: text, en: text });
	for (const one of [
		sql`update conflicts set reason = ${buried.conflict} where application_id = ${application}`,
		sql`update reviews set for_applicant = ${buried.forApplicant} where application_id = ${application}`,
		sql`insert into feedback (application_id, body, written_at, written_by)
			values (${application}, ${buried.feedback}, now(), ${organiser})`,
		sql`insert into remarks (application_id, author_id, as_organiser, text, written_at)
			values (${application}, ${organiser}, true, ${buried.remark}, now())`,
		sql`insert into reads (host_id, call_id, person_id, what, application_ids, reason, address, read_at)
			values (${host}, ${call}, ${organiser}, 'export', array[${application}]::uuid[], ${buried.readReason}, '::1', now())`,
		sql`insert into screenings (application_id, outcome, reason, screened_at, screened_by)
			values (${application}, 'eligible', ${words(buried.screening)}::jsonb, now(), ${organiser})`,
		sql`insert into invite_codes (call_id, code_hash, reason, uses, valid_until, made_at, made_by)
			values (${call}, ${hashed('code')}, ${buried.inviteReason}, 1, now() + interval '1 day', now(), ${organiser})`,
		sql`insert into ties (call_id, reviewer_id, kind, who, key, said_at)
			select ${call}, reviewer_id, 'family', ${buried.tie}, 'nobody at all', now() from reviews
			where application_id = ${application}`,
		sql`insert into reviewer_profiles (call_id, reviewer_id, topics, said_at)
			select ${call}, reviewer_id, array[${buried.topic}], now() from reviews where application_id = ${application}
			on conflict (call_id, reviewer_id) do update set topics = excluded.topics`,
		sql`insert into decision_changes (call_id, band, reason, takes_away, content_hash, asked_at, asked_by)
			values (${call}, 'draw', ${buried.changeReason}, false, 'x', now(), ${organiser})`,
		sql`with pair as (insert into lookalikes (call_id, one_id, other_id, score, evidence, found_at)
				select ${call}, least(id, ${application}), greatest(id, ${application}), 1, '[]', now() from applications
				where call_id = ${call} and id <> ${application} limit 1 returning id)
			insert into lookalike_decisions (lookalike_id, outcome, reason, decided_at, decided_by)
			select id, 'unrelated', ${buried.lookReason}, now(), ${organiser} from pair`
	])
		await one.execute(db);
}

type OfApplying = Ids & { attachment: string; letter: string };

async function ofApplying(db: Db, { application, receipt, attachment }: OfApplying): Promise<void> {
	for (const one of [
		sql`update attachments set name = ${own.fileName} where id = ${attachment}`,
		sql`insert into guardians (receipt_id, name, contact, given_at)
			values (${receipt}, ${own.guardian}, ${own.guardianContact}, now())`,
		sql`insert into coapplicants (application_id, email, name, role, may_edit, token_hash, invited_at, expires_at)
			values (${application}, ${own.coapplicant}, ${own.coapplicantName}, '', false, ${hashed('co')}, now(),
				now() + interval '1 day')`,
		sql`update attendees set email = ${own.attendeeMail} where name = 'Sora'`,
		sql`insert into followup_steps (application_id, step, side, note, is_shared, noted_at)
			values (${application}, 'interest', 'guest', ${buried.stepNote}, false, now())`,
		sql`insert into meetings (application_id, delegate_id, side, topic, place, zone, proposed_at)
			select ${application}, id, 'guest', ${own.meetingTopic}, ${own.meetingPlace}, 'Asia/Seoul', now()
			from delegates limit 1`
	])
		await one.execute(db);
}

type OfHosting = Ids & { organiser: string; webhook: string; import: string };

async function ofHosting(db: Db, { host, organiser, webhook, ...ids }: OfHosting): Promise<void> {
	const visitor = await visitorBySecret(reading(db), await signInOf(db, 'organiser@madang.example'), new Date());
	const form = { name: buried.tokenName, rights: ['calls.read' as const], days: 1 };
	await makeToken(db, gate.hostOrganiser(visitor, host), { form, secret: newSecret() }, new Date());
	const file = Buffer.from(`mail\n${buried.importRow}\n`);
	for (const one of [
		sql`update webhook_secrets set secret = ${buried.hookSecret} where webhook_id = ${webhook}`,
		sql`update imports set file = ${file} where id = ${ids.import}`,
		sql`update registrations set email = ${own.registrantMail}, phone = ${own.registrantPhone}
			where name = 'Somebody in the register'`,
		sql`update session_links set label = ${buried.linkLabel} where kind = 'projector'`,
		sql`with door as (insert into doors (session_id, name, opens_at, closes_at, made_at, made_by)
				select id, '{"ko":"Gate","en":"Gate"}', starts_at, ends_at, now(), ${organiser} from sessions
				where slug = 'busan-talk' returning id)
			insert into door_devices (door_id, name, enrol_until, salt, made_at, made_by)
			select id, ${buried.deviceName}, now(), 'salt', now(), ${organiser} from door`
	])
		await one.execute(db);
}

async function ofMeeting(db: Db, { stop, organiser }: Ids & { organiser: string }): Promise<void> {
	for (const one of [
		sql`insert into stays (delegate_id, stop_id, lodging, met_by, saved_at, saved_by)
			select id, ${stop}, ${buried.lodging}, ${buried.metBy}, now(), ${organiser} from delegates limit 1
			on conflict (delegate_id, stop_id) do update set lodging = excluded.lodging, met_by = excluded.met_by`,
		sql`insert into utterances (session_id, starts_ms, locale, text)
			select id, 0, 'en', ${buried.utterance} from sessions where slug = 'busan-talk'`,
		sql`with speaker as (select id, stop_id from speakers where stop_id = ${stop} limit 1),
			quote as (insert into quotes (stop_id, speaker_id, locale, said_at, embargo_until, made_at, made_by)
				select stop_id, id, 'en', now(), now() + interval '1 day', now(), ${organiser} from speaker returning id)
			insert into quote_versions (quote_id, version, text, written_at)
			select id, 1, ${buried.quote}, now() from quote`
	])
		await one.execute(db);
}

/** How many of them the store really holds: what was not buried would be found nowhere and prove nothing. */
export async function countBuried(db: Db): Promise<string[]> {
	const { rows: tables } = await sql<{ name: string }>`
		select table_name as name from information_schema.tables where table_schema = 'public'`.execute(db);
	const missing = new Set(Object.keys(buriedTexts));
	for (const { name } of tables) {
		const { rows } = await sql<{ all: string | null }>`
			select string_agg(one::text, ' ') as all from ${sql.table(name)} as one`.execute(db);
		for (const key of missing) {
			const text = buriedTexts[key as keyof Buried];
			const inBytes = Buffer.from(text).toString('hex');
			if (rows[0]!.all?.includes(text) || rows[0]!.all?.includes(inBytes)) missing.delete(key);
		}
	}
	return [...missing];
}
