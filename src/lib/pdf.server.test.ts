import { deepEqual, equal, ok } from 'node:assert/strict';
import { inflateSync } from 'node:zlib';
import { test } from 'node:test';
import { drawPdf, fitted, leading, lettersMissing, mm, setQr, setText, type Pdf, type Setting } from './pdf.server.ts';

const sheet = { title: '명찰', locale: 'ko', at: new Date('2026-12-10T00:00:00Z') };
const name: Setting = { weight: 'bold', most: 28, least: 12, lines: 2 };
const box = { width: mm(80), height: mm(24) };

async function measured<T>(ask: (pdf: Pdf) => T): Promise<T> {
	let answer: T;
	await drawPdf(sheet, (pdf) => (answer = ask(pdf)));
	return answer!;
}

test('a short name is set as large as may be, a long one smaller, and nothing leaves its box', async () => {
	const names = [
		'김소라',
		'Alexandra Konstantinopoulou-Wetherington',
		'남궁 '.repeat(9),
		'가'.repeat(70),
		'W'.repeat(200)
	];
	const set = await measured((pdf) =>
		names.map((text) => {
			const { size, lines } = fitted(pdf, text, box, name);
			const widest = Math.max(...lines.map((line) => pdf.font('bold').fontSize(size).widthOfString(line)));
			return { size, lines, widest, height: lines.length * size * leading };
		})
	);
	deepEqual([set[0]!.size, set[0]!.lines], [28, ['김소라']]);
	for (const { size, widest, height } of set) {
		ok(widest <= box.width && height <= box.height && size >= 12);
	}
	ok(set[1]!.size < 28 && set[1]!.lines.length === 2, 'a long name goes on two lines');
	ok(set[4]!.lines.at(-1)!.endsWith('…'), 'what cannot fit says so');
});

test('words stay whole where they can: a smaller letter is better than a broken word', async () => {
	const { lines } = await measured((pdf) => fitted(pdf, '한국인공지능산업협회 대외협력본부', box, name));
	deepEqual(lines, ['한국인공지능산업협회', '대외협력본부']);
});

test('letters the fonts lack are named, each once; decomposed Hangul is one letter', async () => {
	const missing = await measured((pdf) => [
		lettersMissing(pdf, '김소라 Zoë Ďuríček'),
		lettersMissing(pdf, '소라'.normalize('NFD')),
		lettersMissing(pdf, 'ᚠᚠ🐢')
	]);
	deepEqual(missing, [[], [], ['ᚠ', '🐢']]);
});

test('the same sheet is the same file, with its fonts in it and its text as text', async () => {
	const draw = () =>
		drawPdf(sheet, (pdf) => {
			setText(pdf, '서울 대담', { x: 10, y: 10, ...box }, name);
			setQr(pdf, 'MT1.x', { x: 100, y: 100, size: 80 });
		});
	const [once, again] = await Promise.all([draw(), draw()]);
	equal(once.subarray(0, 5).toString(), '%PDF-');
	const raw = once.toString('latin1');
	ok(/\/FontFile3/.test(raw) && /\+Pretendard-Bold/.test(raw));
	const maps = [...raw.matchAll(/stream\n([\s\S]*?)\nendstream/g)].map(([, bytes]) => {
		try {
			return inflateSync(Buffer.from(bytes!, 'latin1')).toString('latin1');
		} catch {
			return '';
		}
	});
	const letter = '서'.codePointAt(0)!.toString(16);
	ok(
		maps.some((text) => text.includes('beginbfrange') && text.includes(letter)),
		'what is drawn can be read as text'
	);
	const withoutId = (bytes: Buffer) => bytes.toString('latin1').replaceAll(/\/ID \[[^\]]*\]/g, '');
	equal(withoutId(once).replaceAll(/[A-Z]{6}\+/g, ''), withoutId(again).replaceAll(/[A-Z]{6}\+/g, ''));
	ok(once.length < 40_000, `${once.length} bytes`);
});
