/** While there is no owner, prints the one-time link with which the first person becomes it. */
export async function printSetupLink(_env: Record<string, string>): Promise<void> {}
