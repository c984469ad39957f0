import { equal, ok } from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import test from 'node:test';
import { conduct, readTranscript, verify, writeTranscript, type Transcript } from '../src/index.ts';

const VECTORS = new URL('../vectors/', import.meta.url);
const names = readdirSync(VECTORS).filter((name) => name.endsWith('.json'));

test('there are at least 20 golden vectors', () => ok(names.length >= 20));

for (const name of names) {
	test(`vector ${name}: conducting again gives the same bytes, and it verifies`, () => {
		const text = readFileSync(new URL(name, VECTORS), 'utf8');
		const transcript = readTranscript(text) as Transcript;
		equal(writeTranscript(conduct(transcript.seal, transcript.roster, transcript.randomness)), text);
		const verdict = verify(transcript);
		ok(verdict.ok, verdict.says.en);
	});
}
