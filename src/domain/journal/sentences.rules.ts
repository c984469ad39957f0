import { afterwardsSentences } from './afterwards.rules.ts';
import { choosingSentences } from './choosing.rules.ts';
import { gatheringSentences } from './gathering.rules.ts';
import { staffSentences } from './staff.rules.ts';

type Said = Record<string, () => string>;

/** What each fact of a call is called, by its verb. A test holds this list against the verbs there are. */
export const sentences: Said = {
	...choosingSentences,
	...gatheringSentences,
	...afterwardsSentences,
	...staffSentences
};
