// Imported before anything that reads the settings: webhooks may go to this machine, and sign-in providers be at it.
process.env.REHEARSAL = '1';
process.env.WEBHOOKS_STAY_HERE = '1';
process.env.PROVIDERS_STAY_HERE = '1';
