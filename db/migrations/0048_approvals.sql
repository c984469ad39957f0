-- What could do great harm is asked for by one organiser and approved by another, who saw the same: two rows that nothing
-- can alter. The answer is bound to the hash of what was shown; the store itself refuses whoever asked.

create table approvals (
	id uuid primary key default gen_random_uuid(),
	call_id uuid not null references calls,
	act text not null check (act in ('draw-seal', 'export')),
	shown jsonb not null,
	shown_hash text not null,
	reason text not null,
	asked_at timestamptz not null,
	asked_by uuid not null references people,
	unique (id, asked_by)
);
create index approvals_call on approvals (call_id, asked_at desc);
create trigger approvals_kept before update or delete on approvals for each row execute function refuse_change();

create table approval_answers (
	approval_id uuid primary key,
	asked_by uuid not null,
	answer text not null check (answer in ('approved', 'refused')),
	answered_at timestamptz not null,
	answered_by uuid not null references people,
	foreign key (approval_id, asked_by) references approvals (id, asked_by),
	check (answer <> 'approved' or answered_by <> asked_by)
);
create trigger approval_answers_kept before update or delete on approval_answers
	for each row execute function refuse_change();

-- A role may be for a time: an auditor's ends by itself.
alter table roles
	add column starts_at timestamptz,
	add column ends_at timestamptz,
	add constraint roles_check check (starts_at < ends_at) not valid;
alter table roles validate constraint roles_check;

-- Who was erased is kept outside the store too, by id, so that a backup of before does not bring them back.
create index people_erased on people (erased_at) where erased_at is not null;

-- Why somebody was found not to be eligible, given more time, or refused a card is in somebody's words about them: once it
-- is erased the row still says what was decided, when and by whom, and nothing else of it can change.
create function refuse_change_but_of_reason() returns trigger language plpgsql as $$
begin
	if tg_op = 'UPDATE' and new.reason::text in ('[erased]', '{"en": "[erased]", "ko": "[erased]"}')
		and to_jsonb(new) - 'reason' = to_jsonb(old) - 'reason' then
		return new;
	end if;
	raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end $$;
drop trigger screenings_kept on screenings;
create trigger screenings_kept before update or delete on screenings
	for each row execute function refuse_change_but_of_reason();
drop trigger reply_extensions_kept on reply_extensions;
create trigger reply_extensions_kept before update or delete on reply_extensions
	for each row execute function refuse_change_but_of_reason();
drop trigger accreditation_decisions_kept on accreditation_decisions;
create trigger accreditation_decisions_kept before update or delete on accreditation_decisions
	for each row execute function refuse_change_but_of_reason();
