import { deepEqual, equal, match, notEqual, ok, rejects } from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import type { Answers } from '#db/kinds.ts';
import { gate } from '#domain/people/gate.server.ts';
import type { Applicant } from '#domain/people/rules.ts';
import { reading, type Db } from '#lib/db.server.ts';
import { Refusal } from '#lib/refusal.ts';
import { addCall, addPerson, hours, letters, noon, scene, told, visitorOf, type Scene } from '../../../tests/cast.ts';
import { formFields, settled } from './answers.rules.ts';
import { liveApplications, ownApplication, ownReceipt, ownReceipts } from './read.server.ts';
import { contentHash } from './receipts.rules.ts';
import { submitApplication } from './submit.write.server.ts';
import { saveDraft, withdrawApplication } from './write.server.ts';

const answers: Answers = {
	organisation_name: '한빛 연구소',
	registration_number: '220-81-62517',
	track: 'api',
	region: 'busan',
	proposal: '우리는 바닷가 도시의 소음을 지도로 그립니다.'
};
const otherNumber = '120-81-47521';

type World = Pick<Scene, 'db' | 'call'>;

const hashOf = ({ call }: World, typed: Answers) => contentHash(settled(typed, formFields(call.fields, call.tracks)));

/** Writes a draft whole, over whatever stood. */
async function write({ db }: World, who: Applicant, typed: Answers = answers, at = noon) {
	const own = await ownApplication(reading(db), who);
	return saveDraft(db, who, { version: own?.version ?? 0, answers: typed }, at);
}

const press = (world: World, typed: Answers = answers) => ({
	intent: randomUUID() as string,
	hash: hashOf(world, typed),
	agreed: ['selection']
});

async function apply(world: World, who: Applicant, typed: Answers = answers, at = noon) {
	await write(world, who, typed, at);
	return submitApplication(world.db, who, press(world, typed), at);
}

const count = async (db: Db, table: 'receipts' | 'applications' | 'organisations') =>
	(
		await db
			.selectFrom(table)
			.select((eb) => eb.fn.countAll<number>().as('rows'))
			.executeTakeFirstOrThrow()
	).rows;

test('a submitted application stands, with a receipt, a number, a consent and a letter', () =>
	scene(async (world) => {
		const { db, call, joonApplying, joon } = world;
		const receipt = await apply(world, joonApplying);
		equal(receipt.number, 'SEOUL-0001');
		equal(receipt.content_hash, hashOf(world, answers));
		match(receipt.salt, /^[0-9a-f]{64}$/);
		const [live] = await liveApplications(reading(db), call.id);
		equal(live?.organisation, '한빛 연구소');
		equal(live?.answers.registration_number, '2208162517');
		deepEqual(live?.features, { track: 'api', region: 'busan' });
		equal(live?.trackId, call.tracks.find((track) => track.key === 'api')?.id);
		const [letter] = await letters(db);
		equal(letter?.to_address, joon.email);
		match(letter?.subject ?? '', /SEOUL-0001/);
		deepEqual(await told(db), ['application.started', 'application.submitted']);
		equal((await db.selectFrom('consents').selectAll().execute()).length, 1);
	}));

test('a firm keeps its name when a stranger applies in its number elsewhere; its own applicant may rename it', () =>
	scene(async (world) => {
		const { db, host, joonApplying, mina, call } = world;
		const named = async () => (await liveApplications(reading(db), call.id))[0]?.organisation;
		await apply(world, joonApplying);
		await apply(world, joonApplying, { ...answers, organisation_name: '한빛 새 연구소' });
		equal(await named(), '한빛 새 연구소');
		const busan = await addCall(db, host, 'busan');
		const elsewhere = gate.applicant(visitorOf(mina), busan.id);
		await apply({ db, call: busan }, elsewhere, { ...answers, organisation_name: '엉뚱한 이름' });
		equal(await named(), '한빛 새 연구소');
	}));

