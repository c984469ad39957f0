import { deepEqual, equal, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { gate } from '#domain/people/gate.server.ts';
import { reading } from '#lib/db.server.ts';
import { newWebhookSecret } from '#lib/webhook.server.ts';
import { hours, noon, scene, told, type Scene } from '../../../tests/cast.ts';
import { WebhookForm } from './form.ts';
import { leaveMessages } from './messages.write.server.ts';
import { hostOfWebhook, secretsOf, webhookOf, webhooksOf } from './read.server.ts';
import { mostWebhooks, type EventKind } from './rules.ts';
import { addWebhook, endGone, endWebhook, rotateSecret, sendAgain } from './write.server.ts';

const form = { url: 'https://hooks.example/in', kinds: ['applications'] as EventKind[] };
const owning = ({ visitors, host }: Scene) => gate.hostOrganiser(visitors.hana, host);
const other = ({ visitors, otherHost }: Scene) => gate.hostOrganiser(visitors.nari, otherHost);

test('a webhook is left with its secret, and another host finds none of it', () =>
	scene(async (world) => {
		const { db, host } = world;
		const secret = newWebhookSecret();
		const id = await addWebhook(db, owning(world), { form, secret }, noon);
		deepEqual(await secretsOf(reading(db), id, noon), [secret]);
		equal(await hostOfWebhook(reading(db), id), host);
		deepEqual(await webhooksOf(reading(db), other(world)), []);
		await rejects(webhookOf(reading(db), other(world), id), { code: 'webhooks.not-found' });
		for (const does of [
			() => rotateSecret(db, other(world), { id, secret }, noon),
			() => endWebhook(db, other(world), id, noon),
			() => sendAgain(db, other(world), { id, message: id }, noon)
		])
			await rejects(does(), { code: 'webhooks.not-found' });
		deepEqual(await told(db), ['webhook.added']);
	}));

test('what is no address to the open internet is refused, and so is one too many', () =>
	scene(async (world) => {
		const add = (url: string) =>
			addWebhook(world.db, owning(world), { form: { ...form, url }, secret: newWebhookSecret() }, noon);
		for (const url of [
			'http://a.example/',
			'ftp://a.example/',
			'https://me:secret@a.example/',
			'a.example',
			'https://a.example:25/'
		])
			await rejects(add(url), { fields: { url: 'webhooks.not-an-address' } }, url);
		for (let nth = 0; nth < mostWebhooks; nth++) await add(`https://a.example/${nth}`);
		await rejects(add('https://a.example/more'), { code: 'webhooks.too-many' });
	}));

test('a new secret signs at once, and the one before beside it for a day', () =>
	scene(async (world) => {
		const { db } = world;
		const [one, two, three] = [newWebhookSecret(), newWebhookSecret(), newWebhookSecret()];
		const id = await addWebhook(db, owning(world), { form, secret: one }, noon);
		await rotateSecret(db, owning(world), { id, secret: two }, hours(1));
		deepEqual(await secretsOf(reading(db), id, hours(2)), [two, one]);
		deepEqual(await secretsOf(reading(db), id, hours(25)), [two]);
		await rotateSecret(db, owning(world), { id, secret: three }, hours(3));
		deepEqual(await secretsOf(reading(db), id, hours(3)), [three, two]);
	}));

test('an ended webhook is told nothing more; twice changes nothing, and it takes no new secret', () =>
	scene(async (world) => {
		const { db } = world;
		const secret = newWebhookSecret();
		const [mine, gone] = [
			await addWebhook(db, owning(world), { form, secret }, noon),
			await addWebhook(db, owning(world), { form, secret }, noon)
		];
		await endWebhook(db, owning(world), mine, noon);
		await endWebhook(db, owning(world), mine, hours(1));
		await endGone(db, gone, noon);
		await endGone(db, gone, hours(1));
		const states = (await webhooksOf(reading(db), owning(world))).map(({ state }) => state).sort();
		deepEqual(states, ['ended', 'gone']);
		await rejects(rotateSecret(db, owning(world), { id: mine, secret }, noon), { code: 'webhooks.ended' });
		equal(await leaveMessages(db, mine, noon), 0);
		deepEqual(await told(db), ['webhook.added', 'webhook.added', 'webhook.ended', 'webhook.ended']);
	}));

test('a form that is told nothing, or what there is not, is refused', () => {
	const good = { host: crypto.randomUUID(), url: ' https://a.example/ ', kinds: 'records\nrecords' };
	deepEqual(WebhookForm.parse(good).kinds, ['records']);
	for (const wrong of [{ kinds: undefined }, { kinds: 'people' }, { url: '' }, { host: 'x' }])
		equal(WebhookForm.safeParse({ ...good, ...wrong }).success, false);
});
