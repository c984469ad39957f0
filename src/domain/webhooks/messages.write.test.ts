import '../../../tests/stay-here.ts';
import { deepEqual, equal, ok } from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { gate } from '#domain/people/gate.server.ts';
import { note } from '#domain/journal/write.server.ts';
import { reading, together, type Db } from '#lib/db.server.ts';
import { applied, firm } from '../../../tests/applying.ts';
import { addRegister, registers } from '../../../tests/register.ts';
import { hours, noon, scene, type Scene } from '../../../tests/cast.ts';
import { leaveMessages, takeDue } from './messages.write.server.ts';
import { webhookOf } from './read.server.ts';
import { nextTry, type EventKind } from './rules.ts';
import { addWebhook, rotateSecret, sendAgain } from './write.server.ts';
import { sendWebhooks } from '../../jobs/send-webhooks.ts';

const secret = `whsec_${Buffer.from('0123456789abcdef0123456789abcdef').toString('base64')}`;
const owning = ({ visitors, host }: Scene) => gate.hostOrganiser(visitors.hana, host);

type Heard = { headers: http.IncomingHttpHeaders; body: string };

/** A scene with a webhook to a real server, which answers with what `status` is. */
const listening = (
	play: (world: Scene & { heard: Heard[]; id: string; answers: { status: number } }) => Promise<void>,
	kinds: EventKind[] = ['applications', 'registrations']
) =>
	scene(async (world) => {
		const heard: Heard[] = [];
		const answers = { status: 204 };
		const server = http.createServer((request, response) => {
			let body = '';
			request.on('data', (some: Buffer) => (body += some.toString()));
			request.on('end', () => {
				heard.push({ headers: request.headers, body });
				response.writeHead(answers.status).end();
			});
		});
		await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
		const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/in`;
		try {
			const id = await addWebhook(world.db, owning(world), { form: { url, kinds }, secret }, noon);
			await play({ ...world, heard, id, answers });
		} finally {
			server.close();
			server.closeAllConnections();
		}
	});

const submit = (db: Db, about: string, callId: string) =>
	together(db, (tx) => note(tx, { at: noon, by: null, callId, verb: 'application.submitted', about }));

test('a fact is told once, signed, and by ids alone; of no call it is found by what it is about', () =>
	listening(async (world) => {
		const { db, heard } = world;
		await applied(world, world.joonApplying, firm(1));
		await registers(db, await addRegister(world), 'Sora');
		await db.updateTable('sessions').set({ call_id: null }).execute();
		await sendWebhooks(db, hours(1));
		await sendWebhooks(db, hours(1));
		deepEqual(heard.map(({ body }) => (JSON.parse(body) as { type: string }).type).sort(), [
			...['application.submitted', 'registration.registered']
		]);
		for (const { headers, body } of heard) {
			const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
			const text = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
			equal(headers['webhook-signature'], `v1,${createHmac('sha256', key).update(text).digest('base64')}`);
			equal(Number(headers['webhook-timestamp']) * 1000, hours(1).getTime());
			deepEqual(Object.keys((JSON.parse(body) as { data: object }).data), ['id', 'call_id']);
			ok(!/Firm|Sora|example\.test/.test(body));
		}
	}));

test('a fact that was not kept is told to nobody, and so is another host’s and one of another kind', () =>
	listening(async ({ db, heard, call, otherHost }) => {
		const undone = together(db, async (tx) => {
			await note(tx, { at: noon, by: null, callId: call.id, verb: 'application.submitted', about: 'x' });
			throw new Error('undone');
		});
		await undone.catch(() => {});
		await together(db, (tx) => note(tx, { at: noon, by: null, callId: call.id, verb: 'draw.sealed', about: 'x' }));
		await db.updateTable('calls').set({ host_id: otherHost }).execute();
		await submit(db, 'x', call.id);
		await sendWebhooks(db, noon);
		equal(heard.length, 0);
	}));

test('what is not taken comes again under one id, ever later, for three days, and is then given up', () =>
	listening(async (world) => {
		const { db, heard, id, answers, call } = world;
		answers.status = 500;
		await submit(db, 'x', call.id);
		let at = noon;
		for (let turn = 0; turn < 12; turn++) {
			await sendWebhooks(db, at);
			const [message] = (await webhookOf(reading(db), owning(world), id)).messages;
			if (!message!.next_at) break;
			ok(message!.next_at > at);
			await sendWebhooks(db, new Date(message!.next_at.getTime() - 1));
			at = message!.next_at;
		}
		equal(heard.length, 10);
		equal(new Set(heard.map(({ headers }) => headers['webhook-id'])).size, 1);
		ok(at.getTime() - noon.getTime() >= 72 * 3_600_000);
		const [message] = (await webhookOf(reading(db), owning(world), id)).messages;
		deepEqual([message!.state, message!.log.length, message!.log[0]!.status], ['failed', 10, 500]);
		answers.status = 200;
		await sendAgain(db, owning(world), { id, message: message!.id }, at);
		await sendWebhooks(db, at);
		deepEqual([heard.length, (await webhookOf(reading(db), owning(world), id)).messages[0]!.state], [11, 'sent']);
	}));

test('who answers that they are gone is told nothing more', () =>
	listening(async (world) => {
		const { db, heard, id, answers, call } = world;
		answers.status = 410;
		for (const about of ['x', 'y']) await submit(db, about, call.id);
		await sendWebhooks(db, noon);
		await submit(db, 'z', call.id);
		await sendWebhooks(db, hours(10));
		ok(heard.length <= 2);
		equal((await webhookOf(reading(db), owning(world), id)).state, 'gone');
	}));

test('with a new secret a message is signed by both for a day', () =>
	listening(async (world) => {
		const { db, heard, id, call } = world;
		await rotateSecret(db, owning(world), { id, secret: `whsec_${Buffer.alloc(32).toString('base64')}` }, noon);
		await submit(db, 'x', call.id);
		await sendWebhooks(db, noon);
		equal(String(heard[0]!.headers['webhook-signature']).split(' ').length, 2);
	}));

test('a message in hand is nobody else’s, and one whose hand was lost comes again', () =>
	listening(async ({ db, id, call }) => {
		await submit(db, 'x', call.id);
		equal(await leaveMessages(db, id, noon), 1);
		const [one, other] = await Promise.all([takeDue(db, noon), takeDue(db, noon)]);
		equal([one, other].filter(Boolean).length, 1);
		equal(await takeDue(db, noon), undefined);
		equal((await takeDue(db, nextTry(1, noon)!))?.tries, 2);
	}));
