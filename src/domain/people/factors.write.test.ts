import '../../../tests/sealing.ts';
import { deepEqual, equal, match, notEqual, ok, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { letters, noon, scene, told, type Scene } from '../../../tests/cast.ts';
import { reading, together, type Db } from '#lib/db.server.ts';
import { totpCode } from '#lib/totp.server.ts';
import {
	addTotp,
	confirmSecond,
	forgetFactors,
	makeRecoveryCodes,
	offerTotp,
	removeTotp
} from './factors.write.server.ts';
import { gate } from './gate.server.ts';
import { offerPasskey } from './passkeys.write.server.ts';
import { visitorBySecret } from './read.server.ts';
import type { Keeper } from './rules.ts';
import { factorsOf, offeredTotp } from './signins.read.server.ts';
import type { Way } from './signins.rules.ts';
import { startSignIn } from './signins.write.server.ts';

const later = (seconds: number) => new Date(noon.getTime() + seconds * 1000);
const wrong = (code: string) => (code === '000000' ? '000001' : '000000');

async function comes(db: Db, personId: string, way: Way = 'code', at = noon): Promise<Keeper> {
	const secret = await together(db, (tx) => startSignIn(tx, { personId, way }, at));
	return gate.keeper(await visitorBySecret(reading(db), secret, at));
}

/** Hana with an app: its secret, her recovery codes, and her strong sign-in. */
async function withApp({ db, hana }: Scene) {
	const weak = await comes(db, hana.id);
	await offerTotp(db, weak, noon);
	const key = (await offeredTotp(reading(db), weak, noon))!;
	const { secret, codes } = await addTotp(db, weak, { code: totpCode(key, noon) }, noon);
	const strong = gate.keeper(await visitorBySecret(reading(db), secret!, noon));
	return { key, codes, strong };
}

test('an app is set up once it has shown its code: a strong sign-in begins, the weak one and others end, a letter tells', () =>
	scene(async (world) => {
		const { db, hana } = world;
		const other = await comes(db, hana.id);
		const { key, codes, strong } = await withApp(world);
		ok(strong.isStrong);
		equal(new Set(codes).size, 10);
		const live = await db.selectFrom('sign_ins').select('id').where('ended_at', 'is', null).execute();
		deepEqual(live, [{ id: strong.signInId }]);
		deepEqual(await factorsOf(reading(db), hana.id), { passkeys: 0, hasTotp: true, recoveryLeft: 10 });
		equal(await offeredTotp(reading(db), other, noon), null);
		equal(await offeredTotp(reading(db), strong, noon), null);
		match((await letters(db)).at(-1)!.body, /인증 앱을 연결했습니다/);
		const rows = JSON.stringify([
			await db.selectFrom('totps').selectAll().execute(),
			await db.selectFrom('recovery_codes').selectAll().execute()
		]);
		for (const secret of [key, ...codes])
			ok(!rows.includes(secret) && !rows.includes(Buffer.from(secret).toString('hex')));
		ok((await told(db)).includes('person.totp-added'));
	}));

test('a code lets in once, one step before or after too; an earlier one after it, or the same again, does not', () =>
	scene(async (world) => {
		const { db, hana } = world;
		const { key } = await withApp(world);
		const weak = await comes(db, hana.id);
		const refused = { code: 'people.wrong-second' };
		await rejects(confirmSecond(db, weak, { code: totpCode(key, noon) }, noon), refused);
		const next = totpCode(key, later(30));
		const both = await Promise.allSettled([
			confirmSecond(db, weak, { code: next }, noon),
			confirmSecond(db, await comes(db, hana.id), { code: next }, noon)
		]);
		deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
		await rejects(confirmSecond(db, await comes(db, hana.id), { code: totpCode(key, noon) }, later(20)), refused);
		const secret = await confirmSecond(db, await comes(db, hana.id), { code: totpCode(key, later(60)) }, later(60));
		ok((await visitorBySecret(reading(db), secret, later(60))).isStrong);
	}));

test('five wrong codes in ten minutes, of either kind, and no more are looked at; twenty in a day', () =>
	scene(async (world) => {
		const { db, hana } = world;
		const { key, codes } = await withApp(world);
		const weak = await comes(db, hana.id);
		const bad = wrong(totpCode(key, later(30)));
		const guess = (code: string, at: Date) => confirmSecond(db, weak, { code }, at);
		for (const code of [bad, 'AAAAAAAAAAAA', bad, bad, bad])
			await rejects(guess(code, noon), { code: 'people.wrong-second' });
		await rejects(guess(totpCode(key, later(30)), noon), { code: 'people.too-many-tries' });
		await rejects(guess(codes[0]!, later(590)), { code: 'people.too-many-tries' });
		for (let more = 1; more < 4; more++) {
			for (let nth = 0; nth < 5; nth++)
				await rejects(guess('AAAAAAAAAAAA', later(more * 600)), { code: 'people.wrong-second' });
		}
		await rejects(guess(codes[0]!, later(6000)), { code: 'people.too-many-tries' });
		notEqual(await guess(codes[0]!, later(86_400 + 1801)), '');
	}));

test('a recovery code lets in once, its own person alone, and a letter tells; new ones take the place of all', () =>
	scene(async (world) => {
		const { db, hana, joon } = world;
		const { codes, strong } = await withApp(world);
		const weak = await comes(db, hana.id);
		await rejects(confirmSecond(db, await comes(db, joon.id), { code: codes[0]! }, noon), {
			code: 'people.wrong-second'
		});
		await confirmSecond(db, weak, { code: codes[0]! }, noon);
		ok((await letters(db)).some(({ body }) => body.includes('복구 번호로 로그인')));
		await rejects(confirmSecond(db, await comes(db, hana.id), { code: codes[0]! }, noon), {
			code: 'people.wrong-second'
		});
		await rejects(makeRecoveryCodes(db, await comes(db, hana.id), noon), { code: 'people.second-factor-first' });
		const fresh = await makeRecoveryCodes(db, strong, noon);
		equal(fresh.length, 10);
		await rejects(confirmSecond(db, await comes(db, hana.id), { code: codes[1]! }, noon), {
			code: 'people.wrong-second'
		});
		await confirmSecond(db, await comes(db, hana.id), { code: fresh[1]! }, noon);
	}));

test('whoever has only the mail changes nothing of somebody who has more', () =>
	scene(async (world) => {
		const { db, hana } = world;
		const { strong } = await withApp(world);
		const thief = await comes(db, hana.id);
		const first = { code: 'people.second-factor-first' };
		await rejects(offerTotp(db, thief, noon), first);
		await rejects(removeTotp(db, thief, noon), first);
		await rejects(offerPasskey(db, thief, { origin: 'http://localhost:3000', browser: 'b' }, noon), first);
		await rejects(offerTotp(db, strong, noon), { code: 'people.totp-held' });
		await removeTotp(db, strong, noon);
		await removeTotp(db, strong, noon);
		equal((await factorsOf(reading(db), hana.id)).hasTotp, false);
		equal((await told(db)).filter((verb) => verb === 'person.totp-removed').length, 1);
	}));

test('an app that was offered is proved in 15 minutes, by the sign-in that asked for it', () =>
	scene(async ({ db, hana }) => {
		const weak = await comes(db, hana.id);
		await offerTotp(db, weak, noon);
		const key = (await offeredTotp(reading(db), weak, noon))!;
		const elsewhere = await comes(db, hana.id);
		const notOffered = { code: 'people.totp-not-offered' };
		await rejects(addTotp(db, elsewhere, { code: totpCode(key, noon) }, noon), notOffered);
		await rejects(addTotp(db, weak, { code: totpCode(key, later(900)) }, later(900)), notOffered);
		await rejects(addTotp(db, weak, { code: wrong(totpCode(key, noon)) }, noon), { code: 'people.wrong-second' });
		await addTotp(db, weak, { code: totpCode(key, noon) }, noon);
	}));

test('whoever runs the program takes all away from somebody who has lost it; they are out, and get a letter', () =>
	scene(async (world) => {
		const { db, hana } = world;
		await withApp(world);
		await forgetFactors(db, hana.email, noon);
		deepEqual(await factorsOf(reading(db), hana.id), { passkeys: 0, hasTotp: false, recoveryLeft: 0 });
		equal((await db.selectFrom('sign_ins').select('id').where('ended_at', 'is', null).execute()).length, 0);
		ok((await letters(db)).some(({ body }) => body.includes('관리자가')));
		await rejects(forgetFactors(db, 'nobody@example.test', noon), { code: 'people.not-found' });
		await offerTotp(db, await comes(db, hana.id), noon);
	}));
