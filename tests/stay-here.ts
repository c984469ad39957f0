// Imported before anything that reads the settings: webhooks may go to this machine.
process.env.REHEARSAL = '1';
process.env.WEBHOOKS_STAY_HERE = '1';
