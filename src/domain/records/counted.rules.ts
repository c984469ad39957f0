import { m } from '#lib/paraglide/messages.js';

const names: Record<string, () => string> = {
	flow: m.figure_flow,
	track: m.figure_track,
	region: m.figure_region,
	stage: m.figure_stage,
	chances: m.figure_chances,
	arrivals: m.figure_arrivals,
	questions: m.figure_questions,
	people: m.figure_people,
	firms: m.figure_firms,
	applied: m.figure_applied,
	invited: m.figure_invited,
	came: m.figure_came,
	asked: m.figure_asked,
	answered: m.figure_answered
};

/** The figures there can be of a stop, as an article names them. */
export const figureKeys = ['flow', 'track', 'region', 'stage', 'chances', 'arrivals', 'questions'] as const;

/** What a figure, or a column of one, is called. */
export const figureName = (key: string) => names[key]!();
