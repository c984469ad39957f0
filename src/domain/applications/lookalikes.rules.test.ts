import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { labelledPool } from '../../../tests/lookalikes.ts';
import { domainKey, isSlipOf, mailboxKey, mailKey, nameKey, stemKey } from './likeness.rules.ts';
import { sharedPieces } from './marks.rules.ts';
import { lookalikesAmong, relatedGroups, undecided, type Party } from './lookalikes.rules.ts';

const noBreath = () => Promise.resolve();
const key = (one: string, other: string) => [one, other].sort().join(' ');

test('of 5,000 entries with 20 ways to enter twice, nearly all pairs are found, and few others', async () => {
	const { parties, pairs } = labelledPool({ size: 5000, each: 40, seed: 'pool' });
	const found = await lookalikesAmong(parties, noBreath);
	const known = new Map(pairs.map(({ pattern, one, other }) => [key(one, other), pattern]));
	const hits = found.filter(({ one, other }) => known.has(key(one, other)));
	const seen = new Set(hits.map(({ one, other }) => key(one, other)));
	const missed = [...known].filter(([pair]) => !seen.has(pair)).map(([, pattern]) => pattern);
	const told = `${hits.length} of ${known.size} found, ${found.length - hits.length} besides; missed: ${missed.join(', ')}`;
	if (process.env.TELL) {
		console.log(told);
		const false_ = found.filter(({ one, other }) => !known.has(key(one, other)));
		for (const pair of false_.slice(0, 15)) console.log(JSON.stringify(pair));
	}
	equal(parties.length, 5000);
	ok(hits.length >= 0.95 * known.size, told);
	ok(hits.length >= 0.8 * found.length, told);
	const exact = pairs.filter(({ pattern }) => pattern === 'the same number from another account');
	ok(exact.every(({ one, other }) => seen.has(key(one, other))));
});

test('what is written differently and means the same is one text', () => {
	const same = (keyOf: (text: string) => string, ...texts: string[]) => {
		for (const text of texts) equal(keyOf(text), keyOf(texts[0]!), text);
	};
	same(mailKey, 'kim@example.com', ' Kim@Example.COM ', 'ｋｉｍ@example.com');
	same(mailKey, 'kim@한글.kr', 'kim@xn--bj0bj06e.kr');
	same(mailboxKey, 'kim@gmail.com', 'k.im+1@gmail.com', 'kim@googlemail.com');
	ok(mailKey('k.im@gmail.com') !== mailKey('kim@gmail.com'), 'each can be written to');
	ok(mailboxKey('k.im@naver.com') !== mailboxKey('kim@naver.com'), 'there dots count');
	same(nameKey, '(주)한빛 연구소', '한빛연구소 주식회사', '㈜한빛연구소', '한빛 연구소'.normalize('NFD'));
	same(nameKey, 'Hanbit Labs', 'HANBIT LABS Co., Ltd.', 'hаnbit-labs inc.');
	same(stemKey, '한빛테크', '한빛테크 부산지사', '한빛테크 글로벌');
	same(domainKey, 'kim@hanbit.co.kr', 'https://www.hanbit.co.kr/about', 'https://demo.hanbit.co.kr');
	equal(domainKey('kim@gmail.com'), '');
	equal(domainKey('https://someone.github.io/x'), '');
	equal(domainKey('https://10.0.0.1/'), '');
	ok(isSlipOf('1234567890', '1243567890') && isSlipOf('1234567890', '1234567990'));
	ok(!isSlipOf('1234567890', '1234567891') && !isSlipOf('1234567890', '4321567890'));
});

const party = (id: string, more: Partial<Party>): Party => ({
	...{ id, registration: '', name: '', mails: [], phones: [], links: [], people: [], text: '', ...more }
});

test('a pair says what speaks for it; one name of a person alone says too little', async () => {
	const [pair] = await lookalikesAmong(
		[
			party('b', { name: '한빛 연구소', phones: ['+821012345678'], people: ['김하나'] }),
			party('a', { name: '(주)한빛연구소', phones: ['+821012345678'] })
		],
		noBreath
	);
	deepEqual([pair!.one, pair!.other, pair!.clues.map(({ kind }) => kind)], ['a', 'b', ['phone', 'name']]);
	deepEqual(pair!.clues[1], { kind: 'name', one: '(주)한빛연구소', other: '한빛 연구소', weight: 0.65 });
	const namesakes = [party('a', { people: ['김하나'] }), party('b', { people: ['김하나'] })];
	deepEqual(await lookalikesAmong(namesakes, noBreath), []);
	deepEqual(await lookalikesAmong([party('a', {}), party('b', {})], noBreath), [], 'nothing is no likeness');
});

test('a thousand at one address are each met, without comparing everybody with everybody', async () => {
	const crowd = Array.from({ length: 1000 }, (_, nth) => party(`p${nth}`, { phones: ['+82212345678'] }));
	equal((await lookalikesAmong(crowd, noBreath)).length, 999);
});

test('what is related is a group, also by a third; what one decision set aside needs no other', () => {
	const pair = (
		one_id: string,
		other_id: string,
		outcome: 'same' | 'related' | null,
		stands_id: string | null = null
	) => ({
		...{ one_id, other_id, outcome, stands_id }
	});
	const pairs = [
		pair('a', 'b', 'related'),
		pair('b', 'c', 'related'),
		pair('d', 'e', 'same', 'd'),
		pair('e', 'f', null)
	];
	deepEqual(relatedGroups(pairs), [['a', 'b', 'c']]);
	deepEqual(undecided(pairs), []);
	deepEqual(undecided([pair('a', 'f', null)]).length, 1);
});

test('what two texts share is marked: runs of three words, or all where all is the same', () => {
	const marked = (text: string, other: string) =>
		sharedPieces(text, other)
			.map(({ text, isShared }) => (isShared ? `[${text}]` : text))
			.join('');
	equal(
		marked('우리는 밤마다 도시의 소음을 잽니다.', '저희도 밤마다 도시의 소음을 듣습니다'),
		'우리는 [밤마다 도시의 소음을] 잽니다.'
	);
	equal(marked('010-1234-5678', '010 1234 5678'), '010-1234-5678');
	equal(marked('Hanbit Labs', 'hanbit  labs'), '[Hanbit Labs]');
	equal(marked('가 나', '다 라') + marked('가', '') + marked('', '가'), '가 나가');
});
