import { listen, reading, type Db } from './db.server.ts';
import { joinBus, type Bus } from './bus.server.ts';
import { Hub } from './hub.server.ts';
import { newestId, newsAfter, newsChannel, newsIn, saidAs } from './news.server.ts';
import { writeFault } from '#lib/fault.server.ts';

/** Tells open pages of this process what is announced anywhere. */
export type Live = Hub & { stop: () => Promise<void> };

type Where = { db: Db; url: string; bus: string; lookMs?: number };

// The one process that passes news on to the bus holds this lock of the database.
const relayLock = 0x72656c6179;

/**
 * Watches the table of news and tells the streams of this process. By itself it hears of each commit from the database.
 * With a bus, one process of all hears it and passes it on; when that one ends, the database lets another take over. A
 * look at the table every two seconds finds what either way lost.
 */
export async function openLive({ db, url, bus, lookMs = 2_000 }: Where): Promise<Live> {
	const hub = new Hub({ missed: (topics, after) => newsAfter(reading(db), after, topics) });
	hub.begin(await newestId(reading(db)));
	const look = async () => {
		for (const news of await newsAfter(reading(db), hub.newest())) hub.receive(news);
	};
	const lookQuietly = () => look().catch(() => {}); // the next look finds it
	// Ids ascend as their transactions commit: one that does not follow the last may have others before it.
	const receive = (text: string) => {
		const news = newsIn(text);
		if (news?.id === hub.newest() + 1) hub.receive(news);
		else if (news && news.id > hub.newest()) void lookQuietly();
	};
	const timer = setInterval(() => void lookQuietly(), lookMs);
	timer.unref();
	const hearing = bus
		? relayed({ db, url, bus }, { receive, look: lookQuietly })
		: listen({ url, channel: newsChannel }, { onSaid: receive, onHearing: lookQuietly });
	return Object.assign(hub, {
		stop: async () => {
			clearInterval(timer);
			hub.close();
			await hearing.close();
		}
	});
}

type Ears = { receive: (text: string) => void; look: () => Promise<void> };

// Whoever takes over says again what the one before may not have said to the end: known news is known by its id.
const overlap = 200;

function relayed({ db, url, bus }: { db: Db; url: string; bus: string }, { receive, look }: Ears) {
	let joined: Bus | undefined;
	let isClosed = false;
	const joining = joinBus(bus, { onText: receive, onJoined: () => void look() }).then((made) => {
		joined = made;
		if (isClosed) void made.close();
	});
	joining.catch((fault) => writeFault({ live: 'the bus cannot be joined' }, fault));
	const heard = listen(
		{ url, channel: newsChannel, lock: relayLock },
		{
			onSaid: (text) => {
				receive(text);
				joined?.publish(text);
			},
			onHearing: async () => {
				const newest = await newestId(reading(db));
				for (const news of await newsAfter(reading(db), newest - overlap)) joined?.publish(saidAs(news));
			}
		}
	);
	return {
		close: async () => {
			isClosed = true;
			await heard.close();
			await joined?.close();
		}
	};
}
