/** The law asks for half a year. The trigger of the table refuses to delete what is younger, whoever asks. */
export const leastAuditDays = 183
