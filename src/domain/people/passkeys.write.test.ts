import { deepEqual, equal, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { hours, noon, scene } from '../../../tests/cast.ts';
import { reading, type Db } from '#lib/db.server.ts';
import { gate } from './gate.server.ts';
import { addPasskey, askForPasskey, offerPasskey, removePasskey, signInByPasskey } from './passkeys.write.server.ts';
import { passkeysOf } from './read.server.ts';

// That a real passkey is made and lets its person in is seen in a browser: tests/stories/people.test.ts.

const site = { origin: 'http://localhost:3000', browser: 'browser' };
const forged = { id: 'x', rawId: 'x', type: 'public-key', clientExtensionResults: {} } as const;
const signed = { ...forged, response: { clientDataJSON: 'e30', authenticatorData: '', signature: '' } };
const made = { ...forged, response: { clientDataJSON: 'e30', attestationObject: '' } };

const plant = (db: Db, person: string) =>
	db
		.insertInto('passkeys')
		.values({ id: 'x', person_id: person, public_key: Buffer.alloc(8), counter: 0, label: 'phone', added_at: noon })
		.execute();

test('an answer to no challenge, to an old one or to a used one is refused', () =>
	scene(async ({ db }) => {
		const refused = { code: 'people.passkey-refused' };
		await rejects(signInByPasskey(db, { ...site, response: signed }, noon), refused);
		await askForPasskey(db, site, noon);
		await rejects(signInByPasskey(db, { ...site, response: signed }, hours(1)), refused);
		await rejects(signInByPasskey(db, { ...site, browser: 'other', response: signed }, noon), refused);
	}));

test('a forged signature for a known passkey is refused', () =>
	scene(async ({ db, joon }) => {
		await plant(db, joon.id);
		await askForPasskey(db, site, noon);
		await rejects(signInByPasskey(db, { ...site, response: signed }, noon), { code: 'people.passkey-refused' });
	}));

test('a forged passkey, or one made for somebody else, is not kept', () =>
	scene(async ({ db, visitors, joon }) => {
		await offerPasskey(db, gate.keeper(visitors.mina), site, noon);
		const add = () => addPasskey(db, gate.keeper(visitors.joon), { ...site, response: made, label: 'phone' }, noon);
		await rejects(add(), { code: 'people.passkey-refused' });
		await offerPasskey(db, gate.keeper(visitors.joon), site, noon);
		await rejects(add(), { code: 'people.passkey-refused' });
		deepEqual(await passkeysOf(reading(db), joon.id), []);
	}));

test('a passkey is taken away by its own person only', () =>
	scene(async ({ db, visitors, joon }) => {
		await plant(db, joon.id);
		await removePasskey(db, gate.keeper(visitors.mina), 'x', noon);
		equal((await passkeysOf(reading(db), joon.id)).length, 1);
		await rejects(removePasskey(db, gate.keeper(visitors.joon), 'x', noon), { code: 'people.second-factor-first' });
		await removePasskey(db, gate.keeper({ ...visitors.joon, isStrong: true }), 'x', noon);
		equal((await passkeysOf(reading(db), joon.id)).length, 0);
	}));
