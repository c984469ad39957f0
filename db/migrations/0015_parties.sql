-- Who applies, once, and their data: co-applicants, look-alikes and what was decided about them, erasure and retention.

-- A second application of an organisation is taken like any other, so that nobody learns who has applied, but it does
-- not take part until somebody has looked. The same mark is left by a decision. What stands is still one.
alter table applications add set_aside_at timestamptz;
drop index applications_live;
create unique index applications_live on applications (call_id, organisation_id)
	where submitted_at is not null and withdrawn_at is null and set_aside_at is null;

-- People invited by mail to apply together: who signs in with that address is meant. Only the hash of their link is
-- kept. Who was removed stays, without access.
create table coapplicants (
	id uuid primary key default gen_random_uuid(),
	application_id uuid not null references applications,
	email text not null check (email = lower(email)),
	name text not null,
	role text not null,
	may_edit boolean not null,
	token_hash bytea not null unique,
	invited_at timestamptz not null,
	expires_at timestamptz not null,
	accepted_at timestamptz,
	declined_at timestamptz,
	removed_at timestamptz,
	lead_offered_at timestamptz
);
create unique index coapplicants_once on coapplicants (application_id, email) where removed_at is null;
create index coapplicants_email on coapplicants (email);

-- Each time a call's applications were compared: of how many, and what was found.
create table lookalike_searches (
	id bigint generated always as identity primary key,
	call_id uuid not null references calls,
	applications int not null,
	found int not null,
	searched_at timestamptz not null,
	searched_by uuid references people
);
create index lookalike_searches_call on lookalike_searches (call_id, id desc);

-- Two applications that may be of one party, and what speaks for it.
create table lookalikes (
	id uuid primary key default gen_random_uuid(),
	call_id uuid not null references calls,
	one_id uuid not null references applications,
	other_id uuid not null references applications,
	score numeric not null,
	evidence jsonb not null,
	found_at timestamptz not null,
	check (one_id < other_id),
	unique (one_id, other_id)
);
create index lookalikes_call on lookalikes (call_id);
create index lookalikes_other on lookalikes (other_id);

-- What a person decided about a pair; the newest counts, earlier ones stay.
create table lookalike_decisions (
	id bigint generated always as identity primary key,
	lookalike_id uuid not null references lookalikes,
	outcome text not null check (outcome in ('same', 'related', 'unrelated')),
	stands_id uuid references applications,
	reason text not null,
	decided_at timestamptz not null,
	decided_by uuid not null references people,
	check ((outcome = 'same') = (stands_id is not null))
);
create index lookalike_decisions_pair on lookalike_decisions (lookalike_id, id desc);
create trigger lookalike_decisions_kept before update or delete on lookalike_decisions
	for each row execute function refuse_change();

-- The groups of related applications an entrant is in, by opaque names: a part of the sealed roster.
alter table lots add groups jsonb;

-- How long what a term allows is kept, in days from the end of the selection; a term before this said it in words only.
alter table terms add keep_days int check (keep_days between 1 and 3650);

-- What was destroyed: how many rows of what, when, by which rule. Holds nothing of what it was.
create table erasures (
	id uuid primary key default gen_random_uuid(),
	rule text not null check (rule in ('asked', 'kept-until')),
	call_id uuid references calls,
	due_on date,
	counts jsonb not null,
	erased_at timestamptz not null,
	check ((rule = 'kept-until') = (call_id is not null)),
	check ((rule = 'kept-until') = (due_on is not null))
);
create unique index erasures_once on erasures (call_id);
create trigger erasures_kept before update or delete on erasures for each row execute function refuse_change();

alter table people add erased_at timestamptz;

-- A receipt can still not be changed or taken away. It can be erased, once and whole, and says by which erasure: what
-- it said goes, its number, its moment and its place in the log stay.
alter table receipts add erased_by uuid references erasures deferrable initially deferred;
create function refuse_change_but_erasure() returns trigger language plpgsql as $$
declare erased receipts;
begin
	if tg_op = 'UPDATE' and old.erased_by is null and new.erased_by is not null then
		erased := old;
		erased.answers := '{}';
		erased.content_hash := '';
		erased.salt := '';
		erased.body := '';
		erased.signature := '';
		erased.erased_by := new.erased_by;
		if new is not distinct from erased then return new; end if;
	end if;
	raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end $$;
drop trigger receipts_kept on receipts;
create trigger receipts_kept before update or delete on receipts
	for each row execute function refuse_change_but_erasure();
