import { answersOf, surveyOf } from '#domain/followups/surveys.read.server.ts';
import { leastShown, tooFewAnswers } from '#domain/followups/surveys.rules.ts';
import { problem } from '#lib/answer.server.ts';
import { csv } from '#lib/csv.ts';
import { reading } from '#lib/db.server.ts';
import { inWords } from '#lib/words.ts';
import { ownStop } from '../../../acting.ts';

/** Every answer as a table, a line each in an order that says nothing; a name only where it was to be known. */
export async function GET({ params, locals }) {
	const { stop } = await ownStop({ params, locals });
	const db = reading(locals.db);
	const survey = await surveyOf(db, stop.id, params.survey);
	const answers = await answersOf(db, survey.id);
	if (answers.length < leastShown) return problem(tooFewAnswers());
	const heads = survey.questions.map(({ label }) => inWords(label, locals.locale));
	const cell = (options: (typeof survey.questions)[number]['options'], text = '') =>
		options.length > 0 && text !== '' ? inWords(options[Number(text)], locals.locale) : text;
	const lines = answers.map(({ answers, name }) => [
		...survey.questions.map(({ key, options }) => cell(options, answers[key])),
		name ?? ''
	]);
	const headers = {
		'content-type': 'text/csv; charset=utf-8',
		'content-disposition': 'attachment; filename="survey.csv"'
	};
	return new Response(csv([[...heads, ''], ...lines]), { headers });
}
