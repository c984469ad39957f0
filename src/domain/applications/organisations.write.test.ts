import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { reading } from '#lib/db.server.ts';
import { applicant, applied, firm } from '../../../tests/applying.ts';
import { hours, letters, noon, scene, type Scene } from '../../../tests/cast.ts';
import { liveByTrack } from './counts.read.server.ts';
import { liveApplications } from './read.server.ts';
import { withdrawApplication } from './write.server.ts';

const standing = async ({ db, call }: Scene) =>
	(await liveApplications(reading(db), call.id)).map(({ number }) => number.slice(-4));

test('a second application of a firm waits, and stands when the first is withdrawn; its applicant sees no difference', () =>
	scene(async (world) => {
		const { db, joonApplying, minaApplying } = world;
		const first = await applied(world, joonApplying, firm(1));
		const second = await applied(world, minaApplying, firm(1, { organisation_name: 'Firm One' }), hours(0.1));
		deepEqual(await standing(world), ['0001']);
		const told = (await letters(db)).map(
			({ subject, body, to_address }) =>
				[subject, body].join().replaceAll(/SEOUL-\d+|[0-9a-f]{64}|\d\d:\d\d:\d\d\.\d+|Firm (1|One)/g, '') && to_address
		);
		deepEqual(told, ['joon@example.test', 'mina@example.test']);
		equal(first.body.length - second.body.length, 'Firm 1'.length - 'Firm One'.length);
		await withdrawApplication(db, joonApplying, hours(0.2));
		deepEqual(await standing(world), ['0002']);
	}));

test('who tries another firm’s number learns nothing from the letters, nor from the public count', () =>
	scene(async (world) => {
		const { db, call, joonApplying, minaApplying } = world;
		await applied(world, joonApplying, firm(1, { organisation_name: '진짜 회사' }));
		const counted = async () => Object.values(await liveByTrack(reading(db), call.id)).reduce((a, b) => a + b, 0);
		equal(await counted(), 1);
		await applied(world, minaApplying, firm(1, { organisation_name: '아무개' }));
		equal(await counted(), 2, 'it counts like every other');
		await withdrawApplication(db, minaApplying, hours(0.1));
		const toMina = (await letters(db)).filter(({ to_address }) => to_address === 'mina@example.test');
		equal(toMina.length, 2);
		equal(
			toMina.some(({ body, subject }) => (body + subject).includes('진짜 회사')),
			false
		);
	}));

test('who changes the number frees the firm for whom waits, and their own stands', () =>
	scene(async (world) => {
		const { db, joonApplying, minaApplying } = world;
		await applied(world, joonApplying, firm(1));
		await applied(world, minaApplying, firm(1));
		const third = await applicant(world, 'third');
		await applied(world, third, firm(1), hours(0.1));
		await applied(world, joonApplying, firm(2), hours(0.2));
		deepEqual(await standing(world), ['0001', '0002'], 'the earlier of those that waited');
		await applied(world, third, firm(3), hours(0.3));
		deepEqual(await standing(world), ['0001', '0002', '0003']);
		equal((await db.selectFrom('applications').select('id').where('set_aside_at', 'is not', null).execute()).length, 0);
	}));

test('withdrawing and applying again, twenty times over, is one application, and takes nobody’s place', () =>
	scene(async (world) => {
		const { db, joonApplying, minaApplying } = world;
		await applied(world, joonApplying, firm(1));
		await applied(world, minaApplying, firm(1));
		for (let time = 0; time < 20; time++) {
			await withdrawApplication(db, minaApplying, noon);
			await applied(world, minaApplying, firm(1));
		}
		deepEqual(await standing(world), ['0001']);
		equal((await db.selectFrom('applications').select('id').execute()).length, 2);
	}));
