import { surveyByToken } from '#domain/followups/surveys.read.server.ts';
import { answerSurvey } from '#domain/followups/surveys.write.server.ts';
import { forForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';

/** What somebody who came is asked, by their own link. */
export async function load({ params, locals: { db, arrivedAt } }) {
	const { survey, answers, isNamed } = await surveyByToken(reading(db), params.token);
	return {
		...{
			questions: survey.questions,
			about: survey.session ?? survey.city,
			closesAt: survey.closes_at,
			zone: survey.zone
		},
		...{ answers: answers ?? null, isNamed, isClosed: survey.closes_at <= arrivedAt }
	};
}

export const actions = {
	default: async ({ params, request, locals: { db, arrivedAt } }) => {
		const data = await request.formData();
		const sent = { data: [...data] as [string, unknown][], named: data.get('named') === 'on' };
		const answer = await forForm(data, () => answerSurvey(db, params.token, sent, arrivedAt));
		return 'done' in answer ? { said: true } : answer;
	}
};
