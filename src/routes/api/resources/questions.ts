import { z } from 'zod';
import { exportedQuestions } from '#domain/questions/exports.read.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { list } from '../operation.ts';
import { count, id, instant, optional, words } from '../shapes.ts';
import { moderatedSession } from './own.ts';

const question = z.object({
	...{ id: z.string(), segment: words, number: optional(z.string()), name: z.string(), firm: z.string() },
	...{ locale: z.string(), text: z.string(), translation: optional(z.string()), askedAt: instant },
	...{ state: z.string(), stateAt: instant, votes: count, mergedInto: optional(id), spentSeconds: z.number() }
});

export const questions = [
	list(
		{
			...{ id: 'listQuestions', path: '/sessions/{session}/questions', right: 'questions.read' },
			...{ says: m.api_list_questions, row: question }
		},
		{ rows: async (asked) => exportedQuestions(asked.read, await moderatedSession(asked)), key: 'id' }
	)
];
