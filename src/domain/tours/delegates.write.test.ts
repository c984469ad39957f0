import { deepEqual, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { gate } from '#domain/people/gate.server.ts';
import { reading } from '#lib/db.server.ts';
import { noon, scene, words, type Scene } from '../../../tests/cast.ts';
import { raiseDelegate, removeDelegate, saveDelegate } from './delegates.write.server.ts';
import type { DelegateForm } from './form.ts';
import { delegatesOf, tourBySlug } from './read.server.ts';

const hanaOf = ({ visitors, host }: Scene) => gate.hostOrganiser(visitors.hana, host);
const nariOf = ({ visitors, otherHost }: Scene) => gate.hostOrganiser(visitors.nari, otherHost);

test('the delegation is written, ordered and shortened by its own organisers; whom a stay names stays', () =>
	scene(async (world) => {
		const { db, call } = world;
		const tour = await tourBySlug(reading(db), 'seoul-stop-tour');
		const one = (name: string, is_principal = false) => ({ name: words(name), title: words('T'), is_principal });
		const add = (who: ReturnType<typeof hanaOf>, form: DelegateForm) =>
			saveDelegate(db, who, { tourId: tour.id, delegateId: null, form }, noon);
		await rejects(add(nariOf(world), one('Nobody')), { code: 'tours.not-found' });
		for (const name of ['Ann', 'Ben', 'Cho']) await add(hanaOf(world), one(name, name === 'Ann'));
		const all = async () => delegatesOf(reading(db), tour.id);
		const of = async (name: string) => ({
			...{ tourId: tour.id, delegateId: (await all()).find((delegate) => delegate.name.en === name)!.id }
		});
		await raiseDelegate(db, hanaOf(world), await of('Cho'), noon);
		await saveDelegate(db, hanaOf(world), { ...(await of('Ben')), form: one('Ben', true) }, noon);
		const names = async () => (await all()).map(({ name, is_principal }) => `${name.en}${is_principal ? '!' : ''}`);
		deepEqual(await names(), ['Ben!', 'Ann', 'Cho']);
		const stay = { delegate_id: (await of('Cho')).delegateId, stop_id: call.stop_id };
		await db
			.insertInto('stays')
			.values({ ...stay, saved_at: noon, saved_by: world.hana.id })
			.execute();
		await rejects(removeDelegate(db, hanaOf(world), await of('Cho'), noon), { code: 'tours.delegate-named' });
		await removeDelegate(db, hanaOf(world), await of('Ann'), noon);
		deepEqual(await names(), ['Ben!', 'Cho']);
		const gone = { tourId: tour.id, delegateId: world.hana.id };
		await rejects(removeDelegate(db, hanaOf(world), gone, noon), { code: 'tours.delegate-not-found' });
	}));
