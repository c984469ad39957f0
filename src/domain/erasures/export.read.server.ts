import { sql, type RawBuilder } from 'kysely';
import type { Reader } from '#lib/db.server.ts';
import type { SignedIn } from '#domain/people/rules.ts';

/** Everything about one person, by what it is: each a list of rows, as they are kept. */
export type Export = { kind: 'madang/export/v1'; at: string } & Record<string, unknown>;

/**
 * Everything that is kept about the asking person, as they may take it away: their account and sign-ins, what they wrote
 * and submitted with what they agreed to, what came of it, their part in others' applications, letters, and the journal's
 * lines about them. Secrets' hashes, and what organisers and reviewers did and have not told, are left out.
 * Every list is in an order that its rows alone decide, by a key in the end: asked twice, it is the same text.
 */
export async function exportOf(db: Reader, who: SignedIn, at: Date): Promise<Export> {
	const parts: [string, unknown[]][] = [];
	for (const [name, query] of Object.entries({ ...asked(who.personId), ...askedAtStops(who.personId) })) {
		const rows = await db
			.selectFrom(sql`(${query})`.as('own'))
			.select(sql<unknown>`to_jsonb(own)`.as('row'))
			.execute();
		parts.push([name, rows.map(({ row }) => row)]);
	}
	return { kind: 'madang/export/v1', at: at.toISOString(), ...Object.fromEntries(parts) };
}

// What others did with an application, screened, assigned, reviewed and decided, is told by its announcement, not by a line.
const told = ['application', 'attachment', 'coapplicant', 'code', 'consent', 'invitation', 'person', 'role'];

function asked(me: string): Record<string, RawBuilder<unknown>> {
	const mine = sql`(select id from applications where applicant_id = ${me})`;
	const receipts = sql`(select id from receipts where application_id in ${mine})`;
	const address = sql`(select email from people where id = ${me})`;
	return {
		...askedOfAccount(me),
		applications: sql`select applications.id, calls.slug as call, calls.title, number, answers, form_version, saved_at,
			submitted_at, withdrawn_at, tracks.key as track, organisations.registration_number from applications
			join calls on calls.id = applications.call_id left join tracks on tracks.id = track_id
			left join organisations on organisations.id = organisation_id where applicant_id = ${me} order by saved_at, applications.id`,
		receipts: sql`select id, application_id, number, answers, content_hash, salt, submitted_at, body, signature, form_version
			from receipts where application_id in ${mine} order by submitted_at, id`,
		files: sql`select attachments.id, calls.slug as call, field, name, size, kind, sha256, begun_at, completed_at from attachments
			join calls on calls.id = call_id where applicant_id = ${me} order by begun_at, attachments.id`,
		consents: sql`select receipt_id, terms.title, terms.period, text_hash, given_at, withdrawn_at from consents
			join terms on terms.id = consents.term_id left join consent_withdrawals using (receipt_id, term_id)
			where receipt_id in ${receipts} order by given_at, receipt_id, position, term_id`,
		guardians: sql`select receipt_id, name, contact, given_at from guardians where receipt_id in ${receipts} order by given_at, receipt_id`,
		coapplicants: sql`select application_id, email, name, role, may_edit, invited_at, accepted_at, declined_at, removed_at
			from coapplicants where application_id in ${mine} order by invited_at, id`,
		applyingAlong: sql`select calls.slug as call, name, role, may_edit, invited_at, accepted_at, declined_at, removed_at
			from coapplicants join applications on applications.id = application_id join calls on calls.id = call_id
			where email = ${address} order by invited_at, coapplicants.id`,
		codesTaken: sql`select calls.slug as call, used_at from invite_code_uses join invite_codes on invite_codes.id = code_id
			join calls on calls.id = call_id where person_id = ${me} order by used_at, code_id`,
		eligibility: sql`select application_id, outcome, condition, reason, screened_at, told_at from screenings
			join screening_tellings on screening_id = screenings.id where application_id in ${mine} order by screenings.id`,
		decisions: sql`select applications.id as application_id, bands_in_force.band as outcome, announced_at,
			case when bands_in_force.band = 'decline' then feedback.body end as feedback from announcements
			join applications on applications.call_id = announcements.call_id
			join bands_in_force on bands_in_force.application_id = applications.id
			left join feedback on feedback.application_id = applications.id where applicant_id = ${me}
			order by announced_at, applications.id`,
		lots: sql`select application_id, lots.lot, features, commitment, chance_num || '/' || chance_den as chance, outcome, rank
			from lots left join draw_outcomes using (draw_id, lot) where application_id in ${mine}
			order by application_id, lots.draw_id`,
		...invitedTo(mine),
		readByMachine: sql`select application_id, use, locale, asked_at, server, model, pieces from assistant_drafts
			where application_id in ${mine} order by asked_at, id`,
		...askedReviewing(me),
		...askedInSessions(me),
		letters: sql`select subject, written_at, sent_at from letters where to_address = ${address}
			order by written_at, subject, id`, // those of one act have one instant, and ids by chance
		journal: sql`select seq, at, verb, about, by_id is not distinct from ${me}::uuid as "byMe" from journal
			where by_id = ${me} or (split_part(verb, '.', 1) = any(${told})
				and (about = ${me} or about in (select id::text from applications where applicant_id = ${me})))
			order by seq`
	};
}

