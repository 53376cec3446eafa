/** How long an answer is kept, in hours, and the most bytes of one. */
export const keptHours = 72
export const longestKept = 1024 * 1024
