import { equal } from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import Pdf from 'pdfkit';
import { zip } from '../../../tests/zip.ts';
import { hwpHoldsNumber } from './hwptext.ts';
import { inspect } from './inspect.ts';
import { memorySource } from './source.ts';

const office = (main: string, name: string, content: string) =>
	zip([
		{ name: '[Content_Types].xml', content: `<Types><Override ContentType="${main}.main+xml"/></Types>` },
		{ name, content }
	]);
const word = (content: string) => office('wordprocessingml.document', 'word/document.xml', content);
const sheet = (name: string, content: string) => office('spreadsheetml.sheet', `xl/${name}`, content);
const hwpx = (content: string) =>
	zip([
		{ name: 'mimetype', content: 'application/hwp+zip' },
		{ name: 'Contents/section0.xml', content }
	]);

const font = join(import.meta.dirname, '../fonts/Pretendard-Regular.otf');
async function pdf(text: string, { font: named = 'Helvetica', compress = true } = {}): Promise<Buffer> {
	const paper = new Pdf({ compress });
	paper.font(named).text(text);
	paper.end();
	const parts: Buffer[] = [];
	for await (const part of paper) parts.push(part as Buffer);
	return Buffer.concat(parts);
}

const number = '900101-1234567';
const far = '<w:t>글자</w:t>'.repeat(40_000);
const cases: [what: string, bytes: Buffer, holds: boolean][] = [
	['a document', word(`<w:p><w:r><w:t>번호 ${number}</w:t></w:r></w:p>`), true],
	['a document far inside', word(`<w:p>${far}</w:p><w:p><w:t>${number}</w:t></w:p>${far}`), true],
	['runs of one paragraph', word('<w:p><w:r><w:t>900101-</w:t></w:r><w:r><w:t>1234567</w:t></w:r></w:p>'), true],
	['two paragraphs that together look alike', word('<w:p><w:t>900101</w:t></w:p><w:p><w:t>1234567</w:t></w:p>'), false],
	['a name of no text', word(`<w:p w:id="${number}"><w:t>번호</w:t></w:p>`), false],
	["a corporation's number", word('<w:p><w:t>110111-1234569</w:t></w:p>'), false],
	['a cell', sheet('worksheets/sheet1.xml', '<c r="A1"><v>9001011234567</v></c>'), true],
	['cells beside each other', sheet('worksheets/sheet1.xml', '<c><v>900101</v></c><c><v>1234567</v></c>'), false],
	['what cells share', sheet('sharedStrings.xml', `<si><r><t>9001</t></r><r><t>01-1234567</t></r></si>`), true],
	['an HWPX', hwpx(`<hp:p><hp:run><hp:t>${number}</hp:t></hp:run></hp:p>`), true],
	['a document in an archive', zip([{ name: '신청.docx', content: word(`<w:p><w:t>${number}</w:t></w:p>`) }]), true],
	['a table in an archive', zip([{ name: '명단.csv', content: `이름,번호\n김하나,${number}` }]), true],
	['an archive without', zip([{ name: '명단.csv', content: '이름,번호\n김하나,900101' }]), false],
	['a PDF', await pdf(`No. ${number}`), true],
	['a PDF that is not packed', await pdf(`No. ${number}`, { compress: false }), true],
	['a PDF in Korean letters', await pdf(`주민등록번호 ${number}`, { font }), true],
	['a PDF without', await pdf('번호 900101-12345', { font }), false]
];

for (const [what, bytes, holds] of cases)
	test(`${what}: ${holds ? 'holds a resident number' : 'holds none'}`, async () =>
		equal((await inspect(memorySource(bytes))).holdsNumber, holds));

/** A section of an HWP document: a paragraph's header, and its text. */
function section(text: string): Buffer {
	const units = Buffer.from(text, 'utf16le');
	const head = Buffer.alloc(8);
	head.writeUInt32LE(66 | (4 << 20), 0);
	const textHead = Buffer.alloc(4);
	textHead.writeUInt32LE((67 | (1 << 10) | (units.length << 20)) >>> 0);
	return Buffer.concat([head, textHead, units]);
}

test('an HWP document’s paragraphs are read, packed or not, and past the controls in them', () => {
	const control = '\u0002'.padEnd(7, 'x') + '\u0002';
	equal(hwpHoldsNumber(section(`${control}번호 ${number}\r`), false), true);
	equal(hwpHoldsNumber(deflateRawSync(section(`번호 ${number}\r`)), true), true);
	equal(hwpHoldsNumber(section(`900101${control}1234567\r`), false), false);
	equal(hwpHoldsNumber(section(`번호 ${number}`).subarray(0, 20), false), false);
	equal(hwpHoldsNumber(Buffer.from('nonsense'), true), false);
});
