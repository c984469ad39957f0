/** An origin for files alone. Imported before anything that reads the settings. */
export const filesOrigin = 'https://files.example';
process.env.FILES_ORIGIN = filesOrigin;
