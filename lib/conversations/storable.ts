const replacement = '\ufffd'

/** The text as PostgreSQL can keep it: NUL and half letters, of which models write some, become the sign for what was lost. */
export const storable = (text: string): string => text.toWellFormed().replaceAll('\0', replacement)
