-- Schedules of flows are in trigger_state now; Quartz keeps nothing for single flows.
delete from qrtz_fired_triggers where job_name = 'flow';
delete from qrtz_cron_triggers c using qrtz_triggers t
  where t.sched_name = c.sched_name and t.trigger_name = c.trigger_name
    and t.trigger_group = c.trigger_group and t.job_name = 'flow';
delete from qrtz_triggers where job_name = 'flow';
delete from qrtz_job_details where job_name = 'flow';