for (const [when, at, code] of [
	['before the opening', hours(-24.001), 'calls.not-open-yet'],
	['at the closing instant', hours(1), 'calls.closed'],
	['after the deadline', hours(2), 'calls.closed']
] as const) {
	test(`a submit ${when} is refused and leaves nothing`, () =>
		scene(async (world) => {
			const { db, joonApplying } = world;
			await write(world, joonApplying);
			await rejects(submitApplication(db, joonApplying, press(world), at), { code });
			equal(await count(db, 'receipts'), 0);
			deepEqual(await told(db), ['application.started']);
		}));
}

for (const [when, at] of [
	['at the opening instant', hours(-24)],
	['one millisecond before the close', new Date(hours(1).getTime() - 1)]
] as const) {
	test(`a submit ${when} is taken`, () =>
		scene(async (world) => {
			const receipt = await apply(world, world.joonApplying, answers, at);
			equal(receipt.submitted_at.getTime(), at.getTime());
		}));
}

test('a call that is not published takes nothing', () =>
	scene(async (world) => {
		const { db, call, joonApplying } = world;
		await db.updateTable('calls').set({ published_at: null }).where('id', '=', call.id).execute();
		await rejects(write(world, joonApplying), { code: 'calls.not-found' });
	}));

test('fifty presses of one intent at once are one receipt', () =>
	scene(async (world) => {
		const { db, joonApplying } = world;
		await write(world, joonApplying);
		const sent = press(world);
		const all = await Promise.all(Array.from({ length: 50 }, () => submitApplication(db, joonApplying, sent, noon)));
		equal(new Set(all.map((receipt) => receipt.id)).size, 1);
		equal(await count(db, 'receipts'), 1);
		equal((await letters(db)).length, 1);
		deepEqual(await told(db), ['application.started', 'application.submitted']);
	}));

test('a retry after the deadline of a press that was taken answers with its receipt', () =>
	scene(async (world) => {
		const { db, joonApplying } = world;
		await write(world, joonApplying);
		const sent = press(world);
		const first = await submitApplication(db, joonApplying, sent, noon);
		equal((await submitApplication(db, joonApplying, sent, hours(5))).id, first.id);
	}));

test('the same intent with another content is refused; the receipt stays as it was', () =>
	scene(async (world) => {
		const { db, joonApplying } = world;
		await write(world, joonApplying);
		const sent = press(world);
		await submitApplication(db, joonApplying, sent, noon);
		const edited = { ...answers, proposal: '다른 내용입니다.' };
		await write(world, joonApplying, edited);
		const again = { ...sent, hash: hashOf(world, edited) };
		await rejects(submitApplication(db, joonApplying, again, noon), { code: 'applications.intent-used' });
		equal(await count(db, 'receipts'), 1);
	}));

test('the same intent by another person is their own', () =>
	scene(async (world) => {
		const { db, joonApplying, minaApplying } = world;
		const minas = { ...answers, registration_number: otherNumber };
		await write(world, joonApplying);
		await write(world, minaApplying, minas);
		const sent = press(world);
		const first = await submitApplication(db, joonApplying, sent, noon);
		const second = await submitApplication(db, minaApplying, { ...sent, hash: hashOf(world, minas) }, noon);
		notEqual(first.id, second.id);
		deepEqual([first.number, second.number], ['SEOUL-0001', 'SEOUL-0002']);
	}));

test('an edit submitted again is a new receipt with the same number; the earlier one stays', () =>
	scene(async (world) => {
		const { db, call, joonApplying } = world;
		const first = await apply(world, joonApplying);
		const edited = { ...answers, proposal: '더 나은 제안입니다.' };
		await write(world, joonApplying, edited, hours(0.5));
		const [before] = await liveApplications(reading(db), call.id);
		equal(before?.contentHash, first.content_hash, 'what is only typed is not submitted');
		const second = await submitApplication(db, joonApplying, press(world, edited), hours(0.5));
		equal(second.number, first.number);
		notEqual(second.salt, first.salt);
		const [live, ...others] = await liveApplications(reading(db), call.id);
		equal(live?.answers.proposal, '더 나은 제안입니다.');
		deepEqual(others, []);
		equal((await ownReceipts(reading(db), joonApplying)).length, 2);
	}));

