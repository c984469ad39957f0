import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { adviceFor } from './advice.rules.ts';
import { emptyArticle } from './article.rules.ts';
import { differenceOf } from './difference.rules.ts';
import { addressOf, blocksOf, proseOf, type Block, type Inline } from './markdown.rules.ts';
import { markTerms, placeOf, unexplained, type Term } from './terms.rules.ts';

const term = (ko: string, en: string, aliases: string[] = []): Term => ({
	...{ id: en.toLowerCase(), word: { ko, en }, aliases, explanation: { ko: '', en: '' } },
	...{ source_title: { ko: '', en: '' }, source_url: 'https://x.example', checked_on: '2026-11-20' }
});
const gpu = term('그래픽 처리 장치', 'GPU');

test('what looks like HTML is text, and no link leads into a script', () => {
	const blocks = blocksOf(
		'<script>alert(1)</script>\n\n<b onclick=x>a</b> [x](javascript:alert(1)) ![p](https://x.example/p.png)'
	);
	const kinds = (list: (Block | Inline)[]): string[] =>
		list.flatMap((one) => [one.is, ...('inside' in one ? kinds(one.inside) : [])]);
	deepEqual([...new Set(kinds(blocks))].sort(), ['paragraph', 'text']);
	ok(proseOf(blocks).includes('<script>alert(1)</script>'));
	for (const href of [
		'javascript:alert(1)',
		'JaVaScRiPt:x',
		'data:text/html,x',
		'//evil.example',
		'/\\evil.example',
		' /x',
		'vbscript:x'
	])
		equal(addressOf(href), undefined, href);
	for (const href of ['https://a.example/b', 'mailto:a@b.example', '/stops/x', '#s-why']) equal(addressOf(href), href);
});

test('a part stands alone on its line, and in the middle of one it is text', () => {
	deepEqual(
		blocksOf('{quote 12-ab}\n\nsee {draw} here\n\n{nonsense}').map(({ is }) => is),
		['part', 'paragraph', 'paragraph']
	);
});

test('a term is marked where it first stands, in Korean before a particle, and never inside another word', () => {
	const places = [
		['GPU', 'GPU를 씁니다', 0],
		['GPU', 'eGPU GPUX', -1],
		['추첨', '재추첨 추첨은', 4],
		['추첨', '추첨기', -1],
		['DRAM', 'dram', -1],
		['token', 'Tokens', 0]
	] as const;
	for (const [word, text, at] of places) equal(placeOf(word, text), at, `${word} in ${text}`);
	const { blocks, used } = markTerms(blocksOf('## GPU\n\n**GPU**와 GPU\n\n- HBM3E\n'), [gpu, term('HBM3E', 'HBM3E')]);
	deepEqual(used, ['gpu', 'hbm3e']);
	equal(JSON.stringify(blocks).match(/"is":"term"/g)!.length, 2);
	equal(JSON.stringify(blocks[0]).includes('"term"'), false, 'a heading stays as it is');
});

test('an abbreviation nobody explains is pointed out, also among Korean letters', () => {
	const found = (text: string, terms: Term[] = []) => unexplained(blocksOf(text), terms).map(({ word }) => word);
	deepEqual(found('HBM3E를 쓰고 HBM3E와 GPU로. R&D도, LLMs.'), ['HBM3E', 'GPU', 'R&D', 'LLM']);
	deepEqual(found('GPU로', [gpu]), []);
	deepEqual(found('API(프로그램 접점)와 high-bandwidth memory (HBM)'), []);
	deepEqual(found('McDonald YouTube OpenSource iPhone VII `HTTP` https://x.example/API a@HTTP.example'), []);
});

test('an author is told what is missing, what leads nowhere, and what only one language has', () => {
	const article = {
		...emptyArticle,
		...{ title: { ko: '제목', en: '' }, lead: { ko: 'ㄱ', en: 'a' }, author: { ko: 'ㄱ', en: 'a' } },
		body: { ko: 'DRAM\n\n{draw}\n\n{quote q1}', en: '{drew}\n\n{quote q1}' }
	};
	deepEqual(
		adviceFor(article, [], []).map((one) => [one.is, 'word' in one ? one.word : one.field]),
		[
			['missing', 'title'],
			['abbreviation', 'DRAM'],
			['unknown-quote', 'q1'],
			['unknown-part', 'drew'],
			['unknown-quote', 'q1'],
			['uneven', 'draw']
		]
	);
});

test('a difference says both texts, whatever they are, and no more than differs', () => {
	const text = fc.array(fc.constantFrom('a', 'b', 'c', ' ', '\n', '가'), { maxLength: 24 }).map((all) => all.join(''));
	fc.assert(
		fc.property(text, text, (earlier, later) => {
			const all = differenceOf(earlier, later);
			const of = (not: string) =>
				all
					.filter(({ is }) => is !== not)
					.map((one) => one.text)
					.join('');
			return of('new') === earlier && of('gone') === later;
		})
	);
	deepEqual(differenceOf('a quick fox ran', 'a slow fox ran'), [
		{ is: 'same', text: 'a ' },
		{ is: 'gone', text: 'quick' },
		{ is: 'new', text: 'slow' },
		{ is: 'same', text: ' fox ran' }
	]);
});
