import { deepEqual, equal, throws } from 'node:assert/strict';
import { test } from 'node:test';
import { asSrt, asText, asVtt, cuesIn } from './cues.rules.ts';
import { recordingAt } from './utterances.rules.ts';

const vtt = [
	'\uFEFFWEBVTT - the dialogue',
	'Kind: captions',
	'',
	'NOTE',
	'00:00.000 --> 00:01.000 is no cue here',
	'',
	'STYLE',
	'::cue { color: red }',
	'',
	'first',
	'00:01.500 --> 00:04.000 align:start position:10%',
	'<v Imogen Farrowby>We will &amp; must <i>open</i> it.',
	'',
	'01:00:02.000 --> 01:00:05.250',
	'<v.loud 탁윤슬>네,',
	'그렇습니다. <v Imogen Farrowby>Yes.',
	'',
	'00:03.000 --> 00:06.000',
	'1 &lt; 2'
].join('\r\n');

test('WebVTT: a mark, CRLF, notes, styles, identifiers, settings, voices, overlaps, hours or none', () => {
	deepEqual(
		cuesIn(vtt).map(({ line, fromMs, toMs, voice, text }) => [line, fromMs, toMs, voice, text]),
		[
			[11, 1500, 4000, 'Imogen Farrowby', 'We will & must open it.'],
			[18, 3000, 6000, '', '1 < 2'],
			[14, 3_602_000, 3_605_250, '탁윤슬', '네, 그렇습니다.'],
			[14, 3_602_000, 3_605_250, 'Imogen Farrowby', 'Yes.']
		]
	);
});

test('SubRip: numbers, commas, any line end', () => {
	const cues = cuesIn(
		'1\r\n00:00:01,000 --> 00:00:02,500\r\nHello\r\nthere\r\n\r\n2\n00:00:03,000 --> 00:00:04,000\nBye\n'
	);
	deepEqual(
		cues.map(({ fromMs, toMs, text }) => [fromMs, toMs, text]),
		[
			[1000, 2500, 'Hello there'],
			[3000, 4000, 'Bye']
		]
	);
});

for (const [what, file, line] of [
	['an end before the start', 'WEBVTT\n\n00:05.000 --> 00:04.000\nx', 3],
	['a time that is none', 'WEBVTT\n\n00:61.000 --> 01:04.000\nx', 3],
	['one digit of seconds', 'WEBVTT\n\n00:1.000 --> 00:04.000\nx', 3],
	['text without times', 'WEBVTT\n\n00:01.000 --> 00:04.000\nx\n\nlost words', 6],
	['two times in one cue', 'WEBVTT\n\n00:01.000 --> 00:04.000\n00:02.000 --> 00:03.000\nx', 4],
	['a bad one in SubRip', '1\n00:00:01,000 -> 00:00:02,000\nx', 1]
] as const)
	test(`${what} is refused by its line`, () => {
		throws(() => cuesIn(file), { code: 'records.bad-cue', detail: { line } });
	});

test('what holds nothing is no captions', () => {
	for (const file of ['WEBVTT\n', '', 'WEBVTT\n\nNOTE only'])
		throws(() => cuesIn(file), { code: 'records.not-captions' });
});

test('what goes out comes back the same', () => {
	const said = [
		{ fromMs: 0, toMs: null, name: 'A <b>', text: 'one & <two>' },
		{ fromMs: 61_001, toMs: 3_700_000, name: '탁윤슬', text: '셋' }
	];
	const back = cuesIn(asVtt(said));
	deepEqual(
		back.map(({ fromMs, toMs, voice, text }) => [fromMs, toMs, voice, text]),
		[
			[0, 61_001, 'A <b>', 'one & <two>'],
			[61_001, 3_700_000, '탁윤슬', '셋']
		]
	);
	equal(cuesIn(asSrt(said)).length, 2);
	equal(asText(said), '[00:00:00] A <b>: one & <two>\n[00:01:01] 탁윤슬: 셋\n');
});

test('a moment of a recording is named as its place names it', () => {
	equal(recordingAt('https://www.youtube.com/watch?v=a', 61.9), 'https://www.youtube.com/watch?v=a&t=61s');
	equal(recordingAt('https://youtu.be/a', -1), 'https://youtu.be/a?t=0s');
	equal(recordingAt('https://files.example/a.mp4', 61), 'https://files.example/a.mp4#t=61');
});
