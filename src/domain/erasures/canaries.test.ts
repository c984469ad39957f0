import { deepEqual, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { sweepAttachments } from '#domain/applications/attachments.write.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { reading, type Db } from '#lib/db.server.ts';
import { applied, firm } from '../../../tests/applying.ts';
import { addMissing, dumped, plantCanaries, rowsOf } from '../../../tests/canaries.ts';
import { noon, scene, type Scene } from '../../../tests/cast.ts';
import { exportOf } from './export.read.server.ts';
import { eraseAgain } from './again.write.server.ts';

// Joon has a row in every table that can have one of his, and a word of its own in every column of it that takes one. A
// table or a column that comes later is met by itself: its word must be in his export and gone with him, or be told here.

/** Holds ids and facts alone, and is chained: what a line may tell is held elsewhere. */
const apart = ['journal'];

/** What the store takes no such row in; each has a test of its own that erases it. */
const unmet = ['lookalike_decisions', 'lookalikes', 'queue_places', 'survey_links', 'tickets'];

const columns = (list: Record<string, string>) =>
	Object.entries(list).flatMap(([table, names]) => names.split(' ').map((name) => `${table}.${name}`));

const notExported = columns({
	// Secrets' hashes, and what links a browser: to be told, they would have to be kept.
	askers: 'block_hash',
	attendees: 'token_hash pass_code',
	coapplicants: 'token_hash',
	followup_links: 'token_hash',
	head_links: 'token_hash',
	invitation_links: 'token_hash',
	invitations: 'because token_hash',
	letters: 'body message_id',
	passkey_challenges: 'challenge browser_hash',
	passkeys: 'id public_key transports',
	registration_links: 'token_hash',
	sign_in_codes: 'code_hash browser_hash block_hash proof_hash',
	recovery_codes: 'code_hash',
	totps: 'secret',
	sign_ins: 'token_hash',
	token_answers: 'key asked_hash body',
	token_sights: 'path_hash body_hash',
	tokens: 'hash',
	// What others wrote about them and have not told, or told to them already in a letter.
	assistant_drafts: 'subject sources',
	assistant_takes: 'place text',
	attachments: 'cautions',
	feedback: 'body',
	followup_steps: 'note',
	meetings: 'topic place zone',
	question_acts: 'act',
	reply_extensions: 'reason',
	scans: 'said',
	ratings: 'rater',
	// What is somebody else's here: a substitute's, the guest's, a speaker's link never sent.
	attendee_needs: 'diet diet_more access access_more',
	contact_consents: 'side text_hash',
	quote_answers: 'note',
	quote_links: 'token_hash',
	quote_versions: 'text translation reason',
	quotes: 'withdrawn_because',
	promise_updates: 'note',
	promises: 'what who',
	// Made from what is told, and kept to be found, sealed or counted by.
	briefing_files: 'name kind sha256',
	invitation_letters: 'kind',
	lots: 'groups ranking chances',
	masks: 'text',
	place_lots: 'salt commitment',
	proposals: 'text',
	questions: 'intent',
	read_alerts: 'rule',
	reads: 'reason address',
	registration_letters: 'kind',
	registration_steps: 'state why',
	registrations: 'token_hash browser_hash intent',
	submission_log: 'leaf',
	ties: 'key',
	unblindings: 'reason',
	utterance_edits: 'text translation',
	utterances: 'speaker_name',
	witnesses: 'token_hash'
});

const retained = columns({
	// What the draw was sealed, logged and proved by: commitments, whose salts are destroyed.
	applications: 'number',
	consents: 'text_hash',
	contact_consents: 'side text_hash',
	lots: 'features commitment groups ranking chances',
	place_lots: 'salt commitment',
	receipts: 'number',
	submission_log: 'leaf',
	witnesses: 'name token_hash commitment reveal',
	// What was published in their words, as they approved it, and the programme.
	promise_updates: 'note',
	promises: 'what who',
	quote_versions: 'text translation reason',
	speakers: 'name title',
	utterances: 'speaker_name text translation',
	// The log of who read whose data: the law keeps it from those who work here too.
	read_alerts: 'rule',
	reads: 'reason address',
	// That something was, how it went on and by which rule, in the program's own words.
	briefing_files: 'kind sha256',
	invitations: 'because token_hash',
	meetings: 'zone',
	offers: 'kinds',
	question_acts: 'act',
	questions: 'intent',
	registration_steps: 'state',
	registrations: 'locale',
	review_revisions: 'scores',
	reviews: 'scores',
	screenings: 'condition'
});

async function planted({ owner: db, joon }: Scene & { owner: Db }): Promise<Map<string, string>> {
	deepEqual(await addMissing(db, joon, apart), unmet);
	const words = await plantCanaries(db, await rowsOf(db, joon, apart), joon.email);
	ok(words.size > 140, 'it met what there is');
	return words.set('people.email', joon.email);
}

test('what anybody may export of themselves is all there is, but what is told here', () =>
	scene(async (world) => {
		await applied(world, world.joonApplying, firm(1));
		const words = await planted(world);
		const text = JSON.stringify(await exportOf(reading(world.db), gate.signedIn(world.visitors.joon), noon));
		const missing = [...words].filter(([, word]) => !text.includes(word)).map(([where]) => where);
		deepEqual(
			missing.filter((where) => !notExported.includes(where)),
			[]
		);
		deepEqual(
			notExported.filter((where) => words.has(where) && !missing.includes(where)),
			[],
			'told here and exported all the same'
		);

		await eraseAgain(world.db, world.joon.id, noon);
		await sweepAttachments(world.db, noon);
		const all = [...(await dumped(world.owner))];
		const left = [...words].filter(([, word]) => all.some(([, text]) => text.includes(word)));
		deepEqual(left.map(([where]) => where).sort(), retained.sort());
	}));
