import { answerProgram } from '../../run.ts';

export const trailingSlash = 'ignore';

/** Everything a program asks: the table of operations says what is there. */
export const GET = answerProgram;
export const HEAD = answerProgram;
export const POST = answerProgram;
export const PUT = answerProgram;
export const PATCH = answerProgram;
export const DELETE = answerProgram;
