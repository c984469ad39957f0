// The named mutants cannot rot: what they replace is still there, and so are the tests that catch them.
import { deepEqual, ok } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { mutants } from '../../prove/mutants.ts';
import { patched } from '../../prove/workshop.ts';

const root = join(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const breaks = mutants.flatMap((mutant) => ('breaks' in mutant ? mutant.breaks : []));

test('every mutant from X1 to X37 is named, and one that does not apply says why', () => {
	deepEqual(
		mutants.map(({ id }) => id),
		Array.from({ length: 37 }, (_, at) => `X${at + 1}`)
	);
	for (const mutant of mutants) ok('breaks' in mutant ? mutant.breaks.length > 0 : mutant.not.length > 20, mutant.id);
});

test('what each mutant replaces is in the source, once', () => {
	for (const { patches } of breaks) {
		const texts = new Map<string, string>();
		for (const one of patches) texts.set(one.file, patched(texts.get(one.file) ?? read(one.file), one));
	}
});

test('the test that catches each mutant is there', () => {
	// A name that is made of pieces stands in the file by its longest one.
	const stands = (text: string, name: string) =>
		name.split(/[:,;]/).some((piece) => piece.length > 12 && text.includes(piece.trim()));
	deepEqual(
		breaks.filter(({ caughtBy }) => !stands(read(caughtBy.file), caughtBy.name)).map(({ caughtBy }) => caughtBy),
		[]
	);
});
