/** The turns of a conversation, with the AI SDK, are loaded when one is opened or begun. */
export const loadThread = () => import('./thread')
