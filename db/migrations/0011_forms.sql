-- What a field asks for, what only its kind has to say (a unit, a limit, …), and after which answers it is asked.
alter table fields drop constraint fields_kind_check;
alter table fields add constraint fields_kind_check check (kind in (
	'text', 'long', 'choice', 'choices', 'number', 'date', 'birth', 'link', 'file', 'organisation', 'phone', 'person',
	'address', 'stops', 'track', 'section'));
alter table fields add column settings jsonb not null default '{}';
alter table fields add column shown_when jsonb;

-- The rows of `fields` are a form's first version, frozen when its call is published. A later version is kept whole.
create table form_versions (
	call_id uuid not null references calls,
	version int not null check (version > 1),
	fields jsonb not null,
	reason jsonb not null,
	made_at timestamptz not null,
	made_by uuid not null references people,
	primary key (call_id, version)
);
create trigger form_versions_kept before update or delete on form_versions for each row execute function refuse_change();

-- The version a draft is written on, and the one it was submitted on.
alter table applications add column form_version int not null default 1 check (form_version > 0);
alter table receipts add column form_version int not null default 1 check (form_version > 0);

-- Handing data to others, and abroad, is agreed to apart: to whom, where, when and how.
alter table terms add column kind text not null default 'use' check (kind in ('use', 'third-party', 'overseas'));
alter table terms add column refusal jsonb;
alter table terms add column recipient jsonb;
alter table terms add column country jsonb;
alter table terms add column transfer jsonb;
alter table terms add column contact jsonb;

-- The text that was agreed to, by its hash; null for what was agreed to before it was kept.
alter table consents add column text_hash text;
create table consent_withdrawals (
	receipt_id uuid not null,
	term_id uuid not null,
	withdrawn_at timestamptz not null,
	primary key (receipt_id, term_id),
	foreign key (receipt_id, term_id) references consents
);

-- Who agreed for an applicant under fourteen.
create table guardians (
	receipt_id uuid primary key references receipts,
	name text not null,
	contact text not null,
	given_at timestamptz not null
);
