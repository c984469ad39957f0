// Imported before anything that reads the settings: what is sealed here is sealed by this key, and no file is left.
process.env.SECRETS_KEY = 'of the tests alone';
