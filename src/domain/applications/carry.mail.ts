import type { Letter } from '#lib/mail.server.ts';
import { inWords, type Locale, type Words } from '#lib/words.ts';

/** What the letters at the end of a round tell. `number` is the one in the round to come, or null for who does not go on. */
export type RoundFacts = {
	title: Words;
	round: number;
	name: Words;
	number: string | null;
	until: string;
	url: string;
};

/** The letter to one who took part in a round: whether they go on to the next. */
export function roundLetter(to: string, facts: RoundFacts, locale: Locale): Letter {
	const title = inWords(facts.title, locale);
	const name = inWords(facts.name, locale);
	if (locale === 'ko') return facts.number === null ? endsKo(to, title) : goesOnKo(to, { ...facts, name }, title);
	return facts.number === null ? endsEn(to, title) : goesOnEn(to, { ...facts, name }, title);
}

type GoingOn = Omit<RoundFacts, 'name'> & { name: string };

function goesOnKo(to: string, { round, name, number, until, url }: GoingOn, title: string): Letter {
	return {
		to,
		subject: `[마당] ${round}차 심사(${name}) 대상이 되셨습니다`,
		body: [
			`축하드립니다. 이번 차수를 통과하여 ${round}차 심사(${name})를 받으십니다.`,
			'',
			`공고: ${title}`,
			`${round}차 접수 번호: ${number}`,
			`${round}차 심사 마감: ${until}`,
			'',
			'제출하신 신청서가 그대로 이어집니다. 다시 제출하실 것은 없습니다.',
			url
		].join('\n')
	};
}

function goesOnEn(to: string, { round, name, number, until, url }: GoingOn, title: string): Letter {
	return {
		to,
		subject: `[Madang] You go on to round ${round} (${name})`,
		body: [
			`Congratulations: you have come through this round and go on to round ${round} (${name}).`,
			'',
			`Call: ${title}`,
			`Number in round ${round}: ${number}`,
			`Reviews of round ${round} end: ${until}`,
			'',
			'What you submitted goes on as it is. There is nothing to submit again.',
			url
		].join('\n')
	};
}

function endsKo(to: string, title: string): Letter {
	return {
		to,
		subject: '[마당] 이번 차수 결과를 알려 드립니다',
		body: [
			`공고: ${title}`,
			'',
			'아쉽게도 다음 차수로 모시지 못하게 되었습니다.',
			'시간을 들여 신청해 주신 데 깊이 감사드립니다.'
		].join('\n')
	};
}

function endsEn(to: string, title: string): Letter {
	return {
		to,
		subject: '[Madang] The outcome of this round',
		body: [
			`Call: ${title}`,
			'',
			'We are sorry that we cannot take your application on to the next round.',
			'Thank you for the time and care you gave it.'
		].join('\n')
	};
}
