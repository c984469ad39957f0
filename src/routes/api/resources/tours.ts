import { z } from 'zod';
import { allTours, stopsOfHosts, tourBySlug, wholeTour } from '#domain/tours/read.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { list, show } from '../operation.ts';
import { day, id, optional, slug, words } from '../shapes.ts';
import { organisedStop } from './own.ts';

const tour = z.object({ id, slug, title: words, about: words, guest_name: words, guest_title: words });
const stop = z.object({
	...{ id, slug, city: words, country: words, hall: words, time_zone: z.string(), starts_on: day, ends_on: day },
	...{ latitude: optional(z.number()), longitude: optional(z.number()) }
});
const ownStop = stop.extend({ tourSlug: slug });

export const tours = [
	list(
		{ id: 'listTours', path: '/tours', right: 'tours.read', says: m.api_list_tours, row: tour },
		{ rows: ({ read }) => allTours(read), key: 'id' }
	),
	show({
		...{ id: 'showTour', path: '/tours/{tour}', right: 'tours.read', says: m.api_show_tour },
		answer: tour.extend({ stops: z.array(stop) }),
		run: async ({ read, params }) => wholeTour(read, await tourBySlug(read, params.tour!))
	}),
	list(
		{ id: 'listStops', path: '/stops', right: 'tours.read', says: m.api_list_stops, row: ownStop },
		{ rows: ({ read, hostId }) => stopsOfHosts(read, [hostId]), key: 'id' }
	),
	show({
		...{ id: 'showStop', path: '/stops/{stop}', right: 'tours.read', says: m.api_show_stop },
		answer: stop,
		run: async (asked) => (await organisedStop(asked)).stop
	})
];
