/** A day of the calendar as it is written, `2027-03-01`. The database gives its midnight in UTC. */
export const dayOf = (time: Date | null): string | null => time?.toISOString().slice(0, 10) ?? null
export const timeOfDay = (day: string | null): Date | null => (day === null ? null : new Date(day))
