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
-- Whoever comes in is shown by which accounts they may.
select show_to_all('providers', 'ended_at is null');
