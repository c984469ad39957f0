import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { Unfit } from './inspect/found.ts';
import { inspect } from './inspect/inspect.ts';
import { memorySource } from './inspect/source.ts';
import { hostile, hostileNames } from '../../tests/hostile.ts';
import { inspectFile } from './inspect.server.ts';
import { zip, type Entry } from '../../tests/zip.ts';

const hostileFiles = hostileNames.map(hostile);

const office = (main: string, more: Entry[] = []) =>
	zip([{ name: '[Content_Types].xml', content: `<Types><Override ContentType="…${main}+xml"/></Types>` }, ...more]);

const png = (width: number, height: number) => {
	const head = Buffer.alloc(33);
	head.write('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1');
	head.writeUInt32BE(width, 16);
	head.writeUInt32BE(height, 20);
	return head;
};
const jpeg = Buffer.from('ffd8ffe000104a46494600010100000100010000ffc0000b080010002001011100ffd9', 'hex');
const webp = Buffer.from('52494646240000005745425056503858180000000000000063000063000000000000', 'hex');
const pdf = (inner: string | Buffer) =>
	Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.from(inner), Buffer.from('\n%%EOF')]);
const packedObjects = Buffer.concat([
	Buffer.from('1 0 obj<</Type/ObjStm/Filter/FlateDecode>>stream\n'),
	deflateSync(Buffer.from('<</S/JavaScript/JS(app.alert(1))>>')),
	Buffer.from('\nendstream')
]);

const verdict = (bytes: Buffer) =>
	inspect(memorySource(bytes)).then(
		({ kind, isLocked, cautions }) => [kind, ...(isLocked ? ['locked'] : []), ...cautions].join(' '),
		(fault: unknown) => (fault instanceof Unfit ? `not: ${fault.reason}` : Promise.reject(fault))
	);

const fat = Buffer.alloc(12 << 20);
const cases: [what: string, bytes: Buffer, verdict: string][] = [
	['a document', office('wordprocessingml.document.main'), 'docx'],
	['slides', office('presentationml.presentation.main'), 'pptx'],
	['a sheet', office('spreadsheetml.sheet.main'), 'xlsx'],
	['a package of nothing known', office('something.else'), 'not: unknown'],
	['a document with macros by its type', office('ms-word.document.macroEnabled.main'), 'not: macro'],
	['a plain archive', zip([{ name: 'a.txt', content: 'a' }]), 'zip'],
	['an archive with a program', zip([{ name: 'setup.exe', content: 'MZ' }]), 'zip zip-program'],
	['an archive with a password', zip([{ name: 'a.txt', content: 'a', flags: 0x801 }]), 'zip locked'],
	['an archive in an archive', zip([{ name: 'a.zip', content: zip([{ name: 'b', content: 'b' }]) }]), 'zip'],
	[
		'three archives in one another',
		zip([{ name: 'a', content: zip([{ name: 'b', content: zip([{ name: 'c', content: 'c' }]) }]) }]),
		'not: nested'
	],
	['more than is declared', zip([{ name: 'a', content: Buffer.alloc(5000), size: 10 }]), 'not: bomb'],
	['less than is declared', zip([{ name: 'a', content: 'a', size: 10 }]), 'not: broken'],
	['a ratio no document has', zip([{ name: 'a', content: fat }]), 'not: bomb'],
	[
		'entries that share their bytes',
		zip([
			{ name: 'a', content: Buffer.alloc(1000) },
			{ name: 'b', content: Buffer.alloc(1000), at: 0 }
		]),
		'not: bomb'
	],
	['too many entries', zip(Array.from({ length: 5001 }, (_, at) => ({ name: `${at}` }))), 'not: bomb'],
	['a link', zip([{ name: 'a', content: '/etc/passwd', unixMode: 0o120777 }]), 'not: unsafe-path'],
	['a path up', zip([{ name: 'a/../../b', content: 'x' }]), 'not: unsafe-path'],
	['a path up, as Windows has it', zip([{ name: '..\\b', content: 'x' }]), 'not: unsafe-path'],
	['a path on a drive', zip([{ name: 'C:/b', content: 'x' }]), 'not: unsafe-path'],
	['one name twice', zip([{ name: 'a' }, { name: 'a' }]), 'not: broken'],
	['an archive cut off', zip([{ name: 'a', content: 'abc' }]).subarray(0, 40), 'not: broken'],
	['a picture', png(4000, 3000), 'png'],
	['a picture too large', png(29_000, 29_000), 'not: too-many-pixels'],
	['a picture of nothing', png(0, 5), 'not: broken'],
	['a photograph', jpeg, 'jpg'],
	['a photograph cut off', jpeg.subarray(0, 22), 'not: broken'],
	['a WebP', webp, 'webp'],
	['a GIF', Buffer.from('GIF89a\x10\0\x10\0\0\0\0\0\0\0', 'latin1'), 'gif'],
	['a PDF', pdf('1 0 obj<<>>endobj'), 'pdf'],
	['a PDF cut off', Buffer.from('%PDF-1.7\n1 0 obj'), 'not: broken'],
	['a PDF that hides its script', pdf('<</S/J#61vaScript>>'), 'pdf pdf-script'],
	['a PDF with its script packed', pdf(packedObjects), 'pdf pdf-script'],
	['a PDF with a password', pdf('trailer<</Encrypt 5 0 R>>'), 'pdf locked'],
	['a page that says it is a PDF', Buffer.from('<!doctype html><script>%PDF-1.7</script>%%EOF'), 'not: unknown'],
	['a program', Buffer.from('MZ\x90\0'.padEnd(400, 'x'), 'latin1'), 'not: unknown'],
	['an older archive', Buffer.from('Rar!\x1a\x07\0'.padEnd(400), 'latin1'), 'not: unknown']
];

for (const [what, bytes, expected] of cases)
	test(`${what}: ${expected}`, async () => equal(await verdict(bytes), expected));

test('ten thousand mutated files: each has a verdict, and memory stays', { timeout: 120_000 }, async () => {
	const bases = [
		...hostileFiles.filter(({ length }) => length > 0 && length < 70_000),
		...cases.slice(0, 12).map(([, bytes]) => bytes)
	];
	let state = 20261123;
	const random = (below: number) => (state = (state * 48_271) % 2_147_483_647) % below;
	const first = process.memoryUsage().rss;
	const seen = new Map<string, number>();
	for (let nth = 0; nth < 10_000; nth++) {
		const bytes = Buffer.from(bases[random(bases.length)]!.subarray(0, 20_000));
		for (let times = 1 + random(12); times > 0; times--) bytes[random(bytes.length)] = random(256);
		const told = await verdict(bytes.subarray(0, random(4) ? bytes.length : random(bytes.length + 1)));
		seen.set(told, (seen.get(told) ?? 0) + 1);
	}
	ok(seen.size > 8, [...seen].join(' · '));
	ok(process.memoryUsage().rss - first < 150 << 20);
});

const folder = mkdtempSync(join(tmpdir(), 'madang-inspect-'));
after(() => rmSync(folder, { recursive: true, force: true }));

test('a process of its own answers for each file, two at a time; its failing is the file’s', async () => {
	const path = join(folder, 'a');
	writeFileSync(path, pdf('x'));
	const { kind, sha256 } = await inspectFile(path);
	deepEqual([kind, sha256.length], ['pdf', 64]);
	await rejects(inspectFile(join(folder, 'absent')), { reason: 'broken' });
	const many = await Promise.all(Array.from({ length: 6 }, () => inspectFile(path)));
	equal(new Set(many.map((one) => one.sha256)).size, 1);
});
