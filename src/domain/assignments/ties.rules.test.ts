import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { groupsOf, pairKey, tieKey, tiesSeen, type ApplicationTies } from './ties.rules.ts';

const reviewer = { id: 'r', email: 'kim@hanbit.example', organisationNames: ['(주)한빛 연구소'], known: [] };
const application: ApplicationTies = {
	...{ id: 'a', organisationName: 'X', registrationNumber: null, addresses: [], names: [] }
};
const tieOf = (one: typeof reviewer | object, other: object) =>
	tiesSeen([{ ...reviewer, ...one }], [{ ...application, ...other }]).get(pairKey('a', 'r'));

for (const [what, other, kind] of [
	['the same mail domain', { addresses: ['lee@hanbit.example'] }, 'domain'],
	['a mail domain below it', { addresses: ['lee@lab.hanbit.example'] }, 'domain'],
	['a mail domain above it', { addresses: ['lee@example', 'lee@hanbit.example'] }, 'domain'],
	['a site of that domain', { addresses: ['https://www.hanbit.example/about'] }, 'domain'],
	['the same name, written otherwise', { organisationName: '주식회사 한빛연구소' }, 'organisation'],
	['their own address', { addresses: ['kim@hanbit.example'] }, 'applicant'],
	['another domain that ends alike', { addresses: ['lee@nothanbit.example'] }, undefined],
	['a shorter domain that ends alike', { addresses: ['lee@bit.example'] }, undefined],
	['no address at all', { organisationName: '', addresses: ['', 'x', 'https://'] }, undefined]
] as const) {
	test(`${what}: ${kind ?? 'no tie'}`, () => equal(tieOf({}, other), kind));
}

test('a reviewer at a part of a firm is tied to what comes from the whole of it', () => {
	equal(tieOf({ email: 'kim@lab.hanbit.example' }, { addresses: ['lee@hanbit.example'] }), 'domain');
});

test('an address that anybody may have ties nobody to anybody, but its own holder', () => {
	const addresses = ['lee@gmail.com', 'https://www.gmail.com'];
	equal(tieOf({ email: 'kim@gmail.com' }, { addresses }), undefined);
	equal(tieOf({ email: 'lee@gmail.com' }, { addresses }), 'applicant');
});

test('somebody close is known by number, name or mail, however it is written', () => {
	const known = (who: string) => ({ email: '', organisationNames: [], known: [{ kind: 'family', key: tieKey(who) }] });
	equal(tieOf(known('123-45-67890'), { registrationNumber: '1234567890' }), 'family');
	equal(tieOf(known('㈜ 한빛'), { organisationName: '한빛(주)' }), 'family');
	equal(tieOf(known('Lee@Firm.example '), { addresses: ['lee@firm.example'] }), 'family');
	equal(tieOf(known('김 하나'), { names: ['김하나'] }), 'family');
	equal(tieOf(known('김 하나'), { names: ['김하나래'] }), undefined);
	equal(tieOf(known('()'), { names: ['()'] }), undefined);
});

test('reviewers of one organisation are one group, by way of others too', () => {
	const one = (email: string, ...organisationNames: string[]) => ({ id: email, email, organisationNames, known: [] });
	const reviewers = [
		one('a@x.example'),
		one('b@gmail.com', '(주)와이'),
		one('c@x.example'),
		one('d@gmail.com'),
		one('e@x.example', '와이')
	];
	deepEqual(groupsOf(reviewers), [0, 0, 0, 3, 0]);
});
