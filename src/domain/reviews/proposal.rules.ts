import type { Answers } from '#db/kinds.ts';
import { answerIn, type FormField } from '#domain/applications/answers.rules.ts';

/** A field of the form with what was answered in it. */
export type Answered = FormField & { answer: string };

// Who to write to and how to call them is nothing a reviewer needs: those fields stay with the organiser.
const notForReviewers = ['phone', 'person', 'track', 'organisation', 'birth', 'address', 'section'];

/** What a reviewer reads of an application, in the form's order; the name of the firm is the page's title already. */
export function proposalOf(answers: Answers, fields: FormField[], organisation: string): Answered[] {
	const told = ['', organisation];
	return fields
		.filter((field) => !notForReviewers.includes(field.kind))
		.map((field) => ({ ...field, answer: answerIn(answers, field.key) }))
		.filter(({ answer }) => !told.includes(answer) && !isMailAddress(answer));
}

// No kind of field is for mail addresses: one is told by what was answered.
const isMailAddress = (answer: string) => /^\s*\S+@\S+\.\S+\s*$/.test(answer);
