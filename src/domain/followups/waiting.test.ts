import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { waitingFor } from './waiting.rules.ts';

const at = new Date('2026-12-01T00:00:00Z');
const day = 86_400_000;
const meeting = (side: 'guest' | 'applicant', days: number, state = 'proposed') => ({
	...{ side, state, slots: [{ starts_at: new Date(at.getTime() + days * day) }] }
});
const consent = (side: 'guest' | 'applicant') => ({ side, agreed_at: at, text_version: 1 });
const begun = { side: 'applicant' as const, hasBegun: true, own: undefined, other: {}, consents: [], meetings: [] };

test('what waits is what the other side did and nobody has answered, times to choose first', () => {
	const all = { ...begun, consents: [consent('guest')], meetings: [meeting('guest', 1)] };
	deepEqual(waitingFor(all, at), ['meetings', 'offer', 'contact']);
	deepEqual(waitingFor({ ...all, side: 'guest' }, at), ['offer']);
});

test('what is answered, over or one’s own waits for nobody', () => {
	deepEqual(waitingFor({ ...begun, own: { withdrawn_at: null } }, at), []);
	deepEqual(waitingFor({ ...begun, own: { withdrawn_at: at } }, at), [], 'taken back is an answer too');
	const meetings = [meeting('guest', -1), meeting('applicant', 1), meeting('guest', 1, 'set')];
	deepEqual(waitingFor({ ...begun, other: undefined, meetings }, at), []);
	const consents = [consent('guest'), consent('applicant')];
	deepEqual(waitingFor({ ...begun, other: undefined, consents }, at), []);
	deepEqual(waitingFor({ ...begun, hasBegun: false, other: undefined }, at), []);
});
