/** What a form brings as a file, or pasted in its place: what was typed besides, and the bytes. */
export async function sentIn(request: Request): Promise<{ data: FormData; bytes: Buffer; name: string }> {
	const data = await request.formData();
	const file = data.get('file');
	if (file instanceof File && file.size > 0) {
		const name = file.name.normalize('NFC').replace(/\p{C}/gu, '').slice(0, 200);
		return { data, name, bytes: Buffer.from(await file.arrayBuffer()) };
	}
	return { data, name: '', bytes: Buffer.from(String(data.get('pasted') ?? '')) };
}
