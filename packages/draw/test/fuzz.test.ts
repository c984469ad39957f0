import { deepEqual, ok } from 'node:assert/strict';
import test from 'node:test';
import { readTranscript, verify, writeTranscript } from '../src/index.ts';
import { plan } from '../src/plan/plan.ts';
import { pool, quickDraw } from './world.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

/** `EVERY=1` edits every byte; every fourth takes a quarter of the minute, and none of four neighbours is safer. */
const EVERY = Number(process.env.EVERY ?? 4);

/** The transcript that edited bytes parse to, or undefined when they are no JSON at all. */
function parsed(edited: Uint8Array): unknown {
	try {
		return readTranscript(new TextDecoder('utf-8', { fatal: true }).decode(edited));
	} catch {
		return undefined;
	}
}

for (const [what, planning] of [
	[
		'a uniform draw',
		() =>
			plan(
				pool(4, () => ({ features: { 지역: '제주' } })),
				{ method: 'uniform', places: 2 }
			)
	],
	[
		'a draw by quotas',
		() =>
			plan(
				pool(6, (i) => ({ features: { t: i % 2 ? 'a' : 'b' } })),
				{
					method: 'quotas',
					places: 3,
					quotas: [
						{ feature: 't', value: 'a', min: 1, max: 2 },
						{ feature: 't', value: 'b', min: 1, max: 2 }
					]
				}
			)
	],
	[
		'a weighted draw',
		() =>
			plan(
				pool(4, (i) => ({ weight: 1 + i })),
				{ method: 'weighted', places: 2 }
			)
	],
	[
		'a tour',
		() =>
			plan(
				pool(4, (i) => ({ features: { t: i % 2 ? 'x' : 'y' }, ranking: i % 3 ? ['가', 'b'] : ['b'] })),
				{
					method: 'stops',
					places: 2,
					stops: ['가', 'b'].map((stop) => ({
						stop,
						places: 1,
						quotas: ['x', 'y'].map((value) => ({ feature: 't', value, min: 0, max: 1 }))
					}))
				}
			)
	]
] as const) {
	test(`${what}: every one-byte edit of the transcript is caught or changes nothing`, async () => {
		const transcript = quickDraw(await planning(), 'a secret long enough');
		const original = bytes(writeTranscript(transcript));
		let [caught, harmless] = [0, 0];
		for (let at = 0; at < original.length; at += EVERY) {
			for (const flip of [1, 32]) {
				const edited = original.slice();
				edited[at] = edited[at]! ^ flip;
				const value = parsed(edited);
				if (value === undefined || !verify(value).ok) caught++;
				else {
					harmless++;
					deepEqual(value, JSON.parse(writeTranscript(transcript)));
				}
			}
		}
		ok(caught > (1.5 * original.length) / EVERY, `${caught} caught, ${harmless} harmless`);
	});
	test(`${what}: a byte dropped or doubled is caught or changes nothing`, async () => {
		const transcript = quickDraw(await planning(), 'a secret long enough');
		const original = bytes(writeTranscript(transcript));
		for (let at = EVERY >> 1; at < original.length; at += EVERY) {
			for (const edited of [without(original, at), doubled(original, at)]) {
				const value = parsed(edited);
				if (value !== undefined && verify(value).ok) deepEqual(value, JSON.parse(writeTranscript(transcript)));
			}
		}
	});
}

function without(original: Uint8Array, at: number): Uint8Array {
	return new Uint8Array([...original.slice(0, at), ...original.slice(at + 1)]);
}

function doubled(original: Uint8Array, at: number): Uint8Array {
	return new Uint8Array([...original.slice(0, at + 1), ...original.slice(at)]);
}
