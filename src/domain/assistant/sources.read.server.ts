import { sql, type SqlBool } from 'kysely';
import { spelled } from '#domain/applications/spelled.rules.ts';
import { withoutContacts } from '#domain/followups/proposals.rules.ts';
import type { SignedIn } from '#domain/people/rules.ts';
import { recordOf } from '#domain/records/article.read.server.ts';
import { publicQuotes } from '#domain/records/quotes.read.server.ts';
import { publicTranscripts } from '#domain/records/utterances.read.server.ts';
import { deskOf } from '#domain/reviews/desk.read.server.ts';
import type { Reader } from '#lib/db.server.ts';
import { inWords, type Locale } from '#lib/words.ts';
import {
	consentKey,
	draftNotFound,
	isPart,
	numbered,
	otherLocale,
	paragraphsOf,
	type Passage,
	type RecordField,
	type Subject
} from './rules.ts';

/** What is asked for: a subject, in the language of the draft, by whom. */
export type Asked = { subject: Subject; locale: Locale; by: Pick<SignedIn, 'personId'> };
type Text = { ref: string; text: string };

/**
 * The passages that may go out for a draft, as things are now. The one question of what the assistant is given: published
 * transcripts without the words that speakers hold back, quotes that are public, proposals whose applicants let a machine
 * read them and only to who reviews them, as they review them; questions of sessions that are not private. Nothing here
 * tells how somebody can be reached. Refuses what is not there.
 */
export async function passagesOf(db: Reader, asked: Asked, at: Date): Promise<Passage[]> {
	return numbered(await textsOf(db, asked, at));
}

function textsOf(db: Reader, { subject, locale, by }: Asked, at: Date): Promise<Text[]> {
	switch (subject.of) {
		case 'record':
			return recordTexts(db, subject.stopId, { field: subject.field, from: otherLocale(locale) });
		case 'term':
			return termTexts(db, subject, otherLocale(locale));
		case 'quote':
			return quoteTexts(db, subject, { from: otherLocale(locale), at });
		case 'transcript':
			return transcriptTexts(db, subject.stopId, at);
		case 'proposal':
			return proposalTexts(db, { applicationId: subject.applicationId, by, locale }, at);
		case 'segment':
			return questionTexts(db, subject, at);
	}
}

async function recordTexts(db: Reader, stopId: string, { field, from }: { field: RecordField; from: Locale }) {
	const text = (await recordOf(db, stopId))?.content[field][from] ?? '';
	return paragraphsOf(text)
		.filter((one) => !isPart(one))
		.map((one, nth) => ({ ref: `${field}.${from}/${nth}`, text: one }));
}

async function termTexts(db: Reader, { stopId, id, field }: Subject & { of: 'term' }, from: Locale): Promise<Text[]> {
	const term = await db
		.selectFrom('glossary_terms')
		.innerJoin('stops', (join) =>
			join.onRef('stops.tour_id', '=', 'glossary_terms.tour_id').onRef('stops.host_id', '=', 'glossary_terms.host_id')
		)
		.select(['word', 'explanation', 'source_title'])
		.where('glossary_terms.id', '=', id)
		.where('stops.id', '=', stopId)
		.where('removed_at', 'is', null)
		.executeTakeFirstOrThrow(draftNotFound);
	return said(`${field}.${from}`, term[field][from]);
}

async function quoteTexts(
	db: Reader,
	{ stopId, id }: Subject & { of: 'quote' },
	{ from, at }: { from: Locale; at: Date }
): Promise<Text[]> {
	const quote = (await publicQuotes(db, stopId, at)).find((one) => one.id === id);
	if (!quote || quote.locale !== from) throw draftNotFound();
	return said(id, quote.text);
}

const said = (ref: string, text: string): Text[] => (text.trim() ? [{ ref, text: text.trim() }] : []);