/** How they sign in, what lets programs in for them, and which roles they have. */
function askedOfAccount(me: string): Record<string, RawBuilder<unknown>> {
	const address = sql`(select email from people where id = ${me})`;
	return {
		account: sql`select id, email, name, locale, made_at from people where id = ${me}`,
		signIns: sql`select way, agent, signed_in_at, seen_at, expires_at, ended_at from sign_ins where person_id = ${me}
			order by signed_in_at, id`,
		authenticatorApp: sql`select added_at from totps where person_id = ${me} and added_at is not null`,
		recoveryCodes: sql`select made_at, used_at from recovery_codes where person_id = ${me} order by used_at, code_hash`,
		codesAsked: sql`select asked_at, used_at from sign_in_codes where email = ${address} order by asked_at, id`,
		passkeys: sql`select label, added_at, used_at from passkeys where person_id = ${me} order by added_at, id`,
		programs: sql`select name, rights, made_at, expires_at, revoked_at, used_at from tokens
			left join token_uses on token_id = tokens.id where person_id = ${me} order by made_at, tokens.id`,
		announcementKeys: sql`select public_key, hosts.name as host, announcement_keys.made_at, ended_at from announcement_keys
			join hosts on hosts.id = host_id where person_id = ${me} order by announcement_keys.made_at, announcement_keys.id`,
		roles: sql`select role, hosts.name as host, calls.slug as call, given_at, ended_at from roles
			join hosts on hosts.id = host_id left join calls on calls.id = call_id where person_id = ${me} order by given_at, roles.id`
	};
}

function askedReviewing(me: string): Record<string, RawBuilder<unknown>> {
	return {
		reviewsWritten: sql`select application_id, scores, confidence, comment, for_applicant, saved_at, finished_at
			from reviews where reviewer_id = ${me} order by saved_at, application_id`,
		reviewsRevised: sql`select application_id, version, scores, confidence, comment, for_applicant, finished_at, reason, revised_at
			from review_revisions where reviewer_id = ${me}
			order by revised_at, application_id, version`,
		remarksWritten: sql`select application_id, text, written_at from remarks where author_id = ${me} order by written_at, id`,
		conflictsDeclared: sql`select application_id, reason, declared_at from conflicts where reviewer_id = ${me}
			order by declared_at, application_id`,
		interests: sql`select application_id, interest, said_at from interests where reviewer_id = ${me}
			order by said_at, application_id`,
		ties: sql`select kind, who, since, said_at from ties where reviewer_id = ${me} order by id`,
		expertise: sql`select calls.slug as call, tracks, languages, topics, said_at from reviewer_profiles
			join calls on calls.id = call_id where reviewer_id = ${me} order by calls.slug`
	};
}

