import { refusal } from '#lib/refusal.ts';

/** A host's look as pages show it: its colour with the shades that go with it, and where its mark is. */
export type Look = { name: { ko: string; en: string }; shades: Shades | null; logo: string | null };
export type Shades = { colour: string; deep: string; wash: string };

/** What is written in the colour, or on it: the pages' paper, cards and the text of buttons (WCAG 2.2, 1.4.3). */
const paper = '#fbfaf6';
const white = '#ffffff';
export const leastContrast = 4.5;

type Rgb = [red: number, green: number, blue: number];

const rgbOf = (colour: string): Rgb => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16)) as Rgb;
const hexOf = (rgb: Rgb) => `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;

/** `share` of one colour, the rest of the other. */
function mixed(one: string, other: string, share: number): string {
	const second = rgbOf(other);
	return hexOf(rgbOf(one).map((part, at) => part * share + second[at]! * (1 - share)) as Rgb);
}

/** Relative luminance, 0 to 1 (WCAG 2.2, definitions). */
function luminance(colour: string): number {
	const [red, green, blue] = rgbOf(colour).map((part) => {
		const share = part / 255;
		return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
	}) as Rgb;
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** How far two colours are apart, 1 to 21 (WCAG 2.2, definitions). */
export function contrastOf(one: string, other: string): number {
	const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
	return (light + 0.05) / (dark + 0.05);
}

/** A colour with what is derived from it: darker where it is pressed, and a breath of it behind text. */
export const shadesOf = (colour: string): Shades => ({
	...{ colour, deep: mixed(colour, '#000000', 0.75), wash: mixed(colour, white, 0.1) }
});

/** The least contrast a colour has with any ground it is read on, or text that is read on it. */
export const worstContrast = (colour: string): number =>
	Math.min(...[paper, white, shadesOf(colour).wash].map((ground) => contrastOf(colour, ground)));

/** The colour itself if it can be read, or else the nearest darker one of the same hue that can. */
export function readable(colour: string): string {
	for (let share = 256; share > 0; share--) {
		const darker = mixed(colour, '#000000', share / 256);
		if (worstContrast(darker) >= leastContrast) return darker;
	}
	return '#000000';
}

/** A contrast as it is told: cut, not rounded, so that what fails never reads as if it passed. */
const shown = (contrast: number) => String(Math.floor(contrast * 100) / 100);

export const colourTooFaint = (colour: string) =>
	refusal('invalid', 'looks.faint', { colour, ratio: shown(worstContrast(colour)), nearest: readable(colour) });
export const logoUnfit = () => refusal('invalid', 'looks.logo-unfit');
export const logoTooLarge = () => refusal('invalid', 'looks.logo-too-large');
export const logoNotFound = () => refusal('unknown', 'looks.logo-not-found');
