import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { shownHash } from '#domain/approvals/rules.ts';
import { answerApproval, askApproval } from '#domain/approvals/write.server.ts';
import { callsInRoles, publicCalls, publishedCall } from '#domain/calls/read.server.ts';
import { publishCall } from '#domain/calls/write.server.ts';
import { publicDraw, transcriptText } from '#domain/draws/read.server.ts';
import { conductDraw } from '#domain/draws/write.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { reading } from '#lib/db.server.ts';
import { submitDraft, writeDraft } from '../../../tests/applying.ts';
import { addCall, hours, scene, told, type Scene } from '../../../tests/cast.ts';
import { revealed } from '../../../tests/draws.ts';
import { invited } from '../../../tests/invited.ts';
import { anotherOrganiser } from '../../../tests/organisers.ts';
import { deletingOf, deletionOf, deletionShown } from './deletions.read.server.ts';
import { deleteCall } from './deletions.write.server.ts';
import { erasureById } from './read.server.ts';

const later = hours(24 * 60);
const none = { reason: '' };

async function approve(world: Scene, at: Date): Promise<void> {
	const { db, call, hanaOrganising: hana } = world;
	const bitna = await anotherOrganiser(world, 'bitna');
	const now = (await deletionShown(reading(db), call.id))!;
	const form = { hash: shownHash(call.id, 'call-delete', now), now };
	await askApproval(db, hana, { act: 'call-delete', reason: '신청하신 분들의 요청', ...form }, at);
	const { id } = await db.selectFrom('approvals').select('id').executeTakeFirstOrThrow();
	await answerApproval(db, bitna, { approval: id, answer: 'approved', ...form }, at);
}

test('a call that is over is deleted by two: as many rows go as were shown, its draw and its lines stay, its notice does not', () =>
	scene(async (world) => {
		const { db, call, hanaOrganising: hana } = world;
		await writeDraft(db, world.joonApplying);
		await submitDraft(db, world.joonApplying);
		const { draw } = await revealed(world);
		await conductDraw(db, draw.id, {}, hours(72));
		const lines = (await told(db)).length;
		const { gone, stays } = await deletingOf(reading(db), call.id);
		deepEqual([gone.applications, gone.receipts, stays.draws], [13, 13, 1]);
		await approve(world, later);
		await deleteCall(db, hana, none, later);
		const { erasure_id: id, reason } = (await deletionOf(reading(db), call.id))!;
		equal(reason, '신청하신 분들의 요청');
		const { counts, rule } = await erasureById(reading(db), id!);
		equal(rule, 'deleted');
		const rows = new Map((counts as { what: string; rows: number }[]).map(({ what, rows }) => [what, rows]));
		for (const what of ['applications', 'receipts', 'files'] as const) equal(rows.get(what), gone[what], what);
		await rejects(publishedCall(reading(db), call.slug), { code: 'calls.not-found' });
		deepEqual(await publicCalls(reading(db)), []);
		deepEqual(await callsInRoles(reading(db), [{ hostId: world.host, callId: null }]), []);
		await rejects(publishCall(db, hana, later), { code: 'calls.frozen' });
		equal((await publicDraw(reading(db), draw.slug)).state, 'conducted');
		ok(await transcriptText(reading(db), draw.id));
		deepEqual((await told(db)).slice(lines), ['approval.asked', 'approval.approved', 'call.deleted']);
		await rejects(deleteCall(db, hana, none, later), { code: 'erasures.already-deleted' });
	}));

test('nothing is deleted alone, nor what runs, nor what has changed since; nor by who has no part in it', () =>
	scene(async (world) => {
		const { db, hanaOrganising: hana } = world;
		await rejects(deleteCall(db, hana, none, later), { code: 'approvals.needs-second' });
		await invited(world);
		await rejects(deleteCall(db, hana, none, hours(80)), { code: 'erasures.call-runs' });
		await approve(world, later);
		await writeDraft(db, world.joonApplying);
		await rejects(deleteCall(db, hana, none, later), { code: 'approvals.needs-second' });
	}));

test('a draft that nobody applied in one organiser deletes alone, saying why', () =>
	scene(async (world) => {
		const { db, host } = world;
		const draft = await addCall(db, host, 'busan');
		await db.updateTable('calls').set({ published_at: null }).where('id', '=', draft.id).execute();
		const hana = gate.organiser(world.visitors.hana, draft);
		await deleteCall(db, hana, { reason: '두 번 만들었습니다' }, hours(1));
		equal((await deletionOf(reading(db), draft.id))!.erasure_id, null);
		equal((await callsInRoles(reading(db), [{ hostId: host, callId: null }])).length, 1);
	}));
