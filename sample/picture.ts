/** The picture above the record of Dubai: the pavilion by the creek in the evening, drawn by hand of numbers. */
export function creekPavilion(): string {
	const [wide, high, water] = [1600, 800, 520];
	const towers = [
		...[
			[70, 210, 70],
			[160, 150, 52],
			[230, 260, 88],
			[1290, 230, 74],
			[1380, 320, 58],
			[1455, 190, 92]
		]
	].map(
		([x, tall, across]) => `<rect x="${x}" y="${water - tall!}" width="${across}" height="${tall}" fill="#1b5a49"/>`
	);
	const arches = Array.from({ length: 9 }, (_, nth) => {
		const x = 430 + nth * 82;
		return [
			`<path d="M${x} ${water}V${water - 108}q33 -52 66 0V${water}Z" fill="#f6c877"/>`,
			`<path d="M${x + 33} ${water}v-118" stroke="#c98b3a" stroke-width="2"/>`
		].join('');
	});
	const ripples = Array.from({ length: 46 }, (_, nth) => {
		const [y, shift] = [water + 14 + nth * 6, (nth * 137) % 190];
		const [x, long] = [420 + shift + (nth % 5) * 120, 40 + ((nth * 53) % 130)];
		return `<rect x="${x}" y="${y}" width="${long}" height="3" rx="1.5" fill="#f6c877" opacity="${(0.62 - nth * 0.012).toFixed(2)}"/>`;
	});
	const dhow = (x: number, y: number, size: number) =>
		`<g transform="translate(${x} ${y}) scale(${size})">
			<path d="M-90 0q90 46 190 -10l-18 36q-70 20 -142 4Z" fill="#3a2418"/>
			<path d="M-8 2V-150" stroke="#3a2418" stroke-width="5"/><path d="M-4 -150Q120 -90 92 -8L-4 -14Z" fill="#fbf3e2"/>
		</g>`;
	const people = Array.from({ length: 26 }, (_, nth) => {
		const x = 446 + nth * 28 + ((nth * 17) % 11);
		return `<g fill="#12352b"><circle cx="${x}" cy="${water - 31}" r="4.6"/><rect x="${x - 5}" y="${water - 26}" width="10" height="26" rx="5"/></g>`;
	});
	return `<svg xmlns="http://www.w3.org/2000/svg" width="${wide}" height="${high}" viewBox="0 0 ${wide} ${high}">
		<defs>
			<linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#0f3f4f"/>
				<stop offset=".55" stop-color="#c9764a"/><stop offset="1" stop-color="#f3c98c"/></linearGradient>
			<linearGradient id="creek" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#8d5a45"/>
				<stop offset=".35" stop-color="#23545a"/><stop offset="1" stop-color="#0c2f38"/></linearGradient>
		</defs>
		<rect width="${wide}" height="${water}" fill="url(#sky)"/><circle cx="1130" cy="352" r="64" fill="#fbe3b4"/>
		${towers.join('')}
		<path d="M360 ${water - 150}Q800 ${water - 330} 1240 ${water - 150}Z" fill="#fbf3e2"/>
		<rect x="392" y="${water - 152}" width="816" height="152" fill="#efe2c6"/>${arches.join('')}${people.join('')}
		<rect x="300" y="${water - 6}" width="1000" height="10" fill="#7a5236"/>
		<rect y="${water}" width="${wide}" height="${high - water}" fill="url(#creek)"/>${ripples.join('')}
		${dhow(250, 640, 1)}${dhow(1380, 585, 0.62)}
	</svg>`;
}
