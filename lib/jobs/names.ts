/** failed: an operator decides whether it is run again. */
export const jobStates = ['waiting', 'running', 'done', 'failed'] as const
