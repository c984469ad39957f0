// `node tests/stories/plant.ts FOLDER`: plants the samples that stories begin with, each in a folder named by its size.
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { few, openStage, type Settings } from './theatre.ts';

const [folder] = process.argv.slice(2);
if (!folder) throw new Error('usage: node tests/stories/plant.ts FOLDER');

async function plant(settings: Settings): Promise<void> {
	const { dataDir, end } = await openStage(settings);
	await end();
	renameSync(dataDir, join(folder!, settings.SAMPLE_APPLICATIONS ?? '334'));
}

await Promise.all([plant({}), plant(few)]);