test('what changed on another device after the page was read is not submitted unseen', () =>
	scene(async (world) => {
		const { db, joonApplying } = world;
		await write(world, joonApplying);
		const sent = press(world);
		await write(world, joonApplying, { ...answers, proposal: '다른 기기에서 고쳤습니다.' });
		await rejects(submitApplication(db, joonApplying, sent, noon), { code: 'applications.draft-changed' });
	}));

test('a submit with nothing written is refused', () =>
	scene(async (world) => {
		const { db, joonApplying } = world;
		await rejects(submitApplication(db, joonApplying, press(world), noon), { code: 'applications.nothing-written' });
	}));

test('a required term not agreed to is refused by its name; an optional one is never needed', () =>
	scene(async (world) => {
		const { db, joonApplying } = world;
		await write(world, joonApplying);
		await rejects(submitApplication(db, joonApplying, { ...press(world), agreed: ['recording'] }, noon), {
			fields: { consent_selection: 'applications.not-agreed' }
		});
		await submitApplication(db, joonApplying, press(world), noon);
	}));

test('answers that are not as the form asks are refused by their fields', () =>
	scene(async (world) => {
		const { db, joonApplying } = world;
		const typed = { ...answers, proposal: '', region: 'atlantis' };
		await write(world, joonApplying, typed);
		await rejects(submitApplication(db, joonApplying, press(world, typed), noon), {
			fields: { region: 'lib.not-a-choice', proposal: 'lib.required' }
		});
		equal(await count(db, 'receipts'), 0);
	}));

test('two people of one organisation at once: both are taken alike, one application stands', () =>
	scene(async (world) => {
		const { db, call, joonApplying, minaApplying } = world;
		await write(world, joonApplying);
		await write(world, minaApplying);
		const both = [joonApplying, minaApplying].map((who) => submitApplication(db, who, press(world), noon));
		const numbers = (await Promise.all(both)).map(({ number }) => number);
		deepEqual(numbers.sort(), ['SEOUL-0001', 'SEOUL-0002']);
		equal((await liveApplications(reading(db), call.id)).length, 1);
		equal(await count(db, 'receipts'), 2);
	}));

test('twenty who submit at once get twenty numbers without a gap', () =>
	scene(async (world) => {
		const { db, call } = world;
		const numbers = await Promise.all(
			Array.from({ length: 20 }, async (_, index) => {
				const who = gate.applicant(visitorOf(await addPerson(db, `p${index}`)), call.id);
				return (await apply(world, who, { ...answers, registration_number: registration(index) })).number;
			})
		);
		const expected = Array.from({ length: 20 }, (_, index) => `SEOUL-${String(index + 1).padStart(4, '0')}`);
		deepEqual(numbers.sort(), expected);
	}));

/** A valid registration number for each index. */
function registration(index: number): string {
	const nine = `1018${String(index).padStart(5, '0')}`;
	const weights = [1, 3, 7, 1, 3, 7, 1, 3, 5];
	const sum = [...nine].reduce((sum, digit, at) => sum + Number(digit) * weights[at]!, 0);
	return nine + ((10 - ((sum + Math.floor((Number(nine[8]) * 5) / 10)) % 10)) % 10);
}

test('a withdrawn application stands no more, keeps its receipt, and may be submitted again', () =>
	scene(async (world) => {
		const { db, call, joonApplying, minaApplying } = world;
		await write(world, joonApplying);
		const sent = press(world);
		const first = await submitApplication(db, joonApplying, sent, noon);
		await withdrawApplication(db, joonApplying, hours(0.1));
		deepEqual(await liveApplications(reading(db), call.id), []);
		equal((await submitApplication(db, joonApplying, sent, hours(0.2))).id, first.id);
		deepEqual(await liveApplications(reading(db), call.id), [], 'an old press sent again revives nothing');
		const second = await submitApplication(db, joonApplying, press(world), hours(0.3));
		equal(second.number, first.number);
		equal((await liveApplications(reading(db), call.id)).length, 1);
		await write(world, minaApplying);
		await submitApplication(db, minaApplying, press(world), hours(0.4));
		deepEqual(
			(await liveApplications(reading(db), call.id)).map(({ number }) => number),
			[second.number]
		);
		deepEqual((await told(db)).slice(0, 4), [
			'application.started',
			'application.submitted',
			'application.withdrawn',
			'application.submitted'
		]);
		equal((await letters(db)).length, 4);
	}));

