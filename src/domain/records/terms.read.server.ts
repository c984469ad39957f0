import type { Reader } from '#lib/db.server.ts';
import type { Term } from './terms.rules.ts';

/** The words a tour explains, each with the host it is from. */
export function termsOf(db: Reader, tourId: string): Promise<(Term & { host_id: string })[]> {
	return db
		.selectFrom('glossary_terms')
		.select(['id', 'host_id', 'word', 'aliases', 'explanation', 'source_title', 'source_url', 'checked_on'])
		.where('tour_id', '=', tourId)
		.where('removed_at', 'is', null)
		.orderBy('word')
		.execute();
}
