/** A failure whose message is meant for the person who starts the server. */
export class StartError extends Error {}
