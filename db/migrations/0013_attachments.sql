-- Files an applicant attaches. A row is there from the first byte, and whole once `completed_at` says so; where its
-- bytes lie is its id, unrelated to its name.
create table attachments (
	id uuid primary key default gen_random_uuid(),
	call_id uuid not null references calls,
	applicant_id uuid not null references people,
	field text not null,
	name text not null,
	size bigint not null check (size > 0),
	received bigint not null default 0 check (received between 0 and size),
	begun_at timestamptz not null,
	touched_at timestamptz not null,
	completed_at timestamptz,
	kind text,
	sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
	is_locked boolean not null default false,
	cautions text[] not null default '{}',
	scan_tried_at timestamptz,
	check ((completed_at is null) = (sha256 is null) and (completed_at is null) = (kind is null)),
	check (completed_at is null or received = size)
);
create index attachments_applicant on attachments (applicant_id, call_id);
create index attachments_touched on attachments (touched_at);

-- What a receipt's answers name stays, with its bytes.
create table receipt_files (
	receipt_id uuid not null references receipts,
	attachment_id uuid not null references attachments,
	primary key (receipt_id, attachment_id)
);
create index receipt_files_attachment on receipt_files (attachment_id);
create trigger receipt_files_kept before update or delete on receipt_files
	for each row execute function refuse_change();

-- What a scanner said; the newest counts. None is "unscanned": what failed to be scanned leaves no row.
create table scans (
	id bigint generated always as identity primary key,
	attachment_id uuid not null references attachments on delete cascade,
	outcome text not null check (outcome in ('clean', 'flagged', 'cannot-scan')),
	said text not null,
	scanned_at timestamptz not null
);
create index scans_attachment on scans (attachment_id, id desc);

-- Which files reviewers may open besides clean ones; the newest counts, and with none it is only those.
create table file_policies (
	id bigint generated always as identity primary key,
	call_id uuid not null references calls,
	shows text[] not null check (shows <@ '{unscanned,flagged,cannot-scan}'),
	set_at timestamptz not null,
	set_by uuid not null references people
);
create index file_policies_call on file_policies (call_id, id desc);
create trigger file_policies_kept before update or delete on file_policies
	for each row execute function refuse_change();
