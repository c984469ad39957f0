import { deepEqual, equal, ok } from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import test from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { randomDraw } from './random-draws.ts';

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));
const SCHEMA = read('../schema/transcript.schema.json') as Record<string, unknown>;
const ajv = new Ajv2020({ strict: true, strictTypes: false, strictTuples: false, strictRequired: false });
const fits = ajv.compile(SCHEMA);

const VECTORS = new URL('../vectors/', import.meta.url);
const vectors = readdirSync(VECTORS)
	.filter((name) => name.endsWith('.json'))
	.map((name) => [name, read(`../vectors/${name}`)] as const);

test('every golden vector has the form of the schema', () => {
	for (const [name, transcript] of vectors) ok(fits(transcript), `${name}: ${ajv.errorsText(fits.errors)}`);
});

test('so have random draws of every method', async () => {
	let count = 0;
	for (let seed = 1; seed <= 60; seed++) {
		const transcript = await randomDraw(seed);
		if (!transcript) continue;
		count++;
		ok(fits(JSON.parse(JSON.stringify(transcript))), `draw ${seed}: ${ajv.errorsText(fits.errors)}`);
	}
	ok(count > 30);
});

type Place = readonly (string | number)[];
type Json = Record<string, unknown>;

/** Every object of a transcript, by the way to it; of a long list the first two and the last. */
function* objectsIn(value: unknown, way: Place = []): Generator<readonly [Place, Json]> {
	if (typeof value !== 'object' || value === null) return;
	if (!Array.isArray(value)) yield [way, value as Json];
	const parts = Object.entries(value);
	const few = Array.isArray(value) && parts.length > 3 ? [...parts.slice(0, 2), parts.at(-1)!] : parts;
	for (const [name, part] of few) yield* objectsIn(part, [...way, name]);
}

/** A copy in which the object at a place has been changed. */
function changed(transcript: unknown, way: Place, change: (object: Json) => void): unknown {
	const copy = structuredClone(transcript);
	change(way.reduce((object, name) => object[name] as Json, copy as Json));
	return copy;
}

/** Names are the organiser's own in these, so that any may come or go. */
const FREE = /\/features$|\/strata\/places$|\/result\/stops$/;

/** What may stand under a name of one's own. */
const own = (at: string | number | undefined) => (at === 'places' ? 1 : at === 'stops' ? [] : 'text');

test('one field more, anywhere, is no transcript', () => {
	for (const [name, transcript] of vectors) {
		for (const [way] of objectsIn(transcript)) {
			const more = changed(transcript, way, (object) => (object['more'] = own(way.at(-1))));
			equal(fits(more), FREE.test('/' + way.join('/')), `${name}: /${way.join('/')}/more`);
		}
	}
});

test('one field less, anywhere, is no transcript, but for those that the protocol lets be absent', () => {
	const absent = new Set<string>();
	for (const [, transcript] of vectors) {
		for (const [way, object] of objectsIn(transcript)) {
			const where = ('/' + way.join('/')).replace(/\/\d+/g, '/*').replace(/(\/tree)(\/(low|high))+/, '$1/*');
			if (FREE.test(where)) continue;
			for (const field of Object.keys(object)) {
				if (fits(changed(transcript, way, (copy) => delete copy[field]))) absent.add(`${where}/${field}`);
			}
		}
	}
	deepEqual([...absent].sort(), [
		'/randomness/reveals',
		'/roster/*/band',
		'/roster/*/groups',
		'/roster/*/weight',
		'/seal/lottery/types/*/band',
		'/seal/lottery/types/*/groups',
		'/seal/lottery/types/*/weight',
		'/seal/randomness/witnesses',
		'/seal/rules/bands',
		'/seal/rules/objective',
		'/seal/rules/onePerGroup',
		'/seal/rules/strata',
		'/seal/rules/weights'
	]);
});

test('a value of another kind is no transcript: numbers for text, text for numbers, a fraction, a capital letter', () => {
	const [, uniform] = vectors.find(([name]) => name === 'uniform.json')!;
	const edits: readonly (readonly [Place, string, unknown])[] = [
		[['seal'], 'version', 'madang-draw/2'],
		[['seal'], 'sealedAt', 1.5],
		[['seal'], 'call', 7],
		[['seal', 'rules'], 'places', 0],
		[['seal', 'rules'], 'method', 'other'],
		[['seal', 'lottery'], 'form', 'other'],
		[[], 'sealDigest', 'A'.repeat(64)],
		[['roster', 0], 'lot', '1'],
		[['result'], 'number', -1],
		[['result'], 'drawn', []]
	];
	ok(fits(uniform));
	for (const [way, field, value] of edits) {
		ok(!fits(changed(uniform, way, (object) => (object[field] = value))), [...way, field].join('/'));
	}
});

test('every method and every form has its own block and is one of those that are tried', () => {
	const { $defs, allOf } = SCHEMA as { $defs: Record<string, Json>; allOf: { oneOf?: { $ref: string }[] }[] };
	const refs = allOf.flatMap(({ oneOf = [] }) => oneOf.map(({ $ref }) => $ref)).sort();
	const blocks = ['forms', 'methods'].flatMap((kind) =>
		Object.keys($defs[kind]!).map((name) => `#/$defs/${kind}/${name}`)
	);
	deepEqual(refs, blocks.sort());
	const used = new Set(
		vectors.map(([, transcript]) => (transcript as { seal: { rules: { method: string } } }).seal.rules.method)
	);
	deepEqual(Object.keys($defs['methods']!).sort(), [...used].sort());
});
