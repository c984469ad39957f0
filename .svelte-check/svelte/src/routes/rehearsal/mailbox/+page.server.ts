import { notFound } from '#domain/people/rules.ts';
import { reading } from '#lib/db.server.ts';
import { newestLetters } from '#lib/outbox.server.ts';
import { isRehearsal } from '#lib/settings.server.ts';

export async function load({ url, locals: { db } }: import('./$types.js').PageServerLoadEvent) {
	if (!isRehearsal) throw notFound();
	const to = url.searchParams.get('to')?.trim().toLowerCase() || undefined;
	return { to: to ?? '', letters: await newestLetters(reading(db), to) };
}
