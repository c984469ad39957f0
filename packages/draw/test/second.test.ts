import { deepEqual, equal, ok } from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import test from 'node:test';
import { readTranscript, verify, writeTranscript, type Transcript } from '../src/index.ts';
import { numbersFrom } from '../src/plan/chance-source.ts';
import { randomDraw } from './random-draws.ts';
import { ask, skip } from './second.ts';

const VECTORS = new URL('../vectors/', import.meta.url);
/** `DRAWS=1000` for the whole comparison. */
const DRAWS = Number(process.env.DRAWS ?? 100);
const conducting = ({ seal, roster, randomness }: Transcript) => ({ do: 'conduct', seal, roster, randomness });
const verifying = (transcript: unknown) => ({ do: 'verify', transcript });
const answered = (transcript: Transcript) => `{"ok":true,"transcript":${writeTranscript(transcript).trim()}}`;

test('the second implementation conducts and verifies every golden vector, byte for byte', { skip }, () => {
	const names = readdirSync(VECTORS).filter((name) => name.endsWith('.json'));
	const transcripts = names.map((name) => readTranscript(readFileSync(new URL(name, VECTORS), 'utf8')) as Transcript);
	// Its verifying conducts again and compares everything; conducting itself is asked where no pairing slows it down.
	const quick = transcripts.filter(({ randomness }) => !randomness.beacon);
	deepEqual(ask(quick.map(conducting)), quick.map(answered));
	deepEqual(
		ask(transcripts.map(verifying)),
		transcripts.map(() => '{"ok":true}')
	);
});

test(`on ${DRAWS} random draws both implementations agree byte for byte, in both directions`, { skip }, async () => {
	const transcripts: Transcript[] = [];
	for (let seed = 1; transcripts.length < DRAWS; seed++) {
		const made = await randomDraw(seed);
		if (made) transcripts.push(made);
	}
	const conducted = ask(transcripts.map(conducting));
	conducted.forEach((line, i) => equal(line, answered(transcripts[i]!)));
	for (const line of conducted) ok(verify(JSON.parse(line).transcript).ok);
	ask(transcripts.map(verifying)).forEach((line) => equal(line, '{"ok":true}'));
});

test('of transcripts with one value edited, both implementations refuse the same', { skip }, async () => {
	const edited: unknown[] = [];
	for (let seed = 1; edited.length < DRAWS; seed++) {
		const made = await randomDraw(seed);
		if (made) edited.push(editedOnce(JSON.parse(writeTranscript(made)), seed));
	}
	const answers = ask(edited.map(verifying)).map((line) => JSON.parse(line).ok as boolean);
	edited.forEach((transcript, i) => equal(verify(transcript).ok, answers[i], JSON.stringify(transcript)));
	ok(answers.every((isOk) => !isOk));
});

/** Changes, drops or adds one value somewhere. */
function editedOnce(transcript: unknown, seed: number): unknown {
	const numbers = numbersFrom(seed * 31 + 5);
	for (let i = 0; i < 10; i++) numbers(2);
	let at = transcript as Record<string, unknown>;
	for (;;) {
		const name = Object.keys(at)[numbers(Object.keys(at).length)]!;
		const value = at[name];
		if (typeof value === 'object' && value !== null && Object.keys(value).length > 0 && numbers(6) > 0) {
			at = value as Record<string, unknown>;
			continue;
		}
		if (typeof value === 'number') at[name] = value + 1;
		else if (typeof value === 'string') at[name] = value + 'x';
		else if (Array.isArray(value)) value.push(0);
		else if (typeof value === 'object') (value as Record<string, unknown>).strange = 1;
		else delete at[name];
		return transcript;
	}
}
