import type { Locale, Words } from '#lib/words.ts';
import { inWords } from '#lib/words.ts';
import { clockIn, shortDate } from '#lib/zone.ts';
import { emptyArticle, type Article } from './article.rules.ts';
import type { Place } from './page.rules.ts';
import { minutesBetween, type Parts, type Ran } from './parts.rules.ts';

type Known = { place: Place; parts: Parts; host: Words; days: [string, string]; nth: number };

/**
 * An article begun from what is known of a stop: who came, how they were chosen, what took place, what was asked, said
 * and promised. Every sentence in it is a fact of ours; what it means is the author's to write.
 */
export function draftOf(known: Known): Article {
	const both = (write: (known: Known, locale: Locale) => string): Words => ({
		ko: write(known, 'ko'),
		en: write(known, 'en')
	});
	return { ...emptyArticle, author: known.host, title: both(titleIn), lead: both(leadIn), body: both(bodyIn) };
}

function titleIn({ place, parts }: Known, locale: Locale): string {
	const [city, guest] = [inWords(place.city, locale), inWords(parts.people.guest, locale)];
	return locale === 'ko'
		? `${guest}, ${city}에서 나눈 이야기`
		: `${guest} in ${city}: what was said, and what comes next`;
}

function leadIn({ place, parts, days }: Known, locale: Locale): string {
	const [city, guest] = [inWords(place.city, locale), inWords(parts.people.guest, locale)];
	const when = daysIn(days, locale);
	return locale === 'ko'
		? `${when}, ${guest} 방문단이 ${city}에서 기업들을 만났습니다. 누가 왔고, 자리는 어떻게 정했고, 무엇이 오갔는지 적습니다.`
		: `On ${when} the delegation of ${guest} met firms in ${city}. Who came, how places were given, what was said, and what was promised.`;
}

function daysIn([first, last]: [string, string], locale: Locale): string {
	if (first === last) return shortDate(first, locale);
	return locale === 'ko'
		? `${shortDate(first, locale)}부터 ${shortDate(last, locale)}까지`
		: `${shortDate(first, locale)} and ${shortDate(last, locale)}`;
}

function bodyIn(known: Known, locale: Locale): string {
	const isKorean = locale === 'ko';
	const { parts } = known;
	const asked = parts.questions.reduce((sum, { questions }) => sum + questions.length, 0);
	const all = [
		isKorean ? '## 왜 왔나' : '## Why here',
		whyIn(known, locale),
		...(parts.people.delegates.length + parts.people.speakers.length ? ['{people}'] : []),
		...(flowOf(known).length ? [chosenIn(known, locale), '{figure flow}'] : []),
		...(parts.draw ? ['{draw}'] : []),
		isKorean ? '## 무엇을 말했나' : '## What was said',
		...(parts.programme.length ? ['{programme}'] : []),
		...parts.programme.flatMap((session) => saidIn(known, session, locale)),
		...parts.quotes.filter(({ session }) => !session).map(({ id }) => `{quote ${id}}`),
		...(asked > 0
			? [isKorean ? '### 질문과 답' : '### Questions that were answered', askedIn(asked, locale), '{questions}']
			: []),
		...(parts.promises.length ? [isKorean ? '## 다음은 무엇인가' : '## What comes next', '{promises}'] : []),
		'{terms}'
	];
	return all.filter(Boolean).join('\n\n');
}

function whyIn({ place, parts, nth }: Known, locale: Locale): string {
	const [city, tour] = [inWords(place.city, locale), inWords(place.tour.title, locale)];
	const count = parts.people.delegates.length;
	return locale === 'ko'
		? `${city} 방문은 ‘${tour}’의 ${nth}번째 일정입니다. 방문단 ${count}명이 왔습니다.`
		: `${city} is stop ${nth} of “${tour}”. A delegation of ${count} came.`;
}

const stepsIn: Record<Locale, Record<string, (count: number) => string>> = {
	ko: {
		applied: (count) => `신청서 ${count}건이 들어왔습니다.`,
		reviewed: (count) => `그 가운데 ${count}건을 심사했습니다.`,
		eligible: (count) => `${count}건이 추첨에 올랐거나 심사로 바로 정해졌습니다.`,
		drawn: (count) => `${count}곳을 정했습니다.`,
		invited: (count) => `예비까지 ${count}곳에 초청장을 보냈습니다.`,
		accepted: (count) => `${count}곳이 오겠다고 답했습니다.`,
		came: (count) => `${count}곳이 행사장에 왔습니다.`
	},
	en: {
		applied: (count) => `${count} firms applied.`,
		reviewed: (count) => `${count} of the applications were reviewed.`,
		eligible: (count) => `${count} went into the draw, or were chosen by review.`,
		drawn: (count) => `${count} were drawn or chosen.`,
		invited: (count) => `With reserves, ${count} were invited.`,
		accepted: (count) => `${count} accepted.`,
		came: (count) => `${count} came.`
	}
};

const flowOf = ({ parts }: Known) => parts.counted.figures.find(({ key }) => key === 'flow')?.rows ?? [];

const chosenIn = (known: Known, locale: Locale): string =>
	flowOf(known)
		.map(({ key, counts }) => stepsIn[locale][key]!(counts[0] ?? 0))
		.join(' ');

function saidIn({ place, parts }: Known, session: Ran, locale: Locale): string[] {
	const quotes = parts.quotes.filter((quote) => quote.session === session.slug);
	if (quotes.length === 0 && !session.segments.some(({ ran }) => ran)) return [];
	const minutes = minutesBetween(session.from, session.to);
	const { time } = clockIn(place.zone, session.from);
	const hall = inWords(session.hall, locale);
	const told =
		locale === 'ko'
			? `${hall ? `${hall}에서 ` : ''}${time}에 시작해 ${minutes}분 동안 이어졌습니다.`
			: `It began at ${time}${hall ? ` in ${hall}` : ''} and went on for ${minutes} minutes.`;
	return [`### ${inWords(session.title, locale)}`, told, ...quotes.map(({ id }) => `{quote ${id}}`)];
}

function askedIn(count: number, locale: Locale): string {
	return locale === 'ko'
		? `객석의 질문 ${count}개에 답이 있었습니다.`
		: `${count} questions from the floor were answered.`;
}