function askedAtStops(me: string): Record<string, RawBuilder<unknown>> {
	return {
		accreditations: sql`select stops.slug as stop, outlet, job, card, note, may_list, applied_at, decision, reason, decided_at
			from accreditations join stops on stops.id = stop_id
			left join accreditation_decisions on accreditation_id = accreditations.id
			where person_id = ${me} order by applied_at, accreditation_decisions.id`,
		registrations: sql`select sessions.slug as session, place_kinds.name as place, registrations.name, affiliation,
			phone, locale, registrations.companions, size, state, state_at, registrations.made_at from registrations
			join sessions on sessions.id = registrations.session_id join place_kinds on place_kinds.id = place_kind_id
			where registrations.email = (select email from people where id = ${me}) order by registrations.number`,
		briefings: sql`select stops.slug as stop, title, body, opens_at from briefings join stops on stops.id = stop_id
			where person_id = ${me} and withdrawn_at is null order by opens_at, briefings.id`,
		witnessing: sql`select draws.slug as draw, name, commitment, committed_at, reveal, revealed_at from witnesses
			join draws on draws.id = draw_id where email = (select email from people where id = ${me}) order by draws.slug, position`,
		speaking: sql`select stops.slug as stop, speakers.name, speakers.title, consent, said_at from speakers
			join stops on stops.id = stop_id left join speaker_consents on speaker_id = speakers.id
			where person_id = ${me} order by said_at, speakers.id, speaker_consents.id`,
		said: sql`select sessions.slug as session, starts_ms, text, translation from utterances
			join speakers on speakers.id = speaker_id join sessions on sessions.id = session_id
			where person_id = ${me} and removed_at is null order by sessions.slug, starts_ms, utterances.id`,
		quotes: sql`select stops.slug as stop, said_at, version, text, translation, reason, written_at, answer, note, answered_at,
			embargo_until, withdrawn_at from quotes join speakers on speakers.id = speaker_id join stops on stops.id = quotes.stop_id
			join quote_versions on quote_versions.quote_id = quotes.id left join quote_answers using (quote_id, version)
			where person_id = ${me} and exists (select from quote_links where speaker_id = speakers.id
				and quote_links.made_at >= quotes.made_at) order by said_at, quotes.id, version`,
		quoteLinks: sql`select stops.slug as stop, email, quote_links.made_at, expires_at, ended_at from quote_links
			join speakers on speakers.id = speaker_id join stops on stops.id = stop_id
			where person_id = ${me} or email = (select email from people where id = ${me}) order by quote_links.made_at, quote_links.id`
	};
}

/** What came of their invitations: replies, who was to come in their places, and where short messages go. */
function invitedTo(mine: RawBuilder<unknown>): Record<string, RawBuilder<unknown>> {
	const places = sql`(select id from invitations where application_id in ${mine})`;
	return {
		offers: sql`select application_id, side, kinds, gives, seeks, case side when 'applicant' then note end as note,
			case side when 'applicant' then contact end as contact, saved_at, withdrawn_at from offers
			where application_id in ${mine} and (side = 'applicant' or withdrawn_at is null) order by application_id, side`,
		contactsAgreed: sql`select application_id, text_version, text_hash, agreed_at, withdrawn_at from contact_consents
			where application_id in ${mine} and side = 'applicant' order by id`,
		invitations: sql`select application_id, came_from, invited_at, reply_by, reply, replied_at, lapsed_at from invitations
			left join replies on replies.invitation_id = invitations.id left join lapses on lapses.invitation_id = invitations.id
			where application_id in ${mine} order by invited_at, invitations.id, replies.id`,
		declinedBecause: sql`select invitation_id, reason from reply_reasons join replies on replies.id = reply_id
			where invitation_id in ${places} order by replies.id`,
		attendees: sql`select name, title, email, phone, named_at, admitted_at, refused_at, ended_at, reason, diet, diet_more,
			access, access_more from attendees left join attendee_needs on is_applicant and attendee_id = attendees.id
			where invitation_id in ${places} order by named_at, attendees.id`,
		recording: sql`select consents, said_at from recording_consents join attendees on attendees.id = attendee_id
			where is_applicant and invitation_id in ${places} order by recording_consents.id`,
		shortMessages: sql`select phone, agreed_at from short_numbers where application_id in ${mine} order by agreed_at, application_id`
	};
}

function askedInSessions(me: string): Record<string, RawBuilder<unknown>> {
	return {
		questionsAsked: sql`select sessions.slug as session, text, name, firm, state, asked_at, (select text from
			question_translations where question_id = questions.id order by question_translations.id desc limit 1) as translation
			from questions
			join askers on askers.id = asker_id join sessions on sessions.id = questions.session_id
			where person_id = ${me} order by asked_at, questions.id`,
		questionsVotedFor: sql`select sessions.slug as session, voted_at, taken_back_at from question_votes
			join askers on askers.id = asker_id join sessions on sessions.id = askers.session_id
			where person_id = ${me} order by voted_at, question_id, asker_id`,
		queuesWaitedIn: sql`select sessions.slug as session, mark, joined_at, seen_at, position from queue_places
			join sessions on sessions.id = session_id where person_id = ${me} order by joined_at, queue_places.id`
	};
}
