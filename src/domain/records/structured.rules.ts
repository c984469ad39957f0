import { inWords, type Words } from '#lib/words.ts';
import type { Reading } from './page.rules.ts';

type Around = {
	url: string;
	baseUrl: string;
	host: Words;
	/** The days of the stop, and where it was. */
	days: [string, string];
	hall: Words | null;
	address: Words | null;
	people: { name: Words; title: Words | null }[];
};

/** What an article is for machines: schema.org's NewsArticle and the Event it tells of, as JSON-LD. */
export function structuredOf(reading: Reading, around: Around): string {
	const { locale, place, picture } = reading;
	const { url, baseUrl, host, days } = around;
	const organisation = { '@type': 'Organization', name: inWords(host, locale) };
	const event = {
		...{ '@type': 'Event', '@id': `${url}#event` },
		name: `${inWords(place.tour.title, locale)}: ${inWords(place.city, locale)}`,
		...{ startDate: days[0], endDate: days[1], eventStatus: 'https://schema.org/EventScheduled' },
		eventAttendanceMode: 'https://schema.org/OfflineEventAttendanceMode',
		location: {
			'@type': 'Place',
			name: inWords(around.hall, locale) || inWords(place.city, locale),
			address: [inWords(around.address, locale), inWords(place.city, locale), inWords(place.country, locale)]
				.filter(Boolean)
				.join(', ')
		},
		organizer: organisation,
		...(around.people.length ? { performer: around.people.map((one) => personOf(one, reading)) } : {}),
		url: `${baseUrl}/stops/${place.slug}/programme`
	};
	const article = {
		...{ '@type': 'NewsArticle', '@id': url, url, mainEntityOfPage: url, inLanguage: locale },
		...{ headline: reading.title, description: reading.lead, articleSection: reading.category },
		datePublished: reading.publishedAt?.toISOString(),
		dateModified: (reading.correctedAt ?? reading.publishedAt)?.toISOString(),
		...{ author: { '@type': 'Organization', name: reading.author }, publisher: organisation },
		image: [
			`${url.split('?')[0]}/card.png?lang=${locale}`,
			...(picture ? [`${url.split('?')[0]}/pictures/${picture.id}`] : [])
		],
		...(reading.corrections.length
			? {
					correction: reading.corrections.map(({ reason, at }) => ({
						...{ '@type': 'CorrectionComment', text: inWords(reason, locale), datePublished: at.toISOString() }
					}))
				}
			: {}),
		about: { '@id': event['@id'] },
		mentions: reading.terms.map(({ word, explanation }) => ({
			...{ '@type': 'DefinedTerm', name: inWords(word, locale), description: inWords(explanation, locale) }
		})),
		isAccessibleForFree: true
	};
	// Inside a script element a "<" could end it, and what JSON allows in a text JavaScript once did not.
	return JSON.stringify({ '@context': 'https://schema.org', '@graph': [article, event] })
		.replaceAll('<', '\\u003c')
		.replaceAll('\u2028', '\\u2028')
		.replaceAll('\u2029', '\\u2029');
}

const personOf = ({ name, title }: Around['people'][number], { locale }: Reading) => ({
	...{ '@type': 'Person', name: inWords(name, locale) },
	...(title ? { jobTitle: inWords(title, locale) } : {})
});
