import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { agreeContact, saveOffer } from '#domain/followups/offers.write.server.ts';
import { issueCertificates } from '#domain/followups/certificates.write.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { reading, together } from '#lib/db.server.ts';
import { stopBySlug } from '#domain/tours/read.server.ts';
import { goingOn, offer, secretContact } from '../../../tests/followups.ts';
import { handIn, mannedDoor, registeringSession, scanned, ticketsFor } from '../../../tests/doorway.ts';
import { noon, scene } from '../../../tests/cast.ts';
import { eraseFollowups } from './followups.write.server.ts';
import { eraseAfterwards } from './registrations.write.server.ts';

test('what a follow-up says is gone, and that contacts were agreed to stays', () =>
	scene(async (world) => {
		const { guest, applicant, application } = await goingOn(world);
		const { db } = world;
		await saveOffer(db, applicant, offer({ contact: secretContact.applicant, note: 'ours' }), noon);
		await saveOffer(db, guest, offer({ contact: secretContact.guest }), noon);
		for (const party of [guest, applicant]) await agreeContact(db, party, 1, noon);
		await together(db, (tx) => eraseFollowups(tx, sql`(select ${application}::uuid)`, new Map()));
		const rows = await db.selectFrom('offers').select(['contact', 'gives', 'note']).execute();
		deepEqual(
			rows,
			[0, 1].map(() => ({ contact: '', gives: '', note: '' }))
		);
		equal((await db.selectFrom('proposals').selectAll().where('application_id', '=', application).execute()).length, 0);
		equal((await db.selectFrom('contact_releases').selectAll().execute()).length, 1);
	}));

test('a certificate keeps neither name nor link', () =>
	scene(async (world) => {
		const { db } = world;
		const at = await registeringSession(world);
		const [ticket] = await ticketsFor(db, at, ['가람']);
		const { device } = await mannedDoor(world, at);
		await handIn(db, device, [scanned('one', ticket!.secret)]);
		const who = gate.hostOrganiser(world.visitors.hana, world.host);
		const stop = await stopBySlug(reading(db), 'seoul-stop');
		await issueCertificates(db, who, { stop, sessionId: at.session.id }, noon);
		await together(db, (tx) => eraseAfterwards(tx, sql`(select ${ticket!.id}::uuid)`, noon));
		const [row] = await db.selectFrom('certificates').select(['name', 'signature', 'erased_at']).execute();
		deepEqual(row, { name: '', signature: '', erased_at: noon });
	}));
