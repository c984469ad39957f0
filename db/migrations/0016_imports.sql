-- Applications an organiser enters from a table. The file stays until it is imported or put away, and at most a day: it
-- is full of other people's data. `mapping` says which column is what; the newest of a call is what the next one begins with.
create table imports (
	id uuid primary key default gen_random_uuid(),
	call_id uuid not null references calls,
	file_name text not null,
	file_hash text not null,
	file bytea,
	reading jsonb not null default '{}',
	mapping jsonb not null default '{}',
	uploaded_at timestamptz not null,
	uploaded_by uuid not null references people,
	ended_at timestamptz,
	imported_at timestamptz,
	imported_by uuid references people,
	imported int not null default 0,
	check ((imported_at is null) = (imported_by is null)),
	check (file is null or ended_at is null)
);
create index imports_call on imports (call_id, uploaded_at desc);
create index imports_open on imports (uploaded_at) where ended_at is null;

-- Which receipts were entered so, and from which row of the file.
create table import_entries (
	receipt_id uuid primary key references receipts,
	import_id uuid not null references imports,
	line int not null
);
create trigger import_entries_kept before update or delete on import_entries
	for each row execute function refuse_change();
