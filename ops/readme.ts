type Told = { slug: string; at: Date; rows: Record<string, number> };

/** The page that lies beside an export and says, in both languages, what is in it and what is not. */
export function readmeOf({ slug, at, rows }: Told): string {
	const table = Object.entries(rows)
		.map(([name, count]) => `| \`tables/${name}\` | ${count} |`)
		.join('\n');
	return `# ${slug}, ${at.toISOString()}

Everything of the host \`${slug}\` as it was at that instant. Nothing here needs Madang to be read.

- \`tables/NAME.jsonl\`: one row a line, as JSON. \`tables/NAME.csv\`: the same for spreadsheets (UTF-8; what would be a formula is quoted).
- \`schema.json\`: the columns of each table with their types, and what they name in which other table.
- \`files/ID\`: what people attached. \`attachments\`, \`briefing_files\` and \`record_pictures\` say by \`id\` what each is called, its kind and its SHA-256.
- \`manifest.json\`: how many rows, and the SHA-256 of every file here.

Texts in two languages are objects with \`ko\` and \`en\`. Instants are UTC. What was submitted is in \`receipts.answers\`, by the
keys of \`fields\`. A draw is \`seals\` and \`draw_results\`; \`packages/draw/SPEC.md\` of the source says how to check it.

Left out: drafts that were not submitted, each side's own notes and contacts, texts of letters, whatever lets somebody in
or signs (hashes of links, tokens, keys), and people's sign-ins. Of people, organisations, tours and letters those are here
that the host's rows name. The journal's lines are those of the host's calls; its chain needs all lines, and is proved where they are.

이 폴더에는 주최 기관 \`${slug}\`의 그때 모든 것이 있고, 마당이 없어도 읽을 수 있습니다. \`tables/\`에는 표마다 한 줄에 한 건씩
JSON과, 같은 내용의 CSV가 있습니다. \`schema.json\`은 열과 표 사이의 관계, \`files/\`는 첨부 파일, \`manifest.json\`은 건수와
SHA-256입니다. 제출하지 않은 초안, 각자의 메모와 연락처, 편지의 본문, 들어오게 하거나 서명하는 것(링크의 해시, 토큰, 열쇠),
로그인 기록은 뺐습니다.

| table · 표 | rows · 건수 |
|---|---|
${table}
`;
}
