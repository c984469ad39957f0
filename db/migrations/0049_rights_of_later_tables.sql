-- What the role that serves may do with what was made since it was, and whose rows those are.
grant select, insert on journal_checkpoints, approvals, approval_answers to madang_web;
grant delete on
	invitation_links, provider_askings, recovery_codes, reviewer_profiles, second_tries, totps
	to madang_web;
-- Their triggers let a reason be erased, and nothing else be changed.
grant update (reason) on accreditation_decisions, reply_extensions, screenings to madang_web;

select keep_by('approvals', 'call_id', 'calls');
select keep_with('approval_answers', 'approval_id', 'approvals');
select keep_by('providers', 'host_id', 'hosts');
select keep_with('provider_groups', 'provider_id', 'providers');

-- What is found by words is found by the index, and under a policy no index of words is used: an operator that might tell of
-- other rows must wait until they are out of sight. This one looks first and shows what is in the scope.
create function proposals_saying(sought tsquery) returns setof uuid language sql stable
	security definer set search_path = public, pg_temp as $$
	select application_id from proposals join applications on applications.id = application_id
	where words @@ sought and (scope_is_all() or call_id = any (scope_calls()))
$$;
