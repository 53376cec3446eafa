/** An event of a response with its number. */
export const eventOf = (type: string, members: Record<string, unknown>, number: number): string =>
  `event: ${type}\ndata: ${JSON.stringify({ type, ...members, sequence_number: number })}\n\n`
