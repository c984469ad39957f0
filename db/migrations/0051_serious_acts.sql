-- More acts take two people: to void a draw, to lift the blindness of one application, to delete a call.
alter table approvals drop constraint approvals_act_check;
alter table approvals add constraint approvals_act_known
	check (act in ('draw-seal', 'export', 'draw-void', 'unblind', 'call-delete')) not valid;
alter table approvals validate constraint approvals_act_known;

-- A void draw is no longer the draw of its call, and another may be prepared. All of it stays: seal, lots, transcript,
-- result. Its row says `void`; why, for everybody and for good, stands here.
alter table draws drop constraint draws_tag_check;
alter table draws add constraint draws_tag_known check (tag in ('draw', 'rehearsal', 'void')) not valid;
alter table draws validate constraint draws_tag_known;

create table draw_voids (
	draw_id uuid primary key references draws,
	call_id uuid not null references calls,
	reason jsonb not null,
	invited int not null check (invited >= 0),
	voided_at timestamptz not null,
	voided_by uuid not null references people
);
create index draw_voids_call on draw_voids (call_id, voided_at);
create trigger draw_voids_kept before update or delete on draw_voids for each row execute function refuse_change();
grant select, insert on draw_voids to madang_web;
select keep_by('draw_voids', 'call_id', 'calls');
select show_to_all('draw_voids');

-- From then on reviewers of this one application of a blind call see who applied.
create table unblindings (
	application_id uuid primary key references applications,
	reason text not null,
	unblinded_at timestamptz not null,
	unblinded_by uuid not null references people
);
create trigger unblindings_kept before update or delete on unblindings
	for each row execute function refuse_change_but_of_reason();
grant select, insert on unblindings to madang_web;
grant update (reason) on unblindings to madang_web;
select keep_with('unblindings', 'application_id', 'applications');

-- A call that was deleted: what it held was destroyed, and its notice is no more shown. Its lines in the journal, its
-- published draws and the record of destruction stay.
create table call_deletions (
	call_id uuid primary key references calls,
	erasure_id uuid references erasures,
	reason text not null,
	deleted_at timestamptz not null,
	deleted_by uuid not null references people
);
create trigger call_deletions_kept before update or delete on call_deletions
	for each row execute function refuse_change();
grant select, insert on call_deletions to madang_web;
select keep_by('call_deletions', 'call_id', 'calls');

alter table erasures drop constraint erasures_rule_check;
alter table erasures drop constraint erasures_of;
alter table erasures add constraint erasures_rule_known
	check (rule in ('asked', 'kept-until', 'deleted')) not valid;
alter table erasures add constraint erasures_of
	check ((rule <> 'asked') = (num_nonnulls(call_id, stop_id, session_id) = 1)) not valid;
alter table erasures validate constraint erasures_rule_known;
alter table erasures validate constraint erasures_of;

-- By which token something was read: what a program takes away page by page is counted together.
alter table reads add column token_id uuid;
create index reads_token on reads (token_id, read_at) where token_id is not null;
