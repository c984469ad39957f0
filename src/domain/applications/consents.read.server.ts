import type { Reader } from '#lib/db.server.ts';

/** What was agreed to with a receipt, in the order it was asked, and which of it was taken back when. */
export function consentsOf(db: Reader, receiptId: string) {
	return db
		.selectFrom('consents')
		.innerJoin('terms', 'terms.id', 'consents.term_id')
		.leftJoin('consent_withdrawals', (join) =>
			join
				.onRef('consent_withdrawals.receipt_id', '=', 'consents.receipt_id')
				.onRef('consent_withdrawals.term_id', '=', 'consents.term_id')
		)
		.select(['terms.key', 'terms.title', 'terms.kind', 'terms.is_required'])
		.select(['consents.given_at', 'consents.text_hash', 'consent_withdrawals.withdrawn_at'])
		.where('consents.receipt_id', '=', receiptId)
		.orderBy('terms.position')
		.execute();
}

/** Who agreed with a receipt for an applicant under fourteen, or undefined. */
export function guardianOf(db: Reader, receiptId: string) {
	return db
		.selectFrom('guardians')
		.select(['name', 'contact', 'given_at'])
		.where('receipt_id', '=', receiptId)
		.executeTakeFirst();
}