test('a withdrawal after the deadline, twice, or of nothing is refused', () =>
	scene(async (world) => {
		const { db, call, joonApplying, minaApplying } = world;
		await rejects(withdrawApplication(db, minaApplying, noon), { code: 'applications.not-submitted' });
		await apply(world, joonApplying);
		await rejects(withdrawApplication(db, joonApplying, hours(1)), { code: 'calls.closed' });
		equal((await liveApplications(reading(db), call.id)).length, 1);
		await withdrawApplication(db, joonApplying, noon);
		await rejects(withdrawApplication(db, joonApplying, noon), { code: 'applications.not-submitted' });
	}));

test('an edit after the deadline is refused and changes nothing', () =>
	scene(async (world) => {
		const { db, joonApplying } = world;
		await write(world, joonApplying);
		await rejects(write(world, joonApplying, { ...answers, proposal: '늦었습니다' }, hours(1)), {
			code: 'calls.closed'
		});
		equal((await ownApplication(reading(db), joonApplying))?.answers.proposal, answers.proposal);
	}));

test('a draft is kept as typed, and the same again changes nothing', () =>
	scene(async (world) => {
		const { db, joonApplying } = world;
		const first = await write(world, joonApplying, { proposal: ' 쓰는 중 ', unknown: 'x' });
		deepEqual(first, { answers: { proposal: ' 쓰는 중 ' }, version: 1, savedAt: noon });
		const again = await saveDraft(db, joonApplying, { version: 0, answers: { proposal: ' 쓰는 중 ' } }, hours(0.1));
		deepEqual(again, first);
		deepEqual(await told(db), ['application.started']);
	}));

test('a newer draft of a second device is not overwritten unseen', () =>
	scene(async (world) => {
		const { db, joonApplying } = world;
		await write(world, joonApplying, { proposal: '노트북' });
		await saveDraft(db, joonApplying, { version: 1, answers: { proposal: '전화기' } }, noon);
		const late = saveDraft(db, joonApplying, { version: 1, answers: { proposal: '노트북에서 더' } }, noon);
		await rejects(late, { code: 'applications.newer-draft' });
		equal((await ownApplication(reading(db), joonApplying))?.answers.proposal, '전화기');
	}));

test('two devices that begin at once: one draft, the other is told', () =>
	scene(async (world) => {
		const { db, joonApplying } = world;
		const begin = (proposal: string) => saveDraft(db, joonApplying, { version: 0, answers: { proposal } }, noon);
		const outcomes = await Promise.allSettled([begin('하나'), begin('둘')]);
		deepEqual(outcomes.map((outcome) => outcome.status).sort(), ['fulfilled', 'rejected']);
		equal(await count(db, 'applications'), 1);
	}));

for (const [what, text] of [
	['a NUL', 'a\u0000b'],
	['a lone surrogate', 'a\ud800b'],
	['text shaped like a resident number', '제 번호는 900101-1234567 입니다'],
	['a letter under ten thousand marks', 'a' + '\u0301'.repeat(10_000)]
] as const) {
	test(`a draft with ${what} is refused by its field and not kept`, () =>
		scene(async (world) => {
			const { db, joonApplying } = world;
			const refused = await write(world, joonApplying, { proposal: text }).catch((fault: unknown) => fault);
			ok(refused instanceof Refusal);
			deepEqual(Object.keys(refused.fields), ['proposal']);
			equal(await count(db, 'applications'), 0);
		}));
}

test("somebody else's draft, application or receipt by a guessed id is not there", () =>
	scene(async (world) => {
		const { db, joonApplying, minaApplying } = world;
		const receipt = await apply(world, joonApplying);
		equal(await ownApplication(reading(db), minaApplying), undefined);
		for (const id of [receipt.id, randomUUID(), 'nonsense', null]) {
			await rejects(ownReceipt(reading(db), minaApplying, id), { code: 'applications.not-found' });
		}
		equal((await ownReceipt(reading(db), joonApplying, receipt.id)).id, receipt.id);
	}));
