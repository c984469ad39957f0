import { callBySlug, wholeCall } from '#domain/calls/read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { exportedScores } from '#domain/reviews/exports.read.server.ts';
import { scoreTable } from '#domain/reviews/exports.rules.ts';
import { tellReviewsExport } from '#domain/reviews/exports.write.server.ts';

import { reading } from '#lib/db.server.ts';
import { streamed } from '#lib/streamed.server.ts';
import { xlsx } from '#lib/xlsx.server.ts';

/** Where every application stands, as a table. That it went out is a fact: the journal tells it. */
export async function GET({ params, locals: { db, visitor, locale, arrivedAt } }) {
	const call = await callBySlug(reading(db), params.call);
	const who = gate.auditor(visitor, call);
	const scores = await exportedScores(reading(db), await wholeCall(reading(db), call));
	await tellReviewsExport(db, who, { kind: 'scores', rows: scores.length }, arrivedAt);
	const pieces = xlsx(scoreTable(scores, locale));
	return streamed(pieces, {
		type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
		name: `scores-${call.slug}.xlsx`
	});
}
