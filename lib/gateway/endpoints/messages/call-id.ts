/** The id of a tool call whose upstream gave it none, by the number of the call in the message. */
export const callId = (id: string, call: number): string => `toolu_${id.slice(id.indexOf('_') + 1)}_${call}`
