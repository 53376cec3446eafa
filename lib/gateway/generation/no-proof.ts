/**
 * Stands where Anthropic's shape has a thought's proof and its model gave none. Anthropic refuses thoughts of other models, so they have to be
 * told apart when a conversation goes on at its models. Its own proofs are base64, which has no dot.
 */
export const noProof = 'none.'

/** Stands before Google's proofs of thoughts and texts, which are base64 as well. Those of calls have a place of their own. */
export const googleProof = 'google.'
