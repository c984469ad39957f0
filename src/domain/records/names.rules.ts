import { m } from '#lib/paraglide/messages.js';
import type { FlowStep } from './parts.rules.ts';
import type { PromiseState } from './promises.rules.ts';

type Name = () => string;

export const categoryNames: Record<string, Name> = {
	explainer: m.record_category_explainer,
	report: m.record_category_report,
	interview: m.record_category_interview,
	statement: m.record_category_statement
};

export const stepNames: Record<FlowStep['step'], Name> = {
	applied: m.record_step_applied,
	reviewed: m.record_step_reviewed,
	eligible: m.record_step_eligible,
	drawn: m.record_step_drawn,
	invited: m.record_step_invited,
	came: m.record_step_came
};

export const promiseNames: Record<PromiseState, Name> = {
	open: m.record_promise_open,
	under_way: m.record_promise_under_way,
	kept: m.record_promise_kept,
	late: m.record_promise_late,
	dropped: m.record_promise_dropped
};
