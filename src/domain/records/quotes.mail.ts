import type { Letter } from '#lib/mail.server.ts';
import type { Locale } from '#lib/words.ts';

/** What a letter about somebody's quotes tells; names and times already in the reader's words. No words are in it. */
export type QuoteFacts = { name: string; city: string; host: string; count: number; link: string; until: string };

/** The letter that asks a speaker, or their office, for their word on what is to be quoted. */
export function quotesLetter(
	to: string,
	{ name, city, host, count, link, until }: QuoteFacts,
	{ isReminder, locale }: { isReminder: boolean; locale: Locale }
): Letter {
	if (locale === 'ko')
		return {
			to,
			subject: isReminder ? '[마당] 발언 확인을 다시 부탁드립니다' : '[마당] 발언을 확인해 주세요',
			body: [
				`${city} 행사에서 ${name} 님이 하신 말씀 ${count}건을 행사 기록에 인용하려고 합니다.`,
				'확인해 주시기 전에는 어디에도 공개되지 않습니다.',
				...['', `여기에서 그대로 승인하시거나, 고치시거나, 싣지 말라고 하실 수 있습니다: ${link}`],
				`${until}까지 열 수 있습니다. 로그인하지 않으셔도 되고, 열어 보기만 해서는 아무것도 바뀌지 않습니다.`,
				'이 링크를 가진 분은 누구나 답할 수 있으니, 맡기실 분에게만 전해 주세요.',
				...['', host]
			].join('\n')
		};
	return {
		to,
		subject: isReminder ? '[Madang] Your quotes still wait for your word' : '[Madang] Please look at your quotes',
		body: [
			`We would like to quote ${name} in the record of the stop in ${city}: ${count} in all.`,
			'Nothing is published anywhere before you have said yes.',
			...['', `Approve them, correct them, or say no here: ${link}`],
			`The link is good until ${until}. There is nothing to sign in to, and opening it changes nothing.`,
			'Whoever has it can answer, so pass it on only to somebody you trust with that.',
			...['', host]
		].join('\n')
	};
}
