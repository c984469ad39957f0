import { m } from '#lib/paraglide/messages.js';

/** What can be done at a follow-up, and in which part of its page it is told. */
export const doneIn = {
	...{ offer: 'offer', withdraw: 'offer', agree: 'contact', takeBack: 'contact' },
	...{ propose: 'meetings', choose: 'meetings', cancel: 'meetings', step: 'steps', carry: 'carry' }
} as const;
export type Done = keyof typeof doneIn;

const sentences: Record<Done, () => string> = {
	...{ offer: m.done_offer, withdraw: m.done_withdraw, agree: m.done_agree, takeBack: m.done_take_back },
	...{ propose: m.done_propose, choose: m.done_choose, cancel: m.done_cancel, step: m.done_step, carry: m.done_carry }
};

/** The sentence for a part of the page in which something was just done, or nothing. */
export function doneSaid(what: string | null, part: (typeof doneIn)[Done]): string | undefined {
	const done = (Object.keys(doneIn) as Done[]).find((one) => one === what);
	return done && doneIn[done] === part ? sentences[done]() : undefined;
}
