import '../../../tests/folder.ts';
import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { gate } from '#domain/people/gate.server.ts';
import { reading } from '#lib/db.server.ts';
import { fineAnswers, submitDraft, writeDraft } from '../../../tests/applying.ts';
import { askForFiles, attach, finePdf } from '../../../tests/attaching.ts';
import { addCall, hours, scene, told, type Scene } from '../../../tests/cast.ts';
import { addApplication, assign } from '../../../tests/reviews.ts';
import { freezeBands } from '#domain/bands/write.server.ts';
import { copiesOf, copyOf } from './blind.read.server.ts';
import { checkCopy, letFile, maskText } from './blind.write.server.ts';
import { deskOf, reviewingCalls } from './desk.read.server.ts';
import { beginReview } from './scores.write.server.ts';

const at = hours(3);
const firm = '누리결 로보틱스';
const secrets = [firm, '누리결', 'joon@example.test', 'nurigyeol', '010-2345-6789', 'joon-secret-plan', '도하준'];
const proposal =
	'누리결-로보틱스는 팔을 만듭니다. 대표 도하준, joon@example.test, 010-2345-6789, https://nurigyeol.example/a 참고.';

/** Joon's application in a call that hides who applies, with all that would tell, given to Seri and opened. */
async function blind(world: Scene): Promise<{ id: string; file: string }> {
	const { db, call, joon, joonApplying, seri } = world;
	await askForFiles(world);
	await db.updateTable('calls').set({ hides_applicants: true }).where('id', '=', call.id).execute();
	await db.updateTable('people').set({ name: '도하준' }).where('id', '=', joon.id).execute();
	const { id: file, line } = await attach(db, joonApplying, { name: 'joon-secret-plan.pdf', bytes: finePdf() });
	const more = { organisation_name: firm, proposal, link: 'https://nurigyeol.example', plan: line! };
	await writeDraft(db, joonApplying, { ...fineAnswers, ...more });
	const { application_id: id } = await submitDraft(db, joonApplying);
	await assign(world, id, seri);
	await beginReview(db, world.seriReviewing, id, at);
	return { id, file };
}

const seri = (world: Scene) => gate.signedIn(world.visitors.seri);
const seen = async (world: Scene, id: string) =>
	JSON.stringify([
		await deskOf(reading(world.db), seri(world), id, at),
		await reviewingCalls(reading(world.db), seri(world), at)
	]);

test('nothing a reviewer reads of a blind application carries a name, an address, a number or a file’s name', () =>
	scene(async (world) => {
		const { id } = await blind(world);
		const body = await seen(world, id);
		deepEqual(
			secrets.filter((secret) => body.includes(secret)),
			[]
		);
		ok(body.includes('팔을 만듭니다'));
		// The same secrets are there to be found where nothing is hidden: the test can be red.
		await world.db.updateTable('calls').set({ hides_applicants: false }).execute();
		const open = await seen(world, id);
		ok(secrets.some((secret) => open.includes(secret)));
	}));

test('an organiser sees what is hidden, hides more, and shows what was hidden by mistake', () =>
	scene(async (world) => {
		const { id } = await blind(world);
		const before = await copyOf(reading(world.db), world.hanaOrganising, id);
		const hidden = before.copy.flatMap(({ pieces }) => pieces.filter(({ isHidden }) => isHidden));
		equal(hidden[0]?.text, '누리결-로보틱스');
		const mask = { applicationId: id, text: '팔을', hide: true };
		await maskText(world.db, world.hanaOrganising, mask, at);
		ok((await seen(world, id)).includes('▇▇▇ 만듭니다'));
		await maskText(world.db, world.hanaOrganising, { ...mask, hide: false }, at);
		ok((await seen(world, id)).includes('팔을 만듭니다'));
		const nonsense = { ...mask, text: '없는 말' };
		await rejects(maskText(world.db, world.hanaOrganising, nonsense, at), {
			fields: { text: 'reviews.nothing-to-mask' }
		});
		deepEqual((await told(world.db)).slice(-2), ['copy.changed', 'copy.changed']);
	}));

test('a file is held back until an organiser lets it through, and can be held back again', () =>
	scene(async (world) => {
		const { id, file } = await blind(world);
		const isHidden = async () =>
			(await deskOf(reading(world.db), seri(world), id, at)).open?.files[file]?.isHidden ?? false;
		await world.db
			.insertInto('scans')
			.values({ attachment_id: file, outcome: 'clean', said: '', scanned_at: at })
			.execute();
		equal(await isHidden(), true);
		const letting = { applicationId: id, file, isLet: true };
		await letFile(world.db, world.hanaOrganising, letting, at);
		await letFile(world.db, world.hanaOrganising, letting, at);
		equal(await isHidden(), false);
		await letFile(world.db, world.hanaOrganising, { ...letting, isLet: false }, at);
		equal(await isHidden(), true);
		const strange = { ...letting, file: id };
		await rejects(letFile(world.db, world.hanaOrganising, strange, at), { code: 'people.not-found' });
	}));

test('a copy is looked at once; twice changes nothing', () =>
	scene(async (world) => {
		const { id } = await blind(world);
		await checkCopy(world.db, world.hanaOrganising, id, at);
		await checkCopy(world.db, world.hanaOrganising, id, hours(4));
		const [row] = await copiesOf(reading(world.db), world.hanaOrganising);
		deepEqual([row?.checked_at, row?.files, row?.letThrough], [at, 1, 0]);
		deepEqual(
			(await told(world.db)).filter((verb) => verb === 'copy.checked'),
			['copy.checked']
		);
	}));

test("another call's application is not there; a call that hides nobody, and frozen bands, are refused", () =>
	scene(async (world) => {
		const { id } = await blind(world);
		const elsewhere = await addApplication({ db: world.db, call: await addCall(world.db, world.host, 'busan') });
		const mask = { text: '팔을', hide: true };
		for (const applicationId of [elsewhere, 'nonsense']) {
			const foreign = { ...mask, applicationId };
			await rejects(maskText(world.db, world.hanaOrganising, foreign, at), { code: 'people.not-found' });
			await rejects(copyOf(reading(world.db), world.hanaOrganising, applicationId), { code: 'people.not-found' });
		}
		const { call } = world;
		for (const track of call.tracks) {
			const row = { track_id: track.id, draw_from: 1, chosen_at: at, chosen_by: world.hana.id };
			await world.db.insertInto('bands').values(row).execute();
		}
		await freezeBands(world.db, world.hanaOrganising, { reason: 'r', decline_unreviewed: 'yes' }, at);
		await rejects(maskText(world.db, world.hanaOrganising, { ...mask, applicationId: id }, at), {
			code: 'reviews.frozen'
		});
		await world.db.updateTable('calls').set({ hides_applicants: false }).execute();
		await rejects(checkCopy(world.db, world.hanaOrganising, id, at), { code: 'reviews.not-blind' });
	}));
