import type { Letter } from '#lib/mail.server.ts';
import { inWords, type Locale, type Words } from '#lib/words.ts';
import { written } from '#lib/zone.ts';

/** What the letter to a reviewer who has some left tells. */
export type ReminderFacts = {
	name: string;
	title: Words;
	left: number;
	of: number;
	until: Date;
	zone: string;
	url: string;
};

/** The letter that reminds a reviewer, kindly, of what is left, and until when. */
export function reminderLetter(to: string, facts: ReminderFacts, locale: Locale): Letter {
	const { name, left, of, url } = facts;
	const [title, until] = [inWords(facts.title, locale), written(facts.until, facts.zone, locale, true)];
	return locale === 'ko'
		? {
				to,
				subject: `[마당] 심사가 ${left}건 남아 있습니다`,
				body: [
					`${name} 심사위원님, 바쁘신 중에 심사를 맡아 주셔서 고맙습니다.`,
					'',
					...[`공고: ${title}`, `남은 심사: 배정 ${of}건 중 ${left}건`, `심사 마감: ${until}`, ''],
					'이어서 심사하실 곳입니다. 쓰시던 내용은 그대로 남아 있습니다.',
					...[url, ''],
					'기한 안에 어려우시면 운영자에게 알려 주십시오. 남은 심사를 다른 위원께 부탁드리겠습니다.'
				].join('\n')
			}
		: {
				to,
				subject: `[Madang] ${left} ${left === 1 ? 'review is' : 'reviews are'} left for you`,
				body: [
					`Dear ${name}, thank you for giving your time to this review.`,
					'',
					...[`Call: ${title}`, `Left: ${left} of the ${of} assigned to you`, `Reviews end: ${until}`, ''],
					'Here you go on; what you have written is still there.',
					...[url, ''],
					'If you cannot make it in time, please tell the organisers: others can take over what is left.'
				].join('\n')
			};
}
