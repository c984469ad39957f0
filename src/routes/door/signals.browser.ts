/** What a verdict sounds and feels like: two rising tones and a tap; a low one and two knocks; something between. */
const signals = {
	let: { tones: [660, 880], buzz: [60] },
	look: { tones: [520, 520], buzz: [80, 60, 80] },
	stop: { tones: [220, 160], buzz: [200, 80, 200] }
};

let sound: AudioContext | undefined;

/** Lets the page be heard: browsers ask that somebody has pressed something first. */
export function wakeSound(): void {
	sound ??= new AudioContext();
	void sound.resume();
}

export function signal(tone: keyof typeof signals): void {
	const { tones, buzz } = signals[tone];
	navigator.vibrate?.(buzz);
	if (sound?.state !== 'running') return;
	tones.forEach((pitch, nth) => {
		const [voice, volume] = [sound!.createOscillator(), sound!.createGain()];
		const from = sound!.currentTime + nth * 0.13;
		voice.type = tone === 'stop' ? 'square' : 'sine';
		voice.frequency.value = pitch;
		volume.gain.value = 0.25;
		voice.connect(volume).connect(sound!.destination);
		voice.start(from);
		voice.stop(from + 0.12);
	});
}
