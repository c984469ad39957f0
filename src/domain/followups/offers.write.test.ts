import { deepEqual, equal, match, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { reading } from '#lib/db.server.ts';
import { goingOn, offer, secretContact, type GoingOn } from '../../../tests/followups.ts';
import { hours, letters, noon, scene, told, type Scene } from '../../../tests/cast.ts';
import { contactText } from './consent.rules.ts';
import { consentsIn, otherOffer, ownOffer, releasedContact } from './offers.read.server.ts';
import { agreeContact, saveOffer, sayCarry, takeContactBack, withdrawOffer } from './offers.write.server.ts';
import { applicantParty, guestParty } from './parties.read.server.ts';

const { version } = contactText;

async function offering({ db }: Scene, { guest, applicant }: GoingOn) {
	await saveOffer(db, guest, offer({ contact: secretContact.guest, note: 'Between us: weak patents' }), noon);
	await saveOffer(db, applicant, offer({ contact: secretContact.applicant, gives: 'A test bed' }), noon);
}

test('a guest’s interest is told to who applied, with a link; the note and the contact are not among it', () =>
	scene(async (world) => {
		const { guest, applicant } = await goingOn(world);
		await saveOffer(world.db, guest, offer({ contact: secretContact.guest, note: 'weak patents' }), noon);
		const [letter] = (await letters(world.db)).filter(({ body }) => body.includes('/followups/'));
		equal(letter?.to_address, 'joon@example.test');
		const token = /\/followups\/([\w-]{43})/.exec(letter!.body)![1]!;
		const byLink = await applicantParty(reading(world.db), token, { person: null, roles: [], signInId: null });
		deepEqual(byLink, { ...applicant, personId: null });
		const read = JSON.stringify([letter, await otherOffer(reading(world.db), byLink)]);
		for (const hidden of ['weak patents', secretContact.guest]) equal(read.includes(hidden), false, hidden);
		match(read, /We give/);
		deepEqual((await told(world.db)).slice(-2), ['followup.stepped', 'followup.offered']);
	}));

test('one side alone releases nothing; both release both, and each consent is kept with its text', () =>
	scene(async (world) => {
		const on = await goingOn(world);
		const { db } = world;
		await offering(world, on);
		await agreeContact(db, on.guest, version, hours(1));
		await agreeContact(db, on.guest, version, hours(1));
		for (const party of [on.guest, on.applicant]) equal(await releasedContact(reading(db), party), undefined);
		equal((await db.selectFrom('contact_releases').selectAll().execute()).length, 0);
		await agreeContact(db, on.applicant, version, hours(2));
		const shown = { released_at: hours(2) };
		deepEqual(await releasedContact(reading(db), on.guest), { contact: secretContact.applicant, ...shown });
		deepEqual(await releasedContact(reading(db), on.applicant), { contact: secretContact.guest, ...shown });
		const consents = await db.selectFrom('contact_consents').selectAll().orderBy('id').execute();
		deepEqual(
			consents.map(({ side, agreed_at, text_version }) => [side, agreed_at, text_version]),
			[
				['guest', hours(1), version],
				['applicant', hours(2), version]
			]
		);
		match(consents[0]!.text_hash, /^[0-9a-f]{64}$/);
		const written = JSON.stringify(await letters(db));
		for (const hidden of Object.values(secretContact)) equal(written.includes(hidden), false, hidden);
	}));

test('of both sides that agree at once, one release is left', () =>
	scene(async (world) => {
		const on = await goingOn(world);
		await offering(world, on);
		await Promise.all([on.guest, on.applicant].map((party) => agreeContact(world.db, party, version, hours(1))));
		equal((await world.db.selectFrom('contact_releases').selectAll().execute()).length, 1);
	}));

test('what was agreed is taken back: nothing more is shown, and agreeing again begins anew', () =>
	scene(async (world) => {
		const on = await goingOn(world);
		const { db } = world;
		await offering(world, on);
		for (const party of [on.guest, on.applicant]) await agreeContact(db, party, version, hours(1));
		await takeContactBack(db, on.applicant, hours(2));
		await takeContactBack(db, on.applicant, hours(3));
		for (const party of [on.guest, on.applicant]) equal(await releasedContact(reading(db), party), undefined);
		deepEqual(
			(await consentsIn(reading(db), on.application)).map(({ side }) => side),
			['guest']
		);
		await agreeContact(db, on.applicant, version, hours(4));
		equal((await releasedContact(reading(db), on.guest))?.released_at.getTime(), hours(4).getTime());
		await withdrawOffer(db, on.guest, hours(5));
		await withdrawOffer(db, on.guest, hours(6));
		equal(await otherOffer(reading(db), on.applicant), undefined);
		equal(await releasedContact(reading(db), on.applicant), undefined);
		await rejects(agreeContact(db, on.guest, version, hours(7)), { code: 'followups.offer-first' });
		equal((await ownOffer(reading(db), on.guest))?.withdrawn_at?.getTime(), hours(5).getTime());
	}));

test('the store itself refuses a release that rests on one side', () =>
	scene(async (world) => {
		const on = await goingOn(world);
		await offering(world, on);
		await agreeContact(world.db, on.guest, version, hours(1));
		const { id } = await world.db.selectFrom('contact_consents').select('id').executeTakeFirstOrThrow();
		const row = {
			application_id: on.application,
			released_at: hours(1),
			guest_consent_id: id,
			applicant_consent_id: id
		};
		await rejects(world.db.insertInto('contact_releases').values(row).execute(), /foreign key/);
	}));

test('another text, no contact, no offer, and an offer saved from elsewhere are refused', () =>
	scene(async (world) => {
		const { guest, applicant } = await goingOn(world);
		const { db } = world;
		await rejects(agreeContact(db, guest, version, noon), { code: 'followups.not-found', kind: 'unknown' });
		await saveOffer(db, guest, offer({ contact: '' }), noon);
		await rejects(agreeContact(db, guest, version, noon), { code: 'followups.contact-first' });
		await rejects(agreeContact(db, applicant, version, noon), { code: 'followups.offer-first' });
		await rejects(saveOffer(db, guest, offer(), noon), { code: 'followups.offer-changed' });
		await saveOffer(db, guest, offer({ version: 1 }), noon);
		await rejects(agreeContact(db, guest, version + 1, noon), { code: 'followups.other-text' });
	}));

test('who did not agree to it is not there for the guest, nor for another host, nor somebody else’s by its id', () =>
	scene(async (world) => {
		const on = await goingOn(world);
		const read = reading(world.db);
		const gone = { code: 'followups.not-found', kind: 'unknown' } as const;
		await rejects(guestParty(read, on.office, { stop: on.stop, applicationId: on.minas }, noon), gone);
		await rejects(
			guestParty(read, { ...on.office, hostId: world.otherHost }, { ...on, applicationId: on.application }, noon),
			gone
		);
		await rejects(guestParty(read, on.office, { stop: on.stop, applicationId: 'null' }, noon), gone);
		await rejects(applicantParty(read, on.application, world.visitors.mina), gone);
		await rejects(applicantParty(read, 'no-such-link', world.visitors.joon), gone);
		// Half a year after the stop what was agreed to is over.
		const late = new Date('2027-06-10T00:00:00Z');
		await rejects(guestParty(read, on.office, { stop: on.stop, applicationId: on.application }, late), gone);
		await saveOffer(world.db, on.applicant, offer(), noon);
		equal((await guestParty(read, on.office, { stop: on.stop, applicationId: on.application }, late)).side, 'guest');
	}));

test('only who applied says whether it goes on into another call; twice is once', () =>
	scene(async (world) => {
		const { guest, applicant } = await goingOn(world);
		await saveOffer(world.db, applicant, offer(), noon);
		await sayCarry(world.db, applicant, true, hours(1));
		await sayCarry(world.db, applicant, true, hours(2));
		const row = await world.db.selectFrom('followups').select('carried_at').executeTakeFirstOrThrow();
		deepEqual(row.carried_at, hours(1));
		equal((await told(world.db)).filter((verb) => verb === 'followup.carry-agreed').length, 1);
		await rejects(async () => sayCarry(world.db, guest, true, noon), { code: 'followups.not-found' });
	}));
