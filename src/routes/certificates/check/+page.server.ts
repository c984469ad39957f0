import { checkedCertificate } from '#domain/followups/certificates.read.server.ts';
import { reading } from '#lib/db.server.ts';

/** Whether a line is of a certificate that was issued here. Only who has the line learns whose it is. */
export async function load({ url, locals: { db } }) {
	const line = (url.searchParams.get('line') ?? '').slice(0, 200);
	const found = line ? await checkedCertificate(reading(db), line) : null;
	return {
		line,
		found: found && {
			number: found.number,
			name: found.name,
			title: found.title,
			startsAt: found.starts_at,
			zone: found.zone
		}
	};
}
