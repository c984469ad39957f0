import { deepEqual, ok } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { knownDraws } from '../bench/draws.ts';
import { readTranscript, verify, writeTranscript } from '../src/index.ts';
import { plan } from '../src/plan/plan.ts';
import { pool, quickDraw } from './world.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const vector = (name: string) => readFileSync(new URL(`../vectors/${name}.json`, import.meta.url), 'utf8');

/** `EVERY=1` edits every byte; every so many take a quarter of a minute, and none of the neighbours is safer. */
const EVERY = Number(process.env.EVERY ?? 7);
/** A beacon's signature is verified again for every edit: a hundred times as slow. */
const EVERY_SIGNED = EVERY * 17;

/** The transcript that edited bytes parse to, or undefined when they are no JSON at all. */
function parsed(edited: Uint8Array): unknown {
	try {
		return readTranscript(new TextDecoder('utf-8', { fatal: true }).decode(edited));
	} catch {
		return undefined;
	}
}

/** A transcript of every method, and of every kind of randomness. */
async function* transcripts(): AsyncGenerator<{ name: string; text: string; every: number }> {
	const korean = await plan(
		pool(4, () => ({ features: { 지역: '제주' } })),
		{ method: 'uniform', places: 2 }
	);
	const known = [{ name: 'uniform, in Korean', planned: korean }, ...(await knownDraws())];
	for (const { name, planned } of known) {
		const text = writeTranscript(quickDraw(planned, 'a secret long enough'));
		yield { name, text, every: planned.roster.length > 10 ? 15 * EVERY : EVERY };
	}
	for (const name of ['quicknet-1000', 'uniform-withheld', 'uniform-rehearsal', 'quotas-groups'])
		yield { name, text: vector(name), every: EVERY_SIGNED };
}

/** Where an edit may be noticed by nobody: what it claims goes into no digest (SPEC §7, §14). */
const withoutClaims = (text: string) => text.replace(/"revealedAt":\d+/g, '"revealedAt":0');

for await (const { name, text, every } of transcripts()) {
	const original = bytes(text);
	const isHarmless = (value: unknown) =>
		deepEqual(withoutClaims(JSON.stringify(value)), withoutClaims(JSON.stringify(JSON.parse(text))));

	test(`${name}: every one-byte edit of the transcript is caught or changes nothing`, () => {
		let [caught, harmless] = [0, 0];
		for (let at = 0; at < original.length; at += every) {
			for (const flip of [1, 32]) {
				const edited = original.slice();
				edited[at] = edited[at]! ^ flip;
				const value = parsed(edited);
				if (value === undefined || !verify(value).ok) caught++;
				else {
					harmless++;
					isHarmless(value);
				}
			}
		}
		ok(caught > (1.5 * original.length) / every, `${caught} caught, ${harmless} harmless`);
	});

	test(`${name}: a byte dropped or doubled is caught or changes nothing`, () => {
		for (let at = every >> 1; at < original.length; at += every) {
			for (const edited of [without(original, at), doubled(original, at)]) {
				const value = parsed(edited);
				if (value !== undefined && verify(value).ok) isHarmless(value);
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
