import { answersOf, surveyOf } from '#domain/followups/surveys.read.server.ts';
import { byComing, leastShown, resultsOf } from '#domain/followups/surveys.rules.ts';
import { reading } from '#lib/db.server.ts';
import { ownStop } from '../../acting.ts';

/** What was answered, as far as it may be shown: nothing of few, and no group from which few could be reckoned. */
export async function load({ params, locals }) {
	const { stop } = await ownStop({ params, locals });
	const db = reading(locals.db);
	const survey = await surveyOf(db, stop.id, params.survey);
	const answers = await answersOf(db, survey.id);
	const results = resultsOf(
		survey.questions,
		answers.map((one) => one.answers)
	);
	return {
		stop: { slug: stop.slug, city: stop.city },
		survey: { id: survey.id, session: survey.session, asked: survey.asked ?? 0, answered: answers.length },
		...{ results, leastShown, groups: results ? byComing('overall', answers) : [] }
	};
}
