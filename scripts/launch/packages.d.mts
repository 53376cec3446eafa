export const root: string
export function installPackages(): void
