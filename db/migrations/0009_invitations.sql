create table invitations (
	id uuid primary key default gen_random_uuid(),
	call_id uuid not null references calls,
	application_id uuid not null unique references applications,
	came_from text not null check (came_from in ('accept', 'draw', 'reserve')),
	-- A place moves on once: a second successor lands nowhere.
	in_place_of uuid unique references invitations,
	because jsonb not null default '{}',
	token_hash bytea not null unique,
	invited_at timestamptz not null,
	reply_by timestamptz not null check (reply_by > invited_at)
);
create index invitations_call on invitations (call_id, invited_at);

-- The newest reply stands; an undo is a reply too.
create table replies (
	id bigint generated always as identity primary key,
	invitation_id uuid not null references invitations,
	reply text not null check (reply in ('accept', 'decline', 'undo')),
	replied_at timestamptz not null
);
create index replies_invitation on replies (invitation_id, id desc);

create table lapses (
	invitation_id uuid primary key references invitations,
	lapsed_at timestamptz not null
);

create trigger invitations_kept before update or delete on invitations for each row execute function refuse_change();
create trigger replies_kept before update or delete on replies for each row execute function refuse_change();
create trigger lapses_kept before update or delete on lapses for each row execute function refuse_change();
