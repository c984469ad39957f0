import { z } from 'zod';
import type { SurveyAnswers, SurveyQuestion } from '#db/kinds.ts';
import { clockTime, isTime } from '#domain/calls/dates.rules.ts';
import { fieldsRefused } from '#lib/refusal.ts';
import { grouped, prose, words } from '#lib/schema.ts';
import { characterFault, letterCount, tidy } from '#lib/text.ts';
import { isDay } from '#lib/zone.ts';

const choice = { error: 'lib.not-a-choice' };
export const mostOwn = 3;

type Raw = { label?: { ko?: string; en?: string } };
const isLeftOut = ({ label }: Raw) => !label?.ko?.trim() && !label?.en?.trim();

const own = z.object({
	kind: z.enum(['scale', 'choice', 'text'], choice),
	label: words(160),
	options: z
		.preprocess((raw) => raw ?? '', prose(600))
		.transform((text) =>
			text
				.split('\n')
				.filter(Boolean)
				.slice(0, 8)
				.map((line) => {
					const [ko = '', en = ''] = line.split('/').map((part) => part.trim());
					return { ko, en: en || ko };
				})
		)
});

/** A survey: of which session, until when, and what is asked besides. Rows without a question are no questions. */
export const SurveyForm = grouped(
	z.object({
		session: z.preprocess((raw) => raw || null, z.uuid(choice).nullable()),
		closes: z.object({
			day: z.string({ error: 'lib.required' }).trim().refine(isDay, { error: 'lib.not-a-day' }),
			time: z
				.string({ error: 'lib.required' })
				.refine(isTime, { error: 'lib.not-a-time' })
				.transform((raw) => clockTime(raw))
		}),
		own: z.preprocess(
			(raw) => (Array.isArray(raw) ? raw.filter((one: Raw) => !isLeftOut(one)) : []),
			z.array(own).max(mostOwn)
		)
	})
);
export type SurveyForm = z.output<typeof SurveyForm>;

/** What was answered to these questions, by their keys: `q.overall`. Refuses what is no answer to one of them. */
export function answersIn(questions: SurveyQuestion[], data: Iterable<[string, unknown]>): SurveyAnswers {
	const sent = new Map([...data].map(([name, value]) => [name, typeof value === 'string' ? tidy(value) : '']));
	const faults: Record<string, string> = {};
	const answers: SurveyAnswers = {};
	for (const { key, kind, options } of questions) {
		const text = sent.get(`q.${key}`) ?? '';
		if (text === '') continue;
		const fault =
			kind === 'text' ? wordsFault(text) : markFault(text, kind === 'scale' ? [1, 5] : [0, options.length - 1]);
		if (fault) faults[`q.${key}`] = fault;
		answers[key] = text;
	}
	if (Object.keys(faults).length > 0) throw fieldsRefused(faults);
	if (Object.keys(answers).length === 0)
		throw fieldsRefused({ [`q.${questions[0]!.key}`]: 'followups.nothing-answered' });
	return answers;
}

const wordsFault = (text: string) => (letterCount(text) > 2000 ? 'lib.too-long' : characterFault(text));
const markFault = (text: string, [least, most]: [number, number]) =>
	/^\d$/.test(text) && Number(text) >= least && Number(text) <= most ? undefined : 'lib.not-a-choice';
