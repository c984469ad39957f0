// Writes the guides' page of settings in both languages from their list in ops/settings.ts.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { settingsPage } from '../ops/settings.ts';

for (const locale of ['ko', 'en'] as const)
	writeFileSync(join(import.meta.dirname, '..', 'docs', locale, 'settings.md'), settingsPage(locale));