async function transcriptTexts(db: Reader, stopId: string, at: Date): Promise<Text[]> {
	const sessions = await publicTranscripts(db, stopId, at);
	return sessions
		.flatMap(({ utterances }) => utterances)
		.filter(({ isHeld, text }) => !isHeld && text !== '')
		.map(({ id, speaker, speaker_name, text, locale }) => {
			const name = speaker ? inWords(speaker, locale) : speaker_name;
			return { ref: id, text: name ? `${name}: ${text}` : text };
		});
}

type OfProposal = { applicationId: string; by: Pick<SignedIn, 'personId'>; locale: Locale };

async function proposalTexts(db: Reader, { applicationId, by, locale }: OfProposal, at: Date): Promise<Text[]> {
	if (!(await mayBeRead(db, applicationId, at))) throw draftNotFound();
	const { open } = await deskOf(db, by, applicationId, at);
	if (!open) throw draftNotFound();
	return open.proposal
		.filter(({ kind }) => kind !== 'file' && kind !== 'link')
		.flatMap((field) =>
			paragraphsOf(spelled(field.answer, field, locale)).map((one, nth) => ({
				ref: `${field.key}/${nth}`,
				text: withoutContacts(`${inWords(field.label, locale)}: ${one}`)
			}))
		);
}

/** Whether an application's applicant lets a machine read what they submitted, as they said with its newest receipt. */
export async function mayBeRead(db: Reader, applicationId: string, at: Date): Promise<boolean> {
	const row = await db
		.selectFrom('applications')
		.select('id')
		.where('id', '=', applicationId)
		.where(letsRead(at))
		.executeTakeFirst();
	return row !== undefined;
}

/** What was drafted of applications that no machine may read any more, and is not out just now. */
export async function draftsToDrop(db: Reader, at: Date): Promise<string[]> {
	const rows = await db
		.selectFrom('assistant_drafts')
		.innerJoin('applications', 'applications.id', 'application_id')
		.select('assistant_drafts.id')
		.where('finished_at', 'is not', null)
		.where((eb) => eb.not(letsRead(at)))
		.execute();
	return rows.map(({ id }) => id);
}

/** Agreed to with the newest receipt, not taken back, for as many days after the stop's last as the term says. */
const letsRead = (at: Date) => sql<SqlBool>`exists (
	select from receipts
	join consents on consents.receipt_id = receipts.id
	join terms on terms.id = consents.term_id and terms.key = ${consentKey}
	join calls own on own.id = terms.call_id
	join stops on stops.id = own.stop_id
	left join consent_withdrawals taken on taken.receipt_id = receipts.id and taken.term_id = terms.id
	where receipts.id = (select id from receipts newest where newest.application_id = applications.id
			order by submitted_at desc, id limit 1)
		and receipts.erased_by is null and taken.term_id is null
		and (terms.keep_days is null
			or ${at}::timestamptz < (stops.ends_on + terms.keep_days + 1)::timestamp at time zone stops.time_zone))`;

// What an applicant sent in with the form is theirs, and goes by the same consent.
async function questionTexts(db: Reader, { sessionId, id }: Subject & { of: 'segment' }, at: Date): Promise<Text[]> {
	const rows = await db
		.selectFrom('questions')
		.innerJoin('askers', 'askers.id', 'questions.asker_id')
		.innerJoin('sessions', 'sessions.id', 'questions.session_id')
		.leftJoin('applications', 'applications.id', 'questions.application_id')
		.select(['questions.id as ref', 'text'])
		.where('questions.session_id', '=', sessionId)
		.where('questions.segment_id', '=', id)
		.where('sessions.visibility', '<>', 'private')
		.where('questions.state', 'in', ['asked', 'approved'])
		.where('merged_into', 'is', null)
		.where('banned_at', 'is', null)
		.where((eb) => eb.or([eb('questions.application_id', 'is', null), letsRead(at)]))
		.orderBy('asked_at')
		.orderBy('questions.id')
		.execute();
	return rows.map(({ ref, text }) => ({ ref, text: withoutContacts(text) }));
}
