const replacement = '\ufffd'

/** Makes text that PostgreSQL can store. Some models write NUL and half surrogate pairs; each becomes the replacement character. */
export const storable = (text: string): string => text.toWellFormed().replaceAll('\0', replacement)
