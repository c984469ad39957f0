import { deepEqual, equal, match, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { reading } from '#lib/db.server.ts';
import { fineAnswers, submitDraft, writeDraft } from '../../../tests/applying.ts';
import { hours, noon, scene, told, words, type Scene } from '../../../tests/cast.ts';
import { consentsOf, guardianOf } from './consents.read.server.ts';
import { termHash } from './consents.rules.ts';
import { withdrawConsent } from './consents.write.server.ts';
import { ownReceipts } from './read.server.ts';

async function applied({ db, joonApplying: joon }: Scene, agreed = ['selection', 'recording']) {
	await writeDraft(db, joon);
	return submitDraft(db, joon, agreed);
}

test('a consent keeps when it was given and the version of its text', () =>
	scene(async (world) => {
		const receipt = await applied(world);
		const consents = await consentsOf(reading(world.db), receipt.id);
		deepEqual(
			consents.map(({ key, given_at, text_hash }) => [key, given_at, text_hash]),
			world.call.terms.map((term) => [term.key, noon, termHash(term)])
		);
		match(consents[0]?.text_hash ?? '', /^[0-9a-f]{64}$/);
		const [term] = world.call.terms;
		equal(termHash({ ...term!, period: words('2y') }) === termHash(term!), false);
	}));

test('an optional consent is taken back, after the close too, and taking it back twice is once', () =>
	scene(async (world) => {
		const receipt = await applied(world);
		await withdrawConsent(world.db, world.joonApplying, 'recording', hours(2));
		await withdrawConsent(world.db, world.joonApplying, 'recording', hours(3));
		const consents = await consentsOf(reading(world.db), receipt.id);
		deepEqual(
			consents.map(({ key, withdrawn_at }) => [key, withdrawn_at]),
			[
				['selection', null],
				['recording', hours(2)]
			]
		);
		deepEqual(await told(world.db), ['application.started', 'application.submitted', 'consent.withdrawn']);
	}));

test('one that is needed, one not given, nonsense and somebody else’s are refused', () =>
	scene(async (world) => {
		const { db, joonApplying: joon, minaApplying: mina } = world;
		await applied(world, ['selection']);
		await rejects(withdrawConsent(db, joon, 'selection', noon), { code: 'applications.consent-needed' });
		await rejects(withdrawConsent(db, joon, 'recording', noon), { code: 'applications.consent-not-given' });
		await rejects(withdrawConsent(db, joon, 'null', noon), { code: 'applications.consent-not-given' });
		await rejects(withdrawConsent(db, mina, 'selection', noon), { code: 'applications.not-found', kind: 'unknown' });
	}));

/** The cast's call asking for a date of birth. */
async function withBirth({ db, call }: Scene, guardian: boolean) {
	const row = { call_id: call.id, key: 'birth', kind: 'birth', label: words('birth'), is_required: true, position: 9 };
	const settings = guardian ? { guardian } : {};
	await db
		.insertInto('fields')
		.values({ ...row, options: '[]', settings })
		.execute();
}
const child = { ...fineAnswers, birth: '2012-11-24' };
const guardian = { name: ' 정하늘 ', contact: '010-0000-0000', agrees: true };

test('under fourteen, a guardian’s name, contact and consent are asked and kept with the receipt', () =>
	scene(async (world) => {
		const { db, joonApplying: joon } = world;
		await withBirth(world, true);
		await writeDraft(db, joon, child);
		const missing = { guardian_name: 'lib.required', guardian_contact: 'lib.required' };
		await rejects(submitDraft(db, joon), { fields: { ...missing, guardian_agrees: 'applications.not-agreed' } });
		await rejects(submitDraft(db, joon, ['selection'], { guardian: { ...guardian, agrees: false } }), {
			fields: { guardian_agrees: 'applications.not-agreed' }
		});
		await rejects(submitDraft(db, joon, ['selection'], { guardian: { ...guardian, name: '900101-1234567' } }), {
			fields: { guardian_name: 'lib.resident-number' }
		});
		const receipt = await submitDraft(db, joon, ['selection'], { guardian });
		deepEqual(await guardianOf(reading(db), receipt.id), { name: '정하늘', contact: '010-0000-0000', given_at: noon });
	}));

test('under fourteen is refused where the call does not take them; from the birthday on nobody is asked for', () =>
	scene(async (world) => {
		const { db, joonApplying: joon } = world;
		await withBirth(world, false);
		await writeDraft(db, joon, child);
		await rejects(submitDraft(db, joon, ['selection'], { guardian }), { code: 'applications.too-young' });
		await writeDraft(db, joon, { ...child, birth: '2012-11-23' });
		const receipt = await submitDraft(db, joon, ['selection'], { guardian });
		equal(await guardianOf(reading(db), receipt.id), undefined);
		equal((await ownReceipts(reading(db), joon)).length, 1);
	}));
