import { ArticleForm } from '#domain/records/article.form.ts';
import { recordOf } from '#domain/records/article.read.server.ts';
import { newerRecord, typedOf } from '#domain/records/article.rules.ts';
import { saveRecord } from '#domain/records/article.write.server.ts';
import { draftProblem, readJson } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';
import { Refusal } from '#lib/refusal.ts';
import { ownStop } from '../../acting.ts';

/** Keeps a record as it is typed. What somebody else has saved meanwhile is not overwritten: it comes back, to be merged. */
export async function POST({ params, request, locals }) {
	const { stop, who } = await ownStop({ params, locals });
	try {
		const form = await readJson(ArticleForm, request);
		return Response.json(await saveRecord(locals.db, who, { stopId: stop.id, form }, locals.arrivedAt));
	} catch (fault) {
		if (!(fault instanceof Refusal)) throw fault;
		return draftProblem(fault, fault.code === newerRecord().code ? { kept: await newest() } : {});
	}

	async function newest() {
		const record = await recordOf(reading(locals.db), stop.id);
		return record && { version: record.version, typed: typedOf(record.content) };
	}
}
