import { deepEqual, equal } from 'node:assert/strict';
import { generateKeyPairSync, sign } from 'node:crypto';
import { test } from 'node:test';
import { bodyOf, secretOf, toSign, type Said } from '#domain/registrations/tickets.rules.ts';
import { maskedName } from './rules.ts';
import { judge, keyOfCode, type DoorAtHand, type Entrant, type Inside, type Reason } from './verdict.rules.ts';

const pair = () => {
	const { privateKey } = generateKeyPairSync('ed25519');
	return { privateKey, publicKey: privateKey.export({ format: 'jwk' }).x! };
};
const [real, trial, stranger] = [pair(), pair(), pair()];
const noon = Date.parse('2026-11-23T03:00:00Z');
const hour = 3_600_000;
const kinds = { open: 'aaaaaaaa', press: 'bbbbbbbb', invited: '00000000' };
const door: DoorAtHand = {
	...{ session: '0123456789abcdef', way: 'both', kinds: [kinds.open], letsInvited: true, isTrial: false, salt: 's' },
	...{ opensAt: noon - hour, closesAt: noon + hour },
	keys: [
		{ publicKey: real.publicKey, isTrial: false },
		{ publicKey: trial.publicKey, isTrial: true }
	]
};
const code = 'ABCDEFGHJKLM';
const said: Said = {
	...{ isTrial: false, session: door.session, code, kind: kinds.open },
	...{ from: new Date(noon - 24 * hour), until: new Date(noon + 24 * hour) }
};
const made = (more: Partial<Said> = {}, key = real) => {
	const body = bodyOf({ ...said, ...more }, key.publicKey);
	return secretOf(body, sign(null, toSign(body), key.privateKey));
};
const entrant: Entrant = { key: keyOfCode('s', code), tail: 'JKLM', name: '김*수', kind: kinds.open, off: null };

type Asked = {
	text?: string;
	at?: number;
	way?: 'entry' | 'exit';
	door?: Partial<DoorAtHand>;
	on?: Partial<Entrant> | null;
	inside?: Inside;
};

/** Reads at a door that has the ticket on its list, unless told otherwise. */
function verdict({ text = made(), at = noon, way = 'entry', door: more, on = {}, inside }: Asked = {}): Reason | null {
	const known = on && { ...entrant, ...on };
	const roster = {
		entrant: (key: string) => (known?.key === key ? known : undefined),
		inside: (key: string) => (key === entrant.key ? inside : undefined)
	};
	const { isLet, reason } = judge({ ...door, ...more }, roster, { text, way, at });
	equal(isLet, reason === null);
	return reason;
}

const inside = { at: noon - 1, door: { ko: '정문', en: 'Main' } };
const cases: [string, Reason | null, Asked][] = [
	['a ticket on the list', null, {}],
	['its code, typed', null, { text: 'abcd-efgh jklm' }],
	['a ticket made after the list was last told', null, { on: null }],
	['a typed code that is not on the list', 'unknown', { text: code, on: null }],
	['a shop’s barcode', 'not-a-ticket', { text: '4006381333931' }],
	['a ticket signed by somebody else', 'forged', { text: made({}, stranger) }],
	['a ticket altered to open another session', 'forged', { text: made().replace(/.{60}$/, 'A'.repeat(60)) }],
	['a trial ticket at a real door', 'trial', { text: made({ isTrial: true }, trial) }],
	['a trial key that claims to be real', 'forged', { text: made({}, trial) }],
	['a real ticket at a trial door', 'not-trial', { door: { isTrial: true } }],
	['a trial ticket at a trial door', null, { text: made({ isTrial: true }, trial), door: { isTrial: true } }],
	['a ticket of another session', 'other-session', { text: made({ session: 'ffffffffffffffff' }) }],
	['a revoked ticket', 'revoked', { on: { off: 'cancelled' } }],
	['a revoked ticket, on the way out', 'revoked', { on: { off: 'cancelled' }, way: 'exit' }],
	['a kind this door does not let in', 'wrong-kind', { on: { kind: kinds.press } }],
	['a kind as the ticket says, where the list has none', 'wrong-kind', { text: made({ kind: kinds.press }), on: null }],
	['a door for all kinds', null, { on: { kind: kinds.press }, door: { kinds: [] } }],
	['an invited guest', null, { on: { kind: kinds.invited } }],
	[
		'an invited guest at the public’s door',
		'wrong-kind',
		{ on: { kind: kinds.invited }, door: { letsInvited: false } }
	],
	['an hour before the door opens', 'too-early', { at: noon - hour - 1 }],
	['the instant it closes', 'too-late', { at: noon + hour }],
	['leaving after it has closed', null, { at: noon + 2 * hour, way: 'exit' }],
	['a ticket past its time', 'expired', { at: noon + 25 * hour, on: null, door: { closesAt: noon + 48 * hour } }],
	['the same, of a session that was moved', null, { at: noon + 25 * hour, door: { closesAt: noon + 48 * hour } }],
	['a ticket before its time', 'too-early', { at: noon - 25 * hour, on: null, door: { opensAt: noon - 48 * hour } }],
	['out by a door for coming in', 'wrong-way', { way: 'exit', door: { way: 'entry' } }],
	['in by a door for going out', 'wrong-way', { door: { way: 'exit' } }],
	['somebody who is in already', 'already-in', { inside }],
	['somebody who is in, going out', null, { inside, way: 'exit' }]
];

for (const [what, reason, asked] of cases)
	test(`${what}: ${reason ?? 'let through'}`, () => equal(verdict(asked), reason));

test('a verdict is there long before 300 ms are over', () => {
	verdict();
	const began = performance.now();
	for (let times = 0; times < 20; times++) verdict();
	const each = (performance.now() - began) / 20;
	equal(each < 100, true, `${each} ms`);
});

test('a name is shown as little as it takes to ask for it', () => {
	deepEqual(['김철수', '남궁민수', '이 영', '김민', 'Robin Vale', 'Q', '', '👩‍🚀 A'].map(maskedName), [
		...['김*수', '남**수', '* *', '김*', 'R**** V***', 'Q', '', '* A']
	]);
});
