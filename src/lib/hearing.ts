/** One line of what a press tells: how far it is, why it was refused, or how it ended. */
export type Heard = { done?: number; of?: number; refused?: string };

/** Presses a form whose answer is told as it goes, line by line. Answers with the sentence of a refusal, or nothing. */
export async function pressAndHear(url: string, body: FormData, hear: (line: Heard) => void): Promise<string> {
	const response = await fetch(url, { method: 'POST', body });
	if (!response.ok || !response.body) return (await response.json()).title;
	let refused = '';
	let rest = '';
	const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
	for (;;) {
		const { value = '', done } = await reader.read();
		const lines = (rest + value).split('\n');
		rest = lines.pop() ?? '';
		for (const line of lines) {
			const heard = JSON.parse(line) as Heard;
			refused = heard.refused ?? refused;
			hear(heard);
		}
		if (done) return refused;
	}
}
