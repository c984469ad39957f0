import { deepEqual, equal, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { reading } from '#lib/db.server.ts';
import { addCall, scene } from '../../../tests/cast.ts';
import { callBySlug, callsInRoles, publicCalls } from './read.server.ts';

test('a desk lists the calls of a host, or the one call a role is for, and nobody else’s', () =>
	scene(async ({ db, call, host, otherHost }) => {
		await addCall(db, host, 'busan');
		const slugs = async (roles: { hostId: string; callId: string | null }[]) =>
			(await callsInRoles(reading(db), roles)).map((listed) => listed.slug).sort();
		deepEqual(await slugs([{ hostId: host, callId: null }]), ['busan', 'seoul']);
		deepEqual(await slugs([{ hostId: host, callId: call.id }]), ['seoul']);
		deepEqual(await slugs([{ hostId: otherHost, callId: null }]), []);
		deepEqual(await slugs([]), []);
	}));

test('a tour’s page lists that tour’s calls', () =>
	scene(async ({ db, call, host }) => {
		await addCall(db, host, 'busan');
		const listed = await publicCalls(reading(db), call.stop.tour_id);
		deepEqual(
			listed.map(({ slug, places, zone }) => [slug, places, zone]),
			[['seoul', 3, 'Asia/Seoul']]
		);
		equal((await publicCalls(reading(db))).length, 2);
	}));

test('an address that is nobody’s is not found, however it is spelled', () =>
	scene(async ({ db }) => {
		for (const slug of ['nowhere', '', "seoul'--", 'SEOUL', '\u0000'.replace('\u0000', '%00')]) {
			await rejects(callBySlug(reading(db), slug), { code: 'calls.not-found', kind: 'unknown' });
		}
	}));
