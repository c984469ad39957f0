import { callBySlug } from '#domain/calls/read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { reading } from '#lib/db.server.ts';
import { checkSender, ownSender } from '#lib/sender.server.ts';

/** Asks the DNS whether this host's letters will be believed. */
export async function load({ params, locals: { db, visitor } }) {
	gate.organiser(visitor, await callBySlug(reading(db), params.call));
	const sender = ownSender();
	return { from: sender.from, check: await checkSender(sender) };
}
