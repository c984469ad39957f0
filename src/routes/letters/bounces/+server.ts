import { notFound } from '#domain/people/rules.ts';
import { forScript } from '#lib/answer.server.ts';
import { readReport } from '#lib/dsn.ts';
import { letterBounced } from '#lib/outbox.server.ts';
import { showsToken } from '#lib/secret.server.ts';
import { bounceToken } from '#lib/settings.server.ts';

const mostBytes = 1_000_000;

/**
 * Takes a report of mail that came back, whole as the mail server has it (RFC 3464), from whoever shows the token. Without
 * a token set up, and without showing it, there is nothing here. Answers how many letters it was about.
 */
export function POST({ request, locals: { db, arrivedAt } }) {
	return forScript(async () => {
		if (!showsToken(request, bounceToken)) throw notFound();
		const raw = (await request.text()).slice(0, mostBytes);
		let matched = 0;
		for (const bounced of readReport(raw)) matched += (await letterBounced(db, bounced, arrivedAt)) ? 1 : 0;
		return { matched };
	});
}
