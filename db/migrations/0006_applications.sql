create table organisations (
	id uuid primary key default gen_random_uuid(),
	registration_number text not null unique check (registration_number ~ '^[0-9]{10}$'),
	name text not null,
	made_at timestamptz not null
);

-- `answers` is the draft, as last typed. What was submitted is in the receipts, and stays.
create table applications (
	id uuid primary key default gen_random_uuid(),
	call_id uuid not null references calls,
	applicant_id uuid not null references people,
	answers jsonb not null default '{}',
	version int not null default 0,
	saved_at timestamptz not null,
	organisation_id uuid references organisations,
	track_id uuid references tracks,
	number text unique,
	submitted_at timestamptz,
	withdrawn_at timestamptz,
	unique (call_id, applicant_id)
);
-- One live application per organisation in a call, whoever is typing.
create unique index applications_live on applications (call_id, organisation_id)
	where submitted_at is not null and withdrawn_at is null;

create table application_counts (
	call_id uuid primary key references calls,
	numbered int not null
);

-- `intent` is the form's own key: the same press of the button, sent twice, is one receipt.
create table receipts (
	id uuid primary key default gen_random_uuid(),
	application_id uuid not null references applications,
	intent uuid not null,
	number text not null,
	answers jsonb not null,
	content_hash text not null,
	salt text not null,
	submitted_at timestamptz not null,
	body text not null,
	signature text not null,
	unique (application_id, intent)
);
create index receipts_application on receipts (application_id, submitted_at desc);
create index receipts_number on receipts (number);
create trigger receipts_kept before update or delete on receipts for each row execute function refuse_change();

create table consents (
	receipt_id uuid not null references receipts,
	term_id uuid not null references terms,
	given_at timestamptz not null,
	primary key (receipt_id, term_id)
);
