import { invitationsOf } from '#domain/invitations/read.server.ts';
import { replyInvitation } from '#domain/invitations/replies.write.server.ts';
import { inviteAll } from '#domain/invitations/write.server.ts';
import { conductDraw } from '#domain/draws/write.server.ts';
import { hours, letters, type Scene } from './cast.ts';
import { revealed } from './draws.ts';
import type { Banded } from './standings.ts';

/** A conducted draw, and everyone accepted or drawn invited at `hours(73)`, to reply until `hours(156)`. */
export async function invited(world: Scene, banded?: Banded[]) {
	const { draw, people } = await revealed(world, banded);
	await conductDraw(world.db, draw.id, {}, hours(72));
	await inviteAll(world.db, world.hanaOrganising, hours(73));
	return { draw, people };
}

/** The personal link's secret in the newest letter to an address that holds one. */
export async function tokenOf(world: Scene, email: string, kind = 'invitations'): Promise<string> {
	const bodies = (await letters(world.db)).filter(({ to_address }) => to_address === email).map(({ body }) => body);
	return [...bodies.join('\n').matchAll(new RegExp(`/${kind}/([\\w-]{20,})`, 'g'))].at(-1)![1]!;
}

export const allOf = (world: Scene) => invitationsOf(world.db, world.call.id);
export const firstOf = async (world: Scene) => (await allOf(world))[0]!;

/** The first of them accepts; answers with the invitation and its link's secret. */
export async function accepting(world: Scene, at = hours(74)) {
	const first = await firstOf(world);
	const token = await tokenOf(world, first.email);
	await replyInvitation(world.db, token, { reply: 'accept' }, at);
	return { invitation: await firstOf(world), token };
}
