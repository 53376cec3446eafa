/** Makes the pattern with which `ilike` finds texts that contain this one. A % or _ in it stands for itself. */
export const containing = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`
