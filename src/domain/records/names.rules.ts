import { m } from '#lib/paraglide/messages.js';

type Name = () => string;

export const categoryNames: Record<string, Name> = {
	explainer: m.record_category_explainer,
	report: m.record_category_report,
	interview: m.record_category_interview,
	statement: m.record_category_statement
};
