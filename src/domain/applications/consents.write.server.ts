import { together, type Db, type Tx } from '#lib/db.server.ts';
import { note } from '#domain/journal/write.server.ts';
import type { Applicant } from '#domain/people/rules.ts';
import { consentNeeded, consentNotGiven } from './consents.rules.ts';
import { applicationNotFound } from './rules.ts';

/**
 * Takes an optional consent of the applicant's newest receipt back; the receipt says on that it was given. At any time,
 * before the close and after; taking it back twice is once. Refuses one that is needed (that is a withdrawal of the
 * application) and one that was not given.
 */
export function withdrawConsent(db: Db, who: Applicant, key: string, at: Date): Promise<void> {
	return together(db, async (tx) => {
		const receipt = await newestReceiptOf(tx, who);
		if (!receipt) throw applicationNotFound();
		const term = await givenTerm(tx, receipt.id, key);
		if (!term) throw consentNotGiven();
		if (term.is_required) throw consentNeeded();
		const left = await tx
			.insertInto('consent_withdrawals')
			.values({ receipt_id: receipt.id, term_id: term.id, withdrawn_at: at })
			.onConflict((oc) => oc.doNothing())
			.returning('term_id')
			.executeTakeFirst();
		if (!left) return;
		await note(tx, {
			...{ at, by: who.personId, callId: who.callId, verb: 'consent.withdrawn', about: receipt.application_id },
			detail: { term: key }
		});
	});
}

function newestReceiptOf(tx: Tx, who: Applicant) {
	return tx
		.selectFrom('receipts')
		.innerJoin('applications', 'applications.id', 'receipts.application_id')
		.select(['receipts.id', 'receipts.application_id'])
		.where('applications.call_id', '=', who.callId)
		.where('applications.applicant_id', '=', who.personId)
		.orderBy('receipts.submitted_at', 'desc')
		.orderBy('receipts.id')
		.limit(1)
		.executeTakeFirst();
}

function givenTerm(tx: Tx, receiptId: string, key: string) {
	return tx
		.selectFrom('consents')
		.innerJoin('terms', 'terms.id', 'consents.term_id')
		.select(['terms.id', 'terms.is_required'])
		.where('consents.receipt_id', '=', receiptId)
		.where('terms.key', '=', key)
		.executeTakeFirst();
}
