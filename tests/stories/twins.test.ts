// Two worlds, equal but for what somebody may not know, answer them identically: nothing shows sideways, by a count,
// an order, a search, a header or an error.
import '../folder.ts';
import { deepEqual } from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { doorsToRead, doorsToTry } from '../twins/paths.ts';
import { differs, lookAround, openTwins, type Ask, type Twins } from '../twins/twins.ts';

let twins: Twins;
before(async () => {
	twins = await openTwins();
});
after(() => twins?.close());

const seed = Number(process.env.SEED ?? 20_261_126);

// `npm run bench twins` asks everybody for everything; here each comes to every fourth address, the next to the next.
const quarter = (paths: string[], at: number) => paths.filter((_, place) => place % 4 === at % 4);

test('whoever may not know it is answered alike in both worlds, at every door that can be read', async (t) => {
	const doors = doorsToRead(twins.planted);
	const { shown, asked } = await lookAround(twins, (_, at) => quarter(doors, at));
	t.diagnostic(`${asked} requests`);
	deepEqual(shown, []);
});

test('and so they are when they search, sort, turn pages and ask for odd things', async (t) => {
	const { shown, asked } = await lookAround(twins, (_, at) =>
		doorsToTry(twins.planted, { count: 20, seed: seed + at })
	);
	t.diagnostic(`${asked} requests, SEED=${seed}`);
	deepEqual(shown, []);
});

test('a leak that is planted is found and named', async () => {
	const { shown } = await lookAround(leaking(twins, 'a conflict'), () => ['/', '/reviews'], ['anonymous', 'press']);
	const places = ['anonymous at /', 'anonymous at /reviews', 'press at /', 'press at /reviews'];
	deepEqual(shown.sort(), places.map((place) => `a conflict to ${place}`).sort());
});

/** The same twins with a leak: every answer ends in a count that one secret changes. */
function leaking({ asks, hand, ...rest }: Twins, secret: string): Pick<Twins, 'asks' | 'hand' | 'secrets'> {
	let isChanged = false;
	const counting = (ask: Ask, at: number): Ask => {
		return async (path, who) => {
			const said = await ask(path, who);
			return { ...said, body: `${said.body}<!-- ${at && isChanged ? 2 : 1} -->` };
		};
	};
	const changing: Twins['hand']['with'] = async (secrets, work) => {
		isChanged = secrets.some(({ name }) => name === secret);
		return hand.with(secrets, work).finally(() => (isChanged = false));
	};
	return { ...rest, asks: [counting(asks[0], 0), counting(asks[1], 1)], hand: { ...hand, with: changing } };
}

test('every secret is one: somebody who may know it sees that it has changed', async () => {
	const unseen: string[] = [];
	for (const secret of twins.secrets) {
		const [who, path] = secret.seen;
		// The second world against itself: as it was, and with the secret changed.
		const twice = [twins.asks[1], twins.asks[1]] as const;
		const before = await twins.asks[1](path, who);
		const changed = [async () => before, twins.asks[1]] as const;
		if (await differs(twice, path, who)) unseen.push(`${secret.name}: ${path} is not the same twice`);
		if (!(await twins.hand.with([secret], () => differs(changed, path, who)))) unseen.push(secret.name);
	}
	deepEqual(unseen, []);
});
