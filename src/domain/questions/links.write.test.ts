import { deepEqual, equal, rejects } from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { noon, scene, told } from '../../../tests/cast.ts';
import { addSession, asked, moderating } from '../../../tests/floor.ts';
import { reading } from '#lib/db.server.ts';
import { signed, signingKey } from '#lib/signing.server.ts';
import { makeLink, revokeLink } from './links.write.server.ts';
import { askerByLink, linkHolder, linksOf, ownPurpose, saidOfAsker } from './links.read.server.ts';

test('a link opens one kind of page of one session, and nothing once it is shut; its secret is kept nowhere', () =>
	scene(async (world) => {
		const { db } = world;
		const session = await addSession(world);
		const who = moderating(world, session);
		const secret = await makeLink(db, who, { do: 'make', kind: 'projector', label: 'Laptop left of the stage' }, noon);
		const { linkId } = await linkHolder(reading(db), session.id, 'projector', secret);
		const other = await addSession(world, { slug: 'other' });
		const gone = { code: 'questions.link-not-found' };
		await rejects(linkHolder(reading(db), session.id, 'interpreter', secret), gone);
		await rejects(linkHolder(reading(db), other.id, 'projector', secret), gone);
		await rejects(linkHolder(reading(db), session.id, 'projector', 'nonsense'), gone);
		equal(JSON.stringify(await db.selectFrom('session_links').selectAll().execute()).includes(secret), false);
		await rejects(revokeLink(db, moderating(world, other), linkId, noon), gone);
		await revokeLink(db, who, linkId, noon);
		await revokeLink(db, who, linkId, noon);
		await rejects(linkHolder(reading(db), session.id, 'projector', secret), gone);
		deepEqual(
			(await linksOf(reading(db), session.id)).map(({ label, revoked_at }) => [label, revoked_at]),
			[['Laptop left of the stage', noon]]
		);
		deepEqual((await told(db)).slice(-2), ['floor.link-made', 'floor.link-shut']);
	}));

test('an asker’s own link is theirs in their session alone, and cannot be made up', () =>
	scene(async (world) => {
		const { db } = world;
		const session = await addSession(world);
		await asked(world, session, 'Mine?');
		const asker = await db.selectFrom('askers').select('id').executeTakeFirstOrThrow();
		const key = await signingKey(db, ownPurpose, noon);
		const token = `${asker.id}.${signed(saidOfAsker(asker.id), key)}`;
		equal(await askerByLink(reading(db), session.id, token), asker.id);
		const other = await addSession(world, { slug: 'other' });
		const gone = { code: 'questions.link-not-found' };
		await rejects(askerByLink(reading(db), other.id, token), gone);
		await rejects(askerByLink(reading(db), session.id, token.replace(/^\w+/, randomUUID().slice(0, 8))), gone);
		await rejects(askerByLink(reading(db), session.id, asker.id), gone);
	}));
