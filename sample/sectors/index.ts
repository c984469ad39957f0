import { accessibility } from './accessibility.ts';
import { agriculture } from './agriculture.ts';
import { climate } from './climate.ts';
import { commerce } from './commerce.ts';
import { content } from './content.ts';
import { education } from './education.ts';
import { finance } from './finance.ts';
import { games } from './games.ts';
import { language } from './language.ts';
import { legal } from './legal.ts';
import { logistics } from './logistics.ts';
import { manufacturing } from './manufacturing.ts';
import { medical } from './medical.ts';
import { publicServices } from './public.ts';
import { robotics } from './robotics.ts';
import { semiconductor } from './semiconductor.ts';
import type { Sector } from './sector.ts';

export const sectors: Sector[] = [
	manufacturing,
	legal,
	medical,
	agriculture,
	education,
	games,
	logistics,
	semiconductor,
	accessibility,
	finance,
	publicServices,
	language,
	climate,
	robotics,
	content,
	commerce
];
