import { StartFault } from '../start/fault.mjs';
import { withDb } from './connected.ts';

export type ExposureAsked = {
	host: string;
	from: string;
	until: string;
	person?: string;
	token?: string;
	address?: string;
};

/**
 * What an account (its mail address), a token (its id) or an address could have seen between two instants (ISO 8601), as CSV:
 * a line for each application, with what of it and each time. Answers with the lines, and how many there are.
 */
export async function exposure(env: NodeJS.ProcessEnv, asked: ExposureAsked): Promise<{ csv: string; count: number }> {
	const [from, until] = [asked.from, asked.until].map((text) => new Date(text));
	if (!from || !until || [from, until].some((at) => Number.isNaN(at.getTime())))
		throw new StartFault('Instants are written like 2026-11-30T09:00Z.', '시각은 2026-11-30T09:00Z처럼 적습니다.');
	return withDb(env, async (db) => {
		const [read, { personByEmail }, { partsSeen }] = await Promise.all([
			import('../src/domain/reads/exposures.read.server.ts'),
			import('../src/domain/people/read.server.ts'),
			import('../src/domain/reads/exposures.rules.ts')
		]);
		const host = await read.hostBySlug(db, asked.host);
		const person = asked.person ? await personByEmail(db, asked.person.toLowerCase()) : undefined;
		if (!host || (asked.person && !person))
			throw new StartFault('There is no such host or account.', '그런 주최 기관이나 계정이 없습니다.');
		const sought = {
			person: person?.id ?? null,
			token: asked.token ?? null,
			address: asked.address ?? null,
			from,
			until
		};
		const found = await read.exposedTo(db, { hostId: host.id }, sought);
		const rows = found.map((one) => [
			...[one.call, one.number ?? one.application_id, one.person_id, partsSeen(one).join(' ')],
			...[partsSeen(one).includes('answers') ? one.fields.join(' ') : '', one.readings.join(' ')],
			one.times.map((at) => at.toISOString()).join(' ')
		]);
		const head = ['call', 'application', 'person', 'could_see', 'answers', 'read_as', 'at'];
		return { csv: [head, ...rows].map((row) => row.join(',')).join('\n') + '\n', count: found.length };
	});
}
