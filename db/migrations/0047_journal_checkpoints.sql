-- The journal's lines, by their hashes, make a Merkle tree (RFC 9162), whose head is signed and shown to everybody: who
-- has kept one head can ask of every later journal whether it still begins with the same lines. No line is shown by it.

create table journal_checkpoints (
	size bigint primary key,
	root text not null,
	note text not null,
	signed_at timestamptz not null
);
create trigger journal_checkpoints_kept before update or delete on journal_checkpoints
	for each row execute function refuse_change();
create trigger journal_checkpoints_whole before truncate on journal_checkpoints
	for each statement execute function refuse_change();
